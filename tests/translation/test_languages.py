"""A new language is data: a folder of PO files and one line in mkdocs.yml."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import polib
import pytest

from tests.support import build, build_here, page, replace, run

NOT_OURS = {"Table of contents", "Teapot makers"}
"""A word of the theme, and the name of a publisher, which is no text."""
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
    for path in sorted((four / "qps-ploc").rglob("*.html")):
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
    for path in (four / "ar").rglob("*.html"):
        shown = page(path)
        assert shown.all("html")[0].attributes["lang"] == "ar", path
        assert shown.all("body")[0].attributes["dir"] == "rtl", path
    for path in (four / "en").rglob("*.html"):
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
