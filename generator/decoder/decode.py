"""Deciding: which variant a text is, how sure that is, and which words say so.

The rules, in the order in which they are applied (docs/decoder.md gives the reasons):

1. A number is a status code only with evidence (`generator.decoder.replies`).
2. What follows a code is its *scope*. Words decide only in the scope of their own code; the earliest wins.
3. Of several codes: the one in brackets after another loses (a nested report), a summary loses to the reply,
   "not authenticated" (530) loses to the answer to AUTH itself, and "not now" (4.x.x) to an answer that is final.
4. Without deciding words: words elsewhere in the text, then the beginning of a text whose end is missing, then
   the variant that has no words of its own; each with less confidence. Then the code's overview.
5. Where another provider speaks there is no answer, only its name.
6. Without a code, only a phrase that belongs to a single variant is an answer, and never a certain one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from generator.decoder.codes import AUTHENTICATION, NOT_AUTHENTICATED, Token, registered
from generator.decoder.index import Hit, Index, Meter, make_index
from generator.decoder.replies import Reply, Text
from generator.decoder.table import Table, is_enhanced

Confidence = Literal["certain", "likely", "possible"]
RANK: dict[str, int] = {"certain": 0, "likely": 1, "possible": 2}

STRONG = 20
"""Weight from which words are not said by accident by another system."""
ALONE = 20
"""Weight from which a phrase may stand without a code."""
ELSEWHERE = 24
"""Weight from which a phrase may stand after a code that is not its own."""
CODELESS = 8
"""Weight from which a word of a failure without a code counts, in a text about the matter."""
FAILURE = 16
"""Weight from which it, or a name, counts in any text."""
SAID = 12
"""Letters of a text's beginning that say which text it is, if it ends there."""
CUT = 8
"""Letters that a text must begin with, and `FURTHER` more than any other, to be known by its beginning."""
FURTHER = 3
MOST = 12
"""Candidates at most."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A variant that the text may be, with the places of the original text that say so (start, end)."""

    variant: str
    confidence: Confidence
    code: str
    """The code as found in the text; empty when there was none."""
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Decoded:
    """What a text says.

    `code` is the code that counts, known or not. `overview` is the error whose page should be offered because its
    code is there and its reason is not. `foreign` is the provider who speaks when it is not the service.
    """

    candidates: tuple[Candidate, ...] = ()
    code: str = ""
    foreign: str = ""
    overview: str = ""


@dataclass(slots=True)
class _Found:
    """A candidate before it is ranked; `letters` are the hits that speak for it."""

    variant: int
    confidence: Confidence
    code: str
    letters: list[tuple[int, int]]
    token: Token | None = None
    decided: bool = False
    """By words in its own scope."""


_last: list[tuple[Table, Index]] = []


def index_of(table: Table) -> Index:
    """The index of a table; kept for the table used last."""
    if not _last or _last[0][0] is not table:
        _last[:] = [(table, make_index(table))]
    return _last[0][1]


def decode(text: str, table: Table, meter: Meter | None = None) -> Decoded:
    """Decode one text."""
    read = Text(text, index_of(table), meter or Meter())
    speaking = [reply for reply in read.replies if not reply.nested]
    if any(not reply.summary for reply in speaking):
        speaking = [reply for reply in speaking if not reply.summary]
    ranked, foreign = _from_codes(read, speaking)
    if not ranked or ranked[0].confidence == "possible":
        spoken = bool(ranked) and not all(reply.summary for reply in speaking)
        ranked = sorted(ranked + _from_phrases(read, spoken), key=lambda one: RANK[one.confidence])
    if not ranked and not foreign and read.foreign:
        foreign = read.foreign[0].key.foreign
    return _result(read, ranked, speaking, foreign)


def _from_codes(text: Text, speaking: list[Reply]) -> tuple[list[_Found], str]:
    """The candidates of all replies, best first, and the provider who spoke in one instead."""
    answered = any(AUTHENTICATION.intersection(text.reply_codes(reply)) for reply in speaking)
    stray = _stray_words(text)
    foreign = ""
    found: list[tuple[tuple[bool, int, bool, int], _Found]] = []
    for place, reply in enumerate(speaking):
        candidates = _candidates(text, reply, stray) if reply.entry else []
        stranger = _stranger(text, reply, candidates)
        if stranger:
            foreign = foreign or stranger
            continue
        yields = answered and NOT_AUTHENTICATED in text.reply_codes(reply)
        for candidate in candidates:
            if yields:
                candidate.confidence = "possible"
            found.append(((yields, RANK[candidate.confidence], reply.code.startswith("4."), place), candidate))
    found.sort(key=lambda pair: pair[0])
    return [candidate for _, candidate in found], foreign


