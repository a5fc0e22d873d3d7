"""Everything that is referred to exists, and texts hold only the markup that they may."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from generator.inline import faults, references
from generator.library import Library, Subject
from generator.problems import Place, Problem, did_you_mean
from generator.records import KINDS
from generator.records.types import Text

Locate = Callable[[str, str, str], Place]
"""The place of a field, from the kind and id of its record and its path by ids."""

VARIANT_FIELDS = ("confused_with", "errors", "variant")
"""Fields that name an error or one of its variants, as `code` or `code/variant`."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a record that names another: the path of the field, the kinds it may be of, and the id."""

    path: str
    kinds: tuple[str, ...]
    id: str


def mentions(subject: Subject) -> Iterator[Mention]:
    """Everything that a record refers to, in its fields and in its texts."""
    for path, value, shape in subject.fields:
        if isinstance(value, Text):
            for kind, identity, _ in references(value.source):
                yield Mention(path, (kind,), identity)
        elif not value:
            continue
        elif shape.ref:
            yield Mention(path, shape.ref.kinds, str(value))
        elif path == "variant" or path.rsplit(".", 2)[-1 if "." not in path else -2] in VARIANT_FIELDS:
            yield Mention(path, ("error",), str(value))


def reference_problems(
    library: Library, subject: Subject, mentioned: Iterable[Mention], locate: Locate
) -> Iterator[Problem]:
    """Problems of every reference and every text of a record."""
    for path, value, _ in subject.fields:
        if isinstance(value, Text):
            for code, message, hint in faults(value):
                yield Problem(locate(subject.kind, subject.id, path), code, message, hint)
    for one in mentioned:
        if not any(exists(library, kind, one.id) for kind in one.kinds):
            yield _missing(locate(subject.kind, subject.id, one.path), one.kinds[0], one.id, library)


def exists(library: Library, kind: str, identity: str) -> bool:
    """Whether something can be referred to."""
    if kind == "error" and "/" in identity:
        return library.variant(identity) is not None
    return kind == "page" or identity in library.records.get(kind, {})


def _missing(place: Place, kind: str, identity: str, library: Library) -> Problem:
    known = list(library.records.get(kind, {}))
    if kind == "error":
        known += [name for name, _, _ in library.variants()]
    word = KINDS[kind].name if kind in KINDS else kind
    return Problem(place, "KB201", f"there is no {word} '{identity}'", did_you_mean(identity, known))
