"""The vocabulary that record definitions are written in.

A record is a frozen dataclass; each field is `Annotated[type, …, "one sentence"]`. The sentence is the
documentation of the field wherever it is shown (JSON Schema, editor, reference page), and the other
annotations narrow what is allowed. Reader, schema, extractor and reference page all read these
definitions, so a field is described once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """A passage for readers: English source in inline Markdown, and the id of the place where it stands.

    `context` is the message context in the catalogues (`errors/5.7.139#variants.tenant.meaning`): made of
    ids, never of list positions, so that moving a passage orphans no translation.
    """

    source: str
    context: str

    def __str__(self) -> str:
        return self.source


@dataclass(frozen=True, slots=True)
class Pattern:
    """Narrows a string: the whole of it must match. `what` completes the sentence "… is not …".

    `page` says that pages, and so files, are called by it.
    """

    expression: re.Pattern[str]
    what: str
    page: bool = False


@dataclass(frozen=True, slots=True)
class Ref:
    """The string is the id of another record of one of these kinds; a missing one is a problem."""

    kinds: tuple[str, ...]

    def __init__(self, *kinds: str) -> None:
        object.__setattr__(self, "kinds", kinds)


@dataclass(frozen=True, slots=True)
class Url:
    """The string is an address that a page may link to: `https://` or `mailto:`."""


@dataclass(frozen=True, slots=True)
class AtLeast:
    """A list with a smallest length."""

    number: int


@dataclass(frozen=True, slots=True)
class Rule:
    """The problem code of the rule that the field must not be empty, where that is a rule of the craft, not of form."""

    code: str


@dataclass(frozen=True, slots=True)
class Unless:
    """The field must be there, unless the record has another one."""

    field: str


@dataclass(frozen=True, slots=True)
class Short:
    """The text must fit its place: at most this many characters, in every language."""

    characters: int


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date that is known to the day, the month, the half-year or the year (`2026-12`, `2027-H2`).

    `first` and `last` are the first and last day it can mean, as ISO dates.
    """

    written: str
    first: str
    last: str

    def __str__(self) -> str:
        return self.written


SLUG = Pattern(re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*"), "an id: lower-case ASCII letters, digits and single hyphens")
PAGE = Pattern(SLUG.expression, SLUG.what, page=True)
CODE = Pattern(
    re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*"),
    "a code: lower-case ASCII letters and digits, joined by dots or hyphens (5.7.139, aadsts50126)",
    page=True,
)
LOCALE = Pattern(re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*"), "a language tag such as 'ja' or 'pt-BR'")
