"""Which numbers can be status codes: what may stand around one, how one is wrapped, and where its words begin."""

from __future__ import annotations

import pytest

from generator.decoder import decode, decode_log
from generator.decoder.codes import find_codes
from tests.decoder.material import fixed_table

KNOWN = ("5.7.1", "5.7.3", "5.7.30", "5.7.57", "5.7.139", "5.7.708")


def _found(text: str) -> list[tuple[str, str]]:
    return [(one.code, one.reply) for one in find_codes(text, lambda code: code if code in KNOWN else "")]


@pytest.mark.parametrize("text", ["{}", "({})", "#{}", "{}:", "{}: x", "{}.", "{}. x", "{}- x", "あ{}", "{}あ", "[{}]"])
def test_these_may_stand_around_a_code(text: str) -> None:
    assert _found(text.format("5.7.57")) == [("5.7.57", "")]


@pytest.mark.parametrize(
    "text",
    [
        *(f"{before}{{}}" for before in "a0_@/\\.-"),
        *(f"{{}}{after}" for after in ("a", "_", "@", ".x", "-a", "/x", ":2")),
    ],
)
def test_these_make_it_a_part_of_something_else(text: str) -> None:
    assert _found(text.format("5.7.57")) == []


def test_a_reply_code_before_it_allows_letters_and_no_further_number() -> None:
    assert _found("535 5.7.57a") == [("5.7.57", "535")]
    assert _found("535-5.7.57/x") == [("5.7.57", "535")]
    assert _found("535 5.7.57.5") == []
    assert _found("536 5.7.57a") == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("5.7.1\n39", "5.7.139"),
        ("5.7.13\r\n9 x", "5.7.139"),
        ("5.7.70\n> 8", "5.7.708"),
        ("5.7.5\u00ad\n7", "5.7.57"),
        ("5.\n7.57", "5.7.57"),
        ("5.7.5\n7.1", "5.7.5"),  # a number with a dot is another one
        ("5.7.5\n701", "5.7.5"),  # and so is one of three digits
        ("5.7.3\n1", "5.7.3"),  # nothing is known by the longer name
        ("5.7.3\n0", "5.7.3"),  # both are known, and a list may go on with a number
    ],
)
def test_a_code_may_be_wrapped(text: str, code: str) -> None:
    assert _found(text) == [(code, "")]


@pytest.mark.parametrize(
    ("text", "answered"),
    [
        ("550 5.4.1", True),
        ("550 5.4.1 quite other words were said", False),
        ("550 5.4.1\nquite other words were said", True),
        ("550 5.4.1<br>quite other words were said", False),
        ("550 5.4.1<br>\nquite other words were said", True),
        ("550 5.4.1 別の言葉", True),
    ],
)
def test_other_words_in_the_line_of_a_code_that_all_use_are_another_servers(text: str, answered: bool) -> None:
    assert bool(decode(text, fixed_table()).candidates) is answered


def test_an_event_is_one_failure_of_a_kind_and_rows_are_the_most_frequent_first() -> None:
    event = " [AM0.eurprd05.prod.outlook.com 2026-11-25T10:00:00.123Z 08DE2B1234567890]"
    once, twice = "530 5.7.57 Client not authenticated to send mail", "552 5.3.4 Message size exceeds fixed maximum"
    found = decode_log("\n".join([once + event, twice + event, twice + event, twice]), fixed_table())
    assert [(row.code, row.count, row.first[0]) for row in found.rows] == [
        ("5.3.4", 2, len(once + event) + 1),
        ("5.7.57", 1, 0),
    ]


def test_codes_without_a_reason_are_told_apart_too() -> None:
    event = " [AM0.eurprd05.prod.outlook.com 2026-11-25T10:00:00.123Z 08DE2B1234567890]"
    found = decode_log(f"550 5.4.1{event}\n535 5.7.3{event}\n550 5.4.1{event}", fixed_table())
    assert [(row.variant, row.code, row.count) for row in found.rows] == [("", "5.4.1", 1), ("", "5.7.3", 1)]
