"""Pages of MkDocs that hold documents of ours: no Markdown, no title to guess, a join instead of a template."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from generator.addresses import Addresses
from generator.drawing import Document
from generator.inputs import Need
from generator.plans import Plan
from generator.shell import Shell

JOINED = "kb-joined.html"

Draw = Callable[[Plan, str], tuple[Document, tuple[Need, ...]]]
"""Draws a plan in a locale, and says which records that needed."""


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same page in a language: `href` relative to the page, `link` absolute where the site has an address."""

    locale: str
    name: str
    href: str
    link: str
    current: bool


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a plan stands in a locale: `url` relative to the root of the site, `file` the file that is written."""

    plan: Plan
    locale: str
    url: str
    alternates: tuple[Alternate, ...]

    @property
    def file(self) -> str:
        return f"{self.url}index.html" if self.url.endswith("/") or not self.url else self.url

    @property
    def hrefs(self) -> tuple[str, ...]:
        """Where the page leads to in the other languages."""
        return tuple(one.href for one in self.alternates)

    @property
    def group(self) -> tuple[object, ...]:
        """Pages with the same group differ only in their slots."""
        return self.locale, self.plan.kind, self.plan.section, self.url.count("/"), bool(self.plan.file)


class RecordPage(Page):
    """A page made from records. Drawn when MkDocs would render Markdown; joined when it would render the theme."""

    def __init__(self, spot: Spot, file: File, config: MkDocsConfig, draw: Draw) -> None:
        super().__init__(None, file, config)
        self.spot = spot
        self.plan = spot.plan
        self.locale = spot.locale
        self.alternates = spot.alternates
        self.needs: tuple[Need, ...] = ()
        self.shell: Shell | None = None
        self.head = ""
        self.toc_html = ""
        self.markdown_file = ""
        self._draw = draw

    def read_source(self, config: MkDocsConfig) -> None:
        """Nothing to read: the record was read long ago. Other plugins hear of the page all the same."""
        config.plugins.on_page_read_source(page=self, config=config)
        self.markdown = ""
        self.meta = {"template": JOINED, "hide": ["navigation"] if self.plan.outlined else ["navigation", "toc"]}
        if self.plan.robots:
            self.meta["robots"] = self.plan.robots

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Draw the document."""
        document, self.needs = self._draw(self.plan, self.locale)
        self.content = document.html + document.data
        if self.plan.listed:  # the theme's navigation shows `title`
            self.head = str(escape(document.title))
        else:
            self.title = str(escape(document.title))
        self.meta["description"] = str(escape(document.description))
        self.toc = TableOfContents([AnchorLink(self.title, "top", 1)])
        self.toc_html = _toc(document)
        self.present_anchor_ids = {anchor.id for anchor in document.anchors} | {"top"}

    def slots(self) -> dict[str, str]:
        """The values in which pages of a group differ."""
        values = {
            "title": str(self.title),
            "description": self.meta["description"],
            "content": self.content or "",
            "toc": self.toc_html,
        }
        return values | _places(self.canonical_url, self.edit_url, self.markdown_file, self.alternates)

    def with_slots(self, values: Mapping[str, str]) -> RecordPage:
        """A copy of this page that has other values in the slots."""
        other = _copy(self)
        other.title = values["title"]
        other.meta = {**self.meta, "description": values["description"]}
        other.content = values["content"]
        other.toc_html = values["toc"]
        other.markdown_file = values.get("markdown", "")
        other.canonical_url = values.get("canonical")
        other.edit_url = values.get("edit")
        other.alternates = tuple(
            Alternate(one.locale, one.name, values[f"href{number}"], values[f"link{number}"], one.current)
            for number, one in enumerate(self.alternates)
        )
        return other

    @property
    def joined(self) -> str:
        """The finished page."""
        assert self.shell is not None
        return self.shell.join(self.slots())

    def forget(self) -> None:
        """Let go of the body once it is written: memory stays flat however many pages there are."""
        self.content = ""
        self.toc_html = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page that only we have a say in, so that MkDocs need not hear of it."""

    spot: Spot
    shell: Shell
    markdown: str
    canonical: str | None
    edit: str | None

    def joined(self, document: Document) -> str:
        """The finished page."""
        values = {
            "title": str(escape(document.title)),
            "description": str(escape(document.description)),
            "content": document.html + document.data,
            "toc": _toc(document),
        }
        return self.shell.join(values | _places(self.canonical, self.edit, self.markdown, self.spot.alternates))


def places_of(spot: Spot, addresses: Addresses, config: MkDocsConfig) -> tuple[str | None, str | None]:
    """The canonical address of a page, and where its record can be edited, where the site says so."""
    canonical = edit = None
    if config.site_url:
        key = spot.plan.canonical
        url = addresses.url(spot.locale, key) if key else spot.url
        canonical = f"{config.site_url.rstrip('/')}/{url}"
    if spot.plan.file and config.repo_url and config.edit_uri:
        edit = f"{config.repo_url.rstrip('/')}/{config.edit_uri.strip('/')}/{spot.plan.file}"
    return canonical, edit


def _places(
    canonical: str | None, edit: str | None, markdown: str, alternates: tuple[Alternate, ...]
) -> dict[str, str]:
    """The slots that not every site has: templates leave out what is not there."""
    values = {}
    if canonical:
        values["canonical"] = canonical
    if edit:
        values["edit"] = edit
    if markdown:
        values["markdown"] = markdown
    for number, alternate in enumerate(alternates):
        values[f"href{number}"] = alternate.href
        values[f"link{number}"] = alternate.link
    return values


def _copy(page: RecordPage) -> RecordPage:
    other: Any = object.__new__(type(page))
    other.__dict__.update(page.__dict__)
    return other  # type: ignore[no-any-return]


def _toc(document: Document) -> str:
    return "".join(
        f'<li class="md-nav__item"><a href="#{anchor.id}" class="md-nav__link">'
        f'<span class="md-ellipsis">{escape(anchor.title)}</span></a></li>'
        for anchor in document.anchors
        if anchor.level == 2
    )


def locale_of(source: str) -> str:
    """The locale of a page by the folder of its source; nothing for pages of no locale."""
    return source.partition("/")[0] if "/" in source else ""


def key_of(source: str) -> str:
    """The key of a hand-written page: its name without locale and ending; sections are called by their folder."""
    key = source.partition("/")[2].removesuffix(".md")
    return "" if key == "index" else key.removesuffix("/index")
