"""Everything that can be wrong with the input, by example.

A folder below `problems/` is a small knowledge base with a mistake; its name begins with the code that it must
raise, and `expected.txt` is the exact output of `kb check` (`arguments.txt` holds more arguments).
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.codes import CODES
from tests.support import HERE, build, copy_small, files_of, replace, run

CASES = sorted(path for path in (HERE / "problems").iterdir() if path.is_dir())
BUILT = (
    "KB101-not-utf8",
    "KB104-empty-file",
    "KB105-malformed-yaml",
    "KB108-unknown-field",
    "KB201-missing-reference",
    "KB401-malformed-po",
    "KB402-unknown-locale",
    "KB501-published-id-is-gone",
    "KB504-as-of",
    "KB504-locales",
    "KB504-no-locales",
    "KB703-unknown-parameter",
    "KB704-on-premises-only-parameter",
    "KB708-wrong-polarity",
    "KB709-missing-rollback",
    "KB711-mutating-check",
    "KB712-unsafe-quoting",
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_kb_check_says_exactly_what_is_expected(case: Path, request: pytest.FixtureRequest) -> None:
    arguments = case / "arguments.txt"
    more = arguments.read_text(encoding="utf-8").split() if arguments.exists() else []
    # In this process: there are so many of them. What `kb` does not catch itself fails the test.
    done = CliRunner().invoke(main, ["--root", str(case), "check", *more])
    assert isinstance(done.exception, SystemExit | None), done.exception
    expected = case / "expected.txt"
    if request.config.getoption("--update-golden"):
        expected.write_text(done.stdout, encoding="utf-8")
    assert done.stdout == expected.read_text(encoding="utf-8")
    code = case.name[:5]
    assert f" {code} " in done.stdout, "the folder is named after another code"
    fatal = "--complete" in more or re.search(r": KB\d{3} (?!warning: )", done.stdout)
    assert done.exit_code == (1 if fatal else 0)


def test_every_code_has_an_example() -> None:
    shown = {path.name[:5] for path in HERE.glob("**/problems/KB*")}
    assert sorted(CODES.keys() - shown) == []
    assert sorted(shown - CODES.keys()) == []


def test_every_problem_has_a_remedy() -> None:
    for case in CASES:
        lines = (case / "expected.txt").read_text(encoding="utf-8").splitlines()
        for line, following in zip(lines, [*lines[1:], ""], strict=False):
            if re.search(r": KB\d{3} ", line) and "KB112" not in line:
                assert following.startswith("  hint: "), f"{case.name}: {line}"


@pytest.mark.parametrize("name", BUILT)
def test_a_build_prints_the_same_and_leaves_the_site_alone(name: str, tmp_path: Path) -> None:
    case = HERE / "problems" / name
    folder = tmp_path / "kb"
    shutil.copytree(case, folder)
    if not (folder / "mkdocs.yml").exists():
        (folder / "mkdocs.yml").write_text("site_name: Teapots\ntheme: material\nplugins: [kb]\n", encoding="utf-8")
    (folder / "docs").mkdir()
    (folder / "site" / "deep").mkdir(parents=True)
    old = folder / "site" / "deep" / "page.html"
    old.write_text("old", encoding="utf-8")
    before = files_of(folder / "site"), old.stat().st_mtime_ns, old.parent.stat().st_mtime_ns

    done = run("mkdocs", "build", at=folder)

    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr
    for line in (case / "expected.txt").read_text(encoding="utf-8").splitlines():
        assert line in done.stdout + done.stderr
    assert (files_of(folder / "site"), old.stat().st_mtime_ns, old.parent.stat().st_mtime_ns) == before


def test_a_broken_record_leaves_a_built_site_alone(tmp_path: Path) -> None:
    folder = copy_small(tmp_path / "small")
    site = build(folder, folder / "site")
    times = {path: path.stat().st_mtime_ns for path in site.rglob("*")}
    before = files_of(site)
    replace(folder / "content/errors/4.1.8.yml", "confidence: contested", "confidence: doubtful")
    done = run("mkdocs", "build", at=folder)
    assert done.returncode == 1
    assert ": KB111 'doubtful'" in done.stdout + done.stderr
    assert "1 problem; nothing was built." in done.stdout + done.stderr
    assert files_of(site) == before
    assert {path: path.stat().st_mtime_ns for path in site.rglob("*")} == times


def test_mkdocs_and_kb_agree_on_the_words(tmp_path: Path) -> None:
    folder = copy_small(tmp_path / "small")
    (folder / "content/errors/empty.yml").write_text("", encoding="utf-8")
    replace(folder / "content/glossary.yml", "kind: portal", "kind: portall")
    checked = run("kb", "check", "--quiet", at=folder).stdout
    assert checked.count(": KB") == 2
    done = run("mkdocs", "build", at=folder)
    assert checked.strip() in done.stdout + done.stderr


def test_a_wrong_day_in_the_environment_is_said(tmp_path: Path) -> None:
    folder = copy_small(tmp_path / "small")
    for program, *rest in (("kb", "check"), ("mkdocs", "build")):
        done = run(program, *rest, at=folder, KB_AS_OF="tomorrow")
        assert done.returncode == 1
        assert "KB_AS_OF: KB504" in done.stdout + done.stderr
        assert "Traceback" not in done.stdout + done.stderr