def _result(text: Text, ranked: list[_Found], speaking: list[Reply], foreign: str) -> Decoded:
    variants = text.index.table["variants"]
    seen: dict[int, Candidate] = {}
    for one in ranked:
        if one.variant not in seen and len(seen) < MOST:
            seen[one.variant] = Candidate(variants[one.variant]["id"], one.confidence, one.code, _spans(text, one))
    code = next((reply.code for reply in speaking if not reply.code.startswith("2.")), "")
    if not ranked:
        return Decoded((), code, foreign)
    best = ranked[0]
    undecided = best.token is not None and not best.decided
    overview = variants[best.variant]["id"].partition("/")[0] if undecided else ""
    return Decoded(tuple(seen.values()), best.code or code, "", overview)


def _spans(text: Text, found: _Found) -> tuple[tuple[int, int], ...]:
    """The places in the original, in order, none touching another."""
    of, at = text.letters.of, text.cleaned.at
    spans = [(at[of[start]], at[of[end - 1] + 1]) for start, end in found.letters]
    if found.token is not None:
        spans.append((at[found.token.start], at[found.token.end]))
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


# -- a reply whose code is in the table ------------------------------------------------------------------------------


def _candidates(text: Text, reply: Reply, stray: dict[int, list[Hit]]) -> list[_Found]:
    """The variants of the reply's code, best first."""
    all_of_code = text.variants_of(reply)
    variants = [number for number in all_of_code if number not in text.ruled_out] or all_of_code
    decided = _decided(text, reply, variants)
    if decided:
        return _by_words(text, reply, variants, decided)
    guess = _by_other_words(reply, variants, stray) or _by_beginning(text, reply, variants)
    if guess is None:
        return _without_reason(text, reply, variants)
    return [guess, *_rest(reply, variants, guess.variant)]


def _decided(text: Text, reply: Reply, variants: list[int]) -> dict[int, list[Hit]]:
    """The variants whose words stand in the scope; for one without words, a clause that no sibling shares.

    Such a clause was not chosen by an author. With a code that every server uses it counts only where the text of
    the variant begins, unless the service left a mark.
    """
    decided: dict[int, list[Hit]] = {}
    for hit in text.hits_in(reply):
        sharing = [number for number in hit.phrases if number in variants]
        for number in variants:
            clause = sharing == [number] and number in text.index.wordless
            if clause and reply.everyones and not text.own and text.common(number, reply) < SAID:
                continue
            if clause or number in hit.words:
                decided.setdefault(number, []).append(hit)
    return decided


def _by_words(text: Text, reply: Reply, variants: list[int], decided: dict[int, list[Hit]]) -> list[_Found]:
    """Certain when the words of one variant only are there, and nobody else is likely to say them."""
    ranked = sorted(decided, key=lambda number: (decided[number][0].start, -max(map(_length, decided[number]))))
    weak = max(hit.key.weight for hit in decided[ranked[0]]) < STRONG
    sure = len(ranked) == 1 and not (weak and reply.everyones and not text.own)
    found = [
        _Found(
            number,
            "possible" if number != ranked[0] else "certain" if sure else "likely",
            reply.code,
            [(hit.start, hit.end) for hit in decided[number]],
            reply.token,
            decided=True,
        )
        for number in ranked
    ]
    return found if sure else [*found, *_rest(reply, variants, *ranked)]


def _length(hit: Hit) -> int:
    return hit.end - hit.start


def _rest(reply: Reply, variants: list[int], *but: int) -> list[_Found]:
    return [_Found(number, "possible", reply.code, [], reply.token) for number in variants if number not in but]


def _stray_words(text: Text) -> dict[int, list[Hit]]:
    """Deciding words outside every scope or in one of their own code, by variant; a few of each."""
    stray: dict[int, list[Hit]] = {}
    for hit in text.hits:
        scope = text.reply_at(hit.start) if hit.words else None
        for number in hit.words:
            if scope is None or scope.entry == text.code_of(number):
                hits = stray.setdefault(number, [])
                if len(hits) < MOST:
                    hits.append(hit)
    return stray


def _by_other_words(reply: Reply, variants: list[int], stray: dict[int, list[Hit]]) -> _Found | None:
    """The only variant with words elsewhere (`AUTH XOAUTH2` stands lines before the answer)."""
    elsewhere = [number for number in variants if number in stray]
    if len(elsewhere) != 1:
        return None
    spans = [(hit.start, hit.end) for hit in stray[elsewhere[0]]]
    return _Found(elsewhere[0], "likely", reply.code, spans, reply.token)


