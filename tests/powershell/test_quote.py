"""Values cannot break out of a command."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.powershell.diagnosis import read
from generator.powershell.quote import REASONS, Answer, Refused, accept, literal, placeholder, quoted
from generator.powershell.template import fill, render
from generator.powershell.tree import commands, first_error, parse

from .reader import SINGLE_QUOTES, read_string

VECTORS = json.loads((Path(__file__).parent / "vectors.json").read_text(encoding="utf-8"))
UNSEEN: Final = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")

hostile = st.text(
    st.one_of(
        st.sampled_from([*SINGLE_QUOTES, *'"\u201c\u201d\u201e`$(){}[]@#;|&<>-\u2013\u2014\u2015\\,%*? \u00a0\u3000']),
        st.characters(exclude_categories=UNSEEN),
    ),
    max_size=40,
)
attacks = st.sampled_from(
    [
        "’; Remove-Mailbox -Identity victim #",
        "'; Remove-Mailbox -Identity victim #",
        "‚ | Remove-Mailbox ‛",
        "'' ; iex 1 ''",
        "$(Remove-Mailbox victim)",
        "`'; rm x",
        '"; rm x; "',
        "'@\n; rm x\n@'",
    ]
)


@pytest.mark.parametrize(("value", "expected"), VECTORS["quoted"])
def test_vectors_of_quoting(value: str, expected: str | None) -> None:
    if expected is None:
        with pytest.raises(Refused, match="invisible"):
            quoted(value)
    else:
        assert quoted(value) == expected


@pytest.mark.parametrize(("kind", "raw", "value", "reason"), VECTORS["accept"])
def test_vectors_of_acceptance(kind: str, raw: str, value: str, reason: str) -> None:
    answer = accept(kind, raw)
    assert (answer.value, answer.reason) == (value, reason)
    assert not reason or reason in REASONS[kind]


HOST = ".".join(["a" * 63] * 3) + "."
"""A host of 192 characters, to be gone on with."""


@pytest.mark.parametrize(
    ("kind", "longest"),
    [
        ("mailbox", "b" * 64 + "@c.jp"),
        ("mailbox", f"b@{HOST}{'a' * 60}"),
        ("domain", HOST + "a" * 61),
        ("name", "a" * 256),
    ],
)
def test_the_longest_value_is_taken_and_one_more_letter_is_too_long(kind: str, longest: str) -> None:
    assert accept(kind, longest) == Answer(longest)
    more = longest.replace("@", "b@") if longest.endswith("@c.jp") else longest + "a"
    assert accept(kind, more) == Answer(reason="long")


@pytest.mark.parametrize(
    ("kind", "raw", "answer"),
    [
        ("mailbox", "<a@b.jp", Answer(reason="local")),
        ("mailbox", "a@b.jp>", Answer(reason="domain")),
        ("guid", "{01234567-89ab-cdef-0123-456789abcdef", Answer(reason="guid")),
        ("guid", "01234567-89ab-cdef-0123-456789abcdef}", Answer(reason="guid")),
        ("guid", "{01234567-89ab-cdef-0123-456789abcdefx", Answer(reason="guid")),
        ("guid", "x01234567-89ab-cdef-0123-456789abcdef}", Answer(reason="guid")),
        ("mailbox", "<a@b.jpx", Answer(reason="local")),
        ("mailbox", "xa@b.jp>", Answer(reason="domain")),
        ("domain", "A.jp.", Answer("a.jp")),
    ],
)
def test_brackets_come_in_pairs_and_a_dot_may_end_a_domain(kind: str, raw: str, answer: Answer) -> None:
    assert accept(kind, raw) == answer


def test_a_number_stands_bare_and_all_else_in_quotes() -> None:
    assert (literal("number", "25"), literal("name", "25")) == ("25", "'25'")
    for kind, value, reason in (("number", "x", "number"), ("name", " ", "empty"), ("colour", "red", "type")):
        with pytest.raises(Refused, match=rf"^{reason}$") as refused:
            literal(kind, value)
        assert refused.value.reason == reason
    with pytest.raises(Refused, match=r"^invisible$"):
        quoted("\u200b")


@pytest.mark.parametrize(("text", "states"), VECTORS["diagnosis"])
def test_vectors_of_the_diagnosis_line(text: str, states: dict[str, str] | None) -> None:
    assert read(text) == states


def test_every_reason_has_a_vector() -> None:
    seen = {(kind, reason) for kind, _, _, reason in VECTORS["accept"] if reason}
    wanted = {(kind, reason) for kind, reasons in REASONS.items() for reason in reasons}
    # "invisible" is one rule for all types, and "long" of a domain and a name are the same comparison.
    assert {pair for pair in wanted - seen if pair[1] not in ("invisible", "long")} == set()


@settings(max_examples=4000)
@given(hostile)
def test_a_quoted_value_comes_back_and_nothing_is_left_over(value: str) -> None:
    assert read_string(quoted(value)) == (value, "")


@settings(max_examples=500)
@given(hostile, attacks, hostile)
def test_an_attack_stays_one_string_token(before: str, attack: str, after: str) -> None:
    value = "".join(c for c in f"{before}{attack}{after}" if unicodedata.category(c) not in UNSEEN and c != "*")
    answer = accept("name", value)
    line = fill("Get-CASMailbox -Identity {{who}} -ResultSize 1", {"who": value}, {"who": "name"})
    head = "Get-CASMailbox -Identity "
    assert line.startswith(head)
    assert read_string(line[len(head) :]) == (answer.value, " -ResultSize 1")


@settings(max_examples=300)
@given(hostile)
def test_the_grammar_agrees_that_it_is_one_string(value: str) -> None:
    # The grammar knows only the straight quote, so the curly ones are left to the test above.
    text = f"Get-X -Identity {quoted(''.join(c for c in value if c not in SINGLE_QUOTES or c == chr(39)))}"
    assert first_error(text) is None
    (command,) = commands(parse(text))
    assert [argument.text for argument in command.arguments] == ["-Identity", text[len("Get-X -Identity ") :]]


@settings(max_examples=1000)
@given(st.sampled_from(sorted(REASONS)), st.text(max_size=30))
def test_what_is_accepted_is_accepted_again_unchanged(kind: str, raw: str) -> None:
    answer = accept(kind, raw)
    assert not (answer.value and answer.reason)
    if answer.value:
        assert accept(kind, answer.value) == answer
        assert literal(kind, answer.value)


@pytest.mark.parametrize(
    "character", [chr(n) for n in range(0x110000) if unicodedata.category(chr(n)) in ("Cc", "Zl", "Zp")]
)
def test_no_control_character_or_line_separator_gets_into_a_command(character: str) -> None:
    with pytest.raises(Refused):
        quoted(f"a{character}b")


def test_every_format_and_private_character_is_refused() -> None:
    for number in range(0x110000):
        if unicodedata.category(chr(number)) in ("Cf", "Cs", "Co"):
            with pytest.raises(Refused):
                quoted(chr(number))


def test_an_unfilled_placeholder_is_visible_and_quoted() -> None:
    assert placeholder("app-id") == "'<app-id>'"
    assert render("Get-CASMailbox {{mailbox}}").text == "Get-CASMailbox '<mailbox>'"


def test_a_refused_value_never_stands_in_a_command() -> None:
    with pytest.raises(Refused, match="domain"):
        fill("Get-CASMailbox {{mailbox}}", {"mailbox": "a@b"}, {"mailbox": "mailbox"})


def test_a_finding_in_the_finished_text_is_told_at_the_authors_text() -> None:
    code = "A {{x}} B {{long-name}} C"
    rendered = render(code)
    assert code[rendered.origin(rendered.text.index("B"))] == "B"
    assert code[rendered.origin(rendered.text.index("C"))] == "C"
    assert code[rendered.origin(rendered.text.index("long"))] == "{"
    assert code[: rendered.origin_after(rendered.text.index(" C"))] == "A {{x}} B {{long-name}}"
