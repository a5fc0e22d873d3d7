"""Translations say what the source says, in the same markup."""

from __future__ import annotations

from collections.abc import Iterator

from generator.catalogue import Catalogue
from generator.checks.references import Locate
from generator.inline import faults, literals
from generator.library import Subject
from generator.problems import Problem
from generator.records.types import Text


def passage_problems(subject: Subject, catalogue: Catalogue, locate: Locate) -> Iterator[Problem]:
    """Problems of a record's translations. Missing and stale ones are warnings: readers get the English."""
    for path, text, shape in subject.fields:
        if not isinstance(text, Text):
            continue
        passage = catalogue.passage(text)
        if passage.state == "missing":
            yield Problem(
                locate(subject.kind, subject.id, path),
                "KB404",
                f"no {catalogue.locale} translation of {text.context}",
                "`kb i18n update` adds the entry; fill it in",
                "warning",
            )
            continue
        entry = catalogue.records[text.context]
        if passage.state == "stale":
            if entry.source != text.source:
                message = f"the English of {text.context} has changed since the {catalogue.locale} translation"
                hint = f"now: {text.source[:80]}"
            else:
                message = f"the {catalogue.locale} translation of {text.context} is marked as fuzzy"
                hint = "compare it with the English, then remove the mark"
            yield Problem(entry.place, "KB405", message, hint, "warning")
            continue
        if shape.short and len(entry.text) > shape.short:
            yield Problem(
                entry.place,
                "KB116",
                f"the translation of {text.context} has {len(entry.text)} characters where {shape.short} fit",
                "shorten it",
            )
        if "\n" in entry.text.strip():
            yield Problem(
                entry.place, "KB120", f"the translation of {text.context} has a line break", "remove the \\n from it"
            )
        for code, message, hint in faults(entry.text):
            yield Problem(entry.place, code, message, hint)
        here, there = literals(text.source), literals(entry.text)
        if here != there and not subject.imported:
            lost = ", ".join((here - there).elements())
            added = ", ".join((there - here).elements())
            parts = [f"lacks {lost}" if lost else "", f"has {added} too much" if added else ""]
            yield Problem(
                entry.place,
                "KB406",
                f"{text.context} {' and '.join(part for part in parts if part)}",
                "code, links, references and the number of bold passages are the same in every language",
            )


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
