"""One set of vectors, two implementations: both must say exactly the same, in real Chromium and in Python."""

from __future__ import annotations

import random
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.decoder.both import in_browser, in_python, result
from tests.decoder.material import content_samples, fixed_table, labelled, lines, real_table

VECTORS = lines("vectors.jsonl")
PIECES = [
    "535 5.7.139 ",
    "\n",
    "\r\n",
    "=\n",
    "&#39;",
    "&amp;#x27;",
    "%20",
    "+",
    "ｶﾞ",
    "５．７．１３９",
    "５３５　",
    "\\n",
    "\\u0027",
    "<wbr>",
    "<br/>",
    "(",
    "[",
    "]",
    ")",
    "550-5.7.1 ",
    "5.7.\n139",
    "5.7.1\n39 ",
    "gsmtp",
    "İ",
    "ß",
    "ﬀ",
    "…",
    "😀",
    "\u200b",
    "\u00ad",
    "é",
    "e\u0301",
    "dsn=5.7.1",
    "Status: 5.1.1",
    "[Message=",
    "said: ",
    "10.5.7.57",
    "504.5.7.4",
    "535-5.7.139 ",
    "\x00",
    "\u2028",
    "\x85",
    "\ufeff",
    "=20",
    "=E2=80=99",
    "𝟓.𝟕.𝟑",
    "invalid_grant",
    "²",
    "½",
    "①",
]


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["id"] for vector in VECTORS])
def test_python_gives_every_vector_its_result(vector: dict[str, Any]) -> None:
    assert result(vector["text"], fixed_table()) == vector["expect"]


def test_chromium_gives_every_vector_its_result(page: Page) -> None:
    found = in_browser(page, [vector["text"] for vector in VECTORS], fixed_table())
    for vector, one in zip(VECTORS, found, strict=True):
        assert {key: one[key] for key in vector["expect"]} == vector["expect"], vector["id"]


def test_both_say_the_same_of_every_sample_with_the_real_table(page: Page) -> None:
    known = [one.text for name in ("samples.jsonl", "heldout.jsonl") for one in labelled(name)]
    texts = [*known, *(one.text for one in content_samples())]
    _compare(page, texts)


@pytest.mark.parametrize("seed", [5, 6])
def test_both_say_the_same_of_shredded_texts(page: Page, seed: int) -> None:
    """Words of all samples with everything that wrappers do to a text, in any order."""
    chance = random.Random(seed)
    samples = [one.text for name in ("samples.jsonl", "heldout.jsonl") for one in labelled(name)]
    words = [word for text in samples for word in text.split(" ")]
    texts = [
        "".join(chance.choice(words) + " " if chance.random() < 0.6 else chance.choice(PIECES) for _ in range(length))
        for length in (chance.randint(1, 40) for _ in range(400))
    ]
    for text in samples:
        place = chance.randrange(len(text) + 1)
        texts.append(text[:place] + chance.choice(PIECES) + text[place + chance.randint(0, 2) :])
    _compare(page, texts)


def _compare(page: Page, texts: list[str]) -> None:
    python = in_python(texts, real_table())
    browser = in_browser(page, texts, real_table())
    for text, one, other in zip(texts, python, browser, strict=True):
        assert one == other, text
