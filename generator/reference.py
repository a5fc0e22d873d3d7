"""The reference of records and problems, as Markdown, from the definitions that reader and checks use themselves."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from generator.codes import CODES
from generator.records import KINDS
from generator.records.shape import Field, ListOf, MapOf, OneOf, Scalar, Shape, Struct, fields_of
from generator.records.types import PartialDate, Text

GROUPS = {
    "1": "Files and fields",
    "2": "Text and references",
    "3": "The craft",
    "4": "Translations",
    "5": "Addresses and configuration",
    "6": "Flows",
    "7": "Commands",
    "8": "Pictures",
}
"""What the hundreds of problem codes are about."""


def records() -> str:
    """Every kind of record with its fields; then the parts that records are made of."""
    lines = [
        "# Records",
        "",
        "Made by `kb reference` from the definitions in `generator/records/`; a test compares them.",
        "A *text* is English with a little Markdown (bold, code, links, references), translated in PO files;",
        "a *string* is the same in every language.",
    ]
    parts: dict[type, None] = {}
    for kind in KINDS.values():
        place = f"content/{kind.where}" if kind.where.endswith(".yml") else f"content/{kind.where}/*.yml"
        many = "a list in" if kind.many_in_file else "one a file in"
        lines += ["", f"## {kind.name}", "", f"{_first(kind.type)} *{many.capitalize()} `{place}`.*", ""]
        lines += _table(kind.type, parts)
    lines += ["", "# Parts"]
    done: set[type] = set()
    while set(parts) - done:
        for part in [one for one in parts if one not in done]:
            done.add(part)
            lines += ["", f"## {_name(part)}", "", _first(part), "", *_table(part, parts)]
    return "\n".join(lines) + "\n"


def problems() -> str:
    """Every problem code with its meaning and what to do."""
    lines = [
        "# Problems",
        "",
        "Made by `kb reference` from `generator/codes.py`; a test compares them.",
        "A message names file, line and column, says what is wrong, and how to mend it. `tests/problems/` holds an",
        "example of each, with the message that it gives.",
    ]
    group = ""
    for code, about in sorted(CODES.items()):
        if code[2] != group:
            group = code[2]
            lines += ["", f"## {GROUPS[group]}", "", "| code | what is wrong | meaning and remedy |", "|---|---|---|"]
        lines.append(f"| {code} | {_cell(about.title)} | {_cell(about.explanation)} |")
    return "\n".join(lines) + "\n"


def _table(record_type: type, parts: dict[type, None]) -> Iterator[str]:
    yield "| field | form | needed | meaning |"
    yield "|---|---|---|---|"
    for field in fields_of(record_type):
        yield f"| `{field.name}` | {_form(field.shape, parts)} | {_needed(field)} | {_cell(field.doc)} |"


def _needed(field: Field) -> str:
    if field.required:
        return "yes"
    return f"unless `{field.unless}`" if field.unless else ""


def _form(shape: Shape, parts: dict[type, None]) -> str:
    if isinstance(shape, Struct):
        return _part(shape.type, parts)
    if isinstance(shape, OneOf):
        return " or ".join(_part(one, parts) for _, one in shape.types)
    if isinstance(shape, ListOf):
        least = f", at least {shape.at_least}" if shape.at_least else ""
        return f"list of {_form(shape.item, parts)}{least}"
    if isinstance(shape, MapOf):
        return f"{_form(shape.value, parts)} by language"
    return _scalar(shape)


def _scalar(shape: Scalar) -> str:
    if shape.choices:
        return " · ".join(f"`{one}`" for one in shape.choices)
    if shape.ref:
        return f"id of a {' or '.join(shape.ref.kinds)}"
    if shape.url:
        return "address"
    if shape.pattern:
        return shape.pattern.what.partition(":")[0].removeprefix("an ").removeprefix("a ")
    names: dict[Any, str] = {bool: "`true` or `false`", datetime.date: "date", PartialDate: "date or part of one"}
    name = "text" if shape.type is Text else names.get(shape.type, "string")
    return f"{name} of at most {shape.short} characters" if shape.short else name


def _part(record_type: type, parts: dict[type, None]) -> str:
    parts[record_type] = None
    return f"[{record_type.__name__}](#{_name(record_type).lower().replace(' ', '-')})"


def _name(record_type: type) -> str:
    """The name of a part with the module that defines it: a step of a fix is another than one of an article."""
    return f"{record_type.__name__} of {record_type.__module__.rpartition('.')[2]}"


def _first(record_type: type) -> str:
    return " ".join((record_type.__doc__ or "").partition("\n\n")[0].split())


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")
