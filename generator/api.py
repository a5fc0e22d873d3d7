"""The records as JSON, one file a record and locale, for other tools. Version 1 only ever grows.

    api/v1/index.json                     the version, the locales, the kinds and where each is
    api/v1/{locale}/index.json            every record with its title and addresses
    api/v1/{locale}/{kind}/{id}.json      an error, fix, guide or flow: what its page says, in the locale
    api/v1/{locale}/{kind}.json           terms, dated events, sources and other records that are rows of a page
    api/v1/signatures.json                the decoder's table
    api/v1/schemas/{kind}.json            a JSON Schema for each kind

Within version 1 fields are added, never renamed, removed or given another meaning; a change of that sort would be
`api/v2`. Texts are small inline Markdown, with references as links; a text without a current translation is in the
source language, and `untranslated` names it by its path of ids. Addresses begin at the root of the site; they are
absolute where the site has an address.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from generator.addresses import record_key, step_key, variant_key
from generator.explain import table
from generator.inline import to_markdown
from generator.jsontext import compact
from generator.pieces import NONE, Pieces
from generator.records import KINDS, Kind
from generator.records.shape import ListOf, MapOf, Scalar, Shape, fields_of
from generator.records.types import PartialDate, Text
from generator.schema import schema_of
from generator.views.voice import Speaker

ROOT = "api/v1"
ROWS = ("term", "event", "source", "method", "evidence", "stage", "family")
"""Kinds that have one file together."""
PAGES = ("error", "fix", "guide", "flow")
"""Kinds that have a file a record."""


def record_file(locale: str, kind: str, identity: str) -> str:
    """Where a record's file is, relative to the root of the site."""
    return f"{ROOT}/{locale}/{KINDS[kind].plural}/{identity}.json"


def dump(value: object) -> bytes:
    """A value as the bytes of a file."""
    return f"{compact(value)}\n".encode()


def record_json(speaker: Speaker, kind: str, identity: str) -> dict[str, Any]:
    """A record in the speaker's language, with its title and addresses."""
    record = speaker.library.records[kind][identity]
    left: list[str] = []
    key = record_key(speaker.library, kind, identity)
    found = _head(speaker, kind, identity, key) | {"record": _struct(record, speaker, left)}
    if kind == "error":
        variants = (f"{identity}/{variant.id}" for variant in record.variants)
        found["pages"] = {one: _url(speaker, variant_key(speaker.library, one)) for one in variants}
    if kind == "flow":
        found["pages"] = {node.id: _url(speaker, step_key(record, node.id)) for node in record.nodes}
    return found | ({"untranslated": left} if left else {})


def entries(speaker: Speaker, pieces: Pieces = NONE) -> list[dict[str, Any]]:
    """Every record that has a file of its own, with its title and addresses."""
    return [
        pieces.get(("entry", speaker.locale, kind, identity), partial(_entry, speaker, kind, identity))
        for kind in PAGES
        for identity in speaker.library.records[kind]
    ]


def _entry(speaker: Speaker, kind: str, identity: str) -> dict[str, Any]:
    head = _head(speaker, kind, identity, record_key(speaker.library, kind, identity))
    return head | {"api": speaker.addresses.base + record_file(speaker.locale, kind, identity)}


def record_files(speakers: Mapping[str, Speaker]) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """The file of each record and locale, named relative to the root of the site, and what makes it."""
    for locale, speaker in speakers.items():
        for kind in PAGES:
            for identity in speaker.library.records[kind]:
                yield record_file(locale, kind, identity), partial(_record_file, speaker, kind, identity)


def _record_file(speaker: Speaker, kind: str, identity: str) -> bytes:
    return dump(record_json(speaker, kind, identity))


def _locale_files(speaker: Speaker, pieces: Pieces) -> Iterator[tuple[str, bytes]]:
    library, locale = speaker.library, speaker.locale
    yield f"{ROOT}/{locale}/index.json", dump({"locale": locale, "records": entries(speaker, pieces)})
    for kind in ROWS:
        rows = [record_json(speaker, kind, identity) for identity in library.records[kind]]
        if rows:
            yield f"{ROOT}/{locale}/{KINDS[kind].plural}.json", dump({"locale": locale, "records": rows})


