"""What is known of languages themselves: their names, their direction, and how each writes dates and numbers."""

from __future__ import annotations

import datetime
import re
from functools import lru_cache

import babel
import babel.core
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal, format_percent

from generator.facts import Calendar

_TOUCHING = re.compile(r"(?<=[0-9])(?=[年月日])|(?<=[年月])(?=[0-9])")


@lru_cache(maxsize=5_000)
def long_date(date: datetime.date, locale: str) -> str:
    """A date written out: December 31, 2026; 2026 年 12 月 31 日."""
    return _spaced(format_date(date, "long", locale=babel_locale(locale)), locale)


def month(date: datetime.date, locale: str) -> str:
    """The month of a date with its year: December 2026; 2026 年 12 月."""
    return _spaced(format_skeleton("yMMMM", date, locale=babel_locale(locale)), locale)


def year(date: datetime.date, locale: str) -> str:
    """The year of a date: 2026; 2026 年."""
    return _spaced(format_skeleton("y", date, locale=babel_locale(locale)), locale)


def number(value: int, locale: str) -> str:
    """A number as the language writes it: 1,582; 1.582."""
    return format_decimal(value, locale=babel_locale(locale))


def percent(value: int, locale: str) -> str:
    """A share of 100 as the language writes it: 99%; 99 % with a space that does not break."""
    return format_percent(value / 100, locale=babel_locale(locale))


def _spaced(date: str, locale: str) -> str:
    """CLDR writes 2026年1月2日; all other Japanese here has a space between digits and words (KB414)."""
    return _TOUCHING.sub(" ", date) if babel_locale(locale).language == "ja" else date


def babel_locale(locale: str) -> babel.Locale:
    """Babel's locale for a language tag; private-use tags such as a pseudo-locale use English forms."""
    try:
        return babel.Locale.parse(locale, sep="-")
    except (babel.UnknownLocaleError, ValueError):
        return babel.Locale.parse("en")


def calendar(locale: str) -> Calendar:
    """How a locale writes dates and numbers; without names of months where they are numbered (1月)."""
    found = babel_locale(locale)
    names = {
        str(name): number
        for context in ("format", "stand-alone")
        for number, name in found.months[context]["wide"].items()
        if not any(letter.isdigit() for letter in name)
    }
    return Calendar(names, str(found.number_symbols["latn"]["group"]))


def direction(locale: str) -> str:
    """`rtl` for languages that are written from right to left, else `ltr`."""
    return str(babel_locale(locale).text_direction)


def language_name(locale: str) -> str:
    """The language's name in itself (日本語)."""
    found = babel_locale(locale)
    return str(found.get_display_name(found) or locale)


def regional(locale: str) -> str:
    """Language and region as social networks write them (`ja_JP`): the likeliest region where none is named."""
    found = babel_locale(locale)
    known = babel.core.get_global("likely_subtags")
    likely = str(known.get(f"{found.language}_{found.script}") or known.get(found.language, "")).rpartition("_")[2]
    return "_".join(filter(None, (found.language, found.territory or likely)))
