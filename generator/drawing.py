"""How a page is drawn: a *document* is a plan in one language. Knows nothing of MkDocs or of a theme."""

from __future__ import annotations

from dataclasses import dataclass

from generator.addresses import Addresses, own_contexts
from generator.phrases import phrased
from generator.plans import Plan, title_of
from generator.render import Anchor, Body, Renderer
from generator.structured import structured
from generator.views.changed import changed_views
from generator.views.moved import gone_views
from generator.views.voice import Speaker, Voice


@dataclass(frozen=True, slots=True)
class Document:
    """A page drawn in one language. `title` and `description` are plain words, `html` is the body.

    `data` says to search engines what the page is (generator/structured.py).
    """

    plan: Plan
    locale: str
    url: str
    title: str
    description: str
    html: str
    anchors: tuple[Anchor, ...]
    fallbacks: int
    data: str = ""


def draw(plan: Plan, speaker: Speaker, renderer: Renderer, addresses: Addresses) -> Document:
    """Draw a plan in a speaker's language."""
    url = addresses.url(speaker.locale, plan.key)
    voice = speaker.at(url, own_contexts(plan.key))
    view = plan.make(voice)
    body = renderer.draw(plan.template, view=view, page=plan, voice=voice)
    title = plan.head(speaker) if plan.head else title_of(plan, speaker)
    description = plan.describe(speaker) if plan.describe else speaker.words(plan.description)
    if voice.fallbacks and voice.forget_unseen(body.html):
        body = renderer.draw(plan.template, view=view, page=plan, voice=voice)
    if voice.changed:
        body = _with_changes(body, voice, renderer)
    return Document(
        plan=plan,
        locale=speaker.locale,
        url=url,
        title=title,
        description=description,
        html=phrased(body.html + _gone(plan, voice, renderer), speaker.locale),
        anchors=body.anchors,
        fallbacks=sum(voice.fallbacks.values()),
        data="" if plan.robots else structured(speaker, plan.key, title, description),
    )


def _with_changes(body: Body, voice: Voice, renderer: Renderer) -> Body:
    """The page with what has changed in the source language since the translation; each passage has an id then."""
    changed = changed_views(voice)
    html = body.html
    for one in changed:
        html = html.replace(one.mark, f'{one.mark} id="{one.place}"', 1)
    said = renderer.draw("changed.html", changed=changed)
    return Body(html + said.html, (*body.anchors, *said.anchors))


def _gone(plan: Plan, voice: Voice, renderer: Renderer) -> str:
    return renderer.text("gone.html", {"gone": gone_views(voice, plan.gone)}) if plan.gone else ""
