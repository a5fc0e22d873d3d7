"""Pages of errors: the overview of a code, and the page of each of its texts."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from markupsafe import Markup

from generator.addresses import variant_key
from generator.inline import Link
from generator.records.error import Error, Variant
from generator.views.labels import CONFIDENCE, CONFIDENCE_MEANS, STATE
from generator.views.parts import (
    Badge,
    FixCard,
    NoticeView,
    SourceView,
    VerifiedView,
    evidence,
    fix_card,
    notices,
    roles,
    sources,
    verified,
)
from generator.views.share import ShareView, error_share, variant_share
from generator.views.voice import Voice


@dataclass(frozen=True, slots=True)
class CauseView:
    """A possible cause, how sure we are, and why."""

    id: str
    html: Markup
    confidence: Badge
    means: str
    sources: tuple[SourceView, ...]


@dataclass(frozen=True, slots=True)
class VariantCard:
    """A text of a code in its overview: the words to look for, and where they lead."""

    id: str
    title: Markup
    href: str
    words: tuple[str, ...]
    texts: tuple[Markup, ...]
    meaning: Markup
    state: Badge


@dataclass(frozen=True, slots=True)
class VariantView:
    """Everything about one text."""

    id: str
    title: Markup
    texts: tuple[Markup, ...]
    words: tuple[str, ...]
    meaning: Markup
    tell_apart: Markup
    who: tuple[Link, ...]
    causes: tuple[CauseView, ...]
    fixes: tuple[FixCard, ...]
    collect: tuple[tuple[str, Markup, Markup], ...]
    sources: tuple[SourceView, ...]
    confused_with: tuple[Link, ...]
    state: Badge
    verified: VerifiedView | None
    notices: tuple[NoticeView, ...]


@dataclass(frozen=True, slots=True)
class StandardView:
    """The registered meaning of the code."""

    code: str
    meaning: Markup
    sources: tuple[SourceView, ...]


@dataclass(frozen=True, slots=True)
class ErrorView:
    """A code: what it is about, and its texts. `only` is the text of a code that has just one."""

    id: str
    code: str
    title: Markup
    summary: Markup
    replies: tuple[str, ...]
    family: Link
    standard: StandardView | None
    cards: tuple[VariantCard, ...]
    only: VariantView | None
    see_also: tuple[Link, ...]
    notices: tuple[NoticeView, ...]
    share: ShareView


@dataclass(frozen=True, slots=True)
class VariantPage:
    """The page of one text, with the way back to its code."""

    error: Link
    code: str
    summary: Markup
    standard: StandardView | None
    replies: tuple[str, ...]
    variant: VariantView
    neighbours: tuple[VariantCard, ...]
    share: ShareView


def error_view(voice: Voice, error: Error, as_of: datetime.date) -> ErrorView:
    """The overview of a code."""
    only = error.variants[0] if len(error.variants) == 1 else None
    return ErrorView(
        id=error.id,
        code=error.code,
        title=voice.say(error.title),
        summary=voice.say(error.summary),
        replies=error.replies,
        family=family_link(voice, error.family, "errors"),
        standard=standard_view(voice, error),
        cards=() if only else tuple(card(voice, error, variant) for variant in error.variants),
        only=variant_view(voice, error, only, as_of) if only else None,
        see_also=tuple(voice.link("error", code) for code in error.see_also),
        notices=() if only else notices(voice, f"errors/{error.id}", as_of),
        share=error_share(voice, error),
    )


def variant_page(voice: Voice, error: Error, variant: Variant, as_of: datetime.date) -> VariantPage:
    """The page of one text of a code that has several."""
    return VariantPage(
        error=voice.link("error", error.id),
        code=error.code,
        summary=voice.say(error.summary),
        standard=standard_view(voice, error),
        replies=error.replies,
        variant=variant_view(voice, error, variant, as_of),
        neighbours=tuple(card(voice, error, other) for other in error.variants if other is not variant),
        share=variant_share(voice, error, variant),
    )


def standard_view(voice: Voice, error: Error) -> StandardView | None:
    """The registered meaning of a code, where it differs from what the service means by it."""
    if error.standard is None:
        return None
    return StandardView(error.standard.code, voice.say(error.standard.meaning), sources(voice, error.standard.sources))


def card(voice: Voice, error: Error, variant: Variant) -> VariantCard:
    """A text of a code in its overview."""
    return VariantCard(
        id=variant.id,
        title=voice.say(variant.title),
        href=voice.to(variant_key(voice.library, f"{error.id}/{variant.id}")),
        words=variant.match.words,
        texts=tuple(marked(text, variant.match.words) for text in variant.match.texts),
        meaning=voice.say(variant.meaning),
        state=Badge(variant.state, voice.word(STATE[variant.state])),
    )


def variant_view(voice: Voice, error: Error, variant: Variant, as_of: datetime.date) -> VariantView:
    """Everything about one text."""
    library = voice.library
    return VariantView(
        id=variant.id,
        title=voice.say(variant.title),
        texts=tuple(marked(text, variant.match.words) for text in variant.match.texts),
        words=variant.match.words,
        meaning=voice.say(variant.meaning),
        tell_apart=voice.say(variant.tell_apart),
        who=roles(voice, variant.who),
        causes=tuple(
            CauseView(
                cause.id,
                voice.say(cause.text),
                Badge(cause.confidence, voice.word(CONFIDENCE[cause.confidence])),
                voice.word(CONFIDENCE_MEANS[cause.confidence]),
                sources(voice, cause.sources),
            )
            for cause in variant.causes
        ),
        fixes=tuple(
            fix_card(voice, library.fixes[choice.fix], voice.maybe(choice.when))
            for choice in variant.fixes
            if choice.fix in library.fixes
        ),
        collect=evidence(voice, variant.collect),
        sources=sources(voice, (*variant.sources, *(source for cause in variant.causes for source in cause.sources))),
        confused_with=tuple(voice.link("error", reference) for reference in variant.confused_with),
        state=Badge(variant.state, voice.word(STATE[variant.state])),
        verified=verified(voice, variant, variant.verified),
        notices=notices(voice, f"errors/{error.id}/{variant.id}", as_of),
    )


def marked(text: str, words: tuple[str, ...]) -> Markup:
    """A literal text with the words that decide it marked, whatever their case."""
    lowered = text.casefold()
    for word in sorted(words, key=len, reverse=True):
        start = lowered.find(word.casefold())
        if start >= 0 and len(lowered) == len(text):
            end = start + len(word)
            return Markup("{}<mark>{}</mark>{}").format(text[:start], text[start:end], text[end:])
    return Markup.escape(text)


def family_link(voice: Voice, identity: str, kind: str) -> Link:
    """The group of a record, as a link to its place in the list."""
    family = voice.library.families.get(identity)
    title = voice.say(family.title) if family else Markup.escape(identity)
    return Link(voice.to(f"{kind}#{identity}"), title)
