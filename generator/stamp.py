"""Writes what somebody verified into a record: the day, what it was compared with, and a fingerprint of its words."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from generator.composing import File, ScalarNode, compose, step
from generator.library import Library, fingerprint
from generator.problems import Place, Problem, Problems, did_you_mean
from generator.records import KINDS
from generator.settings import Settings, is_day


def stamp(settings: Settings, library: Library, record: str | None, on: str, against: str) -> int:
    """Stamp one record, or every record whose stamp has no fingerprint yet; returns how many.

    Raises Problems when there is no such record or `on` is no date. Only the stamp is changed.
    """
    if not is_day(on):
        raise Problems(
            [Problem(Place("--on"), "KB112", f"'{on}' is not a date", "write year, month and day: 2026-12-31")]
        )
    known = {
        f"{KINDS[kind].plural}/{name}": (library.file_of(kind, name), name.partition("/")[2], value)
        for kind, name, value in library.verifiable()
    }
    if record is not None and record not in known:
        raise Problems(
            [Problem(Place(record), "KB201", f"there is no record '{record}' to verify", did_you_mean(record, known))]
        )
    chosen = (
        [record]
        if record
        else [name for name, (_, _, value) in known.items() if value.verified and not value.verified.hash]
    )
    for name in chosen:
        file, text, value = known[name]
        day, compared = (on, against) if record else (value.verified.on, value.verified.against)
        path = f"variants.{text}" if text else ""
        _write(settings.root / file, path, f"verified: {{on: {day}, against: {compared}, hash: {fingerprint(value)}}}")
    return len(chosen)


def _write(path: Path, inside: str, written: str) -> None:
    """Replace the stamp of the record at `inside`, or add one behind its sources. Nothing else is touched."""
    text = path.read_bytes().decode("utf-8")
    record = compose(path, File(path.name, []))
    for part in inside.split(".") if inside else ():
        record = step(record, part)
    fields = {key.value: (key, value) for key, value in record.value}
    if "verified" in fields:
        key, value = fields["verified"]
        begin, end = key.start_mark.index, _end(value)
    elif record.flow_style:
        begin = end = _end(next(reversed(fields.values()))[1])
        written = f", {written}"
    else:
        key, value = fields.get("sources", fields["id"])
        begin = end = _end_of_line(text, _end(value))
        newline = "\r\n" if "\r\n" in text else "\n"
        written = f"{newline}{' ' * record.start_mark.column}{written}"
    path.write_bytes((text[:begin] + written + text[end:]).encode())


def _end(node: Any) -> int:
    """Where a value ends: for lines below a field, where the last of them does."""
    if isinstance(node, ScalarNode) or node.flow_style or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    return _end(last[1] if isinstance(last, tuple) else last)


def _end_of_line(text: str, index: int) -> int:
    found = re.compile(r"\r?\n|\Z").search(text, index)
    return found.start() if found else len(text)
