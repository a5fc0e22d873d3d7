"""The reference is that of the code, and whole."""

from __future__ import annotations

import re

from generator import reference
from generator.cli import main
from generator.codes import CODES
from generator.commands.reference import commands
from generator.records import KINDS
from tests.support import ROOT

PAGES = {"records.md": reference.records, "problems.md": reference.problems, "commands.md": lambda: commands(main)}


def test_the_committed_reference_is_that_of_the_code() -> None:
    for name, make in PAGES.items():
        written = (ROOT / "docs" / "reference" / name).read_text(encoding="utf-8")
        assert written == make(), f"docs/reference/{name} is out of date: run kb reference"


def test_nothing_is_left_out_and_everything_is_explained() -> None:
    text = reference.records()
    assert all(f"\n## {kind}\n" in text for kind in KINDS)
    links, parts = set(re.findall(r"\]\(#([\w-]+)\)", text)), re.findall(r"^## ([\w ]+)$", text, re.MULTILINE)
    assert links <= {part.lower().replace(" ", "-") for part in parts}
    assert len(parts) == len({part.lower() for part in parts})
    bare = [line for line in text.splitlines() if line.startswith("| `") and re.search(r"\|\s*\|$", line)]
    assert {line.split("|")[1].strip() for line in bare} <= {"`type`"}
    assert all(f"| {code} |" in reference.problems() for code in CODES)
    shown = commands(main)
    assert all(f"## kb {name}\n" in shown for name in main.commands)
    assert not re.search(r"^\| `[^`]+` \|\s*\|$", shown, re.MULTILINE), "an option without a word"
