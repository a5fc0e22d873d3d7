"""A translation states what the source states: the same addresses, names, placeholders, dates and numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.facts import Fact, Facts, differences
from generator.inline import literals, spoken
from generator.languages import calendar

Fault = tuple[str, str, str]
"""A problem without its place: code, message, hint."""

CODES = {"placeholder": "KB410", "date": "KB409", "number": "KB409"}


class Fidelity:
    """Compares passages of a source language with those of another. `names` are words with digits that are one name."""

    def __init__(self, source: str, locale: str, names: Iterable[str] = ()) -> None:
        known = frozenset(names)
        self._source = Facts(calendar(source), known)
        self._target = Facts(calendar(locale), known)

    def faults(self, source: str, text: str) -> Iterator[Fault]:
        """What a translation lacks or adds."""
        here, there = literals(source), literals(text)
        if (here or there) and here != there:
            hint = "code, links, references and the number of bold passages are the same in every language"
            yield "KB406", _difference((here - there).elements(), (there - here).elements()), hint
        facts = self._source.of(spoken(source))
        found = self._target.of(spoken(text))
        if facts == found:
            return
        lost_facts, added_facts = differences(facts, found, source, text)
        for code, what in (
            ("KB408", "addresses, names of files and commands, and codes are the same in every language"),
            ("KB409", "dates and numbers are the same in every language, each as the language writes it"),
            ("KB410", "placeholders and tags are copied as they are"),
        ):
            lost, added = _of(code, lost_facts), _of(code, added_facts)
            if lost or added:
                yield code, _difference(lost, added), f"expected {_shown(facts, code)}; {what}"


def _of(code: str, facts: list[Fact]) -> list[str]:
    return [value for kind, value in facts if CODES.get(kind, "KB408") == code]


def _shown(facts: Iterable[Fact], code: str) -> str:
    return ", ".join(sorted(map(_day, _of(code, list(facts))))) or "none"


def _difference(lost: Iterable[str], added: Iterable[str]) -> str:
    lacks, has = ", ".join(map(_day, lost)), ", ".join(map(_day, added))
    return " and ".join([*([f"lacks {lacks}"] if lacks else []), *([f"has {has} too much"] if has else [])])


def _day(value: str) -> str:
    """A date without the parts that it does not say."""
    return re.sub(r"^0000-|(?<=[0-9])-00(?![0-9])", "", value)
