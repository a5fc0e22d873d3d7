"""Held-out texts: the figures that the decoder promises, on wrappers it was not made with."""

from __future__ import annotations

import pytest

from generator.decoder import decode
from tests.decoder.material import labelled, real_table
from tests.decoder.results import FILES, measure
from tests.support import some

pytestmark = pytest.mark.parametrize("name", FILES)


def test_no_text_is_answered_wrongly_with_confidence(name: str) -> None:
    assert [wrong for row in some(measure(name).values()) for wrong in row.wrong] == []


def test_at_least_95_of_100_texts_are_hit(name: str) -> None:
    rows = measure(name).values()
    assert sum(row.hits for row in rows) >= 0.95 * sum(row.texts for row in rows)


def test_98_of_100_codes_are_right(name: str) -> None:
    positive = some(one for one in labelled(name) if not one.negative)
    right = [one for one in positive if decode(one.text, real_table()).code == one.code]
    assert len(right) >= 0.98 * len(positive)


def test_no_negative_is_answered(name: str) -> None:
    negative = some(one for one in labelled(name) if one.negative)
    assert [one.id for one in negative if decode(one.text, real_table()).candidates] == []
