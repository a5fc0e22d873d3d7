"""The search index of a locale: one small entry a page, made from records, never from HTML."""

from __future__ import annotations

import json
from collections.abc import Iterable

from markupsafe import escape

from generator.addresses import Addresses
from generator.records.types import Text
from generator.site import Plan, title_of
from generator.views.voice import Speaker

SEPARATOR = {
    "ja": r"[\s\-　、。，．：；;,!?\"'()\[\]<>=/|（）「」【】・]+|\.(?!\d)|(?<=[ぁ-ん])(?=[^ぁ-ん])"
    r"|(?<=[ァ-ヶー])(?=[^ァ-ヶー])|(?<=[一-龠々])(?=[^一-龠々])|(?<=[!-~])(?=[ぁ-んァ-ヶ一-龠])",
}
DEFAULT_SEPARATOR = r"[\s\-]+|\.(?!\d)"


def search_index(plans: Iterable[Plan], speaker: Speaker, addresses: Addresses) -> str:
    """The index as JSON in the theme's form; addresses are relative to the root of the locale."""
    base = f"{speaker.locale}/"
    documents = [
        {
            "location": addresses.url(speaker.locale, plan.key).removeprefix(base),
            "title": str(escape(title_of(plan, speaker))),
            "text": str(escape(" ".join((_words(plan.description, speaker), *plan.find)))),
        }
        for plan in plans
    ]
    language = speaker.locale.partition("-")[0]
    config = {
        "lang": [language if language == "ja" else "en"],
        "separator": SEPARATOR.get(language, DEFAULT_SEPARATOR),
        "pipeline": ["stemmer"] if language == "ja" else ["stopWordFilter"],
        "fields": {"title": {"boost": 1000.0}, "text": {"boost": 1.0}, "tags": {"boost": 1000000.0}},
    }
    return json.dumps({"config": config, "docs": documents}, ensure_ascii=False, separators=(",", ":"))


def _words(text: Text | str, speaker: Speaker) -> str:
    return speaker.plain(text) if isinstance(text, Text) else speaker.catalogue.gettext(text)
