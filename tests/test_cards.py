"""The pictures for other sites: drawn from what the pages say now, and named by the pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from generator.cards import HEIGHT, WIDTH
from generator.languages import regional
from tests.support import ROOT, page
from tools.cards.__main__ import draw
from tools.cards.draw import all_cards, digest, missing, path_of, signature, signed, size

CARDS = all_cards(ROOT)
BASE = "https://help.example.com/"


def _said(path: Path) -> dict[str, list[str]]:
    """What a page tells other sites, by name."""
    found: dict[str, list[str]] = {}
    for one in page(path).all("meta"):
        name = one.attributes.get("property") or one.attributes.get("name", "")
        if name.startswith(("og:", "twitter:")):
            found.setdefault(name, []).append(one.attributes["content"])
    return found


def test_there_is_a_picture_for_each_section_and_language() -> None:
    have = {path.relative_to(ROOT) for path in (ROOT / "content" / "cards").rglob("*.png")}
    assert have == {path_of(ROOT, card).relative_to(ROOT) for card in CARDS}
    assert len(have) >= 14


@pytest.mark.parametrize("card", CARDS, ids=lambda card: f"{card.locale} {card.name}")
def test_a_picture_shows_what_its_section_says_now(card: object) -> None:
    png = path_of(ROOT, card).read_bytes()
    assert signature(png) == digest(card), "run `make cards`"
    assert size(png) == (WIDTH, HEIGHT)
    assert len(png) < 120_000


def test_the_font_holds_every_character() -> None:
    assert missing(CARDS) == ""


def test_drawing_again_gives_the_same_bytes(chromium: Browser) -> None:
    png = draw(chromium, CARDS[-1])
    assert draw(chromium, CARDS[-1]) == png
    assert signature(png) == digest(CARDS[-1])


def test_a_digest_is_read_back() -> None:
    png = path_of(ROOT, CARDS[0]).read_bytes()
    assert signature(signed(png, "abc")) == "abc"


def test_a_page_says_what_other_sites_may_show(built: Path) -> None:
    path = built / "en" / "errors" / "4.1.8" / "lid" / "index.html"
    (title,) = (one.text for one in page(path).all("title"))
    (description,) = (one.attributes["content"] for one in page(path).all("meta", name="description"))
    said = _said(path)
    assert title.startswith(f"{said['og:title'][0]} - ")
    assert title.endswith(f" - {said['og:site_name'][0]}")
    del said["og:title"], said["og:site_name"], said["og:image:alt"]
    assert said == {
        "og:type": ["article"],
        "og:url": [f"{BASE}en/errors/4.1.8/lid/"],
        "og:description": [description],
        "og:locale": ["en_US"],
        "og:locale:alternate": ["ja_JP"],
        "og:image": [f"{BASE}assets/cards/en/errors.png"],
        "og:image:type": ["image/png"],
        "og:image:width": [str(WIDTH)],
        "og:image:height": [str(HEIGHT)],
        "twitter:card": ["summary_large_image"],
    }


def test_a_section_without_a_picture_has_that_of_the_home_page_and_a_language_without_any_has_none(built: Path) -> None:
    assert _said(built / "en" / "index.html")["og:type"] == ["website"]
    assert _said(built / "en" / "fixes" / "index.html")["og:image"] == [f"{BASE}assets/cards/en/home.png"]
    assert (built / "assets" / "cards" / "en" / "home.png").is_file()
    japanese = _said(built / "ja" / "errors" / "index.html")
    assert "og:image" not in japanese
    assert japanese["twitter:card"] == ["summary"]


def test_a_site_without_an_address_says_nothing(plain_addresses: Path) -> None:
    assert _said(plain_addresses / "en" / "index.html") == {}


def test_a_locale_is_said_with_its_region() -> None:
    assert [regional(one) for one in ("ja", "en", "pt-BR", "zh-Hant", "de")] == [
        "ja_JP",
        "en_US",
        "pt_BR",
        "zh_TW",
        "de_DE",
    ]
