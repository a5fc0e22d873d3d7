"""PO files are brought up to date by message context. The only module that imports polib.

Order of finding a translation: the same context and English; the same context with other English (kept,
fuzzy, with the English it was made from); the same English elsewhere in the same record (a moved step).
Files are written whole and moved into place, so that a failure loses nothing.
"""

from __future__ import annotations

import os
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import polib

from generator.interface import interface_messages
from generator.library import Library
from generator.messages import CATALOGUES, Wanted, wanted
from generator.settings import Settings


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


def update_catalogues(settings: Settings, library: Library) -> dict[str, Counts]:
    """Update every catalogue of every locale but the source; returns counts by locale."""
    messages: dict[str, list[Wanted]] = defaultdict(list)
    for name, message in wanted(library):
        messages[name].append(message)
    messages["site"] = list(interface_messages(settings.root))
    found = {}
    for locale in settings.locales[1:]:
        folder = settings.root / settings.catalogues / locale / "LC_MESSAGES"
        counts = Counts()
        for name in CATALOGUES:
            if messages[name]:
                _update(folder / f"{name}.po", locale, messages[name], counts)
        found[locale] = counts
    return found


def _update(path: Path, locale: str, messages: Iterable[Wanted], counts: Counts) -> None:
    old = polib.pofile(str(path), wrapwidth=0) if path.exists() else polib.POFile(wrapwidth=0)
    by_context: dict[tuple[str, str], polib.POEntry] = {}
    by_words: dict[tuple[str, str], polib.POEntry] = {}
    for entry in old:
        by_context[_key(entry.msgctxt or "", entry.msgid)] = entry
        if entry.msgstr and not entry.fuzzy:
            by_words.setdefault((_record(entry.msgctxt or ""), entry.msgid), entry)
    new = polib.POFile(wrapwidth=0)
    new.header = old.header
    new.metadata = old.metadata or _metadata(locale)
    used = set()
    for message in messages:
        key = _key(message.context, message.source)
        entry = polib.POEntry(
            msgctxt=message.context or None,
            msgid=message.source,
            comment=message.note,
            occurrences=[(message.file, "")],
        )
        before = by_context.get(key)
        moved = by_words.get((_record(message.context), message.source))
        if before is not None:
            used.add(key)
            entry.msgstr, entry.tcomment, entry.flags = before.msgstr, before.tcomment, list(before.flags)
            entry.previous_msgid, entry.previous_msgctxt = before.previous_msgid, before.previous_msgctxt
            if before.msgid != message.source and before.msgstr:
                entry.previous_msgid = before.previous_msgid if before.fuzzy and before.previous_msgid else before.msgid
                entry.flags = sorted({*entry.flags, "fuzzy"})
            counts.stale += int(entry.fuzzy)
            counts.kept += int(bool(entry.msgstr) and not entry.fuzzy)
        if not entry.msgstr and moved is not None:
            entry.msgstr, entry.tcomment = moved.msgstr, moved.tcomment
            counts.moved += 1
        counts.missing += int(not entry.msgstr)
        new.append(entry)
    for key, entry in by_context.items():
        if key not in used and entry.msgstr:
            entry.obsolete = True
            entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
            new.append(entry)
            counts.obsolete += 1
    _save(path, str(new))


class Translations:
    """The translations of one catalogue, to be changed a record at a time, as an import does."""

    def __init__(self, settings: Settings, locale: str, name: str) -> None:
        self.path = settings.root / settings.catalogues / locale / "LC_MESSAGES" / f"{name}.po"
        self._file = polib.pofile(str(self.path), wrapwidth=0) if self.path.exists() else polib.POFile(wrapwidth=0)
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
        return _save(self.path, str(new))


def _key(context: str, source: str) -> tuple[str, str]:
    """Texts of records are known by their context alone; interface strings by their words too."""
    return (context, "") if "#" in context else (context, source)


def _record(context: str) -> str:
    return context.partition("#")[0]


def _metadata(locale: str) -> dict[str, str]:
    return {
        "Project-Id-Version": "knowledge base",
        "Language": locale.replace("-", "_"),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }


def _save(path: Path, text: str) -> bool:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not text.endswith("\n"):
        text += "\n"
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return False
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    Path(name).chmod(0o644)
    Path(name).replace(path)
    return True
