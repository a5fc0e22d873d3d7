"""Importing again: nothing changes without need, edits made here stay, conflicts are named, nothing is half written."""

from __future__ import annotations

import os
from pathlib import Path

import polib
import pytest

from tests.importing.conftest import Base
from tests.importing.test_hostile import TITLE, pair
from tests.support import files_of, replace, run


def _document(*passages: tuple[str, str], first: int = 2) -> str:
    """Paragraphs; the numbers of their ids begin anew, as the format's do with every change."""
    return TITLE + "\n\n".join(pair(f"a-{number}", *one) for number, one in enumerate(passages, first))


LEAD, ONE, TWO, THREE = ("前書き", "Lead."), ("一", "One."), ("二", "Two."), ("三", "Three.")


def _translation(base: Base, source: str) -> polib.POEntry:
    file = polib.pofile(str(base.root / "locales/ja/LC_MESSAGES/guides.po"))
    return next(entry for entry in file if entry.msgid == source and not entry.obsolete)


def _translate(base: Base, source: str, text: str) -> None:
    path = str(base.root / "locales/ja/LC_MESSAGES/guides.po")
    file = polib.pofile(path, wrapwidth=0)
    next(entry for entry in file if entry.msgid == source).msgstr = text
    file.save(path)


def _conflicts(base: Base, text: str) -> list[str]:
    (account,) = base.one(text, locale="ja").accounts
    return [f"{note.what}: {note.reason}" for note in account.notes if note.kind == "conflict"]


def test_the_same_document_changes_no_byte(base: Base) -> None:
    text = _document(LEAD, ONE, TWO)
    assert base.one(text, locale="ja").count("new") == 1
    before = files_of(base.root)
    again = base.one(text, locale="ja")
    assert (again.count("unchanged"), again.written) == (1, [])
    assert files_of(base.root) == before


def test_a_dry_run_writes_nothing(base: Base) -> None:
    report = base.one(_document(LEAD), locale="ja", dry=True)
    assert report.count("new") == 1
    assert not base.guides.exists()
    assert not (base.root / "locales").exists()


def test_a_passage_that_is_inserted_moves_no_translation(base: Base) -> None:
    base.one(_document(LEAD, ONE, TWO), locale="ja")
    identity = base.record().partition('    text: "Two."')[0].rpartition('id: "')[2].partition('"')[0]
    base.one(_document(LEAD, THREE, ONE, TWO), locale="ja")
    assert base.source() == ["Title", "Lead.", "Three.", "One.", "Two."]
    assert base.target() == ["題", "前書き", "三", "一", "二"]
    assert base.record().partition('    text: "Two."')[0].rpartition('id: "')[2].partition('"')[0] == identity


def test_an_edit_here_stays_when_something_else_changes_there(base: Base) -> None:
    base.one(_document(LEAD, ONE, TWO), locale="ja")
    replace(base.guides / "page.yml", "One.", "One, better.")
    _translate(base, "Two.", "二つ目")
    assert _conflicts(base, _document(LEAD, ONE, TWO, THREE)) == []
    assert base.source() == ["Title", "Lead.", "One, better.", "Two.", "Three."]
    assert _translation(base, "Two.").msgstr == "二つ目"
    assert _translation(base, "One, better.").fuzzy


def test_an_edit_on_both_sides_is_a_conflict_and_stays(base: Base) -> None:
    base.one(_document(LEAD, ONE), locale="ja")
    replace(base.guides / "page.yml", "Lead.", "Lead of ours.")
    _translate(base, "One.", "一つ目")
    found = _conflicts(base, _document(("前書き二", "Lead of theirs."), ("壱", "One.")))
    assert found == [
        "summary: edited here and in the document: kept as it is here",
        "guides/page#body.a-3.text: translated here and in the document: kept as it is here",
    ]
    assert base.source() == ["Title", "Lead of ours.", "One."]
    assert _translation(base, "One.").msgstr == "一つ目"


def test_what_was_added_or_removed_here_stays_so(base: Base) -> None:
    base.one(_document(LEAD, ONE, TWO), locale="ja")
    path = base.guides / "page.yml"
    added = '  - type: "paragraph"\n    id: "ours"\n    text: "Ours."\n'
    text = path.read_text(encoding="utf-8")
    one = '  - type: "paragraph"\n    id: "a-3"\n    text: "One."\n'
    assert one in text
    path.write_text(text.replace(one, added), encoding="utf-8")
    assert _conflicts(base, _document(LEAD, ONE, TWO, THREE)) == []
    assert base.source() == ["Title", "Lead.", "Ours.", "Two.", "Three."]


