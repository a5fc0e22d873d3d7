"""Imported articles as others want them: plain Markdown, a tree a language, and as data with finished HTML.

The articles are those of `bench.articles`, taken apart into their two languages; the text goes to the peers as the
documents have it.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt

from bench.articles import PAIR, articles

LOCALES = {"en": ("English", r"\3"), "ja": ("日本語", r"\2")}
"""The name of a locale, and where a pair of passages holds it."""
_FRONT = re.compile(r"---\n(.*?)\n---\n#? *(.*?)\n(.*)", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_SERVICE = re.compile(r"^ms\.service: *(\S+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Page:
    """An article in one language; `body` is Markdown."""

    locale: str
    section: str
    name: str
    title: str
    body: str


def pages(count: int) -> Iterator[Page]:
    """The first `count` articles, each in every locale. Raises ValueError for an article without front matter."""
    for one in articles(count):
        for locale, (_, group) in LOCALES.items():
            match = _FRONT.fullmatch(one.text)
            if not match:
                raise ValueError(f"{one.name} has no front matter")
            front, title, body = match.groups()
            service = _SERVICE.search(front)
            yield Page(
                locale,
                service[1] if service else "other",
                one.name.removesuffix(".md"),
                _TAG.sub("", PAIR.sub(group, title)).strip(),
                PAIR.sub(group, body).strip(),
            )


def write_trees(root: Path, count: int) -> None:
    """`root/<locale>/<section>/<article>.md`, with a first page a locale and a section."""
    seen: dict[str, set[str]] = defaultdict(set)
    for page in pages(count):
        folder = root / page.locale / page.section
        if page.section not in seen[page.locale]:
            folder.mkdir(parents=True, exist_ok=True)
            seen[page.locale].add(page.section)
            (folder / "index.md").write_text(f"# {page.section}\n", encoding="utf-8")
        text = f"---\ntitle: {json.dumps(page.title, ensure_ascii=False)}\n---\n# {page.title}\n\n{page.body}\n"
        (folder / f"{page.name}.md").write_text(text, encoding="utf-8")
    for locale in LOCALES:
        (root / locale / "index.md").write_text("# Imported articles\n", encoding="utf-8")


def write_data(root: Path, count: int) -> None:
    """`root/<locale>/<section>.json`: a list of articles with their HTML."""
    reader = MarkdownIt("commonmark", {"html": True}).enable("table")
    found: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for page in pages(count):
        found[page.locale, page.section].append(
            {"name": page.name, "title": page.title, "html": reader.render(page.body)}
        )
    for (locale, section), rows in found.items():
        (root / locale).mkdir(parents=True, exist_ok=True)
        (root / locale / f"{section}.json").write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
