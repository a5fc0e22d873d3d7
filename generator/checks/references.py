"""Everything that is referred to exists, and texts hold only the markup that they may."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from generator.inline import faults, references
from generator.library import Library
from generator.problems import Place, Problem, did_you_mean
from generator.records import KINDS
from generator.records.shape import walk
from generator.records.types import Text

Locate = Callable[[str, str, str], Place]
"""The place of a field, from the kind and id of its record and its path by ids."""

VARIANT_FIELDS = ("confused_with", "errors", "variant")
"""Fields that name an error or one of its variants, as `code` or `code/variant`."""


def reference_problems(library: Library, locate: Locate) -> Iterator[Problem]:
    """Problems of every reference and every text of a library."""
    for kind, record in library.all():
        identity = record_id(library, kind, record)
        for path, value, shape in walk(record):
            if isinstance(value, Text):
                for code, message, hint in faults(value):
                    yield Problem(locate(kind, identity, path), code, message, hint)
                for target_kind, target, _ in references(value.source):
                    if not exists(library, target_kind, target):
                        yield _missing(locate(kind, identity, path), target_kind, target, library)
            elif shape.ref and value and not any(value in library.records[one] for one in shape.ref.kinds):
                yield _missing(locate(kind, identity, path), shape.ref.kinds[0], str(value), library)
            elif (
                value
                and path.rsplit(".", 2)[-1 if "." not in path else -2] in VARIANT_FIELDS
                and not exists(library, "error", str(value))
            ) or (path == "variant" and value and not exists(library, "error", str(value))):
                yield _missing(locate(kind, identity, path), "error", str(value), library)


def record_id(library: Library, kind: str, record: Any) -> str:
    """The id by which a record is found in its library (samples are found by file and id)."""
    if kind == "sample":
        return next(key for key, one in library.samples.items() if one is record)
    return str(record.id)


def exists(library: Library, kind: str, identity: str) -> bool:
    """Whether something can be referred to."""
    if kind == "error" and "/" in identity:
        return library.variant(identity) is not None
    return kind == "page" or identity in library.records.get(kind, {})


def _missing(place: Place, kind: str, identity: str, library: Library) -> Problem:
    known = list(library.records.get(kind, {}))
    if kind == "error":
        known += [f"{error.id}/{variant.id}" for error in library.errors.values() for variant in error.variants]
    word = KINDS[kind].name if kind in KINDS else kind
    return Problem(place, "KB201", f"there is no {word} '{identity}'", did_you_mean(identity, known))
