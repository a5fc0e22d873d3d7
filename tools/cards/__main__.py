"""`python -m tools.cards`: draw the pictures that are missing or out of date. Needs the Chromium of the tests."""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from generator.cards import HEIGHT, WIDTH, Card
from tests.browser.chromium import ARGUMENTS, NoChromium, find
from tools.cards.draw import all_cards, digest, missing, page, path_of, signature, signed

ROOT = Path(__file__).parent.parent.parent


def draw(browser: Browser, card: Card) -> bytes:
    """The picture as PNG."""
    tab = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
    try:
        tab.set_content(page(card))
        tab.evaluate("document.fonts.ready")
        return signed(tab.screenshot(), digest(card))
    finally:
        tab.close()


def main() -> int:
    found = all_cards(ROOT)
    wanted = {path_of(ROOT, card): card for card in found}
    lacking = missing(found)
    if lacking:
        sys.stderr.write(f"cards: the font lacks {lacking}; `python -m tools.cards.font` makes it anew\n")
        return 1
    old = {
        path: card
        for path, card in wanted.items()
        if not path.is_file() or signature(path.read_bytes()) != digest(card)
    }
    for left in {one for path in wanted for one in path.parent.glob("*.png")} - wanted.keys():
        left.unlink()
    if old:
        try:
            chromium = find()
        except NoChromium as error:
            sys.stderr.write(f"cards: {error}\n")
            return 2
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
            for path, card in old.items():
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(draw(browser, card))
            browser.close()
    sys.stderr.write(f"cards: {len(old)} drawn, {len(wanted) - len(old)} were up to date\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
