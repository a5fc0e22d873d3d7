"""All records of a knowledge base, in the source language, ready to be asked by id."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.records import KINDS
from generator.records.error import Error, Variant
from generator.records.fix import Fix
from generator.records.flow import Flow
from generator.records.guide import Guide
from generator.records.shape import Scalar, walk
from generator.records.tables import (
    Event,
    Evidence,
    Family,
    Method,
    Module,
    Sample,
    Site,
    Source,
    Stage,
    Term,
    TraitName,
)
from generator.records.types import Text

Records = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Subject:
    """A record taken apart: the name of its kind, the id it is found by, and its values with paths and shapes.

    `imported` says that it repeats somebody else's document, so that the rules of the craft do not apply.
    """

    kind: str
    id: str
    fields: tuple[tuple[str, Any, Scalar], ...]
    imported: bool = False


@dataclass(frozen=True, slots=True)
class Library:
    """Records by kind and id, and the file each came from (relative to the project, with `/`).

    `data` holds what is not made of records, by the name of its file: the table of cmdlets, the diagnosis
    snippet, the marks of other providers.
    """

    records: Records
    files: Mapping[tuple[str, str], str]
    data: Mapping[str, Any] = field(default_factory=dict)

    @property
    def errors(self) -> Mapping[str, Error]:
        return self.records["error"]

    @property
    def fixes(self) -> Mapping[str, Fix]:
        return self.records["fix"]

    @property
    def guides(self) -> Mapping[str, Guide]:
        return self.records["guide"]

    @property
    def flows(self) -> Mapping[str, Flow]:
        return self.records["flow"]

    @property
    def terms(self) -> Mapping[str, Term]:
        return self.records["term"]

    @property
    def sources(self) -> Mapping[str, Source]:
        return self.records["source"]

    @property
    def families(self) -> Mapping[str, Family]:
        return self.records["family"]

    @property
    def evidence(self) -> Mapping[str, Evidence]:
        return self.records["evidence"]

    @property
    def modules(self) -> Mapping[str, Module]:
        return self.records["module"]

    @property
    def timeline(self) -> Mapping[str, Event]:
        return self.records["event"]

    @property
    def site(self) -> Site | None:
        """What the knowledge base calls itself, where it says so."""
        return self.records["site"].get("site")

    @property
    def traits(self) -> Mapping[str, TraitName]:
        return self.records["trait"]

    @property
    def methods(self) -> Mapping[str, Method]:
        return self.records["method"]

    @property
    def stages(self) -> Mapping[str, Stage]:
        return self.records["stage"]

    @property
    def samples(self) -> Mapping[str, Sample]:
        return self.records["sample"]

    def variant(self, reference: str) -> tuple[Error, Variant] | None:
        """The error and variant of `code/variant`, or nothing."""
        code, _, name = reference.partition("/")
        error = self.errors.get(code)
        if error:
            for variant in error.variants:
                if variant.id == name:
                    return error, variant
        return None

    def variants(self) -> Iterator[tuple[str, Error, Variant]]:
        """Every text of every code, with the name that refers to it (`code/variant`)."""
        for error in self.errors.values():
            for variant in error.variants:
                yield f"{error.id}/{variant.id}", error, variant

    def verifiable(self) -> Iterator[tuple[str, str, Any]]:
        """What can be compared with its evidence: kind, id (`code/variant` for a text), and the thing itself."""
        for reference, _, variant in self.variants():
            yield "error", reference, variant
        for kind in ("fix", "guide"):
            for identity, record in self.records[kind].items():
                yield kind, identity, record

    def file_of(self, kind: str, identity: str) -> str:
        """The file of a record; for `code/variant`, that of its code."""
        return self.files[kind, identity.partition("/")[0] if kind == "error" else identity]

    def all(self) -> Iterator[tuple[str, Any]]:
        """Every record with the name of its kind, in the order of kinds and files."""
        for kind in KINDS:
            for record in self.records[kind].values():
                yield kind, record

    def texts(self) -> Iterator[tuple[str, Any, Text, Scalar]]:
        """Every translatable text with its kind, record and shape."""
        for kind, record in self.all():
            for _, value, shape in walk(record):
                if isinstance(value, Text):
                    yield kind, record, value, shape


def fingerprint(record: Any) -> str:
    """What a record says, as 16 hexadecimal digits; `verified` and `changes` do not count.

    Used to tell whether a record has changed since somebody verified it. Fields that say nothing are left out, so
    that a field which the definition gains later changes no fingerprint.
    """

    def plain(value: Any) -> Any:
        if isinstance(value, Text):
            return value.source
        if dataclasses.is_dataclass(value):
            return {
                field.name: plain(getattr(value, field.name))
                for field in dataclasses.fields(value)
                if field.name not in ("verified", "changes") and getattr(value, field.name) != _default(field)
            }
        if isinstance(value, tuple):
            return [plain(item) for item in value]
        if isinstance(value, Mapping):
            return {key: plain(item) for key, item in value.items()}
        return value if isinstance(value, (bool, type(None))) else str(value)

    text = json.dumps(plain(record), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _default(field: dataclasses.Field[Any]) -> Any:
    return field.default if field.default_factory is dataclasses.MISSING else field.default_factory()
