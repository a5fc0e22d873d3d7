"""What a passage states in the same way in every language: addresses, names, codes, dates, numbers.

Prose is taken apart into *facts*, each a kind and a value in one form, so that two languages can be compared:
“22 March 2026” and 「2026 年 3 月 22 日」 are the same date, “10,000” and 「1 万」 the same number. What is code, a
link or a reference is compared as it stands by [`generator.inline.literals`][].
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

Fact = tuple[str, str]
"""A kind (`placeholder`, `address`, `path`, `file`, `name`, `date`, `number`) and a value."""

PLACEHOLDER = re.compile(r"\{\{?\w+\}?\}|%\(\w+\)s|‹[^›]*›|</?[a-z][^<>]*>")
"""Where a page puts a value or begins an element."""

SHAPES = re.compile(
    rf"""
    (?P<placeholder>{PLACEHOLDER.pattern})
  | (?P<address>https?://[^\s"'<>（）「」、。]+|[\w.+-]+@[A-Za-z0-9.-]+[A-Za-z0-9])
  | (?P<path>(?<![\w/])/(?:[\w.-]+/)+[\w.-]*|[A-Z]:\\[\w\\.-]+)
  | (?P<file>(?<![\w.-])\*?[\w-]*[A-Za-z][\w-]*(?:\.[\w-]+)+)
  | (?P<name>(?<![\w-])(?:
        [A-Z][a-z]+(?:-[A-Z][A-Za-z0-9]+)+          # Get-Item
      | [a-z]{{2,3}}-[A-Z]{{2}}                         # en-US
      | [A-Za-z]*[a-z][A-Z][A-Za-z0-9]*             # camelCase
      | [A-Za-z]+[0-9][A-Za-z0-9]*                  # IPv6
      | [A-Z]+-[0-9][A-Za-z0-9-]*                   # SHA-256
      | 0x[0-9A-Fa-f]+
      | [A-Za-z0-9]*_\w+
    )(?!\w|-(?![A-Z][a-z])))                        # IPv4-Adresse holds IPv4
    """,
    re.VERBOSE | re.ASCII,
)
"""Words that no language translates, told by how they are written."""

SIGNS = re.compile(
    r"""
    [{%‹<@/\\_.0-9A-Z]  # one of these, found at the speed of memory, and then
    (?:(?<=[{%‹<@/\\_]) | (?<=[a-z-][A-Z]) | (?<=[A-Za-z-][0-9]) | (?<=[.])(?=[\w-]) | (?<=0)(?=x))
    """,
    re.VERBOSE | re.ASCII,
)
"""What every one of them holds. Most prose holds none, and asking costs a thirtieth of looking."""

_NUMBER = re.compile(r"(?<![A-Za-z0-9.])[0-9](?:[0-9]|,(?=[0-9]{3}))*(?:\.[0-9]+)*(?: ?[万億])?")
_MYRIADS = {"万": 10_000, "億": 100_000_000}
_ISO = re.compile(r"(?<![0-9])(?P<y>[0-9]{4})-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})(?![0-9])")
_EAST = re.compile(r"(?:(?P<y>[0-9]{4}) ?[年년] ?)?(?P<m>[0-9]{1,2}) ?[月월](?!間)(?: ?(?P<d>[0-9]{1,2}) ?[日일])?")
_AMBIGUOUS = ("May",)
"""Names of months that are other words too: a day or a year must stand beside them."""

_SAID = {
    1: "one once single first a an each every per daily another",
    2: "two both twice second either pair half",
    3: "three third",
    4: "four fourth",
    5: "five fifth",
    6: "six sixth",
    7: "seven",
    8: "eight",
    9: "nine",
    10: "ten",
    12: "twelve dozen",
    16: "hexadecimal",
    30: "half",
    100: "hundred",
    1000: "thousand",
    1_000_000: "million",
}
WORDS = {
    word: {str(n) for n, words in _SAID.items() if word in words.split()} for word in " ".join(_SAID.values()).split()
}
"""Numbers that English says in words: a translation may write them in digits, and counts single things with 1."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """How a language writes dates and numbers: its names of months, and what groups digits."""

    months: Mapping[str, int]
    group: str = ","

    @property
    def pattern(self) -> re.Pattern[str]:
        """Finds dates: day and month in either order, with or without a year."""
        if not self.months:
            return _EAST
        names = "|".join(sorted(map(re.escape, self.months), key=len, reverse=True))
        return re.compile(
            rf"(?:(?<![0-9])(?P<d>[0-9]{{1,2}})(?:\.|st|nd|rd|th)? (?:de )?)?\b(?P<m>{names})\b\.?"
            rf"(?: (?P<e>[0-9]{{1,2}})(?:st|nd|rd|th)?(?![0-9]))?(?:,? (?:de )?(?P<y>[0-9]{{4}}))?"
        )


class Facts:
    """Takes passages of one language apart. `names` holds words with digits that are one name (Windows 11)."""

    def __init__(self, calendar: Calendar, names: frozenset[str] = frozenset()) -> None:
        self._calendar = calendar
        self._dates = calendar.pattern
        self._months = re.compile("|".join(map(re.escape, calendar.months)) or "[月월]")
        numbered = sorted((name for name in names if re.search("[0-9]", name)), key=len, reverse=True)
        self._names = re.compile("|".join(map(re.escape, numbered))) if numbered else None

    def of(self, prose: str) -> Counter[Fact]:
        """The facts of a prose without code and addresses of links ([`generator.inline.spoken`][])."""
        found: Counter[Fact] = Counter()

        def shape(match: re.Match[str]) -> str:
            found[str(match.lastgroup), match[0]] += 1
            return " "

        rest = SHAPES.sub(shape, prose) if SIGNS.search(prose) else prose
        if not _DIGIT.search(rest) and not self._months.search(rest):
            return found
        if self._names:
            rest = self._names.sub(" ", rest)
        if "-" in rest or self._months.search(rest):
            rest = self._take_dates(rest, found)
        for match in _NUMBER.finditer(rest if self._calendar.group == "," else self._regrouped(rest)):
            found["number", _value(match[0])] += 1
        return found

    def _take_dates(self, text: str, found: Counter[Fact]) -> str:
        dates: list[list[int]] = []

        def take(match: re.Match[str]) -> str:
            parts = match.groupdict()
            day = parts["d"] or parts.get("e")
            name = parts["m"]
            if not day and not parts["y"] and name in _AMBIGUOUS:
                return match[0]
            month = int(name) if name.isdigit() else self._calendar.months[name]
            dates.append([int(parts["y"] or 0), month, int(day or 0)])
            return " "

        rest = self._dates.sub(take, _ISO.sub(take, text))
        years = [date[0] for date in dates]
        for index, (year, month, day) in enumerate(dates):
            after = next((one for one in years[index:] if one), 0)
            before = next((one for one in reversed(years[:index]) if one), 0)
            near = (after or before) if self._calendar.months else (before or after)
            found["date", f"{year or near:04}-{month:02}-{day:02}"] += 1
        return rest

    def _regrouped(self, text: str) -> str:
        """Digits grouped and with a decimal point as English has them."""
        group = re.escape(self._calendar.group)
        grouped = rf"(?<![0-9])(?<![0-9]{group})[0-9]{{1,3}}(?:{group}[0-9]{{3}})+(?!{group}?[0-9])"
        text = re.sub(grouped, lambda match: re.sub(group, "", match[0]), text)
        return re.sub(r"(?<=[0-9]),(?=[0-9])", ".", text) if self._calendar.group == "." else text


_DIGIT = re.compile("[0-9]")


def _value(written: str) -> str:
    digits = written.replace(",", "")
    if digits[-1] in _MYRIADS:
        return str(round(float(digits[:-1]) * _MYRIADS[digits[-1]]))
    return digits


def in_words(source: str, text: str) -> set[str]:
    """The numbers that an English text says in words, and those by which a Japanese one counts what it lists (3 つ)."""
    return {"1", *re.findall("([0-9]) つ", text)}.union(
        *(WORDS.get(word, ()) for word in re.findall("[a-z]+", source.lower()))
    )


def differences(here: Counter[Fact], there: Counter[Fact], source: str, text: str) -> tuple[list[Fact], list[Fact]]:
    """The facts of a source that its translation lacks, and those that it adds.

    Names such as IPv6 count once, because a sentence may say "it" in one language and the name in the other.
    """
    lost, added = here - there, there - here
    words = in_words(source, text) if any(kind == "number" for kind, _ in added) else set()
    return (
        [fact for fact in lost if fact[0] != "name" or fact not in there],
        [
            fact
            for fact in added
            if not (fact[0] == "name" and fact in here) and not (fact[0] == "number" and fact[1] in words)
        ],
    )
