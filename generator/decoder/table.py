"""The signature table: everything a decoder must know, as one small JSON value.

It is compiled once at build time from the variants' match texts and from the providers' marks; the browser and
the command line read the same table. What is derived here need not be derived twice in two languages:

- *words* decide between the variants of a code. A word is compared by its letters only.
- *phrases* are the clauses of the literal texts (split at punctuation and at example values). A clause that
  several variants share stays in the table with all of them: it says "one of these", never which.
- *texts* are the whole texts, to recognise one whose end is missing.
- *names* are single words as programs write them; they count without a code.
- *marks* say who speaks: another provider, the service itself, or (context, summary) how a code is introduced.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypedDict

from generator.decoder.reading import squeeze

SHORTEST_KEY = 3
"""Letters of a word or mark; shorter ones are not found safely (and not filed)."""
SHORTEST_PHRASE = 12

CODE_IN_LITERAL = re.compile(
    r"(?:\b[245][0-9]{2}[ -]+)?(?<![0-9.])[245]\.[0-9]{1,3}\.[0-9]{1,3}(?:-[0-9]{1,3})?(?![0-9.][0-9])"
)
"""A reply code and an enhanced code (RFC 3463 §2) inside a literal text; codes are compared apart from words."""

EXAMPLE = re.compile(r"[^\s@]+@[^\s@,;]+|[\[<({][^\[\]<>(){}]*[\]>)}]|(?<![0-9.])[0-9]{1,3}(?:\.[0-9]{1,3}){3}")
"""What differs from case to case in a literal text: addresses, anything in brackets."""

HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::[0-9]+)?")
"""A host name alone says where, not what."""

NAME = re.compile(r"(?=.*(?:[a-z][A-Z]|[0-9_]))[A-Za-z_]{2,}[0-9]*")
"""One word as programs write names (`UserDisabled`, `AADSTS70008`): never said by accident."""
SHORTEST_NAME = 9

CLAUSE_END = re.compile(r"\n|[;,:!?.](?=\s|$)|[|\[\](){}<>…]|\.\.\.|\s[-–—]\s")


@dataclass(frozen=True, slots=True)
class Signature:
    """How one variant is recognised: the `match` of its record, with the code and replies of its error."""

    variant: str
    """`error/variant`."""
    code: str
    """As it stands in a text: `5.7.139`, `5.7.606-649`, `AADSTS50126`, or empty."""
    replies: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ForeignSignature:
    """Literal marks that say who speaks, and of what.

    provider: another mail system; own: the service this knowledge base is about; context: a word directly before or
    after a bare code that makes it a status code; matter: a text with none of these may be about anything, and must say
    more to be answered (where there are none, every text is about the matter); summary: directly before a code that
    another program wrote about the reply (the reply itself decides).
    """

    id: str
    name: str
    marks: tuple[str, ...]
    kind: Literal["provider", "own", "context", "matter", "summary"] = "provider"


class TableVariant(TypedDict):
    id: str
    code: str
    texts: list[str]


class TableCode(TypedDict):
    replies: list[str]
    variants: list[int]


class Table(TypedDict):
    """The compiled table; plain JSON. Keys of `words`, `phrases`, `without`, `literals` and marks are letters only."""

    format: int
    variants: list[TableVariant]
    codes: dict[str, TableCode]
    words: dict[str, list[int]]
    phrases: dict[str, list[int]]
    without: dict[str, list[int]]
    literals: dict[str, str]
    names: list[str]
    providers: dict[str, str]
    foreign: dict[str, str]
    own: list[str]
    context: list[str]
    matter: list[str]
    summary: list[str]


def is_enhanced(code: str) -> bool:
    """An enhanced status code or a range of them, as opposed to a literal such as `invalid_grant`."""
    return re.fullmatch(r"[245]\.[0-9]{1,3}\.[0-9]{1,3}(?:-[0-9]{1,3})?", code) is not None


def without_codes(text: str, code: str) -> str:
    """A literal text without the codes in it, and without the literal code that it begins with."""
    if code and not is_enhanced(code) and text.lower().startswith(code.lower()):
        text = text[len(code) :]
    return CODE_IN_LITERAL.sub(" ", text)


def clauses(text: str, code: str) -> list[str]:
    """The clauses of a literal text that are long enough to mean something, letters only."""
    parts = CLAUSE_END.split(EXAMPLE.sub(" | ", without_codes(text, code)))
    squeezed = [squeeze(part) for part in parts if not HOST.fullmatch(part.strip(" '\""))]
    return [part for part in squeezed if weight(part) >= SHORTEST_PHRASE and not part.isdigit()]


def weight(letters: str) -> int:
    """How much a key says: a kanji or kana says about as much as three letters."""
    return sum(1 if letter < "\x80" else 3 for letter in letters)


def compile_table(signatures: Iterable[Signature], foreign: Iterable[ForeignSignature]) -> Table:
    """The table for `signatures` and the marks of `foreign`.

    Raises `ValueError` for a word or mark that is too short to be found safely, and for a variant given twice.
    """
    table: Table = {
        "format": 1,
        "variants": [],
        "codes": {},
        "words": {},
        "phrases": {},
        "without": {},
        "literals": {},
        "names": [],
        "providers": {},
        "foreign": {},
        "own": [],
        "context": [],
        "matter": [],
        "summary": [],
    }
    for signature in signatures:
        _add_signature(table, signature)
    for mark in foreign:
        _add_marks(table, mark)
    return table


def _add_signature(table: Table, signature: Signature) -> None:
    if any(known["id"] == signature.variant for known in table["variants"]):
        raise ValueError(f"variant {signature.variant} is given twice")
    number = len(table["variants"])
    code = signature.code.lower()
    texts = [squeeze(EXAMPLE.split(without_codes(text, signature.code))[0]) for text in signature.texts]
    kept = [text for text in dict.fromkeys(texts) if len(text) >= SHORTEST_KEY]
    table["variants"].append({"id": signature.variant, "code": code, "texts": kept})
    if code:
        entry = table["codes"].setdefault(code, {"replies": [], "variants": []})
        entry["variants"].append(number)
        entry["replies"] = list(dict.fromkeys([*entry["replies"], *signature.replies]))
        if not is_enhanced(code):
            table["literals"][squeeze(code)] = code
    for target, literals in (("words", signature.words), ("without", signature.without)):
        for literal in literals:
            key = _key(without_codes(literal, ""), f"{signature.variant}: word '{literal}'")
            _note(table["words"] if target == "words" else table["without"], key, number)
    for literal in (*signature.words, *signature.texts):
        key = squeeze(literal)
        if NAME.fullmatch(literal) and weight(key) >= SHORTEST_NAME and key not in table["names"]:
            table["names"].append(key)
            if literal not in signature.words:
                _note(table["phrases"], key, number)
    for text in signature.texts:
        for clause in clauses(text, signature.code):
            _note(table["phrases"], clause, number)


def _add_marks(table: Table, foreign: ForeignSignature) -> None:
    if foreign.kind == "provider":
        table["providers"][foreign.id] = foreign.name
    for mark in foreign.marks:
        if foreign.kind == "summary":
            table["summary"].append(mark.lower())
            continue
        if foreign.kind in ("context", "matter"):
            table["context" if foreign.kind == "context" else "matter"].append(squeeze(mark))
            continue
        key = _key(mark, f"{foreign.id}: mark '{mark}'")
        if foreign.kind == "provider":
            table["foreign"][key] = foreign.id
        else:
            table["own"].append(key)


def _key(literal: str, where: str) -> str:
    key = squeeze(literal)
    if len(key) < SHORTEST_KEY:
        raise ValueError(f"{where} is too short: at least {SHORTEST_KEY} letters or digits")
    return key


def _note(index: dict[str, list[int]], key: str, number: int) -> None:
    numbers = index.setdefault(key, [])
    if number not in numbers:
        numbers.append(number)
