"""Where everything stands on the site. Ids and addresses are the same in every language."""

from __future__ import annotations

from dataclasses import dataclass

from generator.library import Library
from generator.records.flow import Flow


@dataclass(frozen=True, slots=True)
class Addresses:
    """Makes addresses. `directories` is MkDocs' `use_directory_urls`, `base` the address of the site with its last
    slash, `repository` where problems are reported; the last two are empty where the site has none.

    A *key* is an address without locale and ending (`errors/5.7.139/tenant`, `fixes`, ``); a *url* is
    relative to the root of the site (`ja/errors/5.7.139/tenant/`).
    """

    directories: bool = True
    base: str = ""
    repository: str = ""

    def url(self, locale: str, key: str) -> str:
        """The address of a page, relative to the root of the site."""
        key, _, anchor = key.partition("#")
        tail = f"#{anchor}" if anchor else ""
        if key in SECTIONS:
            ending = "" if self.directories else "index.html"
            return f"{locale}/{key}/{ending}{tail}" if key else f"{locale}/{ending}{tail}"
        return f"{locale}/{key}{'/' if self.directories else '.html'}{tail}"

    def short(self, key: str) -> str:
        """The short, language-neutral address of a page of an error, a text or a fix; nothing for other pages."""
        kind, identity, anchor = record_of(key)
        name = {"error": "e", "fix": "f"}.get(kind)
        if name is None:
            return ""
        ending = "" if self.directories else "index.html"
        return f"{name}/{identity}/{ending}" + (f"#{anchor}" if anchor else "")

    def source(self, locale: str, key: str) -> str:
        """The name MkDocs knows a page by."""
        if key in SECTIONS:
            return f"{locale}/{key}/index.md" if key else f"{locale}/index.md"
        return f"{locale}/{key}.md"


SECTIONS = ("", "errors", "fixes", "guides")


def relative(target: str, page: str) -> str:
    """The way from the page at `page` to `target`, both relative to the root of the site."""
    depth = page.count("/")
    return "../" * depth + target if depth else target or "./"


def variant_key(library: Library, reference: str) -> str:
    """The key of `code/variant`: its own page, or its place on the page of a code that has only one."""
    code, _, name = reference.partition("/")
    error = library.errors.get(code)
    if error is None:
        return ""
    if not name:
        return f"errors/{code}"
    return f"errors/{code}#{name}" if len(error.variants) == 1 else f"errors/{code}/{name}"


def step_key(flow: Flow, step: str = "") -> str:
    """The key of a step of a flow. The first question is the page of the flow itself."""
    return f"diagnose/{flow.id}" if step in ("", flow.start) else f"diagnose/{flow.id}/{step}"


def record_key(library: Library, kind: str, identity: str, anchor: str = "") -> str:
    """The key of a record of a kind, or nothing when it has no place on the site."""
    tail = f"#{anchor}" if anchor else ""
    if kind == "error":
        key = variant_key(library, identity)
        return key if "#" in key else f"{key}{tail}"
    if kind in ("fix", "guide") and identity in library.records[kind]:
        return f"{kind}es/{identity}{tail}" if kind == "fix" else f"guides/{identity}{tail}"
    if kind == "flow" and identity in library.flows:
        return f"{step_key(library.flows[identity])}{tail}"
    anchored = {"term": "glossary", "event": "timeline", "method": "methods", "source": "sources"}
    if kind in anchored and identity in library.records[kind]:
        return f"{anchored[kind]}#{identity}"
    return f"{identity}{tail}" if kind == "page" else ""


def record_of(key: str) -> tuple[str, str, str]:
    """Kind, id and anchor of the record that has its place at a key; a kind that is empty where none has."""
    page, _, anchor = key.partition("#")
    section, _, identity = page.partition("/")
    if section == "errors" and identity:
        return ("error", identity, "") if "/" in identity or not anchor else ("error", f"{identity}/{anchor}", "")
    if section in ("fixes", "guides") and identity:
        return {"fixes": "fix", "guides": "guide"}[section], identity, anchor
    if section == "diagnose" and identity:
        return "flow", identity.partition("/")[0], anchor
    rows = {"glossary": "term", "timeline": "event", "methods": "method", "sources": "source"}
    if section in rows and anchor and not identity:
        return rows[section], anchor, ""
    return "", "", ""


def own_contexts(key: str) -> str:
    """How the contexts of the texts of the record begin that has the page at a key: `errors/5.7.139#`, or nothing."""
    section, _, rest = key.partition("/")
    return f"{'flows' if section == 'diagnose' else section}/{rest.partition('/')[0]}#" if rest else ""
