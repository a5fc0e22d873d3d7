"""Words in every language: labels as the glossary has them, names to avoid, words that age."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from generator.catalogue import Catalogue, Passage
from generator.checks.references import Locate
from generator.inline import bold, spoken
from generator.library import Library, Subject
from generator.problems import Problem
from generator.records.tables import Term
from generator.records.types import Text

AGEING: dict[str, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:recently|nowadays|in the near future|as of now"
        r"|(?:last|next|this) (?:week|month|year|spring|summer|autumn|winter))\b",
        re.IGNORECASE,
    ),
    "ja": re.compile("最近|先日|近日|近いうち|もうすぐ|(?:先|今|来)[週月]|[昨去今来]年|今のところ"),
}
"""Words whose meaning depends on the day of reading. Pages are read years after they are written."""


class Names:
    """The names of the glossary in one locale, and what texts make of them."""

    def __init__(self, library: Library, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._ageing = AGEING.get(catalogue.locale.partition("-")[0])
        self._terms = list(library.terms.values())
        self._locale = catalogue.locale
        self._name = {term.id: catalogue.passage(term.name).text for term in self._terms}
        self._known = {name for term in self._terms for name in self._names(term)}
        self._wrong = {name: term for term in self._terms for name in term.avoid.get(self._locale, ())}
        self._any = _whole({*self._known, *self._wrong}) if self._wrong else None
        self._by_source: dict[str, list[Term]] = {}
        for term in self._terms:
            self._by_source.setdefault(term.name.source, []).append(term)
        self._named: dict[str, list[Term]] = {}
        for term in self._terms:
            name = term.name.source
            if term.kind != "label" and " " in name and self._name[term.id] != name:
                self._named.setdefault(name.lower(), []).append(term)
        self._terms_in_text = _whole(set(self._named), re.IGNORECASE) if self._named else None

    def _names(self, term: Term) -> tuple[str, ...]:
        """What a term may be called: its name, and the old ones that articles about the past need."""
        return (self._name[term.id], *term.former.get(self._locale, ()))

    def problems(self, subject: Subject, locate: Locate) -> Iterator[Problem]:
        """Problems with the words of a record in this locale. What readers do not see is left out."""
        for path, text, _ in subject.fields:
            if not isinstance(text, Text):
                continue
            passage = self._catalogue.passage(text)
            if passage.state not in ("source", "translated"):
                continue
            words = spoken(passage.text)
            found = [*self.labels(text, passage), *self.terms(text, passage, words), *self.avoided(text, words)]
            aged = self._ageing.search(words) if self._ageing else None
            if aged:
                found.append(("KB316", f"'{aged[0]}' is true on some days only", "write the date or the year"))
            for code, message, hint in found:
                translated = passage.state == "translated"
                place = self._catalogue.records[text.context].place if translated else None
                yield Problem(
                    place or locate(subject.kind, subject.id, path),
                    code,
                    f"{message} ({text.context})",
                    hint,
                    "warning" if code == "KB316" else "error",
                )

    def labels(self, text: Text, passage: Passage) -> Iterator[tuple[str, str, str]]:
        """Labels in bold brackets are in the glossary, and are those that the source names.

        A label that the source calls by the name of a term is called by the name of that term.
        """
        shown = list(bold(passage.text))
        for label in (label for one in shown for label in re.findall(r"\[([^\[\]]+)\]", one)):
            if label not in self._known:
                near = difflib.get_close_matches(label, self._known, n=1)
                hint = (
                    f"did you mean '{near[0]}'?" if near else "add it to glossary.yml, or take it out of the brackets"
                )
                yield "KB330", f"the glossary has no label '{label}'", hint
        if passage.state == "source":
            return
        together = "\n".join(shown)
        for label in bold(text.source):
            terms = self._by_source.get(label, ())
            names = [name for term in terms for name in self._names(term)]
            if names and not any(name in together for name in names):
                yield "KB331", f"the label '{label}' has another name here", f"the glossary says '{names[0]}'"

    def terms(self, text: Text, passage: Passage, words: str) -> Iterator[tuple[str, str, str]]:
        """Portals, products, roles and concepts of several words are called as the glossary has them.

        Products in whatever case; the others where they are written as names.
        """
        if passage.state == "source" or self._terms_in_text is None:
            return
        for found in dict.fromkeys(self._terms_in_text.findall(spoken(text.source))):
            terms = [term for term in self._named[found.lower()] if term.kind == "product" or term.name.source == found]
            names = [name for term in terms for name in self._names(term)]
            if names and not any(name in words for name in names):
                yield "KB419", f"the term '{found}' has another name here", f"the glossary says '{names[0]}'"

    def avoided(self, text: Text, words: str) -> Iterator[tuple[str, str, str]]:
        """Names to avoid, as whole names: a longer name that is right may hold one that is wrong."""
        if self._any is None:
            return
        for match in self._any.finditer(words):
            term = self._wrong.get(match[0])
            if term and match[0] not in self._known and not text.context.startswith(f"terms/{term.id}#"):
                yield "KB332", f"'{match[0]}' is a name to avoid", f"write '{self._name[term.id]}'"


def _whole(names: set[str], flags: int = 0) -> re.Pattern[str]:
    """Any of the names, the longest first; letters and digits of ASCII do not run on beside it."""
    longest = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(r"(?<![A-Za-z0-9])(?:" + "|".join(map(re.escape, longest)) + r")(?![A-Za-z0-9])", flags)
