"""Nothing of the fact base is forgotten: every row has a record that holds it, or a written reason.

`coverage.yml` is the list; `docs/coverage.md` is the same for readers and is made from it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.checks.content import folded
from generator.composing import compose_freely, plain
from generator.records import KINDS
from tests.content.library import project
from tests.support import ROOT

LIST = Path(__file__).with_name("coverage.yml")
PAGE = ROOT / "docs" / "coverage.md"

FIELDS = {"row", "text", "records", "left_out", "note"}
HEAD = """\
# What the knowledge base covers

Every row of the fact base with the records that hold it, or the reason for leaving it out. Made from
`tests/content/coverage.yml`, which a test compares with the records: edit that, then run
`python -m pytest tests/content/test_coverage.py --update-golden`.
"""


@dataclass(frozen=True)
class Row:
    """A row of the fact base. Either `records` or `left_out` says what became of it."""

    section: str
    row: str
    text: str
    records: tuple[str, ...]
    left_out: str
    note: str

    def __str__(self) -> str:
        return f"{self.row} {self.text}".strip()


def _rows() -> Iterator[Row]:
    for section in plain(compose_freely(LIST)):
        for entry in section["rows"]:
            assert not entry.keys() - FIELDS, entry
            yield Row(
                section["section"],
                entry["row"],
                entry.get("text", ""),
                tuple(entry.get("records", ())),
                entry.get("left_out", ""),
                entry.get("note", ""),
            )


ROWS = tuple(_rows())
PLURALS = {kind.plural: kind.name for kind in KINDS.values()}


def _exists(record: str) -> bool:
    plural, _, identity = record.partition("/")
    if plural == "errors":
        return project().library.variant(identity) is not None
    return identity in project().library.records[PLURALS[plural]]


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_a_row_has_records_or_a_reason(row: Row) -> None:
    assert bool(row.records) != bool(row.left_out)
    assert [record for record in row.records if not _exists(record)] == []


@pytest.mark.parametrize("row", [row for row in ROWS if row.text and row.records], ids=str)
def test_the_text_of_a_row_stands_in_its_record(row: Row) -> None:
    found = project().library.variant(row.records[0].removeprefix("errors/"))
    assert found
    texts = [folded(text) for text in found[1].match.texts]
    assert any(folded(row.text) in text for text in texts), texts


def test_no_row_is_listed_twice() -> None:
    rows = [(row.section, row.row, row.text, row.records) for row in ROWS]
    assert len(set(rows)) == len(rows)


def test_every_fix_and_every_variant_is_listed_or_more_than_the_fact_base_has() -> None:
    """Records beyond the fact base are welcome; they are counted here so that a lost link is noticed."""
    listed = {record for row in ROWS for record in row.records}
    library = project().library
    variants = {f"errors/{error.id}/{one.id}" for error in library.errors.values() for one in error.variants}
    more = sorted(variants - listed)
    assert more == [
        "errors/5.2.0/outbound-spam",
        "errors/5.7.1/ip-blocked",
        "errors/5.7.1/not-authorized",
        "errors/5.7.1/send-as",
        "errors/certificate-trust/name-mismatch",
    ]


def test_the_page_says_what_the_list_says(request: pytest.FixtureRequest) -> None:
    text = _page()
    if request.config.getoption("--update-golden"):
        PAGE.write_text(text, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == text


def _page() -> str:
    lines = [HEAD]
    held = sum(1 for row in ROWS if row.records)
    lines.append(f"{len(ROWS)} rows: {held} held by records, {len(ROWS) - held} left out.\n")
    for section in dict.fromkeys(row.section for row in ROWS):
        lines += [f"## {section}\n", "| Row | Text | Records |", "|---|---|---|"]
        for row in ROWS:
            if row.section == section:
                where = ", ".join(f"`{record}`" for record in row.records) or f"left out: {row.left_out}"
                note = f" ({row.note})" if row.note else ""
                text = f"`{row.text}`" if row.text else ""
                lines.append(f"| {row.row} | {text} | {where}{note} |")
        lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"
