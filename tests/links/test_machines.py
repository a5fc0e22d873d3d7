"""What other programs are told: the feed of changes, lists of pages, the address bar, search engines."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest
from playwright.sync_api import Browser, expect

from generator import feed
from generator.addresses import Addresses
from generator.project import load
from generator.records.common import Change
from generator.records.types import Text
from generator.settings import read_settings
from generator.structured import structured
from generator.views.voice import speakers
from tests.support import SMALL, page, served

BASE = "https://help.example.com/"
LOCALES = ("en", "ja")
ATOM = "{http://www.w3.org/2005/Atom}"
SEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


@pytest.mark.parametrize("locale", LOCALES)
def test_the_feed_is_valid_and_tells_of_the_dated_changes(built: Path, locale: str) -> None:
    file = built / locale / "feed.xml"
    read = feedparser.parse(file.read_bytes())
    assert not read.bozo
    assert read.version == "atom10"
    assert read.feed.language == locale
    assert read.feed.id == next(one.href for one in read.feed.links if one.rel == "self") == f"{BASE}{locale}/feed.xml"
    assert read.feed.updated == "2026-11-20T00:00:00Z"
    assert [entry.updated[:10] for entry in read.entries] == ["2026-11-20", "2026-11-02"]
    assert len({entry.id for entry in read.entries}) == 2
    said = {"en": "Tea & water < milk.", "ja": "訳 Tea & water < milk。"}[locale]
    assert read.entries[0].summary == said
    assert "Remove the lid" in read.entries[1].summary  # a reference is the title of what it refers to
    for entry in read.entries:
        assert (built / entry.link.removeprefix(BASE) / "index.html").is_file()
    root = ElementTree.parse(file).getroot()  # what RFC 4287 demands
    for element in (root, *root.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1, name
    assert root.find(f"{ATOM}author/{ATOM}name") is not None


@pytest.mark.parametrize("locale", LOCALES)
def test_pages_say_where_the_feed_and_the_search_are(built: Path, locale: str) -> None:
    for name in ("", "errors/4.1.8/lid/", "about/", "404"):
        file = built / locale / (f"{name}.html" if name == "404" else f"{name}index.html")
        (link,) = page(file).all("link", type="application/atom+xml")
        (search,) = page(file).all("link", type="application/opensearchdescription+xml")
        assert link.attributes["rel"] == "alternate "  # with a space: the theme would fetch a sitemap for it
        assert search.attributes["rel"] == "search"
        for one in (link, search):
            href = one.attributes["href"]
            target = built / href.lstrip("/") if href.startswith("/") else file.parent / href
            assert target.resolve().parent == (built / locale).resolve(), name
            assert target.is_file()


def test_without_an_address_there_is_no_feed_and_no_search(plain_addresses: Path) -> None:
    assert not [*plain_addresses.rglob("feed.xml"), *plain_addresses.rglob("opensearch.xml")]
    home = page(plain_addresses / "en/index.html")
    assert not home.all("link", type="application/atom+xml")
    assert not home.all("link", rel="search")


def test_the_feed_does_not_grow_for_ever_and_does_not_know_the_day() -> None:
    library = load(read_settings(SMALL)).library
    change = Change(id="x", on=datetime.date(2026, 1, 1), text=Text("x", "x"))
    many = tuple(feed.Changed("fix", "remove-lid", change) for _ in range(3))
    speaker = speakers(library, load(read_settings(SMALL)).catalogues, Addresses(base=BASE))["en"]
    assert feed.feed(speaker, "n", many) == feed.feed(speaker, "n", many)
    assert len(feed.changed(library)) == 2  # the minor one is left out
    assert feed.ENTRIES == 100


@pytest.mark.parametrize("locale", LOCALES)
def test_the_address_bar_finds_a_code(built: Path, chromium: Browser, locale: str) -> None:
    root = ElementTree.parse(built / locale / "opensearch.xml").getroot()
    assert root.tag == f"{SEARCH}OpenSearchDescription"
    texts = {child.tag.removeprefix(SEARCH): child.text or "" for child in root}
    assert 0 < len(texts["ShortName"]) <= 16
    assert 0 < len(texts["Description"]) <= 1024
    assert texts["Language"] == locale
    assert (built / texts["Image"].removeprefix(BASE)).is_file()
    urls = {url.attrib["type"]: url.attrib["template"] for url in root.findall(f"{SEARCH}Url")}
    assert urls["application/opensearchdescription+xml"] == f"{BASE}{locale}/opensearch.xml"
    template = urls["text/html"]
    with served(built) as address:
        tab = chromium.new_page()
        tab.goto(template.replace(BASE, address).replace("{searchTerms}", "4.1.8"))
        first = tab.locator(".md-search-result__item a").first
        expect(first).to_be_visible()
        assert f"/{locale}/errors/4.1.8/" in (first.get_attribute("href") or "")
        tab.close()


def test_lists_for_language_models(built: Path) -> None:
    root = (built / "llms.txt").read_text(encoding="utf-8")
    assert root.startswith("# Teapot help\n\n> Find out.\n")
    for locale in LOCALES:
        assert f"({BASE}{locale}/llms.txt)" in root
        text = (built / locale / "llms.txt").read_text(encoding="utf-8")
        assert re.match(r"# .+\n\n> .+\n\n", text)
        links = re.findall(r"^- \[.+?\]\((\S+)\)", text, re.MULTILINE)
        assert f"{BASE}{locale}/errors/4.1.8/lid/index.md" in links
        assert not any("moved" in one or "imported-tea" in one for one in links)
        for link in links:
            assert (built / link.removeprefix(BASE)).is_file(), link
        whole = (built / locale / "llms-full.txt").read_text(encoding="utf-8")
        for link in links:
            if link.endswith(".md") and "/guides/in/" not in link:
                assert (built / link.removeprefix(BASE)).read_text(encoding="utf-8") in whole, link


VOCABULARY: dict[str, dict[str, tuple[str, ...]]] = {
    "WebSite": {"name": ("str",), "description": ("str",), "inLanguage": ("str",), "url": ("url",)},
    "TechArticle": {
        "headline": ("str",),
        "name": ("str",),
        "description": ("str",),
        "inLanguage": ("str",),
        "url": ("url",),
        "about": ("DefinedTerm",),
    },
    "HowTo": {
        "name": ("str",),
        "description": ("str",),
        "inLanguage": ("str",),
        "url": ("url",),
        "step": ("list", "HowToStep"),
    },
    "HowToStep": {"position": ("int",), "text": ("str",), "url": ("url",)},
    "DefinedTermSet": {
        "name": ("str",),
        "description": ("str",),
        "inLanguage": ("str",),
        "url": ("url",),
        "hasDefinedTerm": ("list", "DefinedTerm"),
    },
    "DefinedTerm": {"name": ("str",), "termCode": ("str",), "url": ("url",), "description": ("str",)},
    "BreadcrumbList": {"itemListElement": ("list", "ListItem")},
    "ListItem": {"position": ("int",), "name": ("str",), "item": ("url",)},
}
"""The properties that schema.org (release 29) has for these types, with what they may hold."""
NEEDED = {
    "TechArticle": {"headline", "url", "inLanguage"},
    "HowTo": {"name", "step"},
    "HowToStep": {"text", "url"},
    "ListItem": {"position", "name", "item"},
    "DefinedTerm": {"name"},
}


def _data(file: Path) -> list[dict[str, Any]]:
    html = file.read_text(encoding="utf-8")
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert len(blocks) <= 1
    found = json.loads(blocks[0]) if blocks else {"@context": "https://schema.org", "@graph": []}
    assert found["@context"] == "https://schema.org"
    graph: list[dict[str, Any]] = found["@graph"]
    return graph


def _wrong(node: dict[str, Any], site: Path, folder: Path) -> Iterator[str]:
    kind = node.get("@type", "")
    known = VOCABULARY.get(kind, {})
    yield from (f"{kind} lacks {name}" for name in NEEDED.get(kind, set()) - node.keys())
    for name, value in node.items():
        if name == "@type":
            continue
        if name not in known:
            yield f"{kind} has no {name}"
            continue
        of = known[name]
        for one in value if of[0] == "list" else [value]:
            if of[-1] in VOCABULARY:
                assert one["@type"] == of[-1]
                yield from _wrong(one, site, folder)
            elif of[-1] == "url":
                file = (site / one.removeprefix(BASE) if one.startswith(BASE) else folder / one).as_posix()
                if not Path(file.partition("#")[0], "index.html").is_file():
                    yield f"{one} does not exist"
            elif type(one).__name__ != of[-1] or one == "":
                yield f"{kind}.{name} is {one!r}"


@pytest.mark.parametrize("which", ["built", "real"])
def test_structured_data_is_what_the_vocabulary_says(which: str, request: pytest.FixtureRequest) -> None:
    site: Path = request.getfixturevalue(which)
    seen = set()
    for locale in LOCALES:
        for file in (site / locale).rglob("index.html"):
            nodes = _data(file)
            for node in nodes:
                seen.add(node["@type"])
                assert list(_wrong(node, site, file.parent)) == [], file
                if node["@type"] == "BreadcrumbList":
                    assert [one["position"] for one in node["itemListElement"]] == list(
                        range(1, len(node["itemListElement"]) + 1)
                    )
    assert seen == {"WebSite", "TechArticle", "HowTo", "DefinedTermSet", "BreadcrumbList"}


def test_structured_data_says_what_the_page_says(built: Path) -> None:
    for locale in LOCALES:
        file = built / locale / "fixes/remove-lid/index.html"
        (how, crumbs) = _data(file)
        shown = page(file)
        assert how["name"] == shown.all("h1")[0].text
        assert how["inLanguage"] == shown.all("html")[0].attributes["lang"]
        for step in how["step"]:
            assert step["text"] in shown.elements[0].text
            assert step["url"].rpartition("#")[2] in shown.ids
        assert crumbs["itemListElement"][-1]["item"] == how["url"]


def test_no_word_ends_the_block(small: Path) -> None:
    project = load(read_settings(small))
    speaker = speakers(project.library, project.catalogues, Addresses())["en"]
    block = structured(speaker, "guides/making-tea", "</script><script>alert(1)</script><!--", "x")
    assert block.count("<") == 2
    assert json.loads(block[block.index("{") : block.rindex("}") + 1])["@graph"][0]["name"].startswith("</script>")
