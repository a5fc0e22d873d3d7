"""Where the records of a log begin and end, and how they are counted."""

from __future__ import annotations

import pytest

from generator.decoder import decode_log
from generator.decoder.log import LINE, LONGEST, records
from tests.decoder.material import real_table

OURS = "530 5.7.57 Client not authenticated to send mail"
THEIRS = "535 5.7.8 Username and Password not accepted gsmtp"


def _cut(text: str) -> list[str]:
    return [text[start:end] for start, end in records(text)]


@pytest.mark.parametrize(
    "rows",
    [
        ["one\n", "two\n", "three"],
        ["one\n\tmore\n at more\n", "two\n) end\n"],
        ["535-5.7.139 a\n535 5.7.139 b\n", "next\n"],
        ["folded=\nline\n", "next"],
        ["2026-11-25 10:00:01 one\nmore\nmore\n", "2026-11-25 10:00:02 two\n"],
        ["\n", "2026-11-25 10:00:01 one\nmore\n", "2026-11-25 10:00:02 two\n"],
        ["Nov 25 10:00:01 one\nmore\n", "Nov 25 10:00:02 two\n"],
    ],
)
def test_a_record_is_a_line_with_those_that_continue_it(rows: list[str]) -> None:
    assert _cut("".join(rows)) == rows


def test_a_record_has_an_end_whatever_follows() -> None:
    line = " more" * 20 + "\n"
    cut = _cut("one\n" + line * 400)
    assert "".join(cut) == "one\n" + line * 400
    assert all(len(one) <= LONGEST + 2 * len(line) for one in cut)
    assert len(cut) > 1


def test_a_long_line_is_cut_at_a_blank() -> None:
    text = "word " * LINE
    cut = _cut(text)
    assert "".join(cut) == text
    assert all(one.endswith("word ") and len(one) <= LINE for one in cut)
    assert [len(one) for one in _cut("x" * (LINE + 5))] == [LINE, 5]


def test_records_are_counted_and_others_are_named_the_most_frequent_first() -> None:
    found = decode_log("\n".join([OURS, "ok", OURS, THEIRS, "Connected to smtp.example.com"]), real_table())
    assert found.records == 5
    assert [(row.code, row.count) for row in found.rows] == [("5.7.57", 2)]
    assert [count for _, count in found.foreign] == sorted((count for _, count in found.foreign), reverse=True)
    assert sum(count for _, count in found.foreign) == 1


def test_what_was_written_down_twice_is_one_failure() -> None:
    row = f"{OURS} [AM0.eurprd05.prod.outlook.com 2026-11-25T10:00:00.123Z 08DE2B12345678%s]"
    found = decode_log("\n".join([row % "90", row % "90", row % "91"]), real_table())
    assert [(one.code, one.count) for one in found.rows] == [("5.7.57", 2)]
