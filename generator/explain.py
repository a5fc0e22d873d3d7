"""What pasted text says, in the terms of a library: the decoder's table, and its answers with titles.

The decoder knows letters and codes; here its signatures are taken from records, and its answers are given
the titles and addresses that a page or a terminal shows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.addresses import relative, step_key, variant_key
from generator.decoder import Decoded, ForeignSignature, Signature, Table, compile_table
from generator.flows.answers import landing, leading, prefilled, query
from generator.flows.graph import nodes_of
from generator.library import Library
from generator.powershell.diagnosis import Diagnosis, conclude, diagnosis, read, unknown
from generator.views.voice import Speaker


@dataclass(frozen=True, slots=True)
class Explanation:
    """One possible meaning of a text. `address` is relative to the root of the site."""

    variant: str
    confidence: str
    title: str
    address: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What the line of the diagnosis command says: its states, and the step of the flow that they lead to.

    Title and address are empty when the line is not complete, or has a state that nobody knows; then nothing is
    guessed. `address` is relative to the root of the site.
    """

    states: Mapping[str, str]
    title: str
    address: str


def signatures(library: Library) -> Iterator[Signature]:
    """How each variant of the library is recognised."""
    for name, error, variant in library.variants():
        match = variant.match
        yield Signature(name, error.code, error.replies, match.words, match.texts, match.without)


def foreign(library: Library) -> Iterator[ForeignSignature]:
    """The marks of those who speak with the same codes."""
    for entry in library.data.get("foreign") or ():
        yield ForeignSignature(entry["id"], entry["name"], tuple(entry["marks"]), entry.get("kind", "provider"))


def table(library: Library) -> Table:
    """The decoder's table. Raises ValueError for words or marks that are too short to be found safely."""
    return compile_table(signatures(library), foreign(library))


def meanings(text: str, decoded: Decoded, speaker: Speaker) -> tuple[Explanation, ...]:
    """The answers to a text with titles and addresses, the surest first."""
    library = speaker.library
    return tuple(
        Explanation(
            variant=candidate.variant,
            confidence=candidate.confidence,
            title=speaker.name("error", candidate.variant),
            address=speaker.addresses.url(speaker.locale, variant_key(library, candidate.variant)),
            words=tuple(text[start:end] for start, end in candidate.spans),
        )
        for candidate in decoded.candidates
        if library.variant(candidate.variant)
    )


def browser_data(speaker: Speaker, page: str) -> dict[str, Any]:
    """Everything that the paste box of the page at `page` needs: the table, titles, addresses and deciding words.

    `variants` hold [title, address, words, address in the flow], `errors` [title, address]; addresses are relative
    to the page.
    """
    library = speaker.library

    def to(key: str) -> str:
        return relative(speaker.addresses.url(speaker.locale, key), page)

    def named(name: str, *more: Any) -> list[Any]:
        return [speaker.name("error", name), to(variant_key(library, name)), *more]

    variants = {
        name: named(name, list(variant.match.words[:2]), _flow(speaker, name, page))
        for name, _, variant in library.variants()
    }
    errors = {name: named(name) for name in library.errors}
    return {"table": table(library), "variants": variants, "errors": errors, "diagnosis": _diagnosis(speaker, page)}


def _flow(speaker: Speaker, variant: str, page: str) -> str:
    """The step of a flow that a variant's own answers lead to, with those answers; empty when no flow knows it."""
    for flow in speaker.library.flows.values():
        answers = prefilled(flow, variant)
        if answers:
            key = step_key(flow, landing(flow, answers))
            return relative(speaker.addresses.url(speaker.locale, key), page) + query(flow, answers)
    return ""


def settings_in(text: str, speaker: Speaker) -> Conclusion | None:
    """What a pasted line of the diagnosis command says; nothing where the text has none."""
    found = _known_diagnosis(speaker)
    states = read(text) if found else None
    if found is None or states is None:
        return None
    rule = None if unknown(states, found.fields) else conclude(states, found.rules)
    title, address = _place_of(speaker, found, rule.id) if rule else ("", "")
    return Conclusion(states, title, address)


def _known_diagnosis(speaker: Speaker) -> Diagnosis | None:
    """The diagnosis of the knowledge base, when it has one and the flow that it answers."""
    written = speaker.library.data.get("diagnosis")
    found = diagnosis(written) if written else None
    return found if found and found.flow in speaker.library.flows else None


def _place_of(speaker: Speaker, found: Diagnosis, rule: str) -> tuple[str, str]:
    """Title and address of the step that a rule of the diagnosis leads to, with the answers so far."""
    flow = speaker.library.flows[found.flow]
    answers = {**leading(flow, found.step), found.step: rule}
    step = landing(flow, answers)
    address = speaker.addresses.url(speaker.locale, step_key(flow, step)) + query(flow, answers)
    return speaker.plain(nodes_of(flow)[step].title), address


def _diagnosis(speaker: Speaker, page: str) -> dict[str, Any] | None:
    """What the line of the diagnosis command can say: the states of each field, and the rules in order.

    A rule holds its condition, and title and address of the step that its answer leads to.
    """
    found = _known_diagnosis(speaker)
    if found is None:
        return None
    rules = []
    for rule in found.rules:
        title, address = _place_of(speaker, found, rule.id)
        rules.append({"when": rule.when, "title": title, "href": relative(address, page)})
    return {"fields": found.fields, "rules": rules}
