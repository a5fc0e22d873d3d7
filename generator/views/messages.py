"""Words that are ready to be sent: replies to the reader, messages to an administrator, lists of what to send along.

They are the records' own, or made of what a record says anyway. Each ends with the link to its page; where the site has
no address, only the reader's browser knows it and puts it there (`fillLinks` in copy.js).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from markupsafe import Markup, escape

from generator.addresses import relative
from generator.languages import language_name
from generator.records.error import Error, Variant
from generator.records.fix import Fix
from generator.records.types import Text
from generator.views.labels import MESSAGE
from generator.views.voice import Speaker, Voice


@dataclass(frozen=True, slots=True)
class MessageView:
    """A message that can be sent, in one language. `text` is plain; its markup is for the link only."""

    id: str
    lang: str
    name: str
    text: Markup


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link of a message leads: relative to the root of the site, and as the page says it.

    `shown` is the whole address; without an address of the site it is empty, and `href` is the way from the page.
    """

    href: str
    shown: str


def target(voice: Voice, key: str) -> Target:
    """The address of a page that never changes: the short one, in no particular language, where there is one."""
    addresses = voice.speaker.addresses
    url = addresses.short(key.replace("#", "/")) or addresses.url(voice.locale, key)
    if addresses.base:
        return Target(addresses.base + url, addresses.base + url)
    return Target(relative(url, voice.url), "")


def with_link(text: str, lead: str, to: Target, after: str = "") -> Markup:
    """A text with a link behind it, between a few words that say what it leads to and what closes it."""
    if to.shown:
        return escape(f"{text}{lead}{to.shown}{after}")
    return Markup('{}<span data-link="{}" data-after="{}" hidden>{}</span>').format(text, to.href, after, lead)


def messages(voice: Voice, name: str, to: Target | None, say: Callable[[Speaker], str]) -> tuple[MessageView, ...]:
    """A message in every language, the page's own first; `to` is the link behind it."""
    return tuple(
        MessageView(
            f"{name}-{one.locale}",
            one.locale,
            language_name(one.locale),
            with_link(say(one), lead(one, name), to) if to else escape(say(one)),
        )
        for one in (voice.speaker, *(other for other in voice.speaker.others if other.locale != voice.locale))
    )


def lead(speaker: Speaker, name: str) -> str:
    """The words before the link of a message."""
    return f"\n\n{_say(speaker, f'{name}-link')}\n"


def reply_of(speaker: Speaker, variant: Variant) -> str:
    """The reply for a text: its own, or its meaning with the first thing to do."""
    return speaker.plain(variant.reply) if variant.reply else found_out(speaker, variant.title, variant)


def ask_of(speaker: Speaker, variant: Variant) -> str:
    """The message to the administrator for a text: its own, or its meaning with the first thing to do."""
    return speaker.plain(variant.ask) if variant.ask else found_out(speaker, variant.title, variant)


def found_out(
    speaker: Speaker, title: Text, variant: Variant | None, meaning: Text | None = None, fix: str = ""
) -> str:
    """What is wrong and what to do first, a line each."""
    means = meaning or (variant.meaning if variant else None)
    first = speaker.library.fixes.get(fix or (variant.fixes[0].fix if variant else ""))
    lines = [_say(speaker, "wrong", text=speaker.plain(title))]
    lines += [speaker.plain(means)] if means else []
    lines += [_say(speaker, "fix", text=speaker.plain(first.title))] if first else []
    return "\n".join(lines)


def which_text(speaker: Speaker, error: Error) -> str:
    """The reply for a code with several texts: which of them it was, and what else to send."""
    asked = [one for one in error.variants[0].collect if all(one in variant.collect for variant in error.variants)]
    return f"{_say(speaker, 'which', code=error.code or speaker.plain(error.title))}\n\n{evidence_of(speaker, asked)}"


def evidence_of(speaker: Speaker, ids: Iterable[str]) -> str:
    """A list of what to send along, a line each."""
    return f"{_say(speaker, 'evidence')}\n{listed(speaker, ids)}"


def listed(speaker: Speaker, ids: Iterable[str]) -> str:
    """What to send along, a line each."""
    known = filter(None, map(speaker.library.evidence.get, ids))
    return "\n".join(f"- {speaker.plain(one.text)}" for one in known)


def fix_reply(speaker: Speaker, fix: Fix) -> str:
    """The reply that names a fix: what it does and who can do it; first what to prefer, where it lowers security."""
    said = [*_prefer(speaker, fix), _about(speaker, "fix-reply", fix)]
    names = [speaker.library.terms[one].name for one in fix.roles if one in speaker.library.terms]
    return "\n".join([*said, _say(speaker, "fix-roles", roles=_joined(speaker, names))] if names else said)


def fix_ask(speaker: Speaker, fix: Fix) -> str:
    """The message that asks for a fix; first what to prefer, where it lowers security."""
    return "\n".join([*_prefer(speaker, fix), _about(speaker, "fix-ask", fix)])


def _about(speaker: Speaker, name: str, fix: Fix) -> str:
    return _say(speaker, name, title=speaker.plain(fix.title), goal=speaker.plain(fix.goal))


def _prefer(speaker: Speaker, fix: Fix) -> list[str]:
    if not fix.risk.lowers:
        return []
    known = speaker.library.fixes
    safer = [known[one].title for one in fix.alternatives if one in known and not known[one].risk.lowers]
    alternatives = _joined(speaker, safer, _say(speaker, "quoted"))
    return [_say(speaker, "prefer", alternatives=alternatives, lowers=speaker.plain(fix.risk.lowers))]


def _joined(speaker: Speaker, texts: Iterable[Text], mark: str = "{text}") -> str:
    between = speaker.catalogue.pgettext("between entries of a list", ", ")
    return between.join(mark.replace("{text}", speaker.plain(one)) for one in texts)


def _say(speaker: Speaker, name: str, **values: str) -> str:
    words = speaker.catalogue.gettext(MESSAGE[name])
    return words % values if values else words
