"""A review sheet: a locale's messages as CSV (id, English, translation, state), there and back without a loss.

The id is the message context; for a string of the interface it is followed by `|` and the English. States are
`missing`, `fuzzy` and `translated`. What a sheet does not hold stays as it is.

A cell that a spreadsheet would take for a formula goes out with `'` before it, and so does a cell that begins with `'`
and such a sign: what comes back loses one `'`. Sheets come back as spreadsheets save them: separated by comma,
semicolon or tab, in UTF-8 or UTF-16.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import polib

from generator import po
from generator.limits import unseen
from generator.problems import Place, Problem, Problems
from generator.settings import Settings
from generator.translate import catalogue_path, rewrite

COLUMNS = ["id", "English", "translation", "state"]
STATES = ("missing", "fuzzy", "translated")
SEPARATORS = ",;\t"

_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_LOST = "??"
_WITHOUT = "take the line out: what a sheet does not hold stays as it is"


class _Row(NamedTuple):
    line: int
    identity: str
    english: str
    translation: str
    state: str


def export(settings: Settings, locale: str) -> str:
    """The sheet of a locale, as CSV with a line for each message (RFC 4180)."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for entry in _entries(settings, locale):
        cells = (identity(entry), entry.msgid, entry.msgstr, state(entry))
        writer.writerow([f"'{cell}" if _FORMULA.match(cell) else cell for cell in cells])
    return out.getvalue()


def take(settings: Settings, locale: str, data: bytes, name: str) -> list[Path]:
    """Put the translations and states of a sheet, as its bytes, into the catalogues; returns the files that changed.

    Raises Problems with everything that is wrong, and writes nothing, where a line is not one of a sheet.
    """
    known = {identity(entry): entry for entry in _entries(settings, locale)}
    rows: dict[str, _Row] = {}
    wrong = []
    for row in _rows(_text(data, name), name):
        if isinstance(row, Problem):
            wrong.append(row)
            continue
        first = rows.setdefault(row.identity, row)
        found = _twice(first, row) if first is not row else _misfit(row, known.get(row.identity))
        if found:
            wrong.append(Problem(Place(name, row.line, 1), "KB420", *found))
    if wrong:
        raise Problems(wrong)

    def change(entry: polib.POEntry) -> None:
        row = None if entry.obsolete else rows.get(identity(entry))
        if row is None or (entry.msgstr, state(entry)) == (row.translation, row.state):
            return
        entry.msgstr = row.translation
        entry.flags = [flag for flag in entry.flags if flag != "fuzzy"] + (["fuzzy"] if row.state == "fuzzy" else [])
        if row.state != "fuzzy":
            entry.previous_msgid = entry.previous_msgctxt = None

    return rewrite(settings, locale, change)


def identity(entry: polib.POEntry) -> str:
    """What an entry is called in a sheet."""
    context = entry.msgctxt or ""
    return context if "#" in context else f"{context}|{entry.msgid}"


def state(entry: polib.POEntry) -> str:
    """How far an entry is."""
    return "missing" if not entry.msgstr else "fuzzy" if entry.fuzzy else "translated"


def _entries(settings: Settings, locale: str) -> Iterator[polib.POEntry]:
    for path in sorted(catalogue_path(settings, locale, "x").parent.glob("*.po")):
        yield from (entry for entry in po.load(path) if not entry.obsolete)


def _text(data: bytes, name: str) -> str:
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        hint = "save it as “CSV UTF-8”: other forms lose letters"
        raise Problems([Problem(Place(name), "KB420", "the sheet is not UTF-8", hint)]) from None


def _rows(text: str, name: str) -> Iterator[_Row | Problem]:
    heads = {mark.join(COLUMNS): mark for mark in SEPARATORS}
    head = re.split(r"[\r\n]", text, maxsplit=1)[0].replace('"', "")
    if head not in heads:
        hint = f"it begins with {','.join(COLUMNS)}"
        raise Problems([Problem(Place(name, 1, 1), "KB420", "not a review sheet", hint)])
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=heads[head], strict=True)
    at = 0
    try:
        next(reader)
        at = reader.line_num
        for cells in reader:
            number, at = at + 1, reader.line_num
            if not any(cells):
                continue
            if len(cells) == len(COLUMNS):
                plain = (cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell for cell in cells)
                yield _Row(number, *plain)
            else:
                message = f"a line has {len(COLUMNS)} cells ({', '.join(COLUMNS)}), not {len(cells)}"
                yield Problem(Place(name, number, 1), "KB420", message, _WITHOUT)
    except csv.Error:
        message = "a quotation mark is not closed, or stands within a cell"
        yield Problem(Place(name, at + 1, 1), "KB420", message, 'a cell with marks stands in "…", each of its " twice')


def _twice(first: _Row, row: _Row) -> tuple[str, str]:
    return f"'{row.identity[:80]}' stands on line {first.line} too", "take one of the two out"


def _misfit(row: _Row, entry: polib.POEntry | None) -> tuple[str, str] | None:
    """What of a row cannot be taken, and what to do."""
    if entry is None:
        return f"no message has the id '{row.identity[:80]}'", _WITHOUT
    if row.english != entry.msgid:
        return f"the English of '{row.identity[:80]}' is another", f"now: {entry.msgid[:80]}; {_WITHOUT}"
    if row.state not in STATES:
        return f"no state is called '{row.state[:80]}'", f"states are {', '.join(STATES)}"
    if not row.translation and row.state != "missing":
        return f"nothing is {row.state} here", "write missing as the state, or the translation"
    hidden = "" if row.translation == entry.msgstr else unseen(row.translation)
    if hidden:
        return f"an invisible character, {hidden}", "delete it, and write the word again"
    if _LOST in row.translation and _LOST not in entry.msgid + entry.msgstr:
        return "letters of the translation were lost", "save the sheet as “CSV UTF-8”: other forms lose letters"
    return None