def test_what_is_gone_from_the_document_goes_unless_it_was_edited(base: Base) -> None:
    base.one(_document(LEAD, ONE, TWO), locale="ja")
    replace(base.guides / "page.yml", "Two.", "Two, better.")
    assert _conflicts(base, _document(LEAD)) == ["body.a-4: edited here, gone from the document: kept"]
    assert base.source() == ["Title", "Lead.", "Two, better."]


def test_a_record_that_cannot_be_read_is_left_alone(base: Base) -> None:
    base.one(_document(LEAD), locale="ja")
    path = base.guides / "page.yml"
    path.write_text("title: [", encoding="utf-8")
    (account,) = base.one(_document(LEAD, ONE), locale="ja").accounts
    assert account.outcome == "refused"
    assert "kb check" in account.reason
    assert path.read_text(encoding="utf-8") == "title: ["


def test_a_guide_of_the_same_name_keeps_its_name(base: Base) -> None:
    base.guides.mkdir(parents=True)
    (base.guides / "page.yml").write_text("id: page\ntitle: Ours\n", encoding="utf-8")
    base.one(_document(LEAD), locale="ja")
    assert (base.guides / "page.yml").read_text(encoding="utf-8") == "id: page\ntitle: Ours\n"
    assert (base.guides / "page-2.yml").exists()


def test_documents_of_one_name_are_told_apart_by_their_folders(base: Base, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / "d" / folder).mkdir(parents=True)
        (tmp_path / "d" / folder / "index.md").write_text(_document(LEAD), encoding="utf-8")
        (tmp_path / "d" / folder / "same.md").write_text(_document(LEAD), encoding="utf-8")
    base.take(tmp_path / "d", locale="ja")
    assert sorted(path.stem for path in base.guides.glob("*.yml")) == ["a", "b", "b-same", "same"]


def test_a_second_language_joins_the_same_guide(base: Base, tmp_path: Path) -> None:
    for folder, words in (("ja-jp", "前書き"), ("ar-sa", "مقدمة")):
        (tmp_path / "d" / folder).mkdir(parents=True)
        (tmp_path / "d" / folder / "page.md").write_text(_document((words, "Lead."), ONE), encoding="utf-8")
    report = base.take(tmp_path / "d")
    assert [account.outcome for account in report.accounts] == ["new", "updated"]
    assert base.target(locale="ja")[1] == "前書き"
    assert base.target(locale="ar")[1] == "مقدمة"
    assert base.source() == ["Title", "Lead.", "One."]


@pytest.mark.parametrize(
    ("said", "reason"),
    [("", "--locale"), ("fr-FR", "'fr-FR' is not a locale of this site"), ("zh-TW", ""), ("AR", "")],
)
def test_the_language_is_said_by_the_document(base: Base, said: str, reason: str) -> None:
    head = f"---\nms.contentlocale: {said}\n---\n" if said else ""
    (account,) = base.one(head + _document(LEAD)).accounts
    assert (account.outcome == "refused") == bool(reason)
    assert reason in account.reason


def test_files_are_whole_when_the_disk_is_full(base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    base.one(_document(LEAD), locale="ja")
    before = files_of(base.root / "content")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fdopen", full)
    with pytest.raises(OSError, match="No space"):
        base.one(_document(LEAD, ONE), locale="ja")
    monkeypatch.undo()
    assert files_of(base.root / "content") == before
    assert base.one(_document(LEAD, ONE), locale="ja").count("updated") == 1


def test_the_command(base: Base, tmp_path: Path) -> None:
    document = tmp_path / "page.md"
    document.write_text(_document(LEAD, ONE), encoding="utf-8")
    options = ("import", document, "--format", "learn-sxs", "--to", "content/guides")
    done = run("kb", *options, at=base.root)
    assert (done.returncode, "--locale" in done.stdout) == (1, True)
    done = run("kb", *options, "--locale", "ja", at=base.root)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[:2] == [
        "1 documents: 1 new, 0 updated, 0 unchanged, 0 refused.",
        "3 segments, 3 in place.",
    ]
    done = run("kb", *options, "--locale", "jp", at=base.root)
    assert (done.returncode, "'jp' is not a language to translate into" in " ".join(done.stderr.split())) == (2, True)
