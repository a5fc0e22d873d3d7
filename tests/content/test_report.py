"""What needs a person: on a terminal, in a pipe, in a calendar."""

from __future__ import annotations

import dataclasses
import datetime
import json
import re
from pathlib import Path

import pytest

from generator.addresses import Addresses
from generator.project import load
from generator.records.tables import Event
from generator.records.types import PartialDate
from generator.report import ABOUT, REASONS, Item, is_due, report
from generator.settings import read_settings
from generator.views.report import SHOWN, report_view
from generator.views.voice import Speaker
from tests.content.library import project
from tests.support import build_here, copy_small, page, replace, run

EVENT = project().library.timeline["basic-off"]
DAY = datetime.date.fromisoformat


def _event(effective: PartialDate | None, checked: str, superseded_by: str = "") -> Event:
    return dataclasses.replace(EVENT, effective=effective, checked=DAY(checked), superseded_by=superseded_by)


DECEMBER = PartialDate("2026-12", "2026-12-01", "2026-12-31")


@pytest.mark.parametrize(
    ("event", "day", "due"),
    [
        (_event(DECEMBER, "2026-11-23"), "2026-12-31", False),
        (_event(DECEMBER, "2026-11-23"), "2027-01-01", True),
        (_event(DECEMBER, "2026-12-31"), "2027-01-01", True),
        (_event(DECEMBER, "2027-01-01"), "2027-01-01", False),
        (_event(DECEMBER, "2026-11-23", "another"), "2027-01-01", False),
        (_event(None, "2026-11-23"), "2030-01-01", False),
    ],
)
def test_a_date_is_due_when_it_is_over_and_nobody_has_looked_since(event: Event, day: str, due: bool) -> None:
    assert is_due(event, DAY(day)) is due


def test_nothing_turns_red_by_itself_and_a_passed_date_is_reported() -> None:
    done = run("kb", "report", "--due", KB_AS_OF="2026-11-24")
    assert (done.returncode, done.stdout) == (0, "")
    done = run("kb", "report", "--due", KB_AS_OF="2027-01-05")
    assert done.returncode == 1
    assert done.stdout.startswith("content/timeline.yml: due: timeline/basic-off: was to happen by 2026-12-31")
    assert run("kb", "report", SOURCE_DATE_EPOCH="1830000000").returncode == 0
    assert run("kb", "report", "--due", SOURCE_DATE_EPOCH="1830000000").returncode == 1


def test_a_malformed_day_is_an_error() -> None:
    done = run("kb", "report", "--due", KB_AS_OF="2027-1-5")
    assert done.returncode == 1
    assert "KB504" in done.stdout


def test_json_holds_the_same() -> None:
    lines = run("kb", "report", KB_AS_OF="2027-01-05").stdout.splitlines()
    found = json.loads(run("kb", "report", "--json", KB_AS_OF="2027-01-05").stdout)
    assert found["as_of"] == "2027-01-05"
    assert [f"{one['file']}: {one['reason']}: {one['record']}: {one['what']}" for one in found["items"]] == lines


def test_every_reason_can_be_given(tmp_path: Path) -> None:
    folder = copy_small(tmp_path / "small")
    replace(folder / "content/glossary.yml", "name: Lid & handle", "name: Lid & handle, unconfirmed: [ja]")
    items = report(load(read_settings(folder)), DAY("2027-01-05"))
    assert {item.reason for item in items} == REASONS.keys()
    assert [(item.record, item.reason) for item in items if item.file.endswith("remove-lid.yml")] == [
        ("fixes/remove-lid", "changed"),
        ("fixes/remove-lid", "untranslated"),
    ]
    assert [item.reason for item in items] == sorted((item.reason for item in items), key=list(REASONS).index)


@pytest.mark.parametrize("locale", ["en", "ja"])
def test_the_site_has_a_page_of_it_that_search_engines_leave_alone(translated: Path, built: Path, locale: str) -> None:
    shown = page(built / locale / "report/index.html")
    assert shown.all("meta", name="robots")[0].attributes["content"] == "noindex,follow"
    assert "/report/" not in (built / "sitemap.xml").read_text(encoding="utf-8")
    found = json.loads(run("kb", "report", "--json", at=translated).stdout)["items"]
    entries = [one for one in shown.all("li") if one.text.strip().endswith(".yml")]
    assert len(entries) == len(found) >= 4
    assert [one.text.split()[-1] for one in entries] == [one["file"] for one in found]
    if locale == "en":
        assert all(one["what"] in entry.text for one, entry in zip(found, entries, strict=True))
    else:
        words = project().catalogues["ja"]
        assert [words.gettext(REASONS[reason]) in shown.elements[0].text for reason in {one["reason"] for one in found}]
        assert not any(" of " in entry.text or "passage" in entry.text for entry in entries)


def test_what_is_said_is_said_in_every_language() -> None:
    words = project().catalogues["ja"]
    for text in (*REASONS.values(), *ABOUT.values()):
        translated = words.gettext(text)
        assert translated != text, text
        assert sorted(re.findall(r"%\((\w+)\)s", text)) == sorted(re.findall(r"%\((\w+)\)s", translated)), text


def test_the_page_does_not_grow_with_the_content() -> None:
    knowledge = project()
    voice = Speaker(knowledge.library, knowledge.catalogues["ja"], Addresses()).at("ja/report/")
    item = Item(
        "samples", "error", "5.7.62/envelope-from-mismatch", "a.yml", "samples", (("count", "1"), ("wanted", "3"))
    )
    view = report_view(voice, (item,) * (SHOWN + 7), DAY("2026-11-25"))
    assert [(group.count, len(group.entries), group.more) for group in view.groups] == [(SHOWN + 7, SHOWN, 7)]
    assert report_view(voice, (), DAY("2026-11-25")).groups == ()


def test_a_site_can_do_without_it(small: Path, tmp_path: Path) -> None:
    replace(small / "mkdocs.yml", "locales: [en, ja]", "locales: [en, ja]\n      report: false")
    assert not (build_here(small, tmp_path / "site") / "en/report").exists()
