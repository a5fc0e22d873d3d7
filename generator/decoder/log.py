"""A whole log: one record after the other, counted by variant.

A record is a line with the lines that continue it: indented ones, those of a reply of several lines, and, in a log
whose first line begins with a time, every line that does not. The server ends its replies with an id of the
event; two records with the same id are one failure that was written down twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.decoder.decode import Decoded, decode
from generator.decoder.index import Meter
from generator.decoder.table import Table

LONGEST = 8000
"""Characters after which a record ends, whatever follows."""
LONG, LOG_LINES = 20_000, 30
"""Characters and lines beyond which a text is a log."""
LINE = 32_000
"""Characters after which a line is cut, at a blank if there is one: a page must breathe in a long line, too."""

TIMED = re.compile(
    r"[\t -/:-@\[-`{-~]{0,3}(?:[0-9]{4}[-/.][0-9]{1,2}[-/.]|[0-9]{1,2}[:/.-][0-9]{2}[:/. -]"
    r"|[A-Z][a-z]{2},? {1,2}[0-9]{1,2}[ ,]"
    r"|<[0-9]{1,3}>|[0-9]{10})"
)
CONTINUES = re.compile(r"[ \t>|)\]}]|at |Caused by|\.\.\.|\r?\n")
OPEN_REPLY = re.compile(r"[\t -/:-~]{0,40}[245][0-9]{2}-")
EVENT = re.compile(r"[ \t]([0-9A-Fa-f]{16})\]")


@dataclass(frozen=True, slots=True)
class LogRow:
    """How often one variant was found; `variant` is empty when only the code is known."""

    variant: str
    code: str
    count: int
    first: tuple[int, int]
    """The place of its first record in the log."""


@dataclass(frozen=True, slots=True)
class LogCount:
    """What a log holds, most frequent first, and how often other providers spoke."""

    records: int
    rows: tuple[LogRow, ...]
    foreign: tuple[tuple[str, int], ...]


def records(text: str) -> Iterator[tuple[int, int]]:
    """The places of the records of a log."""
    timed = TIMED.match(text.lstrip("\r\n")) is not None
    start = position = 0
    open_reply = False
    while position < len(text):
        end = text.find("\n", position, position + LINE) + 1 or min(len(text), position + LINE)
        if end - position == LINE:
            end = text.rfind(" ", position, end) + 1 or end
        if position > start:
            continues = open_reply or CONTINUES.match(text, position) is not None
            if timed:
                continues = TIMED.match(text, position) is None
            if not continues or end - start > LONGEST:
                yield start, position
                start = position
        open_reply = OPEN_REPLY.match(text, position) is not None or text[position:end].rstrip("\r\n").endswith("=")
        position = end
    if position > start:
        yield start, position


def is_log(text: str) -> bool:
    """Whether a text is counted rather than answered: the paste box draws the line at the same place."""
    return len(text) > LONG or text.count("\n") >= LOG_LINES


def decode_log(text: str, table: Table, meter: Meter | None = None) -> LogCount:
    """Count the variants in a log."""
    counts: dict[tuple[str, str], list[int]] = {}
    foreign: dict[str, int] = {}
    events: set[tuple[str, str]] = set()
    total = 0
    for start, end in records(text):
        total += 1
        record = text[start:end]
        decoded = decode(record, table, meter)
        if decoded.foreign:
            foreign[decoded.foreign] = foreign.get(decoded.foreign, 0) + 1
        row = _row(decoded)
        if row is None:
            continue
        event = EVENT.search(record)
        if event is not None:
            if (row[0] or row[1], event.group(1)) in events:
                continue
            events.add((row[0] or row[1], event.group(1)))
        seen = counts.setdefault(row, [0, start, end])
        seen[0] += 1
    rows = [LogRow(variant, code, count, (start, end)) for (variant, code), (count, start, end) in counts.items()]
    rows.sort(key=lambda row: -row.count)
    return LogCount(total, tuple(rows), tuple(sorted(foreign.items(), key=lambda pair: -pair[1])))


def _row(decoded: Decoded) -> tuple[str, str] | None:
    """What a record counts as: its variant when there is confidence, else its code's overview."""
    if not decoded.candidates:
        return None
    best = decoded.candidates[0]
    if best.confidence != "possible":
        return best.variant, best.variant.partition("/")[0]
    return ("", decoded.overview) if decoded.overview else None
