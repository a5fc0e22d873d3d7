"""View models become HTML. The only module that imports jinja2.

Autoescape and `StrictUndefined` are always on: a template cannot print what a view does not hold, nor
print it unescaped.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup, escape

from generator.catalogue import Catalogue
from generator.languages import number, percent


@dataclass(frozen=True, slots=True)
class Anchor:
    """A heading of a page, for its table of contents."""

    id: str
    title: str
    level: int


@dataclass(slots=True)
class Outline:
    """Prints headings and remembers them, so that a page and its table of contents cannot differ."""

    anchors: list[Anchor] = field(default_factory=list)

    def __call__(self, level: int, identity: str, title: Markup | str) -> Markup:
        self.anchors.append(
            Anchor(identity, str(Markup(title).striptags()) if isinstance(title, Markup) else title, level)
        )
        name = escape(identity)
        return Markup(f'<h{level} id="{name}"><a class="kb-anchor" href="#{name}">{escape(title)}</a></h{level}>')


@dataclass(frozen=True, slots=True)
class Body:
    """The HTML of a page between the theme's header and footer, and its headings."""

    html: str
    anchors: tuple[Anchor, ...]


class _Compiled(BytecodeCache):
    """Templates compiled in this process: they are the same for every locale, and in the next build of a preview."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        known = self._known.get((bucket.key, bucket.checksum))
        if known:
            bucket.bytecode_from_string(known)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._known[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


def _saying(catalogue: Catalogue) -> Callable[..., Markup]:
    """What `_` is in templates: it writes numbers as its language does.

    jinja2's own asks its context three times for each word of each page.
    """

    @cache
    def words(source: str) -> Markup:
        return escape(catalogue.gettext(source))

    def say(source: str, **values: Any) -> Markup:
        return words(source) % {
            name: number(value, catalogue.locale) if isinstance(value, int) else value for name, value in values.items()
        }

    return say


class Renderer:
    """Draws bodies in one locale from the templates in `folders` (the first that has one wins)."""

    def __init__(self, folders: tuple[Path, ...], catalogue: Catalogue) -> None:
        self._env = Environment(
            loader=FileSystemLoader([str(folder) for folder in folders]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            bytecode_cache=_COMPILED,
            extensions=["jinja2.ext.i18n"],
        )
        self._env.install_gettext_callables(  # type: ignore[attr-defined]
            lambda source: escape(catalogue.gettext(source)),
            lambda one, many, number: escape(catalogue.ngettext(one, many, number)),
            newstyle=True,
            pgettext=lambda context, source: escape(catalogue.pgettext(context, source)),
        )
        self._env.globals["locale"] = catalogue.locale
        self._env.globals["_"] = _saying(catalogue)
        self._env.filters["number"] = lambda value: number(value, catalogue.locale)
        self._env.filters["percent"] = lambda value: percent(value, catalogue.locale)

    def draw(self, template: str, **values: Any) -> Body:
        """The body of a page."""
        outline = Outline()
        html = self._env.get_template(template).render(heading=outline, **values)
        return Body(html, tuple(outline.anchors))

    def text(self, template: str, values: Mapping[str, Any]) -> str:
        """A template without headings, such as a part of a page."""
        return self._env.get_template(template).render(**values)
