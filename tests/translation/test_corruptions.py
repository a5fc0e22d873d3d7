"""Every corruption of every Japanese entry that can carry it is seen, and the catalogue as it is raises nothing.

`make test` corrupts a fixed choice of entries, `make test-all` each of them.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.catalogue import Catalogue, Entry, Passage
from generator.checks.catalogue import fidelity_of, interface_faults, passage_faults
from generator.checks.fidelity import Fidelity
from generator.checks.words import Names
from generator.inline import spoken
from generator.problems import Place
from generator.project import Project, load
from generator.records.tables import Term
from generator.records.types import Text
from generator.settings import Settings
from tests.support import ROOT
from tests.translation.corruptions import CORRUPTIONS, REAL

NOWHERE = Place("x.po", 1, 1)
SEED = 20261125
CHOSEN = 60
"""How many entries a corruption is tried on in `make test`."""


@dataclass(frozen=True)
class Row:
    """A translated passage, and what checks say of another translation of it."""

    context: str
    source: str
    text: str
    codes: Callable[[str], set[str]]


@pytest.fixture(scope="module")
def project() -> Project:
    return load(Settings(ROOT))


@pytest.fixture(scope="module")
def rows(project: Project) -> list[Row]:
    catalogue = project.catalogues["ja"]
    return [*_passages(project, catalogue), *_strings(catalogue)]


def _passages(project: Project, catalogue: Catalogue) -> Iterator[Row]:
    fidelity = fidelity_of(project.library, catalogue)
    names = Names(project.library, catalogue)
    for _, record, text, shape in project.library.texts():
        if getattr(record, "origin", None) is None and catalogue.passage(text).state == "translated":
            entry = catalogue.records[text.context]
            judge = _judge(fidelity, names, text, shape.short, entry.same)
            yield Row(text.context, text.source, entry.text, judge)


def _judge(fidelity: Fidelity, names: Names, text: Text, short: int, same: bool) -> Callable[[str], set[str]]:
    def codes(other: str) -> set[str]:
        passage = Passage(other, "ja", "translated")
        found = [*passage_faults(fidelity, "ja", text, Entry(text.source, other, False, NOWHERE, same), short)]
        found += [
            *names.labels(text, passage),
            *names.terms(text, passage, spoken(other)),
            *names.avoided(text, spoken(other)),
        ]
        return {code for code, _, _ in found}

    return codes


def _strings(catalogue: Catalogue) -> Iterator[Row]:
    fidelity = Fidelity("en", "ja")
    for entry in catalogue.strings.values():
        if entry.text and not entry.fuzzy:
            yield Row(
                f"site: {entry.source}",
                entry.source,
                entry.text,
                lambda other, source=entry.source: {
                    code for code, _, _ in interface_faults(fidelity, "ja", Entry(source, other, False, NOWHERE))
                },
            )


def test_the_catalogue_as_it_is_raises_nothing(project: Project, rows: list[Row]) -> None:
    assert len(rows) > 1000
    assert [(row.context, codes) for row in rows if (codes := row.codes(row.text))] == []
    assert [str(problem) for problem in project.problems if problem.place.file.startswith("locales/ja")] == []


@pytest.mark.parametrize("name", CORRUPTIONS)
def test_a_corruption_is_seen_in_a_choice_of_entries(name: str, rows: list[Row]) -> None:
    _all_seen(name, rows, CHOSEN)


@pytest.mark.long
@pytest.mark.parametrize("name", CORRUPTIONS)
def test_a_corruption_is_seen_wherever_it_can_be(name: str, rows: list[Row]) -> None:
    _all_seen(name, rows, len(rows))


def _all_seen(name: str, rows: list[Row], enough: int) -> None:
    chance = random.Random(f"{SEED} {name}")
    tried, unseen = 0, []
    for row in chance.sample(rows, len(rows)):
        corrupted = CORRUPTIONS[name](row.source, row.text, chance)
        if corrupted is None or corrupted == row.text:
            continue
        tried += 1
        if not row.codes(corrupted):
            unseen.append(f"{row.context}\n  {row.source}\n  {row.text}\n  {corrupted}")
        if tried == enough:
            break
    assert tried > 0, "nothing in the catalogue can carry it"
    assert not unseen, f"{len(unseen)} of {tried}:\n" + "\n".join(unseen[:5])


@pytest.mark.parametrize(("source", "right", "wrong"), REAL)
def test_corruptions_seen_in_published_pages(source: str, right: str, wrong: str) -> None:
    text = Text(source, "terms/t#meaning")
    fidelity = Fidelity("en", "ja")
    assert [*passage_faults(fidelity, "ja", text, Entry(source, right, False, NOWHERE), 0)] == []
    codes = {code for code, _, _ in passage_faults(fidelity, "ja", text, Entry(source, wrong, False, NOWHERE), 0)}
    assert codes & {"KB406", "KB408"}


def test_names_to_avoid_and_other_names_of_terms_are_seen(project: Project) -> None:
    """Each translated name of the glossary is replaced wherever it stands, by what is to be avoided or by another."""
    catalogue = project.catalogues["ja"]
    names = Names(project.library, catalogue)
    tried = 0
    for term in project.library.terms.values():
        for text, passage in _with_term(project, catalogue, term):
            name = catalogue.passage(term.name).text
            for wrong in term.avoid.get("ja", ()):
                other = Passage(passage.text.replace(name, wrong), "ja", "translated")
                found = {code for code, _, _ in (*names.avoided(text, spoken(other.text)), *names.labels(text, other))}
                assert found, f"{text.context}: {other.text}"
                tried += 1
    assert tried > 20


def _with_term(project: Project, catalogue: Catalogue, term: Term) -> Iterator[tuple[Text, Passage]]:
    name = catalogue.passage(term.name).text
    for _, _, text, _ in project.library.texts():
        passage = catalogue.passage(text)
        prose = passage.text if "`" not in passage.text and "](" not in passage.text else ""
        if passage.state == "translated" and name in prose and not text.context.startswith(f"terms/{term.id}#"):
            yield text, passage


def test_a_placeholder_of_the_interface_must_stay() -> None:
    entry = Entry("As of %(date)s", "%(data)s 時点", False, NOWHERE)
    codes = {code for code, _, _ in interface_faults(Fidelity("en", "ja"), "ja", entry)}
    assert codes == {"KB410"}


def test_the_corruptions_know_nothing_of_the_checks() -> None:
    code = (Path(__file__).parent / "corruptions.py").read_text(encoding="utf-8")
    assert "generator" not in code