def _by_beginning(text: Text, reply: Reply, variants: list[int]) -> _Found | None:
    """The only variant whose text begins as the scope does, further than any other, until the scope ends."""
    ranked = sorted(((text.common(number, reply), number) for number in variants), key=lambda pair: -pair[0])
    best, number = ranked[0]
    second = ranked[1][0] if len(ranked) > 1 else 0
    end = reply.start + best
    if best < CUT or best - second < FURTHER or not text.ends_at(end):
        return None
    if reply.everyones and not text.own and (end < reply.end or _unusual(text, reply)):
        return None
    return _Found(number, "likely", reply.code, [(reply.start, end)], reply.token)


def _without_reason(text: Text, reply: Reply, variants: list[int]) -> list[_Found]:
    """No words decide: the variant that has none of its own, or only the choice between all of them."""
    wordless = [number for number in variants if number in text.index.wordless]
    fallback = wordless[0] if len(wordless) == 1 else variants[0] if len(variants) == 1 else None
    begun = {number: text.common(number, reply) for number in variants}
    if reply.everyones and not text.own:
        unlike = max(begun.values()) < CUT and text.goes_on(reply)
        if unlike or _unusual(text, reply):
            return []
    if fallback is None:
        return _rest(reply, variants)
    end = reply.start + begun[fallback]
    said = begun[fallback] >= SAID and text.ends_at(end)
    only = len(variants) == 1
    confidence: Confidence = "possible"
    if only and not is_enhanced(reply.code):
        confidence = "certain"
    elif said or (only and not reply.everyones):
        confidence = "likely"
    spans = [(reply.start, end)] if said else []
    first = _Found(fallback, confidence, reply.code, spans, reply.token, decided=confidence == "certain")
    return [first, *_rest(reply, variants, fallback)]


def _unusual(text: Text, reply: Reply) -> bool:
    """Whether the reply code is not one that the service sends with this code."""
    usual = text.index.table["codes"][reply.entry]["replies"]
    return bool(reply.token.reply and usual) and reply.token.reply not in usual


def _stranger(text: Text, reply: Reply, candidates: list[_Found]) -> str:
    """The provider who speaks in this reply, if it is not the service."""
    if not text.foreign:
        return ""
    hits = text.hits_in(reply)
    own = any(hit.key.own for hit in hits)
    strong = any(end - start >= STRONG for one in candidates if one.decided for start, end in one.letters)
    here = [hit for hit in hits if hit.key.foreign]
    if here:
        return "" if own and strong else here[0].key.foreign
    return "" if own or strong else text.foreign[0].key.foreign


# -- no code that decides --------------------------------------------------------------------------------------------


def _from_phrases(text: Text, spoken: bool) -> list[_Found]:
    """Variants by a phrase or a name of their own. Where a server has `spoken`, a client's own words never decide."""
    if text.foreign and not text.own:
        return []
    matter = text.index.table["matter"]
    about = text.own or not matter or any(word in text.letters.text for word in matter)
    found: list[tuple[int, int, _Found]] = []
    for hit in text.hits:
        numbers = [number for number in dict.fromkeys((*hit.words, *hit.phrases)) if number not in text.ruled_out]
        scope = text.reply_at(hit.start)
        if scope is not None and scope.summary:
            scope = None
        if not numbers or (scope is not None and _settled(text, scope, numbers)):
            continue
        codeless = [number for number in numbers if not text.code_of(number)]
        if scope is not None:
            enough = hit.key.weight >= ELSEWHERE and scope.everyones
        else:
            enough = hit.key.name or _enough(text, hit, bool(codeless), about)
        if not enough:
            continue
        numbers = codeless or numbers
        sure = len(numbers) == 1 and (text.own if codeless else about or (hit.key.name and hit.key.weight >= FAILURE))
        told = spoken and scope is None
        confidence: Confidence = "likely" if sure and not told else "possible"
        code = scope.code if scope is not None else ""
        for number in numbers:
            one = _Found(number, confidence, code, [(hit.start, hit.end)])
            found.append((RANK[confidence], -hit.key.weight, one))
    found.sort(key=lambda one: one[:2])
    return [one for _, _, one in found]


def _settled(text: Text, scope: Reply, numbers: list[int]) -> bool:
    """Whether the scope in which a phrase stands has spoken: nested, a code of a product we do not know, or its own."""
    unknown = not scope.entry and not registered(scope.code)
    return scope.nested or unknown or any(text.code_of(number) == scope.entry for number in numbers)


def _enough(text: Text, hit: Hit, codeless: bool, about: bool) -> bool:
    """Whether a phrase outside every scope says enough: in a text about the matter, or as nearly the whole text."""
    weight = hit.key.weight
    if not about and "http" in text.letters.text:
        return False
    if codeless:
        silent = all(reply.summary for reply in text.replies)
        return weight >= (CODELESS if about and silent else FAILURE)
    covers = 10 * _length(hit) >= 7 * len(text.letters.text)
    return weight >= ALONE and (about or covers)
