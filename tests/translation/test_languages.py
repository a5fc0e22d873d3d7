"""A new language is data: a folder of PO files and one line in mkdocs.yml."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import polib
import pytest
from playwright.sync_api import Browser

from tests.support import ROOT, build, build_here, page, replace, run, served, some

NOT_OURS = {"Table of contents", "Teapot makers"}
"""A word of the theme, and the name of a publisher, which is no text."""
WIDE = (
    "",
    "errors/",
    "errors/4.1.8/coffee/",
    "fixes/ask-for-tea/",
    "guides/imported-tea/",
    "diagnose/pot/",
    "translation/",
)
KEPT = re.compile(r"⟦[^⟦⟧]*⟧")


@pytest.fixture(scope="module")
def four(translated: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site in English, Japanese, German with one entry, a pseudo-locale, and Arabic."""
    folder = shutil.copytree(translated, tmp_path_factory.mktemp("four") / "kb")
    for arguments in (("new", "de"), ("new", "ar"), ("pseudo",)):
        done = run("kb", "i18n", *arguments, at=folder)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "locales: [en, ja, " in done.stderr
    text = (folder / "mkdocs.yml").read_text(encoding="utf-8")
    assert "locales: [en, ja]" in text
    replace(folder / "mkdocs.yml", "locales: [en, ja]", "locales: [en, ja, de, qps-ploc, ar]")
    german = folder / "locales/de/LC_MESSAGES/fixes.po"
    file = polib.pofile(str(german), wrapwidth=0)
    next(entry for entry in file if entry.msgctxt == "fixes/remove-lid#title").msgstr = "Den Deckel abnehmen"
    file.save(str(german))
    return build(folder, tmp_path_factory.mktemp("four-site") / "site")


def _pages(site: Path, locale: str) -> set[str]:
    return {path.relative_to(site / locale).as_posix() for path in (site / locale).rglob("*.html")}


def test_every_language_has_every_page(four: Path) -> None:
    for locale in ("ja", "de", "qps-ploc", "ar"):
        assert _pages(four, locale) == _pages(four, "en")


def test_a_page_of_a_new_language_says_what_is_english(four: Path) -> None:
    shown = page(four / "de/fixes/remove-lid/index.html")
    assert shown.all("html")[0].attributes["lang"] == "de"
    assert "Den Deckel abnehmen" in shown.all("h1")[0].text
    assert any(one.attributes.get("lang") == "en" for one in shown.elements if "kb-fallback" in str(one.attributes))


def test_the_pseudo_language_shows_no_word_that_nobody_wrapped(four: Path) -> None:
    plain: dict[str, set[str]] = {}
    for path in some((four / "qps-ploc").rglob("*.html")):
        html = path.read_text(encoding="utf-8")
        html = html[html.index("<article") : html.index("</article>")]
        html = re.sub(r"<(script|style|svg|code|pre|textarea)\b.*?</\1>", " ", html, flags=re.DOTALL)
        html = re.sub(r'<(\w+)[^>]* lang="(?:en|ja|de|ar)"[^>]*>.*?</\1>', " ", html, flags=re.DOTALL)
        words = re.sub(r"<[^>]+>", "", html)
        while KEPT.search(words):
            words = KEPT.sub(" ", words)
        left = set(re.findall(r"\b[A-Za-z]{4,}(?: [a-z]{2,})+", words)) - NOT_OURS
        if left:
            plain[path.relative_to(four).as_posix()] = left
    assert plain == {}


def test_a_language_from_right_to_left_says_so(four: Path) -> None:
    for path in some((four / "ar").rglob("*.html")):
        shown = page(path)
        assert shown.all("html")[0].attributes["lang"] == "ar", path
        assert shown.all("body")[0].attributes["dir"] == "rtl", path
    for path in some((four / "en").rglob("*.html")):
        assert page(path).all("body")[0].attributes["dir"] == "ltr"


def test_a_preview_of_one_language_is_that_language_only(
    translated: Path, built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = shutil.copytree(translated, tmp_path / "kb")
    monkeypatch.setenv("KB_LOCALE", "ja")
    site = build_here(folder, tmp_path / "site")
    assert _pages(site, "ja") == _pages(built, "ja")
    assert not (site / "en").exists()
    assert "訳 Remove the lid" in (site / "ja/fixes/remove-lid/index.html").read_text(encoding="utf-8")
    monkeypatch.setenv("KB_LOCALE", "fr")
    done = run("kb", "check", at=folder, KB_LOCALE="fr")
    assert "KB_LOCALE: KB504 the environment variable is 'fr'" in done.stdout
    assert "one of: en, ja" in done.stdout


PHYSICAL = re.compile(
    r"(?:margin|padding|border)-(?:left|right)\b|\b(?:text-align|float|clear):\s*(?:left|right)\b"
    r"|(?<![-\w])(?:left|right):|border-(?:top|bottom)-(?:left|right)-radius"
)


def test_styles_know_no_left_and_right() -> None:
    """Where a style names a side of the page, a language from right to left has it on the wrong one."""
    found = {
        path.name: [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if _names_a_side(line)]
        for path in sorted((ROOT / "overrides/assets").rglob("*.css"))
    }
    assert {name: lines for name, lines in found.items() if lines} == {}


def _names_a_side(line: str) -> bool:
    four = re.search(r"(?:padding|margin|inset): [^\s;]+ ([^\s;]+) [^\s;]+ ([^\s;]+);", line)
    return bool(PHYSICAL.search(line)) or bool(four and four[1] != four[2])


@pytest.mark.parametrize("width", [390, 1280])
def test_no_page_is_wider_than_the_window(chromium: Browser, four: Path, width: int) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 844})
    tab = context.new_page()
    wide = []
    with served(four) as url:
        for locale in ("ar", "qps-ploc"):
            for path in WIDE:
                tab.goto(f"{url}{locale}/{path}")
                over = tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                if over > 0:
                    wide.append((locale, path, over))
        tab.goto(f"{url}ar/fixes/ask-for-tea/")
        box = tab.locator("h1").bounding_box()
        inner = tab.locator("article").bounding_box()
    context.close()
    assert wide == []
    assert box is not None
    assert inner is not None
    assert box["x"] + box["width"] == pytest.approx(inner["x"] + inner["width"], abs=40)


def test_dates_and_numbers_are_written_as_each_language_writes_them(four: Path) -> None:
    for locale, date in {"en": "November 2, 2026", "ja": "2026 年 11 月 2 日", "de": "2. November 2026"}.items():
        assert date in page(four / locale / "fixes/ask-for-tea/index.html").all("article")[0].text
    for locale, month in {"en": "December 2026", "ja": "2026 年 12 月", "de": "Dezember 2026", "ar": "ديسمبر"}.items():
        assert month in page(four / locale / "timeline/index.html").all("article")[0].text
