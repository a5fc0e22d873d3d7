"""Translations say what the source says, in the same markup."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.catalogue import Catalogue, Entry
from generator.checks.fidelity import Fault, Fidelity
from generator.checks.references import Locate
from generator.checks.typography import HOLE, typography_faults, unseen_faults
from generator.facts import PLACEHOLDER
from generator.inline import faults, spoken
from generator.library import Library, Subject
from generator.limits import MAX_TEXT
from generator.problems import Problem, Severity
from generator.records.types import Text

CARELESS = ("KB412", "KB413", "KB414", "KB416", "KB417", "KB421")
"""What readers see but are not misled by: a warning, and an error for `kb check --complete`."""


_STRAY = re.compile("%%?")
"""A percent sign that is doubled, or that a page would take for the beginning of a placeholder."""


def passage_problems(subject: Subject, catalogue: Catalogue, fidelity: Fidelity, locate: Locate) -> Iterator[Problem]:
    """Problems of a record's translations. Missing and stale ones are warnings: readers get the English."""
    for path, text, shape in subject.fields:
        if not isinstance(text, Text):
            continue
        passage = catalogue.passage(text)
        if passage.state == "missing":
            blank = catalogue.records.get(text.context)
            place = blank.place if blank else locate(subject.kind, subject.id, path)
            hint = "fill it in" if blank else "`kb i18n update` adds the entry; fill it in"
            message = f"no {catalogue.locale} translation of {text.context}"
            yield Problem(place, "KB404", message, hint, "warning", catalogue.locale, text.context)
            continue
        entry = catalogue.records[text.context]
        if passage.state == "stale":
            if entry.source != text.source:
                message = f"the English of {text.context} has changed since the {catalogue.locale} translation"
                hint = f"now: {text.source[:80]}"
            else:
                message = f"the {catalogue.locale} translation of {text.context} is marked as fuzzy"
                hint = "compare it with the English, then remove the mark"
            yield Problem(entry.place, "KB405", message, hint, "warning", catalogue.locale, text.context)
            continue
        for code, message, hint in (
            imported_faults(entry)
            if subject.imported
            else passage_faults(fidelity, catalogue.locale, text, entry, shape.short)
        ):
            severity: Severity = "warning" if code in CARELESS else "error"
            yield Problem(entry.place, code, f"{text.context}: {message}", hint, severity)


def unknown_messages(known: set[str], catalogue: Catalogue) -> Iterator[Problem]:
    """Translations of texts that are not in any record any more."""
    for context, entry in catalogue.records.items():
        if context not in known:
            yield Problem(
                entry.place,
                "KB407",
                f"no text has the context {context}",
                "remove the entry, or `kb i18n update` will",
                "warning",
            )


def interface_problems(catalogue: Catalogue, fidelity: Fidelity) -> Iterator[Problem]:
    """The same for words of the interface, which hold placeholders and tags instead of Markdown."""
    for entry in catalogue.strings.values():
        if not entry.text or entry.fuzzy:
            code, state = ("KB405", "is marked as fuzzy") if entry.text else ("KB404", "is blank")
            message = f"the {catalogue.locale} translation of '{entry.source[:60]}' {state}"
            hint = "readers get the English until it is filled in"
            yield Problem(entry.place, code, message, hint, "warning", catalogue.locale)
            continue
        for code, message, hint in interface_faults(fidelity, catalogue.locale, entry):
            severity: Severity = "warning" if code in CARELESS else "error"
            yield Problem(entry.place, code, f"'{entry.source[:60]}': {message}", hint, severity)


def interface_faults(fidelity: Fidelity, locale: str, entry: Entry) -> Iterator[Fault]:
    """Everything wrong with the translation of a string of the interface, without its place."""
    yield from fidelity.faults(entry.source, entry.text)
    if _STRAY.findall(PLACEHOLDER.sub("", entry.text)) != _STRAY.findall(PLACEHOLDER.sub("", entry.source)):
        yield "KB410", "a % that begins no placeholder of the English", "write %% for a percent sign"
    yield from typography_faults(locale, PLACEHOLDER.sub(HOLE, entry.source), PLACEHOLDER.sub(HOLE, entry.text))
    if entry.source.count("\n") != entry.text.count("\n"):
        yield "KB120", "other line breaks", f"the English has {entry.source.count(chr(10)) + 1} lines"
    yield from _untranslated(entry)


def fidelity_of(library: Library, catalogue: Catalogue) -> Fidelity:
    """What compares the passages of a catalogue with their sources."""
    names = {term.name.source for term in library.terms.values()}
    names |= {catalogue.passage(term.name).text for term in library.terms.values()}
    return Fidelity(catalogue.source_locale, catalogue.locale, names)


def passage_faults(fidelity: Fidelity, locale: str, text: Text, entry: Entry, short: int) -> Iterator[Fault]:
    """Everything wrong with the translation of a text, without its place. `short`: how many characters fit, or 0."""
    most = short or 2 * MAX_TEXT
    if len(entry.text) > most:
        yield "KB116", f"{len(entry.text)} characters where {most} fit", "shorten it"
        return
    if "\n" in entry.text.strip():
        yield "KB120", "a line break", "remove the \\n from it"
    yield from faults(entry.text)
    yield from fidelity.faults(text.source, entry.text)
    yield from typography_faults(locale, text.source, entry.text)
    yield from _untranslated(entry)


def imported_faults(entry: Entry) -> Iterator[Fault]:
    """The same for an imported text: whose words they are decides how they are written, and nothing else."""
    if len(entry.text) > 2 * MAX_TEXT:
        yield "KB116", f"{len(entry.text)} characters where {2 * MAX_TEXT} fit", "split it"
    yield from faults(entry.text)
    yield from unseen_faults(entry.text)


def _untranslated(entry: Entry) -> Iterator[Fault]:
    """A translation that is the English: words in lower case follow one another, so it is more than names."""
    if entry.text == entry.source and not entry.same and re.search(r"[a-z]{2,} [a-z]{2,}", spoken(entry.source)):
        hint = "translate it, leave it blank so that readers are told, or flag it ignore-same"
        yield "KB417", "the translation is the English", hint
