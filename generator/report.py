"""What needs a person: nothing here stops a build, and nothing here mends itself.

A report is a list of [`Item`][]: what was verified and has changed since, dates that have passed without anybody
looking, claims whose sources disagree, labels that nobody has seen, variants that few texts prove, and what is not
translated. The command line prints it; `kb report --due` is for a calendar, so that no test turns red by itself.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from generator.checks.content import needs_sample, samples_of
from generator.checks.references import record_id
from generator.library import Library, fingerprint
from generator.project import Project
from generator.records import KINDS
from generator.records.tables import Event

Reason = Literal["due", "changed", "contested", "unconfirmed", "samples", "untranslated"]

REASONS: dict[Reason, str] = {
    "due": "A date has passed since somebody last checked",
    "changed": "Changed since it was verified",
    "contested": "Sources disagree",
    "unconfirmed": "A label that nobody has seen on the screen",
    "samples": "Fewer than three samples",
    "untranslated": "Not translated, or the English has changed since",
}
"""Why something needs a person, the most pressing first."""

SAMPLES = 3
"""How many real texts a variant should have before one trusts that it is recognised."""


@dataclass(frozen=True, slots=True)
class Item:
    """Something to look at: why, which record, in which file, and what about it."""

    reason: Reason
    record: str
    file: str
    what: str

    def __str__(self) -> str:
        return f"{self.file}: {self.reason}: {self.record}: {self.what}"


def report(project: Project, as_of: datetime.date) -> tuple[Item, ...]:
    """Everything in a knowledge base that needs a person on a day, the most pressing first."""
    library = project.library
    items = [
        *due(library, as_of),
        *_changed(library),
        *_contested(library),
        *_unconfirmed(library),
        *_few_samples(library),
        *_untranslated(project),
    ]
    order = list(REASONS)
    return tuple(sorted(items, key=lambda item: (order.index(item.reason), item.file, item.record)))


def due(library: Library, as_of: datetime.date) -> Iterator[Item]:
    """Events whose date has passed and that nobody has checked since. Superseded plans are not awaited."""
    for event in library.timeline.values():
        if is_due(event, as_of):
            assert event.effective is not None
            yield Item(
                "due",
                f"timeline/{event.id}",
                library.files["event", event.id],
                f"was to happen by {event.effective.last}, last checked on {event.checked.isoformat()}",
            )


def is_due(event: Event, as_of: datetime.date) -> bool:
    """Whether the whole span that the date can mean is over, and the last look at it was before the end."""
    if event.effective is None or event.superseded_by:
        return False
    return event.effective.last < as_of.isoformat() and event.checked.isoformat() <= event.effective.last


def _changed(library: Library) -> Iterator[Item]:
    for error in library.errors.values():
        for variant in error.variants:
            stamp = variant.verified
            if stamp and stamp.hash and stamp.hash != fingerprint(variant):
                name = f"errors/{error.id}/{variant.id}"
                yield Item("changed", name, library.files["error", error.id], f"verified on {stamp.on.isoformat()}")
    for kind in ("fix", "guide"):
        for record in library.records[kind].values():
            stamp = record.verified
            if stamp and stamp.hash and stamp.hash != fingerprint(record):
                name = f"{KINDS[kind].plural}/{record.id}"
                yield Item("changed", name, library.files[kind, record.id], f"verified on {stamp.on.isoformat()}")


def _contested(library: Library) -> Iterator[Item]:
    for error in library.errors.values():
        for variant in error.variants:
            for cause in variant.causes:
                if cause.confidence == "contested":
                    name = f"errors/{error.id}/{variant.id}"
                    yield Item("contested", name, library.files["error", error.id], f"cause '{cause.id}'")


def _unconfirmed(library: Library) -> Iterator[Item]:
    for term in library.terms.values():
        if term.unconfirmed:
            languages = ", ".join(term.unconfirmed)
            yield Item(
                "unconfirmed",
                f"terms/{term.id}",
                library.files["term", term.id],
                f"'{term.name.source}' in {languages}",
            )


def _few_samples(library: Library) -> Iterator[Item]:
    samples = samples_of(library)
    for error in library.errors.values():
        for variant in error.variants:
            count = len(samples[f"{error.id}/{variant.id}"])
            if needs_sample(error, variant) and count < SAMPLES:
                name = f"errors/{error.id}/{variant.id}"
                yield Item("samples", name, library.files["error", error.id], f"{count} of {SAMPLES}")


def _untranslated(project: Project) -> Iterator[Item]:
    library = project.library
    for catalogue in project.catalogues.values():
        open_: dict[tuple[str, str], list[str]] = {}
        for kind, record, text, _ in library.texts():
            if catalogue.passage(text).state in ("missing", "stale"):
                open_.setdefault((kind, record_id(library, kind, record)), []).append(text.context)
        for (kind, identity), contexts in open_.items():
            passages = "1 passage" if len(contexts) == 1 else f"{len(contexts)} passages"
            name = f"{KINDS[kind].plural}/{identity}"
            yield Item("untranslated", name, library.files[kind, identity], f"{passages} in {catalogue.locale}")
