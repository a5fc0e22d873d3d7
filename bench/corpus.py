"""Synthetic knowledge bases: guides of realistic length, as records with catalogues and as Markdown.

An article is made once, as blocks of text in both languages, and written twice: [`write_records`][] makes a
project of ours (YAML, PO), [`write_markdown`][] the folder layout of mkdocs-static-i18n. The same seed gives
the same bytes; article 17 is the same in a corpus of any size.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench import phrases
from bench.phrases import Pair

SEED = 20261124
GROUPS = 10
"""Folders of the Markdown trees: themes that shorten their navigation do so by folder."""
Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Both:
    """A text in both languages."""

    en: str
    ja: str


@dataclass(slots=True)
class Writer:
    """Fills in sentences with the values of one article."""

    random: random.Random
    values: Values = field(default_factory=dict)

    def renew(self) -> None:
        """Other values, so that two sentences of one article differ too."""
        pick = self.random
        domain = f"{pick.choice(('mail', 'corp', 'shop', 'lab'))}{pick.randrange(10_000)}.example"
        device = pick.choice(phrases.DEVICES)
        self.values = {
            "device": device,
            "domain": domain,
            "host": f"smtp{pick.randrange(1000)}.{domain}",
            "mailbox": f"{pick.choice(('scanner', 'alerts', 'reports', 'noreply'))}-{pick.randrange(10_000)}@{domain}",
            "label": pick.choice(phrases.LABELS),
            "setting": pick.choice(phrases.SETTINGS),
            "code": f"535 5.7.{pick.randrange(900)}",
            "error": pick.choice(phrases.ERRORS),
            "fix": pick.choice(phrases.FIXES)[0],
            "port": pick.choice((25, 465, 587, 2525)),
            "minutes": pick.randrange(2, 90),
            "count": pick.randrange(10, 9000),
            "size": pick.randrange(5, 250),
            "minor": pick.randrange(0, 3),
            "version": f"{pick.randrange(1, 20)}.{pick.randrange(10)}",
            "year": pick.randrange(2016, 2027),
        }

    def say(self, pair: Pair) -> Both:
        """A sentence in both languages."""
        self.renew()
        english, japanese = self.values["device"]
        return Both(
            pair[0].format_map(self.values | {"device": english}),
            pair[1].format_map(self.values | {"device": japanese}),
        )

    def code(self, template: str) -> str:
        """A block of code."""
        self.renew()
        return template.format_map(self.values)

    def paragraph(self, sentences: int) -> Both:
        """Several sentences."""
        said = [self.say(pair) for pair in self.random.sample(phrases.SENTENCES, sentences)]
        return Both(" ".join(one.en for one in said), "".join(one.ja for one in said))


def article(number: int, seed: int = SEED) -> Values:
    """A guide as the fields of its record; texts are [`Both`][]. About 600 English words."""
    writer = Writer(random.Random(f"{seed}/{number}"))
    writer.renew()
    device = writer.values["device"]
    say, paragraph, pick = writer.say, writer.paragraph, writer.random

    def heading(index: int) -> Values:
        return {"type": "heading", "id": f"part-{index + 1}", "text": Both(*phrases.HEADINGS[index])}

    def prose(name: str, sentences: int) -> Values:
        return {"type": "paragraph", "id": name, "text": paragraph(sentences)}

    def entries(name: str, many: int, nested: tuple[int, ...] = ()) -> list[Values]:
        return [
            {"id": f"{name}-{index + 1}", "text": say(pick.choice(phrases.ITEMS))}
            | ({"items": entries("sub", 3)} if index in nested else {})
            for index in range(many)
        ]

    rows = [
        {
            "id": f"row-{index + 1}",
            "head": Both(*row),
            "cells": [
                {"id": "password", "literal": writer.code("{host}:{port}")}
                if index == 0
                else {"id": "password", "text": say(pick.choice(phrases.CELLS))},
                {"id": "token", "text": say(pick.choice(phrases.CELLS))},
            ],
        }
        for index, row in enumerate(phrases.ROWS)
    ]
    body = [
        prose("answer", 3),
        heading(0),
        {"type": "list", "id": "before", "items": entries("before", 4)},
        heading(1),
        prose("about", 2),
        {
            "type": "table",
            "id": "values",
            "caption": say(("Values for version {version}", "バージョン {version} の値")),
            "columns": [
                {"id": name, "text": Both(*column)}
                for name, column in zip(("setting", "password", "token"), phrases.COLUMNS, strict=True)
            ],
            "rows": rows,
        },
        {"type": "code", "id": "look", "language": "powershell", "code": writer.code(phrases.SHELL)},
        heading(2),
        prose("order", 2),
        {"type": "list", "id": "steps", "ordered": True, "items": entries("step", 6, (1, 3))},
        {"type": "note", "id": "risk", "tone": "warning", "text": paragraph(2)},
        heading(3),
        prose("result", 2),
        {"type": "code", "id": "test"}
        | pick.choice(
            (
                {"language": "python", "code": writer.code(phrases.SCRIPT)},
                {"language": "ini", "code": writer.code(phrases.INI)},
            )
        ),
        heading(4),
        prose("log", 3),
        {"type": "note", "id": "panel", "tone": "tip", "text": paragraph(1)},
        heading(5),
        prose("else", 3),
        prose("last", 2),
        {"type": "errors", "id": "texts", "errors": [f"5.7.{name}" for name in phrases.ERRORS]},
    ]
    return {
        "id": f"guide-{number:05}",
        "title": Both(f"Send from the {device[0]}, case {number}", f"{device[1]}から送信する（事例 {number}）"),
        "summary": paragraph(1),
        "group": f"group-{number % GROUPS}",
        "body": body,
        "sources": ["handbook"],
    }


def fix(name: str, title: Pair, seed: int = SEED) -> Values:
    """A fix that guides refer to."""
    writer = Writer(random.Random(f"{seed}/fix/{name}"))
    return {
        "id": name,
        "title": Both(*title),
        "goal": writer.paragraph(1),
        "scope": "mailbox",
        "risk": {"level": "none"},
        "roles": ["mail-administrator"],
        "steps": [{"id": f"step-{index}", "goal": writer.say(phrases.ITEMS[index])} for index in range(4)],
        "verify": writer.paragraph(1),
        "undo": writer.paragraph(1),
        "sources": ["handbook"],
    }


def error(name: str, seed: int = SEED) -> Values:
    """An error that guides refer to."""
    writer = Writer(random.Random(f"{seed}/error/{name}"))
    title = Both(f"Refused for reason {name}", f"理由 {name} による拒否")
    return {
        "id": f"5.7.{name}",
        "code": f"5.7.{name}",
        "family": "refusals",
        "title": title,
        "summary": writer.paragraph(1),
        "variants": [
            {
                "id": "only",
                "title": title,
                "match": {"texts": [f"535 5.7.{name} Refused for reason {name}"]},
                "meaning": writer.paragraph(1),
                "tell_apart": writer.paragraph(1),
                "who": ["mail-administrator"],
                "causes": [
                    {"id": "one", "text": writer.paragraph(1), "confidence": "reported", "sources": ["handbook"]}
                ],
                "fixes": [{"fix": one} for one, _ in phrases.FIXES[:2]],
                "collect": ["error-text"],
                "sources": ["handbook"],
            }
        ],
    }


def sample(name: str) -> Values:
    """The text of an error as somebody pasted it."""
    return {
        "id": "pasted",
        "variant": f"5.7.{name}/only",
        "text": f"535 5.7.{name} Refused for reason {name}",
    }


def _tables() -> Iterator[tuple[str, list[Values]]]:
    yield (
        "families",
        [
            {
                "id": "refusals",
                "of": "errors",
                "title": Both("Refusals", "拒否"),
                "summary": Both("The server refuses the message.", "サーバーがメールを拒否します。"),
            },
            *(
                {
                    "id": f"group-{index}",
                    "of": "guides",
                    "title": Both(f"Group {index}", f"グループ {index}"),
                    "summary": Both(f"Guides of group {index}.", f"グループ {index} のガイドです。"),
                }
                for index in range(GROUPS)
            ),
        ],
    )
    yield (
        "glossary",
        [{"id": "mail-administrator", "kind": "role", "name": Both("Mail administrator", "メール管理者")}],
    )
    yield (
        "evidence",
        [
            {
                "id": "error-text",
                "text": Both("The whole answer of the server.", "サーバーの応答の全文。"),
                "why": Both("Its words decide.", "文言で判断するためです。"),
            }
        ],
    )
    yield (
        "sources",
        [
            {
                "id": "handbook",
                "title": "Handbook",
                "publisher": "Example",
                "url": "https://example.com/handbook",
                "read": "2026-11-24",
                "kind": "community",
            }
        ],
    )
    yield (
        "site",
        [
            {
                "id": "site",
                "name": Both("Benchmark", "ベンチマーク"),
                "question": Both("How long does it take?", "どのくらいかかりますか"),
                "lead": Both("Synthetic articles.", "合成された記事です。"),
            }
        ],
    )


THEME = """\
site_name: Benchmark
site_url: https://example.org/
theme:
  name: material
  language: en
  font: false
  features: [{features}]
