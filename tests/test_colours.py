"""The colours of colours.css on each other, in both schemes: texts at least 4.5 to 1, lines of fields 3 to 1."""

from __future__ import annotations

import re

import pytest

from tests.support import ROOT

STYLES = ROOT / "overrides" / "assets" / "stylesheets"
TEXTS = ("ink", "text", "quiet", "link", "accent", "none", "low", "medium", "high")
GROUNDS = ("ground", "surface", "raised")
ALSO = (
    ("mark-text", "mark"),
    ("on-accent", "accent"),
    ("ground", "ink"),
    *((text, "wash") for text in ("ink", "text", "link", "accent")),
    *((text, "warm") for text in ("ink", "text", "link", "medium")),
    *((text, "alarm") for text in ("ink", "text", "link", "high")),
)
"""What stands on what beside the plain grounds."""
LINES = tuple((line, ground) for line in ("edge", "accent") for ground in GROUNDS)


def _schemes() -> dict[str, dict[str, str]]:
    css = (STYLES / "colours.css").read_text(encoding="utf-8")
    return {
        name: dict(re.findall(r"--kb-([\w-]+):\s*(#[0-9a-f]{6});", body))
        for name, body in re.findall(r'\[data-md-color-scheme="(\w+)"\]\s*\{(.*?)\}', css, re.DOTALL)
    }


SCHEMES = _schemes()


def _contrast(one: str, other: str) -> float:
    """The contrast of WCAG 2.2, from 1 to 21."""

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_both_schemes_say_the_same_colours() -> None:
    assert list(SCHEMES) == ["default", "slate"]
    assert SCHEMES["default"].keys() == SCHEMES["slate"].keys()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_text_can_be_read(scheme: str) -> None:
    colours = SCHEMES[scheme]
    pairs = (*((text, ground) for text in TEXTS for ground in GROUNDS), *ALSO)
    weak = {pair: round(found, 2) for pair in pairs if (found := _contrast(*(colours[one] for one in pair))) < 4.5}
    assert weak == {}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_fields_and_focus_can_be_seen(scheme: str) -> None:
    colours = SCHEMES[scheme]
    weak = {pair: round(found, 2) for pair in LINES if (found := _contrast(*(colours[one] for one in pair))) < 3}
    assert weak == {}


def test_black_on_white_is_known() -> None:
    assert round(_contrast("#000000", "#ffffff"), 1) == 21
    assert round(_contrast("#767676", "#ffffff"), 2) == 4.54


def test_other_style_sheets_name_colours_and_mix_none() -> None:
    """Colours stand in colours.css only, so that what is tested here is what is seen."""
    found = {
        path.name: colours
        for path in sorted(STYLES.glob("*.css"))
        if path.name not in ("colours.css", "code.css")  # those of code: tests/powershell/test_highlight.py
        and (colours := re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[;\s,)])", path.read_text(encoding="utf-8")))
    }
    assert found == {}
