"""A stamp is bound to what was verified: one changed character, and page and report say so."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path

import pytest

from generator.composing import compose_freely, plain
from generator.library import fingerprint
from generator.project import load
from generator.records.shape import walk
from generator.records.types import Text
from generator.report import report
from generator.settings import Settings, as_of, read_settings
from generator.stamp import stamp
from tests.content.library import project
from tests.support import ROOT, SMALL, copy_small, replace, run


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of this repository's records and catalogues."""
    for name in ("content", "locales"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    return tmp_path


def _stamps(settings: Settings) -> dict[str, str]:
    library = load(settings).library
    found = {f"fixes/{one.id}": one for one in library.fixes.values()}
    found |= {f"guides/{one.id}": one for one in library.guides.values()}  # type: ignore[misc]
    found |= {f"errors/{error.id}/{one.id}": one for error in library.errors.values() for one in error.variants}  # type: ignore[misc]
    return {name: one.verified.hash for name, one in found.items() if one.verified}


def _changed(settings: Settings) -> set[str]:
    return {item.record for item in report(load(settings), as_of("2026-11-24")) if item.reason == "changed"}


def test_every_text_of_a_record_counts() -> None:
    """Each passage but the news of it changes the fingerprint of a variant, a fix and a guide by one character."""
    library = project().library
    for record in (
        library.errors["5.7.139"].variants[0],
        library.fixes["enable-smtp-auth-mailbox"],
        library.guides["solving-smtp-authentication-issues"],
    ):
        before = fingerprint(record)
        texts = [value for _, value, _ in walk(record) if isinstance(value, Text) and "#changes." not in value.context]
        assert len(texts) > 5
        for text in texts:
            assert fingerprint(_with(record, text, text.source[:-1] + "!")) != before, text.context
        assert fingerprint(dataclasses.replace(record, verified=None, changes=())) == before


def _with(value: object, old: Text, source: str) -> object:
    if value is old:
        return Text(source, old.context)
    if isinstance(value, tuple):
        return tuple(_with(item, old, source) for item in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, (type, Text)):
        changed = {field.name: _with(getattr(value, field.name), old, source) for field in dataclasses.fields(value)}
        return type(value)(**changed)
    return value


def test_every_record_says_what_it_said_when_it_was_verified() -> None:
    """`kb verify RECORD` writes the stamp; a day without a fingerprint would not notice a change."""
    library = project().library
    records = [*library.fixes.values(), *library.guides.values()]
    records += [variant for error in library.errors.values() for variant in error.variants]  # type: ignore[misc]
    assert [one.id for one in records if not (one.verified and one.verified.hash)] == []
    assert not [one.id for one in records if one.verified and one.verified.against == "tenant"], "nobody had a tenant"


def test_stamping_the_whole_knowledge_base_changes_stamps_only(copy: Path) -> None:
    settings = read_settings(copy)
    before = load(settings).library
    unmarked = [name for name, mark in _stamps(settings).items() if not mark]
    assert stamp(settings, before, None, "2026-11-24", "documents") == len(unmarked)
    after = load(settings)
    assert all(_stamps(settings).values())
    assert _changed(settings) <= _changed(read_settings(ROOT))
    for kind, record in before.all():
        if kind in ("error", "fix", "guide"):
            assert fingerprint(record) == fingerprint(after.library.records[kind][record.id])
    for path in sorted((copy / "content").rglob("*.yml")):
        original = ROOT / path.relative_to(copy)
        assert _without_stamps(plain(compose_freely(path))) == _without_stamps(plain(compose_freely(original)))
    assert stamp(settings, after.library, None, "2026-11-24", "documents") == 0


def _without_stamps(value: object) -> object:
    if isinstance(value, dict):
        return {key: _without_stamps(item) for key, item in value.items() if key != "verified"}
    return [_without_stamps(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize(
    ("record", "file", "old", "new"),
    [
        (
            "errors/5.7.139/tenant",
            "errors/5.7.139.yml",
            "disabled for the Tenant. Visit",
            "disabled for the Tenant! Visit",
        ),
        ("fixes/use-oauth", "fixes/use-oauth.yml", "risk:\n  level: low", "risk:\n  level: none"),
        ("guides/python", "guides/python.yml", "smtplib", "smtpl1b"),
    ],
)
def test_one_changed_character_is_noticed(copy: Path, record: str, file: str, old: str, new: str) -> None:
    settings = read_settings(copy)
    stamp(settings, load(settings).library, record, "2026-11-24", "documents")
    assert record not in _changed(settings)
    replace(copy / "content" / file, old, new)
    assert record in _changed(settings)
    stamp(settings, load(settings).library, record, "2026-11-25", "reports")
    assert record not in _changed(settings)


STAMPS = {
    "flow": "sources: [manual]\nverified: {on: 2026-01-01, against: tenant}  # by hand\ndelay: At once.\n",
    "flow over lines": "sources: [manual]\nverified: {on: 2026-01-01,\n  against: tenant}\ndelay: At once.\n",
    "block": 'sources: [manual]\nverified:\n  on: 2026-01-01\n  against: "tenant"\n# a remark\ndelay: At once.\n',
    "last": "delay: At once.\nsources: [manual]\nverified: {on: 2026-01-01, against: tenant}",
    "none": "sources: [manual]  # one\ndelay: At once.\n",
    "none, list": "sources:\n  - manual\ndelay: At once.\n",
    "windows": "sources: [manual]\r\nverified: {on: 2026-01-01, against: tenant}\r\ndelay: At once.\r\n",
}


@pytest.mark.parametrize("written", STAMPS.values(), ids=STAMPS.keys())
def test_a_stamp_is_written_however_the_record_is(written: str, tmp_path: Path) -> None:
    folder = copy_small(tmp_path / "small")
    file = folder / "content/fixes/remove-lid.yml"
    newline = "\r\n" if "\r\n" in written else "\n"
    head = ["id: remove-lid", 'title: "Remove ✂ 𠮷 the lid"', "goal: It is open.", "scope: tenant"]
    head += ["risk: {level: high, lowers: Everybody sees it.}", "alternatives: [ask-for-tea]", "roles: [owner]"]
    head += ["steps: [{id: lift, goal: Lift it.}]", "verify: Look.", "undo: Put it back."]
    text = newline.join(head) + newline + written
    file.write_bytes(text.encode())
    settings = read_settings(folder)
    stamp(settings, load(settings).library, "fixes/remove-lid", "2026-11-24", "reports")
    fix = load(settings).library.fixes["remove-lid"]
    assert fix.verified
    assert (fix.verified.on.isoformat(), fix.verified.against) == ("2026-11-24", "reports")
    assert fix.verified.hash == fingerprint(fix)
    assert fix.delay
    now = file.read_bytes().decode()
    assert [line for line in text.splitlines() if "#" in line] == [
        line.replace(f", hash: {fix.verified.hash}", "").replace(
            "2026-11-24, against: reports", "2026-01-01, against: tenant"
        )
        for line in now.splitlines()
        if "#" in line
    ]
    assert now.count("\n") - now.count("\r\n") == (0 if newline == "\r\n" else now.count("\n"))


def test_a_variant_without_a_stamp_gets_one(tmp_path: Path) -> None:
    folder = copy_small(tmp_path / "small")
    file = folder / "content/errors/4.1.8.yml"
    replace(file, "    verified: {on: 2026-11-02, against: documents}\n", "")
    settings = read_settings(folder)
    stamp(settings, load(settings).library, "errors/4.1.8/coffee", "2026-11-24", "server")
    variant = load(settings).library.variant("4.1.8/coffee")
    assert variant
    assert variant[1].verified
    assert variant[1].verified.hash == fingerprint(variant[1])


def test_a_page_says_that_it_has_changed(built: Path) -> None:
    """The small site holds a stamp with a fingerprint that fits nothing."""
    page = (built / "en/fixes/remove-lid/index.html").read_text(encoding="utf-8")
    assert "hash: 0000000000000000" in (SMALL / "content/fixes/remove-lid.yml").read_text(encoding="utf-8")
    assert "Changed since then." in page
    assert "Changed since then." not in (built / "en/fixes/ask-for-tea/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "arguments", [("fixes/use-oath", "--on", "2026-11-24"), ("fixes/use-oauth", "--on", "24.11.2026")]
)
def test_a_wrong_record_or_day_is_said(arguments: tuple[str, ...]) -> None:
    done = run("kb", "verify", *arguments)
    assert done.returncode == 1
    assert "hint:" in done.stdout
