"""Pages for those who keep a knowledge base: what needs a person, and how far the translations are.

They are made from what the checks have found, so a library alone has none. Search engines leave them alone.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import partial
from typing import Any

from generator.coverage import Coverage
from generator.plans import Plan
from generator.report import Item
from generator.views.labels import N_
from generator.views.report import report_view
from generator.views.translation import translation_view
from generator.views.voice import Voice


def report_plan(items: tuple[Item, ...], as_of: datetime.date) -> Plan:
    """The page of what needs a person."""
    title = N_("What needs a person")
    return _plan("report", title, title, partial(report_view, items=items, as_of=as_of))


def translation_plan(found: tuple[Coverage, ...]) -> Plan:
    """The page for translators."""
    about = N_("How far each language is, and what is left to translate, with the file and line of each message.")
    return _plan("translation", N_("Translations"), about, partial(translation_view, found=found))


def _plan(key: str, title: str, about: str, make: Callable[[Voice], Any]) -> Plan:
    template = f"{key}.html"
    return Plan(key, "report", "", "", template, title, about, "", (), make, robots="noindex,follow", searched=False)
