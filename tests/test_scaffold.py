"""New records: commented, and without problems once their blanks are filled in."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest

from generator.project import load
from generator.settings import Settings
from tests.support import run, some

FILL = {
    "id of a term": "keeper",
    "id of a fix": "ask-for-tea",
    "id of a family": "brewing",
    "id of a source": "manual",
    "id of a evidence": "temperature",
    "id of an evidence": "temperature",
    "id of a module": "teapot",
    "id": "first",
    "code/variant": "4.1.8/coffee",
    "the question": "What does it say?",
    "what is wrong": "It was asked for coffee",
    "what to do now": "Ask somebody",
    "2026-12-31": "2026-12-31",
}


def _new(folder: Path, kind: str, identity: str) -> Path:
    done = run("kb", "new", kind, identity, at=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "‹" in done.stderr
    return folder / done.stdout.splitlines()[0]


def _fill(folder: Path) -> None:
    """Fill in every blank of every record, as an author would."""
    for file in (folder / "content").rglob("*.yml"):
        _fill_file(file)


def _fill_file(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    text = re.sub(r"‹([^›]+)›", lambda blank: FILL.get(blank[1], "A filled blank"), text)
    file.write_text(text, encoding="utf-8")


def _problems(folder: Path) -> list[str]:
    return [str(problem) for problem in load(Settings(folder)).problems if problem.severity == "error"]


NEW = [("error", "4.1.9"), ("fix", "pour-again"), ("guide", "second-cup"), ("flow", "brew")]


@pytest.mark.parametrize(("kind", "identity"), NEW)
def test_a_new_record_passes_once_its_blanks_are_filled(small: Path, kind: str, identity: str) -> None:
    file = _new(small, kind, identity)
    assert file.stem == identity
    assert _problems(small), "an empty form is not a record"
    _fill(small)
    assert _problems(small) == []


def test_a_new_variant_passes_once_its_blanks_are_filled(small: Path) -> None:
    file = _new(small, "variant", "4.1.8/milk")
    assert file == small / "content/errors/4.1.8.yml"
    assert _problems(small)
    _fill(small)
    assert _problems(small) == []
    assert [variant.id for variant in load(Settings(small)).library.errors["4.1.8"].variants][-1] == "milk"


def test_a_new_code_is_shown_as_one_and_takes_more_variants(small: Path) -> None:
    _new(small, "error", "4.1.9")
    _fill(small)
    _new(small, "variant", "4.1.9/milk")
    _fill(small)
    assert _problems(small) == []
    error = load(Settings(small)).library.errors["4.1.9"]
    assert (error.code, [variant.id for variant in error.variants]) == ("4.1.9", ["first", "milk"])


def test_a_failure_without_a_code_has_none(small: Path) -> None:
    _new(small, "error", "no-sound")
    _fill(small)
    assert _problems(small) == []
    assert load(Settings(small)).library.errors["no-sound"].code == ""


@pytest.mark.parametrize(("kind", "identity"), [("error", "4.1.9"), ("fix", "pour-again"), ("guide", "second-cup")])
def test_every_field_is_explained(small: Path, kind: str, identity: str) -> None:
    lines = _new(small, kind, identity).read_text(encoding="utf-8").splitlines()
    fields = [pair for pair in itertools.pairwise(lines) if re.match(r"(?!id:)\w+:", pair[1])]
    for before, line in some(fields):
        assert before.startswith("# "), line


@pytest.mark.parametrize(
    ("kind", "identity", "words"),
    [
        ("error", "4.1.8", "4.1.8.yml exists already"),
        ("error", "Bad Code", "a code: lower-case"),
        ("error", "../../escape", "a code: lower-case"),
        ("fix", "Ask_For", "an id: lower-case"),
        ("variant", "4.1.8", "write code/variant"),
        ("variant", "4.1.8/coffee", "has a variant of this name already"),
        ("variant", "9.9.9/new", "run kb new error 9.9.9"),
        ("variant", "no-steam/new", "move the field 'variants' to the end"),
    ],
)
def test_a_record_that_cannot_be_made_is_refused_with_a_remedy(
    small: Path, kind: str, identity: str, words: str
) -> None:
    before = sorted(small.rglob("*"))
    done = run("kb", "new", kind, identity, at=small)
    assert done.returncode == 1
    assert words in done.stdout
    assert "Traceback" not in done.stderr
    assert sorted(small.rglob("*")) == before
