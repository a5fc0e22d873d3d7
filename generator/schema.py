"""JSON Schemas of the records, for editors: made from the same definitions that the reader reads by."""

from __future__ import annotations

import datetime
from typing import Any

from generator.records import KINDS, Kind
from generator.records.shape import ListOf, MapOf, OneOf, Scalar, Shape, Struct, fields_of
from generator.records.types import PartialDate

DATES = {
    datetime.date: r"^\d{4}-\d\d-\d\d$",
    PartialDate: r"^\d{4}(-(H[12]|\d\d(-\d\d)?))?$",
}
DRAFT = "https://json-schema.org/draft/2020-12/schema"


def schema_of(kind: Kind) -> dict[str, Any]:
    """The schema of a file of this kind: a record, or a list of records."""
    definitions: dict[str, Any] = {}
    record = _struct(kind.type, definitions)
    head: dict[str, Any] = {"$schema": DRAFT, "title": f"{kind.name} record", "$defs": definitions}
    if kind.many_in_file:
        return head | {"type": "array", "items": record}
    return head | record


def schemas() -> dict[str, dict[str, Any]]:
    """Every schema by the name of its kind."""
    return {kind.name: schema_of(kind) for kind in KINDS.values()}


def editor_settings(folder: str) -> dict[str, list[str]]:
    """Which schema belongs to which files, in the form of the YAML extension's `yaml.schemas`."""
    found = {}
    for kind in KINDS.values():
        pattern = f"content/{kind.where}" if kind.where.endswith(".yml") else f"content/{kind.where}/*.yml"
        found[f"{folder}/{kind.name}.schema.json"] = [pattern]
    return found


def _struct(record_type: type, definitions: dict[str, Any]) -> dict[str, Any]:
    fields = fields_of(record_type)
    properties = {}
    for field in fields:
        properties[field.name] = _shape(field.shape, definitions) | ({"description": field.doc} if field.doc else {})
    return {
        "type": "object",
        "description": (record_type.__doc__ or "").strip().splitlines()[0],
        "properties": properties,
        "required": [field.name for field in fields if field.required],
        "additionalProperties": False,
    }


def _shape(shape: Shape, definitions: dict[str, Any]) -> dict[str, Any]:
    if isinstance(shape, Scalar):
        return _scalar(shape)
    if isinstance(shape, ListOf):
        found: dict[str, Any] = {"type": "array", "items": _shape(shape.item, definitions)}
        return found | ({"minItems": shape.at_least} if shape.at_least else {})
    if isinstance(shape, MapOf):
        return {"type": "object", "additionalProperties": _shape(shape.value, definitions)}
    if isinstance(shape, Struct):
        return _defined(shape.type, definitions)
    assert isinstance(shape, OneOf)
    return {"oneOf": [_defined(one, definitions) for _, one in shape.types]}


def _defined(record_type: type, definitions: dict[str, Any]) -> dict[str, Any]:
    name = record_type.__name__
    if name not in definitions:
        definitions[name] = {}
        definitions[name] = _struct(record_type, definitions)
    return {"$ref": f"#/$defs/{name}"}


def _scalar(shape: Scalar) -> dict[str, Any]:
    if shape.type is bool:
        return {"type": "boolean"}
    if shape.choices:
        return {"enum": list(shape.choices)}
    # A date or a code that is written without quotes reaches an editor as another type; the reader takes it as written.
    kind: dict[str, Any] = {"type": ["string", "number"]} if shape.type in (str, PartialDate) else {"type": "string"}
    if shape.type in DATES:
        kind["pattern"] = DATES[shape.type]
    if shape.short:
        kind["maxLength"] = shape.short
    if shape.pattern:
        kind["pattern"] = f"^(?:{shape.pattern.expression.pattern})$"
    if shape.url:
        kind["pattern"] = "^(https://|mailto:|$)"
    return kind
