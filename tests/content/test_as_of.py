"""The same knowledge base on three days: what differs is what the timeline says, and nothing else."""

from __future__ import annotations

import datetime
import re
from functools import cache

import pytest

from generator.addresses import Addresses
from generator.drawing import Document, draw
from generator.plans import plans
from generator.problems import Problems
from generator.render import Renderer
from generator.settings import as_of
from generator.views.voice import speakers
from tests.content.library import project
from tests.support import ROOT, some

BEFORE, BETWEEN, LATER = (datetime.date.fromisoformat(day) for day in ("2026-11-23", "2027-01-05", "2028-01-01"))
DATED = (
    re.compile(r'<details class="kb-notice[" ].*?</details>', re.DOTALL),
    re.compile(r'<h2 id="changes">.*?</ul>', re.DOTALL),
)
"""What may differ from day to day: notices, and the home page's list of what is to come."""


@cache
def _pages(day: datetime.date) -> dict[str, Document]:
    found = project()
    addresses = Addresses()
    made = speakers(found.library, found.catalogues, addresses)
    documents: dict[str, Document] = {}
    for locale, speaker in made.items():
        renderer = Renderer((ROOT / "overrides" / "records",), found.catalogues[locale])
        for plan in plans(found.library, day):
            document = draw(plan, speaker, renderer, addresses)
            documents[document.url] = document
    return documents


def _undated(document: Document) -> tuple[str, str, str, list[str]]:
    html = document.html
    for part in DATED:
        html = part.sub("", html)
    anchors = [anchor.id for anchor in document.anchors if anchor.id != "changes"]
    return document.title, document.description, re.sub(r"\n\s*\n+", "\n", html), anchors


@pytest.mark.parametrize("other", [BETWEEN, LATER])
def test_pages_differ_only_in_what_the_timeline_says(other: datetime.date) -> None:
    ours, theirs = _pages(BEFORE), _pages(other)
    assert ours.keys() == theirs.keys()
    differ = [url for url in ours if not url.endswith("/timeline/") and _undated(ours[url]) != _undated(theirs[url])]
    assert differ == []


@pytest.mark.parametrize(("one", "other"), [(BEFORE, BETWEEN), (BETWEEN, LATER)])
def test_the_days_do_differ(one: datetime.date, other: datetime.date) -> None:
    differ = {url for url, page in _pages(one).items() if page.html != _pages(other)[url].html}
    for locale in ("en", "ja"):
        assert {f"{locale}/", f"{locale}/timeline/"} <= differ
        assert any(url.startswith(f"{locale}/errors/") for url in differ)
        assert any(url.startswith(f"{locale}/fixes/") for url in differ)


def test_a_notice_says_before_and_after_the_date_what_its_event_says() -> None:
    event = project().library.timeline["basic-off"]
    for locale, catalogue in project().catalogues.items():
        before, after = (catalogue.passage(text).text for text in (event.before, event.after))
        url = f"{locale}/errors/5.7.139/basic-disabled/"
        assert before in _pages(BEFORE)[url].html
        assert after not in _pages(BEFORE)[url].html
        assert after in _pages(BETWEEN)[url].html
        assert before not in _pages(BETWEEN)[url].html


def test_the_timeline_says_on_which_day_it_was_made() -> None:
    assert "January 5, 2027" in _pages(BETWEEN)["en/timeline/"].html
    assert "2027 年 1 月 5 日" in _pages(BETWEEN)["ja/timeline/"].html


def test_superseded_plans_are_told_and_never_announced() -> None:
    for day in (BEFORE, BETWEEN, LATER):
        home = _pages(day)["en/"].html
        for event in some(one for one in project().library.timeline.values() if one.superseded_by):
            assert f'timeline/#{event.id}"' not in home
            assert f'id="{event.id}"' in _pages(day)["en/timeline/"].html


def test_the_day_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    assert as_of("2027-01-05") == BETWEEN
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(datetime.datetime(2028, 1, 1, tzinfo=datetime.UTC).timestamp())))
    assert as_of() == LATER
    assert as_of("2027-01-05") == BETWEEN, "the option is said on purpose and wins"
    monkeypatch.setenv("KB_AS_OF", "2026-11-23")
    assert as_of("2027-01-05") == BEFORE
    monkeypatch.setenv("KB_AS_OF", "20261123")
    with pytest.raises(Problems, match="KB504"):
        as_of()
