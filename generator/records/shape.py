"""The shape of a record definition, taken from its annotations once.

Reader, JSON Schema, extractor, checks and reference page all walk these shapes, so that a field that is
added to a dataclass is known everywhere.
"""

from __future__ import annotations

import dataclasses
import datetime
import types
import typing
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from generator.records.types import AtLeast, PartialDate, Pattern, Ref, Rule, Short, Text, Unless, Url


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value. `type` is one of `Text`, `str`, `bool`, `date`, `PartialDate`."""

    type: type
    choices: tuple[str, ...] = ()
    pattern: Pattern | None = None
    ref: Ref | None = None
    url: bool = False
    short: int = 0


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of one shape with a smallest length. `code` is reported when it is shorter."""

    item: Shape
    at_least: int = 0
    code: str = "KB115"


@dataclass(frozen=True, slots=True)
class MapOf:
    """A mapping from language tags to one shape."""

    value: Shape


@dataclass(frozen=True, slots=True)
class Struct:
    """A mapping with the fields of a dataclass."""

    type: type


@dataclass(frozen=True, slots=True)
class OneOf:
    """A mapping whose `type` field says which dataclass it is."""

    types: tuple[tuple[str, type], ...]


Shape = Scalar | ListOf | MapOf | Struct | OneOf


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a record: its name, shape, documentation, and whether it must be there. `code` is reported if not.

    One that is not required may be needed `unless` the record has another field.
    """

    name: str
    shape: Shape
    required: bool
    doc: str
    code: str = "KB109"
    unless: str = ""


@cache
def fields_of(record_type: Any) -> tuple[Field, ...]:
    """The fields of a record definition, in the order in which they are written."""
    hints = typing.get_type_hints(record_type, include_extras=True)
    return tuple(
        Field(
            name=field.name,
            shape=_shape(hints[field.name]),
            required=field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING,
            doc=_doc(hints[field.name]),
            code=_code(_extras(hints[field.name]), "KB109"),
            unless=next((one.field for one in _extras(hints[field.name]) if isinstance(one, Unless)), ""),
        )
        for field in dataclasses.fields(record_type)
    )


def key_field(record_type: Any) -> str:
    """The field that names an entry of a list: `id`, else the first reference."""
    for field in fields_of(record_type):
        if field.name == "id" or (isinstance(field.shape, Scalar) and field.shape.ref):
            return field.name
    return ""


def walk(record: Any) -> list[tuple[str, Any, Scalar]]:
    """Every scalar value in a record with its path by ids (`variants.tenant.title`) and its shape."""
    found: list[tuple[str, Any, Scalar]] = []
    _walk(found, "", record, Struct(type(record)))
    return found


def _walk(found: list[tuple[str, Any, Scalar]], path: str, value: Any, shape: Shape) -> None:
    if isinstance(shape, Scalar):
        found.append((path, value, shape))
    elif isinstance(shape, ListOf):
        for index, item in enumerate(value):
            _walk(found, f"{path}.{name_of(item, index)}", item, shape.item)
    elif isinstance(shape, MapOf):
        for key, item in value.items():
            _walk(found, f"{path}.{key}", item, shape.value)
    else:
        before = f"{path}." if path else ""
        kind: Any = type(value)
        for field in fields_of(kind):
            one = getattr(value, field.name)
            if one is not None:
                _walk(found, f"{before}{field.name}", one, field.shape)


def name_of(item: Any, index: int) -> str:
    """How an entry of a list is called in a path: by its id or reference; plain values by position."""
    kind: Any = type(item)
    key = _name_field(kind)
    return str(getattr(item, key)) if key else str(index)


@cache
def _name_field(kind: Any) -> str:
    return key_field(kind) if dataclasses.is_dataclass(kind) and kind not in (Text, PartialDate) else ""


def _doc(hint: Any) -> str:
    return next((extra for extra in _extras(hint) if isinstance(extra, str)), "")


def _code(extras: tuple[Any, ...], otherwise: str) -> str:
    return next((extra.code for extra in extras if isinstance(extra, Rule)), otherwise)


def _extras(hint: Any) -> tuple[Any, ...]:
    return tuple(get_args(hint)[1:]) if get_origin(hint) is Annotated else ()


def _shape(hint: Any, extras: tuple[Any, ...] = ()) -> Shape:
    if get_origin(hint) is Annotated:
        return _shape(get_args(hint)[0], (*extras, *_extras(hint)))
    if get_origin(hint) in (Union, types.UnionType):
        parts = [part for part in get_args(hint) if part is not type(None)]
        if len(parts) == 1:
            return _shape(parts[0], extras)
        return OneOf(tuple((_tag(part), part) for part in parts))
    if get_origin(hint) is tuple:
        least = next((extra.number for extra in extras if isinstance(extra, AtLeast)), 0)
        return ListOf(_shape(get_args(hint)[0]), least, _code(extras, "KB115"))
    if get_origin(hint) is dict:
        return MapOf(_shape(get_args(hint)[1]))
    if get_origin(hint) is Literal:
        return Scalar(str, choices=tuple(str(choice) for choice in get_args(hint)))
    if hint in (Text, str, bool, datetime.date, PartialDate):
        return Scalar(
            hint,
            pattern=next((extra for extra in extras if isinstance(extra, Pattern)), None),
            ref=next((extra for extra in extras if isinstance(extra, Ref)), None),
            url=any(isinstance(extra, Url) for extra in extras),
            short=next((extra.characters for extra in extras if isinstance(extra, Short)), 0),
        )
    if dataclasses.is_dataclass(hint):
        assert isinstance(hint, type)
        return Struct(hint)
    raise TypeError(f"a record field cannot be {hint!r}")


def _tag(record_type: type) -> str:
    """What `type` says of an entry, taken from the annotation alone: blocks may hold blocks."""
    return str(get_args(typing.get_type_hints(record_type)["type"])[0])
