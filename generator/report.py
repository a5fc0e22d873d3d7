"""What needs a person: nothing here stops a build, and nothing here mends itself.

A report is a list of [`Item`][]: what was verified and has changed since, dates that have passed without anybody
looking, claims whose sources disagree, labels that nobody has seen, variants that few texts prove, and what is not
translated. The command line prints it, and the site has a page of it (generator/views/report.py); `kb report --due` is
for a calendar, so that no test turns red by itself.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from generator.checks.content import needs_sample, samples_of
from generator.library import Library, fingerprint
from generator.project import Project
from generator.records import KINDS
from generator.records.tables import Event
from generator.views.labels import N_

Reason = Literal["due", "changed", "contested", "unconfirmed", "samples", "untranslated"]

REASONS: dict[Reason, str] = {
    "due": N_("A date has passed since somebody last checked"),
    "changed": N_("Changed since it was verified"),
    "contested": N_("Sources disagree"),
    "unconfirmed": N_("A label that nobody has seen on the screen"),
    "samples": N_("Fewer than three samples"),
    "untranslated": N_("Not translated, or the English has changed since"),
}
"""Why something needs a person, the most pressing first."""

ABOUT = {
    "due": N_("was to happen by %(day)s, last checked on %(checked)s"),
    "changed": N_("verified on %(day)s"),
    "contested": N_("cause '%(cause)s'"),
    "unconfirmed": N_("'%(name)s' in %(languages)s"),
    "samples": N_("%(count)s of %(wanted)s"),
    "passage": N_("1 passage in %(locale)s"),
    "passages": N_("%(count)s passages in %(locale)s"),
}
"""What is said of a record, with values to be put in."""

SAMPLES = 3
"""How many real texts a variant should have before one trusts that it is recognised."""


@dataclass(frozen=True, slots=True)
class Item:
    """Something to look at: why, which record, in which file, and what about it.

    `id` is `code/variant` for a text; `said` names an entry of [`ABOUT`][], `values` are put into it.
    """

    reason: Reason
    kind: str
    id: str
    file: str
    said: str
    values: tuple[tuple[str, str], ...] = ()

    @property
    def record(self) -> str:
        """The record as an author knows it: its kind and id."""
        return f"{KINDS[self.kind].plural}/{self.id}"

    @property
    def what(self) -> str:
        """What about it, in English."""
        return ABOUT[self.said] % dict(self.values)

    @property
    def data(self) -> dict[str, str]:
        """The same for `--json`."""
        return {"reason": self.reason, "record": self.record, "file": self.file, "what": self.what}

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
            values = (("day", event.effective.last), ("checked", event.checked.isoformat()))
            yield Item("due", "event", event.id, library.files["event", event.id], "due", values)


def is_due(event: Event, as_of: datetime.date) -> bool:
    """Whether the whole span that the date can mean is over, and the last look at it was before the end."""
    if event.effective is None or event.superseded_by:
        return False
    return event.effective.last < as_of.isoformat() and event.checked.isoformat() <= event.effective.last


def _changed(library: Library) -> Iterator[Item]:
    for kind, name, record in library.verifiable():
        stamp = record.verified
        if stamp and stamp.hash and stamp.hash != fingerprint(record):
            values = (("day", stamp.on.isoformat()),)
            yield Item("changed", kind, name, library.file_of(kind, name), "changed", values)


def _contested(library: Library) -> Iterator[Item]:
    for name, _, variant in library.variants():
        for cause in variant.causes:
            if cause.confidence == "contested":
                file = library.file_of("error", name)
                yield Item("contested", "error", name, file, "contested", (("cause", cause.id),))


def _unconfirmed(library: Library) -> Iterator[Item]:
    for term in library.terms.values():
        if term.unconfirmed:
            languages = ", ".join(term.unconfirmed)
            values = (("name", term.name.source), ("languages", languages))
            yield Item("unconfirmed", "term", term.id, library.files["term", term.id], "unconfirmed", values)


def _few_samples(library: Library) -> Iterator[Item]:
    samples = samples_of(library)
    for name, _, variant in library.variants():
        count = len(samples[name])
        if needs_sample(variant) and count < SAMPLES:
            values = (("count", str(count)), ("wanted", str(SAMPLES)))
            yield Item("samples", "error", name, library.file_of("error", name), "samples", values)


def _untranslated(project: Project) -> Iterator[Item]:
    kinds = {kind.plural: kind.name for kind in KINDS.values()}
    counts = Counter((one.context.partition("#")[0], one.locale) for one in project.problems if one.locale)
    for (record, locale), count in counts.items():
        plural, _, identity = record.partition("/")
        kind = kinds.get(plural, "")
        file = project.library.files.get((kind, identity))
        if file:
            values = (("count", str(count)), ("locale", locale))
            yield Item("untranslated", kind, identity, file, "passage" if count == 1 else "passages", values)
