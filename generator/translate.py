"""PO files are brought up to date by message context.

Order of finding a translation: the same context and English; the same context with other English (kept,
fuzzy, with the English it was made from); what was obsolete; the same English elsewhere in the same record (a moved
step). Nothing is written before every file of every locale has been made.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import polib

from generator import po, whole
from generator.interface import interface_messages
from generator.library import Library
from generator.messages import CATALOGUES, Wanted, wanted
from generator.settings import Settings, as_of
from generator.shipped import CATALOGUES as SHIPPED


@dataclass(slots=True)
class Counts:
    """What an update found in a locale."""

    kept: int = 0
    moved: int = 0
    stale: int = 0
    missing: int = 0
    obsolete: int = 0

    def __str__(self) -> str:
        return (
            f"{self.kept} kept, {self.moved} moved, {self.stale} stale, "
            f"{self.missing} missing, {self.obsolete} obsolete"
        )


def messages_of(library: Library, root: Path) -> dict[str, list[Wanted]]:
    """Every message to translate, by the name of its catalogue."""
    found: dict[str, list[Wanted]] = defaultdict(list)
    for name, message in wanted(library):
        found[name].append(message)
    found["site"] = list(interface_messages(root))
    return found


def catalogue_path(settings: Settings, locale: str, name: str) -> Path:
    """The file of a catalogue."""
    return settings.root / settings.catalogues / locale / "LC_MESSAGES" / f"{name}.po"


def update_catalogues(
    settings: Settings, library: Library, locales: Iterable[str] = (), minor: Iterable[str] = ()
) -> dict[str, Counts]:
    """Update every catalogue of every locale but the source; returns counts by locale.

    `minor` holds contexts, or their beginnings, whose English changed without changing what it means: their
    translations stay current.
    """
    messages = messages_of(library, settings.root)
    quiet = tuple(minor)
    counts: dict[str, Counts] = {}
    texts: dict[Path, str] = {}
    for locale in locales or settings.locales[1:]:
        counts[locale] = Counts()
        for name in CATALOGUES:
            if messages[name]:
                path = catalogue_path(settings, locale, name)
                known = _shipped(path, locale) if name == "site" else frozenset()
                old = po.load(path)
                texts[path] = po.dump(_merged(old, locale, messages[name], counts[locale], minor=quiet, known=known))
    whole.save(texts)
    return counts


def _shipped(path: Path, locale: str) -> frozenset[tuple[str, str]]:
    """The words of the interface that come translated: a knowledge base may leave them blank, or say them otherwise."""
    shipped = SHIPPED / locale / "LC_MESSAGES" / "site.po"
    entries = po.load(shipped) if shipped.resolve() != path.resolve() else ()
    return frozenset(_key(entry.msgctxt or "", entry.msgid) for entry in entries if entry.msgstr)


def rewrite(
    settings: Settings, locale: str, change: Callable[[polib.POEntry], None], *, headers: bool = False
) -> list[Path]:
    """Put every catalogue of a locale into its one form, each entry changed by `change`; returns what was written.

    With `headers`, fields that `msgfmt -c` misses in a header are added to it.
    """
    texts = {}
    for path in sorted(catalogue_path(settings, locale, "x").parent.glob("*.po")):
        file = po.load(path)
        if headers:
            file.metadata = {**_metadata(locale), **file.metadata}
        for entry in file:
            change(entry)
        texts[path] = po.dump(file)
    return whole.save(texts)


def template(messages: Iterable[Wanted], line_of: Callable[[Wanted], int]) -> str:
    """The POT of a catalogue: every message with its note and its place, without translations."""
    file = polib.POFile(wrapwidth=0)
    file.metadata = _metadata("")
    for message in messages:
        line = line_of(message)
        entry = _entry(message)
        entry.occurrences = [(message.file, str(line) if line else "")]
        file.append(entry)
    return po.dump(file)


def _merged(
    old: polib.POFile,
    locale: str,
    messages: Iterable[Wanted],
    counts: Counts,
    *,
    minor: tuple[str, ...],
    known: frozenset[tuple[str, str]],
) -> polib.POFile:
    current: dict[tuple[str, str], polib.POEntry] = {}
    gone: dict[tuple[str, str], polib.POEntry] = {}
    by_words: dict[tuple[str, str], polib.POEntry] = {}
    for entry in old:
        (gone if entry.obsolete else current).setdefault(_key(entry.msgctxt or "", entry.msgid), entry)
        if entry.msgstr and not entry.fuzzy:
            by_words.setdefault((_record(entry.msgctxt or ""), entry.msgid), entry)
    new = polib.POFile(wrapwidth=0)
    new.header = old.header
    new.metadata = old.metadata or _metadata(locale)
    used: set[int] = set()
    for message in messages:
        key = _key(message.context, message.source)
        entry = _entry(message)
        before = current.get(key)
        if (before is None or not before.msgstr) and key in gone:
            before = gone[key]
        moved = by_words.get((_record(message.context), message.source))
        if before is not None:
            used |= {id(before), id(current.get(key))}
            _take(entry, before, minor)
            counts.stale += int(entry.fuzzy)
            counts.kept += int(bool(entry.msgstr) and not entry.fuzzy)
        if not entry.msgstr and moved is not None:
            entry.msgstr, entry.tcomment, entry.flags = moved.msgstr, moved.tcomment, list(moved.flags)
            counts.moved += 1
        counts.missing += int(not entry.msgstr and key not in known)
        new.append(entry)
    for entry in old:
        if id(entry) not in used and entry.msgstr:
            entry.obsolete = True
            entry.comment, entry.occurrences = "", []
            new.append(entry)
            counts.obsolete += 1
    return new


def _entry(message: Wanted) -> polib.POEntry:
    return polib.POEntry(
        msgctxt=message.context or None,
        msgid=message.source,
        comment=message.note,
        occurrences=[(message.file, "")],
    )


def _take(entry: polib.POEntry, before: polib.POEntry, minor: tuple[str, ...]) -> None:
    """The translation of an entry that was there before: fuzzy when its English is another now."""
    entry.msgstr, entry.tcomment, entry.flags = before.msgstr, before.tcomment, list(before.flags)
    entry.previous_msgid, entry.previous_msgctxt = before.previous_msgid, before.previous_msgctxt
    if minor and (entry.msgctxt or "").startswith(minor):
        entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
        entry.previous_msgid = entry.previous_msgctxt = None
    elif before.msgid != entry.msgid and before.msgstr:
        entry.previous_msgid = before.previous_msgid if before.fuzzy and before.previous_msgid else before.msgid
        entry.flags = sorted({*entry.flags, "fuzzy"})


class Translations:
    """The translations of one catalogue, to be changed a record at a time, as an import does."""

    def __init__(self, settings: Settings, locale: str, name: str) -> None:
        self.path = settings.root / settings.catalogues / locale / "LC_MESSAGES" / f"{name}.po"
        self._file = po.load(self.path)
        self._file.metadata = self._file.metadata or _metadata(locale)
        self._records: dict[str, list[polib.POEntry]] = defaultdict(list)
        for entry in self._file:
            self._records[_record(entry.msgctxt or "")].append(entry)

    def of(self, record: str) -> dict[str, tuple[str, str]]:
        """English and translation of each context of a record (`guides/x`); what is marked as fuzzy has none."""
        return {
            str(entry.msgctxt): (entry.msgid, "" if entry.fuzzy else entry.msgstr)
            for entry in self._records.get(record, ())
            if not entry.obsolete
        }

    def put(self, record: str, messages: Iterable[tuple[Wanted, str, str]]) -> None:
        """Replace the entries of a record: each message with its translation and a remark for translators."""
        before = {entry.msgctxt: entry for entry in self._records.get(record, ())}
        entries = []
        for message, translation, remark in messages:
            entry = polib.POEntry(
                msgctxt=message.context,
                msgid=message.source,
                msgstr=translation,
                comment=message.note,
                tcomment=remark,
                occurrences=[(message.file, "")],
            )
            old = before.pop(message.context, None)
            outdated = old is not None and not old.obsolete and (old.fuzzy or old.msgid != message.source)
            if old is not None and outdated and old.msgstr and not translation:
                entry.msgstr, entry.flags, entry.previous_msgid = old.msgstr, ["fuzzy"], old.msgid
            entries.append(entry)
        for old in before.values():
            if old.msgstr:
                old.obsolete, old.flags = True, []
                entries.append(old)
        self._records[record] = entries

    def save(self) -> bool:
        """Write the file whole, in the order of the record files; whether that changed anything."""
        entries = [
            entry for name in sorted(self._records, key=lambda one: f"{one}.yml") for entry in self._records[name]
        ]
        new = polib.POFile(wrapwidth=0)
        new.header, new.metadata = self._file.header, self._file.metadata
        new.extend(sorted(entries, key=lambda entry: entry.obsolete))
        return bool(whole.save({self.path: po.dump(new)}))


def _key(context: str, source: str) -> tuple[str, str]:
    """Texts of records are known by their context alone; interface strings by their words too."""
    return (context, "") if "#" in context else (context, source)


def _record(context: str) -> str:
    return context.partition("#")[0]


def _metadata(locale: str) -> dict[str, str]:
    """The header of a catalogue, or of a template, which has no locale.

    A translation has every field that `msgfmt -c` asks for; editors write their own people and days there.
    """
    head = {
        "Project-Id-Version": "knowledge base",
        "Language": locale.replace("-", "_"),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    people = {"PO-Revision-Date": f"{as_of()} 00:00+0000", "Last-Translator": "none", "Language-Team": "none"}
    return {**head, **people} if locale else head
