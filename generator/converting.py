"""Nodes become values, as the shapes of the record definitions say. Everything wrong is gathered."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import Any

from generator.composing import NULL, File, MappingNode, ScalarNode, SequenceNode, step
from generator.limits import MAX_ENTRIES, MAX_STRING, MAX_TEXT, address_fault, name_fault, unseen
from generator.problems import did_you_mean
from generator.records.shape import Field, ListOf, MapOf, OneOf, Scalar, Shape, Struct, fields_of, key_field
from generator.records.types import LOCALE, PartialDate, Text

MISSING = object()
MAX_DEPTH = 24


def struct(record_type: type, node: Any, path: str, file: File, depth: int = 0) -> Any:
    if not isinstance(node, MappingNode):
        return _no_fields(node, path, file)
    if depth > MAX_DEPTH:
        file.report(node, "KB110", f"{_where(path)} is nested too deeply", f"at most {MAX_DEPTH} levels")
        return MISSING
    fields = fields_of(record_type)
    known = _named(record_type)
    values: dict[str, Any] = {}
    seen: set[str] = set()
    whole = True
    for key_node, value_node in node.value:
        if not isinstance(key_node, ScalarNode):
            file.report(key_node, "KB110", f"{called(key_node)} is where the name of a field is needed", "remove it")
            whole = False
            continue
        key = key_node.value
        if key in seen:
            file.report(key_node, "KB106", f"the field '{key}' is written twice", "keep one of the two")
            whole = False
            continue
        seen.add(key)
        one = known.get(key)
        if one is None:
            file.report(key_node, "KB108", f"unknown field '{key}'", did_you_mean(key, set(known) - seen))
            whole = False
            continue
        value = _value(one.shape, value_node, f"{path}{key}", file, depth)
        if value is MISSING:
            whole = False
        else:
            values[key] = value
    for one in fields:
        needed = one.required or (one.unless and one.unless not in seen)
        if needed and one.name not in seen:
            file.report(node, one.code, f"the field '{one.name}' is missing", one.doc or "add it")
            whole = False
    return record_type(**values) if whole else MISSING


@cache
def _named(record_type: Any) -> dict[str, Field]:
    return {one.name: one for one in fields_of(record_type)}


def _no_fields(node: Any, path: str, file: File) -> Any:
    """Says that fields are needed where there is something else."""
    file.report(
        node,
        "KB110",
        f"{_where(path)} is {called(node)} where fields are needed",
        "write 'field: value' lines, indented below it",
    )
    return MISSING


def _value(shape: Shape, node: Any, path: str, file: File, depth: int) -> Any:
    if isinstance(shape, Scalar):
        return _scalar(shape, node, path, file)
    if isinstance(shape, ListOf):
        return _list(shape, node, path, file, depth)
    if isinstance(shape, Struct):
        return struct(shape.type, node, f"{path}.", file, depth + 1)
    if isinstance(shape, OneOf):
        return _one_of(shape, node, path, file, depth)
    return _map(shape, node, path, file, depth)


def _list(shape: ListOf, node: Any, path: str, file: File, depth: int) -> Any:
    if not isinstance(node, SequenceNode):
        file.report(
            node,
            "KB110",
            f"{_where(path)} is {called(node)} where a list is needed",
            "write each entry on its own line after '- '",
        )
        return MISSING
    if len(node.value) < shape.at_least:
        file.report(
            node,
            shape.code,
            f"{_where(path)} has too few entries: {len(node.value)}, and at least {shape.at_least} needed",
            "add to the list",
        )
        return MISSING
    if too_many(node, _where(path), file):
        return MISSING
    values = []
    names: set[str] = set()
    whole = True
    for index, entry in enumerate(node.value):
        name = _entry_name(shape.item, entry, index)
        value = _value(shape.item, entry, f"{path}.{name}", file, depth)
        if name in names and not isinstance(shape.item, Scalar):
            file.report(
                entry, "KB114", f"two entries of {_where(path)} are called '{name}'", "ids are unique within a list"
            )
            whole = False
        names.add(name)
        if value is MISSING:
            whole = False
        values.append(value)
    return tuple(values) if whole else MISSING


def _entry_name(shape: Shape, node: Any, index: int) -> str:
    if isinstance(shape, (Struct, OneOf)):
        record_type = shape.type if isinstance(shape, Struct) else shape.types[0][1]
        key = step(node, key_field(record_type))
        if isinstance(key, ScalarNode):
            return str(key.value)
    return str(index)


def _one_of(shape: OneOf, node: Any, path: str, file: File, depth: int) -> Any:
    if not isinstance(node, MappingNode):
        return _no_fields(node, path, file)
    tag = step(node, "type")
    types = dict(shape.types)
    name = tag.value if isinstance(tag, ScalarNode) else ""
    if name not in types:
        message = f"'{name}' is not a type of entry" if name else "the field 'type' is missing"
        file.report(tag or node, "KB111" if name else "KB109", message, did_you_mean(name, types))
        return MISSING
    return struct(types[name], node, f"{path}.", file, depth + 1)


def _map(shape: MapOf, node: Any, path: str, file: File, depth: int) -> Any:
    if not isinstance(node, MappingNode):
        file.report(
            node,
            "KB110",
            f"{_where(path)} is {called(node)} where languages are needed",
            "write 'ja: […]' lines below it",
        )
        return MISSING
    values = {}
    for key_node, value_node in node.value:
        if not LOCALE.expression.fullmatch(str(key_node.value)):
            file.report(key_node, "KB112", f"'{key_node.value}' is not {LOCALE.what}")
            return MISSING
        if key_node.value in values:
            file.report(key_node, "KB106", f"'{key_node.value}' is written twice", "keep one of the two")
            return MISSING
        value = _value(shape.value, value_node, f"{path}.{key_node.value}", file, depth)
        if value is MISSING:
            return MISSING
        values[key_node.value] = value
    return values


def _scalar(shape: Scalar, node: Any, path: str, file: File) -> Any:
    if not isinstance(node, ScalarNode):
        file.report(
            node,
            "KB110",
            f"{_where(path)} is {called(node)} where {_wanted(shape)} is needed",
            "write one value after the colon",
        )
        return MISSING
    value: str = node.value
    hidden = unseen(value)
    if hidden:
        file.report(
            node,
            "KB121",
            f"{_where(path)} holds {hidden}, which nobody sees",
            "delete the character, and write the word again",
        )
        return MISSING
    most = MAX_TEXT if shape.type is Text else MAX_STRING
    if len(value) > most:
        file.report(
            node, "KB116", f"{_where(path)} has {len(value)} characters, and at most {most} are allowed", "split it"
        )
        return MISSING
    if node.tag == NULL and not node.style:
        file.report(
            node,
            "KB110",
            f"{_where(path)} is empty where {_wanted(shape)} is needed",
            "fill it in, or remove the field if it is optional",
        )
        return MISSING
    return _CONVERT[shape.type](shape, value, node, path, file)


def _text(shape: Scalar, value: str, node: Any, path: str, file: File) -> Any:
    value = unicodedata.normalize("NFC", value.strip())
    if not value:
        file.report(
            node,
            "KB110",
            f"{_where(path)} is empty where a text is needed",
            "fill it in, or remove the field if it is optional",
        )
        return MISSING
    if "\n" in value:
        file.report(
            node, "KB120", f"{_where(path)} has a line break", "a text is one paragraph: put it on one line, in quotes"
        )
        return MISSING
    if shape.short and len(value) > shape.short:
        file.report(node, "KB116", f"{_where(path)} has {len(value)} characters where {shape.short} fit", "shorten it")
        return MISSING
    return Text(value, file.prefix + path)


def _string(shape: Scalar, value: str, node: Any, path: str, file: File) -> Any:
    if shape.choices and value not in shape.choices:
        file.report(node, "KB111", f"'{value}' is not allowed for {_where(path)}", did_you_mean(value, shape.choices))
        return MISSING
    if shape.pattern and not shape.pattern.expression.fullmatch(value):
        file.report(node, "KB112", f"'{value}' is not {shape.pattern.what}")
        return MISSING
    wrong = name_fault(value) if shape.pattern and shape.pattern.page else ""
    if wrong:
        file.report(node, "KB112", f"'{value}' {wrong}", "choose another id")
        return MISSING
    wrong = address_fault(value) if shape.url and value else ""
    if wrong:
        file.report(
            node, "KB117", f"{_where(path)} links to '{value[:60]}': {wrong}", "links begin with https:// or mailto:"
        )
        return MISSING
    return value


def _bool(shape: Scalar, value: str, node: Any, path: str, file: File) -> Any:
    if value not in ("true", "false") or node.style:
        file.report(
            node,
            "KB110",
            f"{_where(path)} is '{value}' where true or false is needed",
            "write true or false, without quotes",
        )
        return MISSING
    return value == "true"


def _date(shape: Scalar, value: str, node: Any, path: str, file: File) -> Any:
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            return datetime.date.fromisoformat(value)
    except ValueError:
        pass
    file.report(node, "KB112", f"'{value}' is not a date", "write year, month and day: 2026-12-31")
    return MISSING


def partial_date(value: str) -> PartialDate | None:
    """A date known to the day, month, half-year or year, or nothing when it is none of these."""
    match = re.fullmatch(r"(\d{4})(?:-(?:H([12])|(\d\d)(?:-(\d\d))?))?", value)
    if not match:
        return None
    year, half, month, day = match.groups()
    try:
        if day:
            whole = datetime.date(int(year), int(month), int(day))
            return PartialDate(value, whole.isoformat(), whole.isoformat())
        start, end = (int(month), int(month)) if month else {"1": (1, 6), "2": (7, 12), None: (1, 12)}[half]
        first = datetime.date(int(year), start, 1)
        after = datetime.date(int(year) + end // 12, end % 12 + 1, 1)
    except ValueError:
        return None
    return PartialDate(value, first.isoformat(), (after - datetime.timedelta(days=1)).isoformat())


def _partial(shape: Scalar, value: str, node: Any, path: str, file: File) -> Any:
    found = partial_date(value)
    if found is None:
        file.report(node, "KB112", f"'{value}' is not a date", "write 2026-12-31, 2026-12, 2027-H2 or 2027")
        return MISSING
    return found


_CONVERT: dict[type, Callable[[Scalar, str, Any, str, File], Any]] = {
    Text: _text,
    str: _string,
    bool: _bool,
    datetime.date: _date,
    PartialDate: _partial,
}


def too_many(node: Any, where: str, file: File) -> bool:
    """Says that a list is longer than any list of ours."""
    if len(node.value) <= MAX_ENTRIES:
        return False
    file.report(
        node, "KB123", f"{where} has {len(node.value)} entries, and at most {MAX_ENTRIES} are allowed", "split it"
    )
    return True


def _where(path: str) -> str:
    return f"'{path.rstrip('.')}'" if path else "the record"


def called(node: Any) -> str:
    if isinstance(node, MappingNode):
        return "a group of fields"
    return "a list" if isinstance(node, SequenceNode) else "a single value"


def _wanted(shape: Scalar) -> str:
    names = {bool: "true or false", datetime.date: "a date", PartialDate: "a date"}
    return names.get(shape.type, "a text")
