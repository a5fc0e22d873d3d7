"""What is asked first, because it is cheap, never hides what would have been found."""

from __future__ import annotations

import random
import re

import pytest

from generator.checks import typography
from generator.checks.typography import LONG, SHORT, typography_faults
from generator.facts import SHAPES, SIGNS

SCRAPS = (
    *"{}%‹›<>@/\\_.-0x9aZ :;,`",
    *("IPv6", "Get-Item", "en-US", "0xFF", "a_b", "https://", "SHA-256", "C:\\", "%(name)s", "camelCase", "5.7.57"),
    *"あ漢ー。、「」（）！？：　ａＡ１ｱｲ*[]",
    *("\u200b", "**", "`code`", "  ", "[", "]", "“", "”"),
    *LONG.split()[:12],
    *SHORT.split()[:5],
)
EVERYTHING = re.compile("")


def _texts(count: int = 3000) -> list[str]:
    pick = random.Random(20261125)
    return ["".join(pick.choices(SCRAPS, k=pick.randrange(1, 9))) for _ in range(count)]


def test_whatever_is_a_fact_has_a_sign() -> None:
    hidden = [text for text in _texts() if SHAPES.search(text) and not SIGNS.search(text)]
    assert not hidden
    assert sum(1 for text in _texts() if not SIGNS.search(text)) > 100


def test_whatever_is_badly_written_is_suspect(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = _texts()
    quick = [list(typography_faults("ja", "A text.", text)) for text in texts]
    for name in ("_SUSPECT", "_LONG_ENDS", "_BRACKETS"):
        monkeypatch.setattr(typography, name, EVERYTHING)
    assert quick == [list(typography_faults("ja", "A text.", text)) for text in texts]
    codes = {code for faults in quick for code, _, _ in faults}
    assert codes >= {"KB411", "KB412", "KB413", "KB414", "KB415", "KB418"}
