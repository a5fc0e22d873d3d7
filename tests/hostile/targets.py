"""What must hold for any bytes at all, part by part. A target takes bytes and raises when a promise is broken.

`test_fuzz.py` calls the targets with input from Hypothesis, `python -m tests.hostile.fuzz` with input from Atheris.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from markupsafe import Markup

from generator.catalogue import Entry, read_messages
from generator.checks.catalogue import interface_faults, passage_faults
from generator.checks.fidelity import Fidelity
from generator.composing import File
from generator.decoder import Table, decode, decode_log, scrub
from generator.explain import table
from generator.importing import documents
from generator.importing.convert import About, Conversion
from generator.importing.documents import Refused
from generator.importing.drafts import sources
from generator.importing.pages import paired
from generator.importing.report import Account
from generator.importing.writing import yaml_text
from generator.inline import Link, bold, faults, literals, references, spoken, to_html, to_markdown, to_plain
from generator.limits import UNSEEN, address_fault, unseen
from generator.powershell.quote import Refused as Unquotable
from generator.powershell.quote import accept, quoted
from generator.powershell.tree import first_error
from generator.problems import Place, Problem
from generator.reader import _read, read, read_text
from generator.records import KINDS
from generator.records.shape import walk
from generator.records.types import Text
from tests.support import SMALL, Document

ELEMENTS = {"code": set(), "strong": set(), "a": {"href", "rel"}}
"""What a passage may become."""


def plain(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def harmless(drawn: str) -> None:
    """Only the elements that a passage may become, leading where a page may lead."""
    page = Document.of(f"<p>{drawn}</p>")
    assert page.problems == []
    for element in page.elements[1:]:
        assert set(element.attributes) <= ELEMENTS[element.tag]
        href = element.attributes.get("href", "")
        assert href == "#here" or not href or not address_fault(href)


def checked(problems: list[Problem]) -> None:
    """A problem is said in full, and in no more than a few lines of a terminal."""
    for problem in problems:
        assert problem.code.startswith("KB")
        assert problem.message
        assert not UNSEEN.search(str(problem))


def reader(data: bytes) -> None:
    """Records: values that keep their limits, or problems."""
    for name in ("guide", "error", "fix", "flow", "term", "sample"):
        kind = KINDS[name]
        file = File(f"{name}.yml", [])
        found = _read(kind, data, Path(f"{kind.where}/x.yml"), file)
        checked(file.problems)
        assert file.problems or found or kind.many_in_file
        for record in found:
            for _, value, _ in walk(record):
                if isinstance(value, Text):
                    assert not unseen(value.source)
                    inline(value.source.encode())


def catalogue(data: bytes) -> None:
    """PO files: messages, or problems; every message can be compared with its source."""
    problems: list[Problem] = []
    messages = read_messages(data, "x.po", problems)
    checked(problems)
    fidelity = Fidelity("en", "ja")
    for message in messages:
        text = Text(message.source, message.context)
        entry = Entry(message.source, message.text, False, Place("x"))
        checked([Problem(Place("x"), *one) for one in passage_faults(fidelity, "ja", text, entry, 0)])
        checked([Problem(Place("x"), *one) for one in interface_faults(fidelity, "ja", entry)])


def importer(data: bytes) -> None:
    """Documents: a record that can be read back, or a reason."""
    try:
        document = documents.document(data)
    except Refused as refused:
        assert str(refused)
        return
    for convert in (lambda one: one.side_by_side(document), lambda one: paired(one, document, None)):
        account = Account("x.md")
        conversion = Conversion("x", "x.md", "ja", About(base_url="https://a.example"), account, {}, "x")
        try:
            draft = convert(conversion)
        except Refused as refused:
            assert str(refused)
            continue
        made, problems = read_text(KINDS["guide"], yaml_text(sources(draft.record)), "guides/x.yml")
        checked(problems)
        assert (made is None) == bool(problems)
        if made is not None:
            for _, value, _ in walk(made):
                if isinstance(value, Text):
                    assert [code for code, _, _ in faults(value) if code == "KB203"] == []
                    inline(value.source.encode())


@cache
def _table() -> Table:
    return table(read(SMALL / "content").library)


def decoder(data: bytes) -> None:
    """Pasted texts: an answer whose places are in the text, and a scrubbed text that scrubs to itself."""
    text = plain(data)
    decoded = decode(text, _table())
    for candidate in decoded.candidates:
        for start, end in candidate.spans:
            assert 0 <= start < end <= len(text)
    assert decode_log(text, _table()).records >= 0
    assert scrub(scrub(text)) == scrub(text)


def quoting(data: bytes) -> None:
    """Values in commands: one string and nothing else, or refused."""
    text = plain(data)
    for kind in ("mailbox", "domain", "ipv4", "guid", "name", "number"):
        answer = accept(kind, text)
        assert not (answer.value and answer.reason)
        assert not answer.value or accept(kind, answer.value) == answer
    try:
        command = f"Get-Item {quoted(text)}"
    except Unquotable:
        return
    assert first_error(command) is None
    assert "\n" not in command


def inline(data: bytes) -> None:
    """Passages: drawn without markup of a stranger, and never lost."""
    text = plain(data)
    drawn = to_html(text, lambda kind, identity, anchor: Link("#here", Markup.escape(identity)))
    harmless(drawn)
    checked([Problem(Place("x"), *one) for one in faults(text)])
    to_markdown(text, lambda kind, identity, anchor: ("#here", identity))
    words = to_plain(text, lambda kind, identity, anchor: identity)
    assert "".join(words.split()) == "".join(Markup(drawn).striptags().split()) or "](" in text
    list(references(text)), list(bold(text)), literals(text), spoken(text)


TARGETS: dict[str, Callable[[bytes], None]] = {
    "reader": reader,
    "catalogue": catalogue,
    "importer": importer,
    "decoder": decoder,
    "quoting": quoting,
    "inline": inline,
}
