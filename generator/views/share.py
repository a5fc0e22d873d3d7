"""What the page of a record offers for passing it on: its link, its title with the link, words ready to be sent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from generator.addresses import step_key, variant_key
from generator.inline import as_label
from generator.issues import issue_link
from generator.library import fingerprint
from generator.records.error import Error, Variant
from generator.records.fix import Fix
from generator.records.flow import Flow, Outcome
from generator.records.guide import Guide
from generator.views.labels import REPORT
from generator.views.messages import (
    MessageView,
    Target,
    ask_of,
    evidence_of,
    fix_ask,
    fix_reply,
    messages,
    reply_of,
    target,
    which_text,
    with_link,
)
from generator.views.voice import Voice


@dataclass(frozen=True, slots=True)
class ShareView:
    """What can be copied from a page. `markdown` and `plain` are plain text; their markup is for the link only.

    `place` is the address without the site in front of it; `report` opens an issue, and is empty without a repository.
    """

    to: Target
    place: str
    title: str
    markdown: Markup
    plain: Markup
    replies: tuple[MessageView, ...]
    asks: tuple[MessageView, ...]
    evidence: tuple[MessageView, ...]
    report: str


def error_share(voice: Voice, error: Error) -> ShareView:
    """The page of a code: of its only text, or of the choice between several."""
    if len(error.variants) == 1:
        return variant_share(voice, error, error.variants[0])
    key = f"errors/{error.id}"
    to = target(voice, key)
    replies = messages(voice, "reply", to, lambda speaker: which_text(speaker, error))
    return _share(voice, key, voice.speaker.name("error", error.id), error, replies=replies)


def variant_share(voice: Voice, error: Error, variant: Variant) -> ShareView:
    """The page of a text."""
    reference = f"{error.id}/{variant.id}"
    key = _page(voice, reference)
    title = voice.speaker.name("error", reference)
    return _share(voice, key, title, variant, name=f"errors/{reference}", **_words(voice, key, variant))


def fix_share(voice: Voice, fix: Fix) -> ShareView:
    """The page of a fix."""
    key = f"fixes/{fix.id}"
    to = target(voice, key)
    return _share(
        voice,
        key,
        voice.plain(fix.title),
        fix,
        replies=messages(voice, "reply", to, lambda speaker: fix_reply(speaker, fix)),
        asks=messages(voice, "ask", to, lambda speaker: fix_ask(speaker, fix)),
    )


def guide_share(voice: Voice, guide: Guide) -> ShareView:
    """The page of a guide."""
    return _share(voice, f"guides/{guide.id}", voice.plain(guide.title), guide)


def outcome_share(voice: Voice, flow: Flow, node: Outcome, asks: tuple[MessageView, ...]) -> ShareView:
    """The page of an outcome: its own link, and the words of the text that it is the answer to."""
    found = voice.library.variant(node.variant)
    words = _words(voice, _page(voice, node.variant), found[1]) if found else {}
    return _share(
        voice,
        step_key(flow, node.id),
        voice.plain(node.title),
        node,
        name=f"flows/{flow.id}#{node.id}",
        **words | {"asks": asks},
    )


def outcome_target(voice: Voice, flow: Flow, node: Outcome) -> Target:
    """Where the message of an outcome leads: to the text it is the answer to, or to the outcome itself."""
    return target(voice, _page(voice, node.variant) or step_key(flow, node.id))


def _page(voice: Voice, reference: str) -> str:
    """The key of the page that a text stands on."""
    return variant_key(voice.library, reference).partition("#")[0]


def _words(voice: Voice, key: str, variant: Variant) -> dict[str, tuple[MessageView, ...]]:
    to = target(voice, key)
    return {
        "replies": messages(voice, "reply", to, lambda speaker: reply_of(speaker, variant)),
        "asks": messages(voice, "ask", to, lambda speaker: ask_of(speaker, variant)),
        "evidence": messages(voice, "evidence", None, lambda speaker: evidence_of(speaker, variant.collect)),
    }


def _share(
    voice: Voice,
    key: str,
    title: str,
    record: object,
    *,
    name: str = "",
    replies: Iterable[MessageView] = (),
    asks: Iterable[MessageView] = (),
    evidence: Iterable[MessageView] = (),
) -> ShareView:
    addresses = voice.speaker.addresses
    to = target(voice, key)
    return ShareView(
        to=to,
        place=addresses.short(key) or addresses.url(voice.locale, key),
        title=title,
        markdown=with_link(f"[{as_label(title)}]", "(", to, ")"),
        plain=with_link(title, "\n", to),
        replies=tuple(replies),
        asks=tuple(asks),
        evidence=tuple(evidence),
        report=_report(voice, name or key, record) if addresses.repository else "",
    )


def _report(voice: Voice, name: str, record: object) -> str:
    """What opens an issue about a record, in its present words."""
    about = {"record": name, "locale": voice.locale, "revision": fingerprint(record)}
    body = "\n".join(f"{label}: {value}" for label, value in about.items())
    title = voice.word(REPORT["title"]) % {"record": name}
    return issue_link(voice.speaker.addresses.repository, title, f"{voice.word(REPORT['ask'])}\n\n\n{body}\n")
