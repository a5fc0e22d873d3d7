"""Tools that need more than Python: they say so, and their packages come from wherever npm is told to get them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support import ROOT, environment
from tools import mutate
from tools.lighthouse import __main__ as lighthouse

TOOLS = [path.parent for path in sorted((ROOT / "tools").glob("*/package.json"))]


NEEDED = {
    "tools.lint_ja": "Node.js 20",
    "tools.lighthouse": "Node.js 20",
    "tools.pwsh": "PowerShell 7",
    "tools.nginx": "nginx and wrk",
    "tools.container": "buildah",
    "tools.publish": "rsync",
}
"""What each tool cannot do without."""


@pytest.mark.parametrize("module", NEEDED)
def test_a_tool_says_what_it_needs(module: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", module],
        cwd=ROOT,
        env=environment(PATH=str(tmp_path)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (1, 2), done.stdout
    assert NEEDED[module] in done.stderr
    assert " needed" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_target_says_what_it_needs(tmp_path: Path) -> None:
    """The lines of the Makefile that look for a program, where there is none."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    lines = re.findall(r"^\t@(command -v (\S+) .*)$", makefile, re.MULTILINE)
    assert [name for _, name in lines] == ["msgfmt", "check-jsonschema", "hadolint", "uv", "pip-audit"]
    for line, name in lines:
        shell = ["/bin/sh", "-c", line]
        done = subprocess.run(shell, env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout.split(":")[0]) == (1, f"{name} is needed")


def test_every_target_of_a_release_is_a_tool_or_says_what_it_needs() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    release = re.search(r"^RELEASE := (.+)$", makefile, re.MULTILINE)
    assert release
    recipes = dict(re.findall(r"^([a-z][\w-]*):.*\n((?:\t.*\n)*)", makefile, re.MULTILINE))
    for target in {*release[1].split()} - {"test-all", "matrix", "fresh"}:  # these need Python, a browser and git only
        tool = re.search(r"-m (tools\.\w+)", recipes[target])
        assert (tool and tool[1] in NEEDED) or "command -v" in recipes[target], target


@pytest.mark.parametrize("tool", TOOLS, ids=lambda path: path.name)
def test_packages_are_pinned_and_bound_to_no_host(tool: Path) -> None:
    wanted = json.loads((tool / "package.json").read_text(encoding="utf-8"))
    lock = json.loads((tool / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    for name, version in {**wanted["devDependencies"], **wanted.get("overrides", {})}.items():
        assert lock[f"node_modules/{name}"]["version"] == version
    assert [name for name, one in lock.items() if "resolved" in one or (name and "integrity" not in one)] == []


def test_a_page_below_its_promise_is_named_with_what_costs_points(capsys: pytest.CaptureFixture[str]) -> None:
    report = {
        "categories": {"seo": {"score": 0.9, "auditRefs": [{"id": "meta", "weight": 1}, {"id": "fine", "weight": 1}]}},
        "audits": {"meta": {"score": 0, "title": "No description"}, "fine": {"score": 1, "title": "Fine"}},
    }
    good = {**report, "categories": {"seo": {**report["categories"]["seo"], "score": 1}}}
    assert lighthouse._tell("en/", {"seo": 100}, [report, good, good]) == 0
    assert lighthouse._tell("en/", {"seo": 100}, [report, report, good]) == 1
    assert "meta: 0 (No description)" in capsys.readouterr().out


@pytest.mark.parametrize("area", mutate.AREAS.values(), ids=list(mutate.AREAS))
def test_what_is_changed_and_the_tests_that_should_notice_are_there(area: mutate.Area) -> None:
    assert [pattern for pattern in area.files if not list(ROOT.glob(pattern))] == []
    for test in area.tests:
        file, _, name = test.partition("::")
        assert f"def {name.partition('[')[0]}" in (ROOT / file).read_text(encoding="utf-8"), test


def test_an_area_that_is_not_there_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        mutate.main(["decodr"])
    assert ended.value.code == 2
    assert (
        "there is no area decodr; there are reader, checks, catalogue, decoder, quoting, quick"
        in capsys.readouterr().err
    )


NOBODY_LOOKS = "generator/pseudo.py"


def test_changes_are_noticed_where_tests_look_and_survive_where_none_does(tmp_path: Path) -> None:
    """The part of `make mutate` that `make test` runs."""
    quick = mutate.AREAS["quick"]
    made = mutate.prepare(tmp_path / "quick", replace(quick, files=(*quick.files, NOBODY_LOOKS)))
    unseen = next(one for one in made if one.startswith("generator.pseudo."))
    chosen = mutate.choose([one for one in made if not one.startswith("generator.pseudo.")], 10)
    said = mutate.tried(tmp_path / "quick", [*chosen, unseen])
    survivors = (tmp_path / "quick/survivors.diff").read_text(encoding="utf-8")
    assert said[unseen] == "no tests"
    assert "+++ generator/pseudo.py" in survivors
    noticed = [one for one in chosen if said[one] in mutate.NOTICED]
    assert 100 * len(noticed) >= quick.noticed * len(chosen), survivors
