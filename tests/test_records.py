"""Record definitions: frozen, documented, and known everywhere once they are written."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

import pytest

from generator.library import fingerprint
from generator.reader import read
from generator.records import KINDS
from generator.records.shape import ListOf, MapOf, OneOf, Scalar, Shape, Struct, fields_of, key_field, walk
from generator.records.types import Text
from tests.support import SMALL, some


def _types(shape: Shape) -> Iterator[type]:
    if isinstance(shape, Struct):
        yield shape.type
    elif isinstance(shape, ListOf):
        yield from _types(shape.item)
    elif isinstance(shape, MapOf):
        yield from _types(shape.value)
    elif isinstance(shape, OneOf):
        yield from (one for _, one in shape.types)


def _all_types() -> list[type]:
    todo, done = [kind.type for kind in KINDS.values()], []
    while todo:
        one = todo.pop()
        if one not in done:
            done.append(one)
            todo += [inner for field in fields_of(one) for inner in _types(field.shape)]
    return done


@pytest.mark.parametrize("record_type", _all_types(), ids=lambda one: one.__name__)
def test_a_record_never_changes_and_every_field_has_a_sentence(record_type: Any) -> None:
    assert record_type.__dataclass_params__.frozen
    assert "__slots__" in vars(record_type)
    assert record_type.__doc__.strip().endswith(".")
    for field in fields_of(record_type):
        if field.name != "type":
            assert field.doc.endswith("."), f"{record_type.__name__}.{field.name}"


def test_lists_of_records_have_entries_with_names() -> None:
    """A list of groups without ids would give messages a context by position."""
    lists = [(one, field) for one in _all_types() for field in fields_of(one) if isinstance(field.shape, ListOf)]
    for record_type, field, inner in some((*one, inner) for one in lists for inner in _types(one[1].shape)):
        assert key_field(inner), f"{record_type.__name__}.{field.name}"


def test_contexts_are_made_of_ids_and_are_unique() -> None:
    library = read(SMALL / "content").library
    contexts = [text.context for _, _, text, _ in library.texts()]
    assert len(contexts) == len(set(contexts))
    assert "errors/4.1.8#variants.coffee.causes.rumour.text" in contexts
    assert "guides/making-tea#body.times.rows.black.cells.minutes.text" in contexts
    assert not [one for one in contexts if any(part.isdigit() for part in one.partition("#")[2].split("."))]


def test_moving_an_entry_keeps_its_context() -> None:
    library = read(SMALL / "content").library
    error = library.errors["4.1.8"]
    turned = dataclasses.replace(error, variants=error.variants[::-1])

    def texts(record: Any) -> dict[str, str]:
        return {value.context: value.source for _, value, _ in walk(record) if isinstance(value, Text)}

    assert texts(error) == texts(turned)
    paths = {path for path, _, shape in walk(error) if isinstance(shape, Scalar)}
    assert paths == {path for path, _, _ in walk(turned)}


def test_a_fingerprint_is_of_what_a_record_says() -> None:
    library = read(SMALL / "content").library
    fix = library.fixes["remove-lid"]
    assert fingerprint(fix) == fingerprint(dataclasses.replace(fix, verified=None))
    assert fingerprint(fix) != fingerprint(dataclasses.replace(fix, delay=None))
    assert len(fingerprint(fix)) == 16


def test_records_are_found_by_id() -> None:
    library = read(SMALL / "content").library
    found = library.variant("4.1.8/lid")
    assert found is not None
    assert found[1].id == "lid"
    assert library.variant("4.1.8/lit") is None
    assert library.variant("9.9.9/lid") is None
    assert library.files["error", "4.1.8"] == "content/errors/4.1.8.yml"
