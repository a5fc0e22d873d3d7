"""What a text costs grows with its length and no faster, whatever the text is: counted, not timed."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from generator.decoder import decode, decode_log, scrub
from generator.decoder.index import Meter
from tests.decoder.material import labelled, real_table

STEEP: dict[str, Callable[[int], str]] = {
    "one letter": lambda size: "a" * size,
    "one digit": lambda size: "5" * size,
    "digits and dots": lambda size: "5.7." * (size // 4),
    "codes": lambda size: "535 5.7.139 " * (size // 12),
    "codes of one reply": lambda size: "535-5.7.139 a\n" * (size // 14),
    "open brackets": lambda size: "450 4.4.2 " + "[(" * (size // 2),
    "nested replies": lambda size: "[Message=451 5.7.3 " * (size // 19),
    "beginnings": lambda size: "authenticationunsuccessful" * (size // 26),
    "a text over and over": lambda size: "535 5.7.139 Authentication unsuccessful, " * (size // 41),
    "words that decide": lambda size: "disabled for the tenant disabled for the mailbox " * (size // 49),
    "line ends": lambda size: "\n" * size,
    "blanks": lambda size: " " * size,
    "escapes": lambda size: "\\" * size,
    "entities": lambda size: "&amp;" * (size // 5),
    "tags without end": lambda size: "<a " * (size // 3),
    "soft breaks": lambda size: "=\n" * (size // 2),
    "percent": lambda size: "%25" * (size // 3),
    "codes that break off": lambda size: "5\n.7\n." * (size // 6),
    "full-width": lambda size: "５．７．１３９" * (size // 7),
    "voicing marks": lambda size: "ｶ" + "ﾞ" * size,
    "at signs": lambda size: "a@" * (size // 2),
    "base64": lambda size: "QUJD" * (size // 4),
    "hosts": lambda size: "a." * (size // 2),
}
SIZE = 6_000


def work(text: str) -> int:
    meter = Meter()
    decode(text, real_table(), meter)
    decode_log(text, real_table(), meter)
    scrub(text)
    return meter.work


@pytest.mark.parametrize("name", STEEP)
def test_four_times_the_text_is_four_times_the_work(name: str) -> None:
    small, large = work(STEEP[name](SIZE)), work(STEEP[name](4 * SIZE))
    assert large <= 4.4 * small + 4 * SIZE


def test_work_is_a_small_multiple_of_the_length_for_texts_of_any_kind() -> None:
    chance = random.Random(11)
    words = [word for one in labelled("samples.jsonl") for word in one.text.split(" ")]
    for _ in range(40):
        text = " ".join(chance.choice(words) for _ in range(400))
        meter = Meter()
        decode(text, real_table(), meter)
        assert meter.work <= 12 * len(text)


def test_both_count_the_same_work(page: Page) -> None:
    texts = [make(SIZE) for make in STEEP.values()]
    counted = page.evaluate(
        """([texts, table]) => texts.map((text) => {
          const meter = { work: 0 };
          decoder.decode(text, table, meter);
          decoder.decodeLog(text, table, meter);
          decoder.scrub(text);
          return meter.work;
        })""",
        [texts, real_table()],
    )
    for name, one, text in zip(STEEP, counted, texts, strict=True):
        assert one <= 1.5 * work(text) + SIZE, name


@pytest.mark.parametrize("end", ["\n", " ", "_"])
def test_a_log_is_read_in_pieces_so_that_the_page_can_breathe(page: Page, end: str) -> None:
    """Between two pauses lies a bounded number of characters, however long the log is."""
    log = f"2026-11-19 09:41:18 535 5.7.139 Authentication unsuccessful, basic authentication is disabled.{end}" * 4000
    pauses = page.evaluate(
        """([text, table]) => {
          const steps = decoder.logSteps(text, table);
          const pauses = [0];
          for (let step = steps.next(); !step.done; step = steps.next()) pauses.push(step.value);
          return pauses;
        }""",
        [log, real_table()],
    )
    assert len(pauses) > 4
    assert max(after - before for before, after in itertools.pairwise(pauses)) < 60_000
