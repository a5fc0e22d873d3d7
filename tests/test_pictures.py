"""Pictures: drawn from data, readable without seeing them, and never wider than a phone."""

from __future__ import annotations

import datetime
import re
import unicodedata

import pytest

from generator.addresses import Addresses
from generator.drawing import draw
from generator.pictures import Box, column, lanes
from generator.plans import plans
from generator.render import Renderer
from generator.views.voice import speakers
from tests.content.library import project
from tests.support import ROOT

WORDS = ("A title", "A description")


def _lines(svg: str, name: str = "kb-picture__title") -> list[str]:
    return re.findall(rf'<text class="{name}"[^>]*>([^<]*)</text>', svg)


def test_a_picture_says_what_it_shows() -> None:
    svg = column([Box("One"), Box("Two")], *WORDS)
    assert 'aria-label="A title"' in svg
    assert "<title>A title</title><desc>A description</desc>" in svg
    assert svg.count("<rect") == 2
    assert svg.count("marker-end") == 1, "one arrow between two boxes"


def test_links_in_a_picture_can_be_reached() -> None:
    """What stands inside an image has no role of its own, so a picture with links is a group."""
    assert 'role="img"' in column([Box("One")], *WORDS)
    assert 'role="group"' in column([Box("One", "#one")], *WORDS)


def test_a_dot_in_a_lane_is_a_way_that_there_is() -> None:
    svg = lanes("Device", [(Box("Both"), (0, 1)), (Box("One"), (0,)), (Box("None"), ())], ("In", "Out"), WORDS)
    at = re.findall(r'<circle class="kb-picture__dot" cx="([\d.]+)" cy="([\d.]+)"', svg)
    assert len(at) == 3
    assert len({x for x, _ in at}) == 2
    assert len({y for _, y in at}) == 2


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("Azure Communication Services Email", ["Azure Communication", "Services Email"]),
        ("SMTP リレー（コネクタ）による送信", ["SMTP リレー", "（コネクタ）による送信"]),
        ("直接送信（ダイレクト送信）", ["直接送信", "（ダイレクト送信）"]),
        ("High Volume Email（HVE）", ["High Volume Email", "（HVE）"]),
        ("短い", ["短い"]),
    ],
)
def test_lines_break_where_they_may(title: str, lines: list[str]) -> None:
    svg = lanes("Device", [(Box(title), ())], ("In",), WORDS)
    assert _lines(svg)[1:] == lines


@pytest.mark.parametrize("locale", ["en", "ja"])
def test_the_pictures_of_this_knowledge_base(locale: str) -> None:
    found = project()
    addresses = Addresses()
    made = speakers(found.library, found.catalogues, addresses)
    renderer = Renderer((ROOT / "overrides" / "records",), found.catalogues[locale])
    html = {
        plan.key: draw(plan, made[locale], renderer, addresses).html
        for plan in plans(found.library, datetime.date(2026, 11, 23))
        if plan.key in ("methods", "way")
    }
    assert html.keys() == {"methods", "way"}
    for page in html.values():
        (svg,) = re.findall(r"<svg class=.kb-picture.*?</svg>", page, re.DOTALL)
        anchors = re.findall(r'<a href="#([^"]+)"', svg)
        assert anchors
        assert all(f'id="{anchor}"' in page for anchor in anchors), "every box leads to its text"
        assert float(re.findall(r'viewBox="0 0 ([\d.]+) ', svg)[0]) <= 420
        for line in _lines(svg):
            width = sum(15 if unicodedata.east_asian_width(one) in "WF" else 9.3 for one in line)
            assert width <= 320, line
    reach = {"inside": 1, "anywhere": 2}
    expected = sum(reach[method.reach] for method in found.library.methods.values())
    assert html["methods"].count("kb-picture__dot") == expected
