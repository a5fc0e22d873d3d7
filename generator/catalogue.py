"""Translations, read from PO files; where a file is written in no usual way, by Babel.

One catalogue a locale, made of every `.po` below `locales/<locale>/LC_MESSAGES/`. Messages of records are
found by their context alone; when the English that was translated is not the English of today, the
translation is stale.
"""

from __future__ import annotations

import datetime
import io
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as BabelMessage
from babel.messages.pofile import PoFileError, PoFileParser

from generator.composing import File, read_bytes
from generator.languages import long_date, month, year
from generator.limits import MAX_CATALOGUE_BYTES
from generator.pofile import Message, read_simple
from generator.problems import Place, Problem, did_you_mean, named
from generator.records.types import PartialDate, Text
from generator.shipped import CATALOGUES as SHIPPED
from generator.store import Store, digest

State = Literal["source", "translated", "missing", "stale"]


class Entry(NamedTuple):
    """A message of a PO file. `same`: somebody has said, with Weblate's flag `ignore-same`, that it is the English.

    `was` is the English that the translation was made from, where the file says that it was another.
    """

    source: str
    text: str
    fuzzy: bool
    place: Place
    same: bool = False
    was: str = ""


class Passage(NamedTuple):
    """What to show for a text: the words, their language, and how they came about.

    Of a stale one, also the translation as it stands, and the English that it was made from, where that is known.
    """

    text: str
    lang: str
    state: State
    earlier: str = ""
    was: str = ""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All messages of one locale.

    `records` are found by context; `strings` (the interface's words) by context and source. `digests` hold what there
    is for each record (`errors/5.7.139`), and at `` for the interface, where messages come from a store.
    """

    locale: str
    source_locale: str
    records: Mapping[str, Entry] = field(default_factory=dict)
    strings: Mapping[tuple[str, str], Entry] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)

    def passage(self, text: Text) -> Passage:
        """The text in this locale; the English, said to be so, when there is no current translation."""
        if self.locale == self.source_locale:
            return Passage(text.source, self.locale, "source")
        entry = self.records.get(text.context)
        if entry is None or not entry.text:
            return Passage(text.source, self.source_locale, "missing")
        if entry.fuzzy or entry.source != text.source:
            was = entry.was if entry.source == text.source else entry.was or entry.source
            return Passage(text.source, self.source_locale, "stale", entry.text, was)
        return Passage(entry.text, self.locale, "translated")

    def gettext(self, source: str) -> str:
        """A word or sentence of the interface; the English when there is no translation."""
        return self.pgettext("", source)

    def pgettext(self, context: str, source: str) -> str:
        """The same, told apart from equal words by its context."""
        entry = self.strings.get((context, source))
        return entry.text if entry and entry.text and not entry.fuzzy else source

    def ngettext(self, one: str, many: str, number: int) -> str:
        """Singular or plural of an interface string; catalogues hold the two forms as separate messages."""
        return self.gettext(one if number == 1 else many)

    def date(self, date: datetime.date) -> str:
        """A date, written out as the locale writes it."""
        return long_date(date, self.locale)

    def partial_date(self, date: PartialDate) -> str:
        """A date known to the day, month, half-year or year, as the locale writes it."""
        first = datetime.date.fromisoformat(date.first)
        if "H" in date.written:
            half = (
                self.gettext("first half of %(year)s")
                if date.written.endswith("1")
                else self.gettext("second half of %(year)s")
            )
            return half % {"year": year(first, self.locale)}
        if date.first == date.last:
            return self.date(first)
        return month(first, self.locale) if date.written.count("-") == 1 else year(first, self.locale)


@dataclass(slots=True)
class CatalogueReading:
    """What came of reading the catalogues: one a locale, and what was wrong."""

    catalogues: dict[str, Catalogue]
    problems: list[Problem]


class _Watching(Catalog):
    """A Babel catalogue that notices when a message is added twice."""

    def __init__(self) -> None:
        super().__init__()
        self.twice: list[BabelMessage] = []

    def __setitem__(self, key: Any, message: BabelMessage) -> None:
        if key and self._messages.get(self._key_for(key, message.context)) is not None:
            self.twice.append(message)
        super().__setitem__(key, message)


def read_catalogues(
    folder: Path, locales: tuple[str, ...], root: Path | None = None, store: Store | None = None
) -> CatalogueReading:
    """Read the catalogues of `locales` (the first is the source locale and has none) below `folder`.

    Files that an earlier build has read come from the `store`, if they had no problems.
    """
    root = root or folder.parent
    source = locales[0]
    problems: list[Problem] = []
    catalogues = {source: Catalogue(source, source)}
    if folder.is_dir():
        for path in sorted(folder.iterdir()):
            if path.is_dir() and path.name not in locales and not path.name.startswith("."):
                problems.append(
                    Problem(
                        Place(named(path, root)),
                        "KB402",
                        f"'{path.name}' is not a locale of this site",
                        did_you_mean(path.name, locales)
                        + "; locales are listed under the plugin's 'locales' in mkdocs.yml",
                    )
                )
    for locale in locales[1:]:
        shipped = SHIPPED / locale / "LC_MESSAGES" / "site.po"
        files = []
        if shipped.is_file() and folder.resolve() != SHIPPED.resolve():
            files.append(_read_po(shipped, "site.po", problems, root=SHIPPED, store=store))
        for path in sorted((folder / locale / "LC_MESSAGES").glob("*.po")):
            files.append(_read_po(path, named(path, root), problems, root=root, store=store))
        catalogues[locale] = _joined(locale, source, files, problems)
    return CatalogueReading(catalogues, problems)


class _Said(NamedTuple):
    """The messages of a file: of records by context, of the interface by context and source; and their digests."""

    records: dict[str, Entry]
    strings: dict[tuple[str, str], Entry]
    digests: dict[str, str]
    twice: list[Message]


def _joined(locale: str, source: str, files: Iterable[_Said], problems: list[Problem]) -> Catalogue:
    """The catalogue of a locale. What a later file says holds; a blank hides nothing."""
    records: dict[str, Entry] = {}
    strings: dict[tuple[str, str], Entry] = {}
    digests: dict[str, str] = {}
    for file in files:
        problems += (_duplicate(file.records[context].place, context) for context in records.keys() & file.records)
        records |= file.records
        strings |= {key: entry for key, entry in file.strings.items() if entry.text or key not in strings}
        for place, one in file.digests.items():
            digests[place] = digests.get(place, "") + one
    return Catalogue(locale, source, records, strings, digests)


_CHARSET = re.compile(rb'"Content-Type:[^"]*charset=([\w-]+)')
_UTF_8 = (b"utf-8", b"utf8")
_BAD_LINE = re.compile(
    r'^(?![ \t]*(?:\r?$|#|(?:msg(?:id|str|ctxt|id_plural|str\[\d+\])[ \t]*)?"(?:[^"\\\n]|\\.)*"[ \t]*\r?$)).*',
    re.MULTILINE,
)
"""A line that is neither empty, nor a comment, nor a quoted text with or without a keyword before it."""


_BAD_ESCAPE = re.compile(r'^(?:[^#\n][^"\n]*)?"(?:[^"\\\n]|\\[nrt"\\])*(\\[^nrt"\\\n])', re.MULTILINE)
"""The first escape in a quoted text that is none of those which every tool for PO files knows."""


def _po_text(data: bytes, name: str, problems: list[Problem]) -> str | None:
    """The text of a PO file, or nothing when it cannot be one; Babel reads on where a quote is not closed."""

    def wrong(at: int, message: str, hint: str) -> None:
        problems.append(Problem(Place(name, data.count(b"\n", 0, at) + 1, 1), "KB401", message, hint))

    charset = _CHARSET.search(data)
    if not data.strip():
        wrong(0, "the file is empty", "delete it, or run `kb i18n update` to fill it")
    elif data.startswith(b"\xef\xbb\xbf"):
        wrong(0, "the file begins with a byte order mark", "save it as UTF-8 without a byte order mark")
    elif charset and charset.group(1).lower() not in _UTF_8:
        written = charset.group(1).decode("ascii", "replace")
        wrong(charset.start(), f"the charset is '{written}'", "write charset=UTF-8, and save the file so")
    else:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            wrong(error.start, f"not UTF-8: byte 0x{data[error.start]:02x}", "save the file as UTF-8")
            return None
        escape = _BAD_ESCAPE.search(text)
        if escape:
            at = len(text[: escape.start(1)].encode())
            wrong(at, f"no escape: {escape[1]}", 'write \\\\ for a backslash, \\n for a line break, \\" for a quote')
            return None
        bad = _BAD_LINE.search(text)
        if not bad:
            return re.sub(r"^#~\|.*", "#", text, flags=re.MULTILINE)  # Babel takes these for keywords
        at = len(text[: bad.start()].encode())
        if bad.group().startswith(("<<<<<<<", "=======", ">>>>>>>")):
            wrong(at, f"conflict marker '{bad.group()[:7]}'", "decide for one side and remove the markers")
        else:
            wrong(
                at, f"malformed: {bad.group().strip()[:60]}", 'a line is a comment or a text between quotes: msgstr "…"'
            )
    return None


def _read_po(path: Path, name: str, problems: list[Problem], *, root: Path, store: Store | None) -> _Said:
    data = read_bytes(path, File(name, problems), root, MAX_CATALOGUE_BYTES)
    if data is None:
        return _Said({}, {}, {}, [])
    found: list[Problem] = []
    if store is None:
        said = _said(read_messages(data, name, found), {}, name)
    else:
        key = digest("po", name, data)

        def read() -> tuple[list[Message], dict[str, str]]:
            messages = read_messages(data, name, found)
            return messages, _digests(messages)

        said = store.made(key, lambda: _said(*store.get(key, read, lambda _: not found), name))
    problems += found
    problems += (_duplicate(Place(name, one.line, 1), one.context) for one in said.twice)
    return said


def _said(messages: Iterable[Message], digests: dict[str, str], name: str) -> _Said:
    said = _Said({}, {}, digests, [])
    for message in messages:
        place = Place(name, message.line, 1)
        entry = Entry(message.source, message.text, message.fuzzy, place, message.same, message.was)
        if "#" in message.context:
            if message.context in said.records:
                said.twice.append(message)
            said.records[message.context] = entry
        elif message.text or (message.context, message.source) not in said.strings:
            said.strings[message.context, message.source] = entry
    return said


def _digests(messages: Iterable[Message]) -> dict[str, str]:
    """What there is for each record, and for the interface; the lines of a file do not count."""
    parts: dict[str, list[str]] = defaultdict(list)
    for one in messages:
        place = one.context.partition("#")[0] if "#" in one.context else ""
        parts[place] += (one.context, one.source, one.text, f"{one.fuzzy} {one.same} {one.was}")
    return {place: digest(*own) for place, own in parts.items()}


def read_messages(data: bytes, name: str, problems: list[Problem]) -> list[Message]:
    """The messages of a PO file called `name`, their translations in NFC; adds to `problems` what is wrong with it."""
    messages = _simple(data)
    if messages is None:
        messages = _read_with_babel(data, name, problems)
    return [one._replace(text=unicodedata.normalize("NFC", one.text)) for one in messages]


def _simple(data: bytes) -> list[Message] | None:
    """The messages, when the file holds nothing that only Babel can judge."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    head = _CHARSET.search(data)
    return (read_simple(text) or None) if head is None or head[1].lower() in _UTF_8 else None


def _read_with_babel(data: bytes, name: str, problems: list[Problem]) -> list[Message]:
    text = _po_text(data, name, problems)
    if text is None:
        return []
    catalog = _Watching()
    try:
        PoFileParser(catalog, abort_invalid=True).parse(io.StringIO(text))
    except PoFileError as error:
        problems.append(
            Problem(
                Place(name, (error.lineno or 0) + 1, 1),
                "KB401",
                f"malformed: {re.sub(r' on [0-9]+$', '', _first(error))}",  # Babel counts lines from 0
                "compare with the entries around it; `msgfmt -c` says more",
            )
        )
        return []
    except (ValueError, IndexError, AttributeError) as error:
        problems.append(Problem(Place(name), "KB401", f"malformed: {_first(error)}", "`msgfmt -c` names the line"))
        return []
    problems.extend(
        _duplicate(Place(name, one.lineno or 0, 1), one.context or _message(one).source[:40]) for one in catalog.twice
    )
    return [_message(one) for one in catalog if one.id]


def _message(found: BabelMessage) -> Message:
    parts = (found.id, found.string)
    source, text = (str(part[0]) if isinstance(part, (tuple, list)) else str(part or "") for part in parts)
    return Message(found.context or "", source, text, found.fuzzy, found.lineno or 0, "ignore-same" in found.flags)


def _duplicate(place: Place, called: str) -> Problem:
    return Problem(place, "KB403", f"'{called}' is translated twice", "keep one of the two entries")


def _first(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__
