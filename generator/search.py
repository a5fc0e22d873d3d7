"""The search index of a locale: one small entry a page, made from records, never from HTML.

The theme loads `search_index.json` on every page, so it holds no entries, only where they are; our worker
(overrides/assets/javascripts/search/) asks for `records.json` when a reader types the first letter. An entry has
short keys, because there are thousands of them, and leaves out what is empty:

    l  address below the locale's root     k  kind: error, variant, fix, guide, list, term, …
    t  title      d  description           c  status codes, the record's own first
    w  words that decide                   x  literal texts
    s  other names, in any language        m  names of labels, cmdlets and parameters
    g  language of `t` and `d` where it is not the locale's

Where there are too many pages for that, `d`, `x` and `m` are not in it but in files of their own, together with the
words of everything else that records say (generator/longtext.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any, NamedTuple, get_args

from generator.addresses import Addresses
from generator.jsontext import compact
from generator.languages import language_name
from generator.longtext import EACH, LongTexts, Said
from generator.pieces import NONE, Pieces
from generator.plans import Plan
from generator.records.error import Error, Variant
from generator.records.fix import CommandName, Fix, PortalPath
from generator.records.guide import Action, Code, Guide, Heading
from generator.records.types import Text
from generator.views.voice import Speaker

Entry = dict[str, str | list[str]]

CMDLET = re.compile(r"\b[A-Z][a-z]+-[A-Z][A-Za-z0-9]+\b")
PARAMETER = re.compile(r"(?<=\s)-([A-Z][A-Za-z0-9]{3,})\b")
FILES = ("search/search_index.json", "search/records.json")
SCRIPT = "search/search_index.js"
"""Where the theme looks for an index that comes as a script: pages from a folder cannot ask for data."""
LONG = ("d", "x", "m")
"""What is left out of an entry where long texts have files of their own."""


def search_files(
    plans: Iterable[Plan],
    speaker: Speaker,
    addresses: Addresses,
    long: LongTexts,
    pieces: Pieces = NONE,
    *,
    offline: bool = False,
) -> Iterator[tuple[str, str]]:
    """The files of a locale's index with their names below its root.

    Those of a site that is opened from a folder (`offline`) are scripts.
    """
    plans = list(plans)
    apart = long.apart(sum(plan.searched for plan in plans))
    found = list(_found(plans, speaker, addresses, pieces, apart=apart))
    entries = _list(one.entry for one in found)
    config = _config(speaker) | ({"each": EACH} if apart else {})
    if apart:
        pages = [one.said(speaker, long) for one in found]
        for number, having in enumerate(long.split(speaker.locale, pages)):
            yield _file(f"search/words/{number}", having, offline)
        for number, start in enumerate(range(0, len(found), EACH)):
            texts = _list(one.texts for one in found[start : start + EACH])
            yield _file(f"search/texts/{number}", texts, offline)
    if offline:
        yield SCRIPT, f'var __index={{"config":{compact(config)},"docs":{entries[:-1]}}};\n'
    else:
        yield FILES[0], compact({"config": config, "docs": []}) + "\n"
        yield FILES[1], entries


class _Found(NamedTuple):
    """A page as JSON: its entry, and what is not in it where long texts have files of their own."""

    entry: str
    texts: str
    own: tuple[str, ...]
    """The texts of those."""
    source: tuple[str, str, str]
    """The record that the page shows, by its kind and id, and the part of it; or nothing."""

    def said(self, speaker: Speaker, long: LongTexts) -> Said:
        """The words of everything that is not in the entry."""
        kind, identity, part = self.source
        record: Any = speaker.library.records[kind][identity] if kind else None
        if kind == "error" and part != identity:
            record = next(one for one in record.variants if one.id == part)
        return long.said(speaker, self.own, (kind, identity) if kind else None, part, record)


def _found(
    plans: Iterable[Plan], speaker: Speaker, addresses: Addresses, pieces: Pieces, *, apart: bool
) -> Iterator[_Found]:
    """Every page and place that can be found, in the order of the index."""

    def of(plan: Plan) -> _Found | None:
        return _words(plan, speaker, addresses).found(apart=apart)

    keys = set()
    for plan in plans:
        keys.add(plan.key)
        if plan.searched:
            key = ("search", speaker.locale, plan.key, apart)
            found = pieces.get(key, partial(of, plan)) if plan.made_of else of(plan)
            if found:
                yield found
    for place in _places(keys, speaker, addresses):
        if found := place.found(apart=apart):
            yield found


def _file(name: str, written: str, offline: bool) -> tuple[str, str]:
    return (f"{name}.js", f"var __kb={written[:-1]};\n") if offline else (f"{name}.json", written)


def _config(speaker: Speaker) -> dict[str, object]:
    return {
        "lang": ["en"],
        # The theme cuts at this what it marks on the page that was found; no word of ours has a space in it.
        "separator": r"\s+",
        "pipeline": [],
        "locale": speaker.locale,
        "locales": [[one.locale, language_name(one.locale)] for one in speaker.others or (speaker,)],
        "index": FILES[1],
    }


def _list(values: Iterable[str]) -> str:
    """A list as JSON, of whose values it was made already."""
    return f"[{','.join(values)}]\n"


def _words(plan: Plan, speaker: Speaker, addresses: Addresses) -> _Words:
    library = speaker.library
    found = _Words(speaker, addresses, plan.key, plan.kind)
    found.say(plan.title, plan.description, plan.code)
    parts = plan.key.split("/")
    if plan.kind in ("error", "variant") and parts[1] in library.errors:
        error = library.errors[parts[1]]
        text = next((one for one in error.variants if one.id == parts[-1]), None)
        _error(found, error, text)
        if text or len(error.variants) == 1:
            found.source = ("error", error.id, text.id if text else error.id)
    elif plan.kind == "fix" and parts[-1] in library.fixes:
        _fix(found, library.fixes[parts[-1]])
        found.source = ("fix", parts[-1], parts[-1])
    elif plan.kind == "guide" and parts[-1] in library.guides:
        _guide(found, library.guides[parts[-1]])
        found.source = ("guide", parts[-1], parts[-1])
    else:
        found.add("s", *plan.find)
    return found


def _places(keys: set[str], speaker: Speaker, addresses: Addresses) -> Iterator[_Words]:
    """Places on pages: terms, dated events and ways to send are found by themselves."""
    library = speaker.library
    if "glossary" in keys:
        for term in library.terms.values():
            names = (*_of(term.former, speaker.locale), *_of(term.avoid, speaker.locale))
            if term.meaning or names:
                found = _Words(speaker, addresses, f"glossary#{term.id}", "term")
                found.say(term.name, term.meaning or "")
                found.add("s", *names)
                yield found
    if "timeline" in keys:
        for event in library.timeline.values():
            found = _Words(speaker, addresses, f"timeline#{event.id}", "event")
            found.say(event.title, "")
            yield found
    if "methods" in keys:
        for method in library.methods.values():
            found = _Words(speaker, addresses, f"methods#{method.id}", "method")
            found.say(method.title, method.summary)
            found.add("s", method.endpoint)
            yield found


class _Words:
    """An entry that is being written."""

    def __init__(self, speaker: Speaker, addresses: Addresses, key: str, kind: str) -> None:
        self._speaker = speaker
        url = addresses.url(speaker.locale, key).removeprefix(f"{speaker.locale}/")
        self.entry: Entry = {"l": url, "k": kind}
        self.source = ("", "", "")

    def found(self, *, apart: bool) -> _Found | None:
        """The page as JSON; nothing of a page that is not called anything."""
        if not self.entry["t"]:
            return None
        texts = {key: self.entry.pop(key) for key in LONG if key in self.entry} if apart else {}
        values = (texts.get(key, "") for key in LONG)
        own = tuple(text for one in values for text in ([one] if isinstance(one, str) else one))
        return _Found(compact(self.entry), compact(texts), own, self.source)

    def say(self, title: Text | str, description: Text | str, code: str = "") -> None:
        words = self.word(title)
        self.entry["t"] = f"{code} {words}" if code else words
        if description:
            self.entry["d"] = self.word(description)
        if isinstance(title, Text):
            language = self._speaker.catalogue.passage(title).lang
            if language != self._speaker.locale:
                self.entry["g"] = language

    def add(self, field: str, *words: str) -> None:
        """Put more words into a field, each once, and none that stands in the field already."""
        have = [*self.entry.get(field, [])]
        have += [one for one in dict.fromkeys(words) if one and one not in have]
        if have:
            self.entry[field] = have

    def word(self, text: Text | str) -> str:
        return self._speaker.words(text)

    def labels(self, portal: PortalPath | None) -> None:
        for name in (portal.at, *portal.path) if portal else ():
            term = self._speaker.library.terms.get(name)
            if term:
                self.add("m", self.word(term.name))

    def commands(self, code: str) -> None:
        self.add("m", *CMDLET.findall(code), *PARAMETER.findall(code))


def _error(found: _Words, error: Error, variant: Variant | None) -> None:
    """A code with one text has that text on its own page; with several, each has a page, and the code an overview."""
    found.add("c", error.code or error.id, *error.replies)
    if variant is None:
        found.add("s", *error.search)
    only = error.variants[0] if len(error.variants) == 1 else None
    text = variant or only
    if text:
        found.add("w", *text.match.words)
        found.add("x", *text.match.texts)
    if only:
        found.add("s", found.word(only.title))
        found.add("m", found.word(only.meaning))


def _fix(found: _Words, fix: Fix) -> None:
    found.add("s", *fix.search)
    for step in fix.steps:
        found.labels(step.portal)
        found.labels(step.former.portal if step.former else None)
    if fix.commands:
        found.add("m", fix.commands.setting)
        for name in get_args(CommandName):
            snippet = getattr(fix.commands, name)
            found.commands(snippet.code if snippet else "")


def _guide(found: _Words, guide: Guide) -> None:
    found.add("s", *guide.search)
    for block in guide.body:
        if isinstance(block, Heading):
            found.add("m", found.word(block.text))
        elif isinstance(block, Action):
            found.add("m", found.word(block.title))
        elif isinstance(block, Code):
            found.commands(block.code)


def _of(names: dict[str, tuple[str, ...]], locale: str) -> tuple[str, ...]:
    return names.get(locale) or names.get(locale.partition("-")[0], ())
