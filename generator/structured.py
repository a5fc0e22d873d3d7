"""What a page is, for search engines: schema.org in JSON-LD, made from the record and not from its page.

It is a block of data in the page (`application/ld+json`), which no browser runs: a policy for scripts needs no hash for
it. No word can end the block, because every `<` is written as an escape.

    error, variant, guide   TechArticle, about a DefinedTerm where there is a code
    fix                     HowTo with its steps
    glossary                DefinedTermSet
    home                    WebSite
    every page but home     BreadcrumbList
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.addresses import relative
from generator.jsontext import compact
from generator.records.fix import Fix
from generator.records.types import Text
from generator.views.labels import HOME, PAGES
from generator.views.voice import Speaker

Node = dict[str, Any]


def structured(speaker: Speaker, key: str, title: str, description: str) -> str:
    """The block of data of the page at a key; nothing for pages that are no end in themselves."""
    nodes = [_about(speaker, key, title, description), _crumbs(speaker, key, title)]
    graph = [node for node in nodes if node]
    if not graph:
        return ""
    data = compact({"@context": "https://schema.org", "@graph": graph})
    return '<script type="application/ld+json">{}</script>'.format(data.replace("<", "\\u003c"))


def _about(speaker: Speaker, key: str, title: str, description: str) -> Node:
    page = {"name": title, "description": description, "inLanguage": speaker.locale, "url": _url(speaker, key, key)}
    section, _, identity = key.partition("/")
    library = speaker.library
    if not key:
        return {"@type": "WebSite"} | page
    if key == "glossary":
        terms = [_term(speaker, term.id, term.name, term.meaning) for term in library.terms.values()]
        return {"@type": "DefinedTermSet"} | page | {"hasDefinedTerm": terms}
    if section == "errors" and identity:
        code = library.errors[identity.partition("/")[0]].code if identity.partition("/")[0] in library.errors else ""
        about = {"about": {"@type": "DefinedTerm", "name": title, "termCode": code}} if code else {}
        return {"@type": "TechArticle", "headline": title} | page | about
    if section == "guides" and identity in library.guides:
        return {"@type": "TechArticle", "headline": title} | page
    if section == "fixes" and identity in library.fixes:
        return {"@type": "HowTo"} | page | {"step": list(_steps(speaker, key, library.fixes[identity]))}
    return {}


def _steps(speaker: Speaker, key: str, fix: Fix) -> Iterator[Node]:
    for number, step in enumerate(fix.steps, 1):
        url = _url(speaker, f"{key}#step-{step.id}", key)
        yield {"@type": "HowToStep", "position": number, "text": speaker.plain(step.goal), "url": url}


def _term(speaker: Speaker, identity: str, name: Text, meaning: Text | None) -> Node:
    url = _url(speaker, f"glossary#{identity}", "glossary")
    said = {"description": speaker.plain(meaning)} if meaning else {}
    return {"@type": "DefinedTerm", "name": speaker.plain(name), "url": url} | said


def _crumbs(speaker: Speaker, key: str, title: str) -> Node:
    """The way from the first page: the list that a page is in, and the code that a text is of."""
    if not key:
        return {}
    parts = key.split("/")
    way = [("", speaker.catalogue.gettext(HOME))]
    if parts[0] in PAGES and len(parts) > 1:
        section = PAGES[parts[0]]
        way.append((parts[0], speaker.catalogue.gettext(section)))
    if parts[0] == "errors" and len(parts) > 2:
        way.append((f"errors/{parts[1]}", speaker.name("error", parts[1])))
    entries = [
        {"@type": "ListItem", "position": number, "name": name, "item": _url(speaker, one, key)}
        for number, (one, name) in enumerate([*way, (key, title)], 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": entries}


def _url(speaker: Speaker, key: str, page: str) -> str:
    """The address of a key: absolute where the site has an address, otherwise as seen from the page at a key."""
    url = speaker.addresses.url(speaker.locale, key)
    if speaker.addresses.base:
        return f"{speaker.addresses.base}{url}"
    return relative(url, speaker.addresses.url(speaker.locale, page))