def api_files(speakers: Mapping[str, Speaker], pieces: Pieces = NONE) -> Iterator[tuple[str, bytes]]:
    """Every file of the version but those of [`record_files`][], named relative to the root of the site."""
    first = next(iter(speakers.values()))
    library, base = first.library, first.addresses.base
    kinds = [kind for kind in (*PAGES, *ROWS) if library.records[kind]]
    about = {
        "version": 1,
        "locales": {
            locale: {
                "index": f"{base}{ROOT}/{locale}/index.json",
                "rows": {kind: f"{base}{ROOT}/{locale}/{KINDS[kind].plural}.json" for kind in kinds if kind in ROWS},
            }
            for locale in speakers
        },
        "signatures": f"{base}{ROOT}/signatures.json",
        "schemas": {kind: f"{base}{ROOT}/schemas/{kind}.json" for kind in kinds},
    }
    yield f"{ROOT}/index.json", dump(about)
    yield f"{ROOT}/signatures.json", dump(table(library))
    for kind in kinds:
        yield f"{ROOT}/schemas/{kind}.json", dump(api_schema(KINDS[kind]))
    for speaker in speakers.values():
        yield from _locale_files(speaker, pieces)


def api_schema(kind: Kind) -> dict[str, Any]:
    """The schema of a record's file. It allows fields that it does not name, because later versions add some."""
    schema = _loose(schema_of(kind))
    definitions = schema.pop("$defs")
    draft = schema.pop("$schema")
    own = {name: schema[name] for name in ("type", "properties", "required") if name in schema}
    record = schema["items"] if kind.many_in_file else own
    strings = {name: {"type": "string"} for name in ("kind", "id", "locale", "title", "url", "short")}
    return {
        "$schema": draft,
        "title": f"{kind.name}, version 1",
        "type": "object",
        "properties": {
            **strings,
            "record": record,
            "pages": {"type": "object", "additionalProperties": {"type": "string"}},
            "untranslated": {"type": "array", "items": {"type": "string"}},
        },
        "required": ["kind", "id", "locale", "record"],
        "$defs": definitions,
    }


def _loose(value: Any) -> Any:
    """A schema of what authors write as one of what is published: every scalar has its own form, more may be added."""
    if isinstance(value, list):
        return [_loose(one) for one in value]
    if not isinstance(value, dict):
        return value
    # `properties` holds names, which are no words of the schema language.
    found = {
        name: {one: _loose(shape) for one, shape in inner.items()} if name in ("properties", "$defs") else _loose(inner)
        for name, inner in value.items()
        if name not in ("maxLength", "pattern") and not (name == "additionalProperties" and inner is False)
    }
    if found.get("type") == ["string", "number"]:
        found["type"] = "string"
    return found


def _head(speaker: Speaker, kind: str, identity: str, key: str) -> dict[str, Any]:
    head: dict[str, Any] = {"kind": kind, "id": identity, "locale": speaker.locale}
    if key:
        head["title"] = speaker.name(kind, identity)
        head["url"] = _url(speaker, key)
        short = speaker.addresses.short(key)
        if short:
            head["short"] = speaker.addresses.base + short
    return head


def _url(speaker: Speaker, key: str) -> str:
    return speaker.addresses.base + speaker.addresses.url(speaker.locale, key)


def _struct(record: Any, speaker: Speaker, left: list[str]) -> dict[str, Any]:
    found = {}
    kind: Any = type(record)
    for field in fields_of(kind):
        value = getattr(record, field.name)
        if value or value == 0 or (field.required and value is not None):
            found[field.name] = _value(value, field.shape, speaker, left)
    return found


def _value(value: Any, shape: Shape, speaker: Speaker, left: list[str]) -> Any:
    if isinstance(value, Text):
        return _text(value, speaker, left)
    if isinstance(shape, ListOf):
        return [_value(one, shape.item, speaker, left) for one in value]
    if isinstance(shape, MapOf):
        return {name: _value(one, shape.value, speaker, left) for name, one in value.items()}
    if not isinstance(shape, Scalar):
        return _struct(value, speaker, left)
    if isinstance(value, (datetime.date, PartialDate)):
        return str(value)
    return value


def _text(text: Text, speaker: Speaker, left: list[str]) -> str:
    passage = speaker.catalogue.passage(text)
    if passage.lang != speaker.locale:
        left.append(text.context.partition("#")[2])

    def link(kind: str, identity: str, anchor: str) -> tuple[str, str]:
        key = record_key(speaker.library, kind, identity, anchor)
        return _url(speaker, key) if key else "", speaker.name(kind, identity)

    return to_markdown(passage.text, link)
