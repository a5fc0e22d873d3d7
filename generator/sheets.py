"""A review sheet: a locale's messages as CSV (id, English, translation, state), there and back without a loss.

The id is the message context; for a string of the interface it is followed by `|` and the English. States are
`missing`, `fuzzy` and `translated`. What a sheet does not hold stays as it is.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import polib

from generator import po
from generator.problems import Place, Problem, Problems
from generator.settings import Settings
from generator.translate import catalogue_path, rewrite

COLUMNS = ["id", "English", "translation", "state"]
STATES = ("missing", "fuzzy", "translated")


def export(settings: Settings, locale: str) -> str:
    """The sheet of a locale, as CSV with a line for each message (RFC 4180)."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for path in sorted(catalogue_path(settings, locale, "x").parent.glob("*.po")):
        for entry in po.load(path):
            if not entry.obsolete:
                writer.writerow([identity(entry), entry.msgid, entry.msgstr, state(entry)])
    return out.getvalue()


def take(settings: Settings, locale: str, text: str, name: str) -> list[Path]:
    """Put a sheet's translations and states into the catalogues; returns the files that changed.

    Raises Problems, and writes nothing, where a line is not one of a sheet: another English, an unknown id or state.
    """
    rows = {row[0]: (number, row) for number, row in _rows(text, name)}
    known = {
        identity(entry): entry
        for path in sorted(catalogue_path(settings, locale, "x").parent.glob("*.po"))
        for entry in po.load(path)
        if not entry.obsolete
    }
    wrong = []
    for identifier, (number, row) in rows.items():
        entry = known.get(identifier)
        place = Place(name, number, 1)
        if entry is None:
            wrong.append(Problem(place, "KB420", f"no message has the id '{identifier[:80]}'", "export the sheet anew"))
        elif row[1] != entry.msgid:
            hint = f"now: {entry.msgid[:80]}; export the sheet anew"
            wrong.append(Problem(place, "KB420", f"the English of '{identifier[:80]}' is another", hint))
    if wrong:
        raise Problems(wrong)

    def change(entry: polib.POEntry) -> None:
        if entry.obsolete or identity(entry) not in rows:
            return
        _, (_, _, translation, new) = rows[identity(entry)]
        if (entry.msgstr, state(entry)) == (translation, new):
            return
        entry.msgstr = translation
        entry.flags = [flag for flag in entry.flags if flag != "fuzzy"] + (["fuzzy"] if new == "fuzzy" else [])
        if new != "fuzzy":
            entry.previous_msgid = entry.previous_msgctxt = None

    return rewrite(settings, locale, change)


def identity(entry: polib.POEntry) -> str:
    """What an entry is called in a sheet."""
    context = entry.msgctxt or ""
    return context if "#" in context else f"{context}|{entry.msgid}"


def state(entry: polib.POEntry) -> str:
    """How far an entry is."""
    return "missing" if not entry.msgstr else "fuzzy" if entry.fuzzy else "translated"


def _rows(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    if next(reader, None) != COLUMNS:
        raise Problems(
            [Problem(Place(name, 1, 1), "KB420", "not a review sheet", f"it begins with {','.join(COLUMNS)}")]
        )
    at = reader.line_num
    for row in reader:
        number, at = at + 1, reader.line_num
        if len(row) != len(COLUMNS) or row[3] not in STATES or (row[3] == "missing") != (not row[2]):
            message = "a line has an id, the English, the translation and a state that fits"
            raise Problems([Problem(Place(name, number, 1), "KB420", message, f"states are {', '.join(STATES)}")])
        yield number, row