"""


def write_records(root: Path, guides: int, seed: int = SEED) -> None:
    """A project of ours below `root`: content, catalogues and mkdocs.yml."""
    content, catalogues = root / "content", root / "locales" / "ja" / "LC_MESSAGES"
    for folder in ("guides", "fixes", "errors", "samples", "pages/en", "pages/ja"):
        (content / folder).mkdir(parents=True, exist_ok=True)
    for name in phrases.ERRORS:
        lines = _indent(_yaml(sample(name)))
        (content / "samples" / f"5.7.{name}.yml").write_text("".join(lines), encoding="utf-8")
    catalogues.mkdir(parents=True, exist_ok=True)
    kinds: tuple[tuple[str, Iterator[Values]], ...] = (
        ("guides", (article(number, seed) for number in range(guides))),
        ("fixes", (fix(name, title, seed) for name, title in phrases.FIXES)),
        ("errors", (error(name, seed) for name in phrases.ERRORS)),
    )
    for plural, records in kinds:
        with (catalogues / f"{plural}.po").open("w", encoding="utf-8") as po:
            po.write(_HEADER)
            for record in records:
                file = content / plural / f"{record['id']}.yml"
                file.write_text("".join(_yaml(record)), encoding="utf-8")
                po.writelines(_messages(record, f"{plural}/{record['id']}#", f"content/{plural}/{file.name}"))
    with (catalogues / "tables.po").open("w", encoding="utf-8") as po:
        po.write(_HEADER)
        for name, rows in _tables():
            kind = {"glossary": "terms", "site": "site"}.get(name, name)
            lines = (line for row in rows for line in _indent(_yaml(row)))
            (content / f"{name}.yml").write_text("".join(lines), encoding="utf-8")
            for row in rows:
                po.writelines(_messages(row, f"{kind}/{row['id']}#", f"content/{name}.yml"))
    (root / "mkdocs.yml").write_text(
        THEME.format(features="navigation.tabs, toc.follow")
        + "docs_dir: content/pages\nplugins:\n  - kb:\n      locales: [en, ja]\n"
        + "markdown_extensions: [admonition, attr_list]\n",
        encoding="utf-8",
    )


def _yaml(record: Values, depth: int = 0) -> Iterator[str]:
    pad = "  " * depth
    for name, value in record.items():
        if isinstance(value, dict):
            yield f"{pad}{name}:\n"
            yield from _yaml(value, depth + 1)
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            yield f"{pad}{name}:\n"
            for entry in value:
                yield from _indent(_yaml(entry), f"{pad}  ")
        elif isinstance(value, str) and "\n" in value:
            yield f"{pad}{name}: |\n"
            yield "".join(f"{pad}  {line}\n" if line else "\n" for line in value.split("\n"))
        elif isinstance(value, (str, bool, list)):
            plain = isinstance(value, str) and re.fullmatch(r"[a-z][a-z0-9-]*|\d{4}-\d\d-\d\d", value)
            yield f"{pad}{name}: {value if plain else json.dumps(value, ensure_ascii=False)}\n"
        else:
            yield f"{pad}{name}: {json.dumps(value.en, ensure_ascii=False)}\n"


def _indent(lines: Iterator[str], pad: str = "") -> Iterator[str]:
    """The lines of a mapping as an entry of a list."""
    first = True
    for part in lines:
        for line in part.splitlines(keepends=True):
            yield f"{pad}{'- ' if first else '  '}{line}"
            first = False


_HEADER = (
    'msgid ""\nmsgstr ""\n"Project-Id-Version: bench\\n"\n"Language: ja\\n"\n"MIME-Version: 1.0\\n"\n'
    '"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n\n'
)


def _messages(value: Any, context: str, file: str, dot: str = "") -> Iterator[str]:
    if isinstance(value, Both):
        source, text = json.dumps(value.en, ensure_ascii=False), json.dumps(value.ja, ensure_ascii=False)
        note = context.rsplit(".", 1)[-1]
        yield f'#. {note}\n#: {file}\nmsgctxt "{context}"\nmsgid {source}\nmsgstr {text}\n\n'
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from _messages(part, f"{context}{dot}{name}", file, ".")
    elif isinstance(value, list):
        for part in value:
            if isinstance(part, dict):
                yield from _messages(part, f"{context}.{part.get('id') or part.get('fix')}", file, ".")


def write_markdown(root: Path, guides: int, seed: int = SEED, *, prune: bool = False) -> None:
    """The same articles below `root` as mkdocs-static-i18n wants them: `docs/guides/x.en.md` and `x.ja.md`."""
    docs = root / "docs"
    for folder in (*(f"guides/group-{index}" for index in range(GROUPS)), "fixes", "errors"):
        (docs / folder).mkdir(parents=True, exist_ok=True)
    titles: dict[str, Both] = {f"fix:{name}": Both(*title) for name, title in phrases.FIXES}
    errors = [error(name, seed) for name in phrases.ERRORS]
    titles |= {f"error:{one['id']}": one["title"] for one in errors}
    for locale in ("en", "ja"):

        def write(name: str, lines: Iterator[str], locale: str = locale) -> None:
            (docs / f"{name}.{locale}.md").write_text("\n".join(lines) + "\n", encoding="utf-8")

        speak, short = _Markdown(locale, titles, "../../"), _Markdown(locale, titles, "../")
        write("index", iter(("# Benchmark", "", "Synthetic articles.")))
        for number in range(guides):
            record = article(number, seed)
            write(f"guides/{record['group']}/{record['id']}", speak.guide(record))
        for name, title in phrases.FIXES:
            write(f"fixes/{name}", short.plain(fix(name, title, seed), ("goal", "verify", "undo")))
        for one in errors:
            write(f"errors/{one['id']}", short.plain(one, ("summary",)))
    features = "navigation.tabs, toc.follow" + (", navigation.prune" if prune else "")
    (root / "mkdocs.yml").write_text(
        THEME.format(features=features)
        + "plugins:\n  - search\n  - i18n:\n      docs_structure: suffix\n      languages:\n"
        + "        - {locale: en, name: English, default: true, build: true}\n"
        + "        - {locale: ja, name: 日本語, build: true}\n"
        + "markdown_extensions:\n  - admonition\n  - attr_list\n  - tables\n  - pymdownx.highlight\n"
        + "  - pymdownx.superfences\n",
        encoding="utf-8",
    )


@dataclass(frozen=True, slots=True)
class _Markdown:
    """Writes records as Markdown in one language."""

    locale: str
    titles: dict[str, Both]
    up: str

    def text(self, text: Both) -> str:
        """A text with its references as links between files."""

        def link(match: re.Match[str]) -> str:
            kind, _, identity = match[1].partition(":")
            folder = {"fix": "fixes", "error": "errors"}[kind]
            return f"[{getattr(self.titles[match[1]], self.locale)}]({self.up}{folder}/{identity}.md)"

        return re.sub(r"\[\]\(([^)]*)\)", link, getattr(text, self.locale))

    def plain(self, record: Values, names: tuple[str, ...]) -> Iterator[str]:
        """A short page."""
        yield f"# {self.text(record['title'])}"
        for name in names:
            yield f"\n{self.text(record[name])}"

    def guide(self, record: Values) -> Iterator[str]:
        """An article."""
        yield f"# {self.text(record['title'])}\n\n{self.text(record['summary'])}\n"
        for block in record["body"]:
            yield from getattr(self, f"_{block['type']}")(block)
            yield ""

    def _heading(self, block: Values) -> Iterator[str]:
        yield f"## {self.text(block['text'])} {{#{block['id']}}}"

    def _paragraph(self, block: Values) -> Iterator[str]:
        yield self.text(block["text"])

    def _note(self, block: Values) -> Iterator[str]:
        yield f"!!! {block['tone']}\n\n    {self.text(block['text'])}"

    def _code(self, block: Values) -> Iterator[str]:
        yield f"```{block['language']}\n{block['code']}\n```"

    def _list(self, block: Values, depth: int = 0) -> Iterator[str]:
        sign = "1." if block.get("ordered") else "-"
        for item in block["items"]:
            yield f"{'    ' * depth}{sign} {self.text(item['text'])}"
            if "items" in item:
                yield from self._list({"ordered": block.get("ordered"), "items": item["items"]}, depth + 1)

    def _table(self, block: Values) -> Iterator[str]:
        yield f"{self.text(block['caption'])}\n"
        yield " | ".join(("", *(self.text(column["text"]) for column in block["columns"]), "")).strip()
        yield f"|{'---|' * len(block['columns'])}"
        for row in block["rows"]:
            cells = (self.text(cell["text"]) if "text" in cell else f"`{cell['literal']}`" for cell in row["cells"])
            yield " | ".join(("", self.text(row["head"]), *cells, "")).strip()

    def _errors(self, block: Values) -> Iterator[str]:
        for reference in block["errors"]:
            yield f"- [{self.text(self.titles[f'error:{reference}'])}]({self.up}errors/{reference}.md)"
