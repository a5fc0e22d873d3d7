"""What has changed in the source language since a passage was translated, for the readers of the translation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from markupsafe import Markup, escape

from generator.inline import to_html, to_plain
from generator.views.voice import Voice, stale_mark


@dataclass(frozen=True, slots=True)
class ChangedView:
    """A passage: the id of its place, the translation as it stands, and the source of today beside it.

    `mark` stands in the page where the passage is shown. `now` has what is new in it marked as inserted, and what is
    gone as deleted, where the earlier source is known.
    """

    place: str
    mark: str
    lang: str
    earlier: Markup
    now: Markup


def changed_views(voice: Voice) -> tuple[ChangedView, ...]:
    """The passages of a page whose source has changed since they were translated."""
    return tuple(
        ChangedView(
            f"kb-changed-{number}",
            stale_mark(name),
            passage.lang,
            to_html(passage.earlier, voice.link),
            _compared(_words(voice, passage.was), _words(voice, passage.text))
            if passage.was
            else to_html(passage.text, voice.link),
        )
        for number, (name, passage) in enumerate(voice.changed.items(), 1)
    )


def _words(voice: Voice, text: str) -> list[str]:
    plain = to_plain(text, lambda kind, identity, _: voice.speaker.name(kind, identity))
    return re.findall(r"\w+|\s+|[^\w\s]", plain)


def _compared(before: list[str], after: list[str]) -> Markup:
    return Markup("".join(_marked(before, after)))


def _marked(before: list[str], after: list[str]) -> Iterator[str]:
    for what, from_, to, at, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            yield escape("".join(after[at:end]))
            continue
        if to > from_:
            yield f"<del>{escape(''.join(before[from_:to]))}</del>"
        if end > at:
            yield f"<ins>{escape(''.join(after[at:end]))}</ins>"
