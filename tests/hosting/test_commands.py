"""Commands that documents, workflows and recipes show are commands that there are."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from generator.cli import main
from tests.support import ROOT

FILES = sorted(
    {
        *ROOT.glob("*.md"),
        *ROOT.glob("docs/*.md"),
        *ROOT.glob("docs/adr/*.md"),
        *ROOT.glob(".github/**/*.*"),
        *ROOT.glob("hosting/*"),
        ROOT / "Makefile",
    }
)
SHOWN = re.compile(
    r"`([^`\n]+)`|^\s*(?:- run:|RUN)? *((?:\.venv/bin/|\$\(BIN\)/)?(?:kb|make|mkdocs) [^\n]*)$", re.MULTILINE
)
TARGETS = set(re.findall(r"^([a-z][\w-]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def _commands(text: str) -> Iterator[list[str]]:
    for quoted, line in SHOWN.findall(text):
        shown = re.split(r"\s+#|[|;>&]|\s\[", quoted or line)[0]
        words = shlex.split(re.sub(r"['\\]", "", shown))
        if words:
            words[0] = words[0].removeprefix(".venv/bin/").removeprefix("$(BIN)/")
            if words[0] in ("kb", "make") and len(words) > 1:
                yield words


def _wrong(words: list[str]) -> str:
    if words[0] == "make":
        named = [word for word in words[1:] if "=" not in word and not word.startswith(("-", ".")) and word.islower()]
        return next((f"there is no target {word}" for word in named if word not in TARGETS), "")
    command: click.Command = main
    rest = words[1:]
    while isinstance(command, click.Group):
        name = next((word for word in rest if not word.startswith("-")), "")
        if not name:
            break
        if name not in command.commands:
            return f"there is no command {name}"
        command, rest = command.commands[name], rest[rest.index(name) + 1 :]
    options = {option for parameter in command.params for option in parameter.opts} | {"--help", "--version", "-h"}
    return next((f"{words[1]} has no {word}" for word in rest if word.startswith("--") and word not in options), "")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_commands_that_are_shown_are_there(file: Path) -> None:
    found = [(words, _wrong(words)) for words in _commands(file.read_text(encoding="utf-8"))]
    assert [(" ".join(words), wrong) for words, wrong in found if wrong] == []


def test_a_command_that_is_not_there_is_noticed() -> None:
    text = "Run `kb chekc`, `make sight`, `kb check --compleet ja`; `.venv/bin/kb check --complete ja` is right.\n"
    found = [_wrong(words) for words in _commands(text)]
    assert found == ["there is no command chekc", "there is no target sight", "check has no --compleet", ""]


EXAMPLES = {
    *("content/errors/5.7.140.yml", "docs/en", "docs/ja", "content/guides/.imports.jsonl", "pages.json"),
    *("page.ja.md", "i18n/ja", ".site-build/next/"),
}
"""Paths of documents that are what somebody may write, or what a command makes."""
BELOW = (ROOT, ROOT / "generator", ROOT / "overrides", ROOT / "tests", ROOT / "tools")
PATH = re.compile(r"[\w.*-]+(?:/[\w.*-]+)+/?|[\w-]+\.(?:py|js|css|html|yml|toml|lock|md)")


@pytest.mark.parametrize("file", [one for one in FILES if one.suffix == ".md"], ids=lambda file: file.stem)
def test_paths_that_are_named_are_there(file: Path) -> None:
    """A path begins with a folder of the repository, or of the generator, with `.py` or without."""
    assert _gone(file.read_text(encoding="utf-8")) == []


def _gone(text: str) -> list[str]:
    firsts = {path.name for folder in BELOW for path in folder.iterdir() if path.is_dir()} - {"build", "site"}
    named = [one.partition("::")[0].split(":")[0] for one in re.findall(r"`([^`\s]+)`", text)]
    paths = [one for one in named if PATH.fullmatch(one) and one not in EXAMPLES]
    paths = [one for one in paths if "/" not in one or one.split("/")[0] in firsts]
    return [one for one in paths if not any(_there(folder, one.rstrip("/")) for folder in BELOW)]


def _there(folder: Path, name: str) -> bool:
    if "/" not in name:  # a name alone is that of some file
        return name in NAMES
    return any(next(folder.glob(one), None) for one in (name, f"{name}.py"))


NAMES = {
    name
    for folder in ("content", "generator", "hosting", "locales", "overrides", "tests", "tools", "docs", "bench")
    for _, _, files in os.walk(ROOT / folder)
    for name in files
} | {path.name for path in ROOT.iterdir()}


def test_a_path_that_is_not_there_is_noticed() -> None:
    assert _gone("`generator/siet.py`, `plugin/hooks`, `views/nothing`, `nothing.py`, `hooks.py`") == [
        *("generator/siet.py", "views/nothing", "nothing.py")
    ]


def test_every_module_stands_in_the_architecture() -> None:
    """And nothing stands there that is none."""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`.+?) \|", text, re.MULTILINE)
    named = {name.rstrip("/") for row in rows for name in re.findall(r"`([^`]+)`", row)}
    made = ROOT / "generator"
    there = {path.stem for path in made.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert there - {"__init__"} - named == set()
    assert [name for name in named if not ((made / name).is_dir() or (made / f"{name}.py").is_file())] == []


EVERYDAY = {
    *("site", "serve", "test", "check", "lint", "lock", "offline", "clean"),
    *("golden", "cards", "bench", "bench-peers", "requirements", "sbom", "release-check"),
    *("links", "fuzz", "mutate"),
}
"""What needs no more than Python and a browser, makes or measures, or belongs to a schedule."""


def test_a_release_runs_every_check_that_needs_a_tool() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    listed = re.search(r"^RELEASE := (.+)$", makefile, re.MULTILINE)
    assert listed
    assert set(listed[1].split()) == TARGETS - EVERYDAY


@pytest.mark.parametrize("file", sorted((ROOT / "docs").glob("**/*.md")), ids=lambda file: file.stem)
def test_links_between_documents_lead_somewhere(file: Path) -> None:
    for path, anchor in re.findall(
        r"\]\((?!https?:|\w+:)([^)#\s]*)(?:#([^)\s]+))?\)", file.read_text(encoding="utf-8")
    ):
        target = file.parent / path if path else file
        assert target.exists(), f"{file.name}: {path}"
        if anchor:
            headings = re.findall(r"^#+ (.+)$", target.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in {re.sub(r"[^\w -]", "", one.lower()).replace(" ", "-") for one in headings}
