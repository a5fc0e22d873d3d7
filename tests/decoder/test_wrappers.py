"""The answer is in the words, not in what they were copied from: every labelled text in every wrapper."""

from __future__ import annotations

import functools
import random

import pytest
from playwright.sync_api import Page

from generator.decoder import decode
from tests.decoder.both import in_browser, in_python
from tests.decoder.material import Labelled, known, labelled, real_table
from tests.decoder.wrappers import WRAPPERS
from tests.support import some

NAMES = ("samples.jsonl", "heldout.jsonl", "unseen.jsonl")


@functools.cache
def texts() -> tuple[Labelled, ...]:
    return tuple(one for name in NAMES for one in labelled(name))


@functools.cache
def plain() -> dict[str, bool]:
    """Which texts are hit without a wrapper."""
    return {one.id: hit(one, one.text) == "hit" for one in texts()}


def hit(one: Labelled, text: str) -> str:
    decoded = decode(text, real_table())
    best = decoded.candidates[0] if decoded.candidates else None
    sure = best is not None and best.confidence != "possible"
    variants = known(one, real_table())
    if best is not None and best.variant in variants:
        return "hit"
    if sure:
        return "wrong"
    right = best is None if one.negative else not variants and decoded.code == one.code
    return "hit" if right else "miss"


@pytest.mark.parametrize("wrapper", WRAPPERS)
def test_a_wrapper_changes_no_answer(wrapper: str) -> None:
    found = {one.id: hit(one, WRAPPERS[wrapper](one.text)) for one in some(texts())}
    assert [name for name, what in found.items() if what == "wrong"] == []
    lost = [name for name, what in found.items() if what == "miss" and plain()[name]]
    assert len(lost) <= 0.01 * len(found), lost


def test_both_say_the_same_of_wrapped_texts(page: Page) -> None:
    chance = random.Random(7)
    wrapped = [chance.choice(list(WRAPPERS.values()))(one.text) for one in some(texts())]
    wrapped += [wrap(chance.choice(texts()).text) for wrap in WRAPPERS.values()]
    for text, one, other in zip(
        wrapped, in_python(wrapped, real_table()), in_browser(page, wrapped, real_table()), strict=True
    ):
        assert one == other, text


@pytest.mark.parametrize("seed", [1, 2])
def test_a_text_cut_anywhere_is_never_answered_with_another_confident_variant(seed: int) -> None:
    """A cut may take the words or the code away; what is left must not become certain of something else."""
    chance = random.Random(seed)
    wrong = []
    for one in texts():
        decoded = decode(one.text[: chance.randrange(len(one.text))], real_table())
        best = decoded.candidates[0] if decoded.candidates else None
        if best is not None and best.confidence == "certain" and best.variant not in known(one, real_table()):
            wrong.append((one.id, best.variant))
    assert wrong == []
