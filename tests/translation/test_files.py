"""PO files through `kb i18n`: one form, no lost word, no half-written file."""

from __future__ import annotations

import gc
import re
import shutil
from pathlib import Path

import polib
import pytest
from click.testing import CliRunner

from generator import po, whole
from generator.cli import main
from generator.problems import Problems
from generator.pseudo import pseudo
from tests.support import ROOT, files_of, replace, run, some

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
LID = "fixes/remove-lid#goal"


def _po(folder: Path, name: str = "fixes") -> Path:
    return folder / f"locales/ja/LC_MESSAGES/{name}.po"


@pytest.fixture
def mine(translated: Path, tmp_path: Path) -> Path:
    """A copy of the translated knowledge base, to be changed."""
    return shutil.copytree(translated, tmp_path / "mine")


def _sources(folder: Path) -> dict[str, bytes]:
    """Every file but what is kept for the next time."""
    return {name: data for name, data in files_of(folder).items() if not name.startswith(".cache/")}


def _i18n(folder: Path, *arguments: str | Path) -> str:
    done = run("kb", "i18n", *arguments, at=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.mark.parametrize(
    "wrong",
    [
        'msgctxt "a#b"\nmsgid "Lid"\nmsgstr "ふ\\qた"\n',
        'msgctxt "a#b"\nmsgid "Lid"\nmsgstr "ふた"\n\nmsgctxt "a#b"\nmsgid "Lid"\nmsgstr "蓋"\n',
        '<<<<<<< HEAD\nmsgctxt "a#b"\nmsgid "Lid"\nmsgstr "ふた"\n=======\n>>>>>>> other\n',
        'msgctxt "a#b"\nmsgid "Lid"\nmsgstr "ふた\n',
    ],
    ids=["escape", "twice", "conflict", "open"],
)
@pytest.mark.parametrize("command", ["update", "format"])
def test_a_file_that_cannot_be_read_whole_is_left_and_named(mine: Path, wrong: str, command: str) -> None:
    _po(mine).write_text(f"{HEAD}\n{wrong}", encoding="utf-8")
    replace(mine / "content/errors/4.1.8.yml", "The lid is closed.", "The lid is quite closed.")
    before = _sources(mine)
    done = run("kb", "i18n", command, at=mine)
    assert done.returncode == 1
    assert ": KB40" in done.stdout
    assert "fixes.po:" in done.stdout
    assert "Traceback" not in done.stderr
    assert _sources(mine) == before


@pytest.mark.parametrize("letter", "\b\v\f\x1c\x1d\x1e\x85\u2028\u2029\r")
@pytest.mark.parametrize("before", ["# ", 'msgctxt "a#b"\nmsgid "Lid"\nmsgstr "'], ids=["comment", "text"])
def test_what_is_not_seen_and_would_be_lost_is_named(mine: Path, letter: str, before: str) -> None:
    text = f"{HEAD}\n{before}ふ{letter}た{before[-1:]}\n"
    _po(mine).write_bytes(text.encode())
    done = CliRunner().invoke(main, ["--root", str(mine), "i18n", "format"], catch_exceptions=False)
    assert done.exit_code == 1
    line = text[: text.index(letter)].count("\n") + 1
    assert f"fixes.po:{line}:1: KB418 an invisible character, U+{ord(letter):04X}" in done.stdout
    assert _po(mine).read_bytes() == text.encode()


@pytest.mark.parametrize(
    "wrong",
    [
        'msgctxt "a#b"\nmsgid "Lid"\nmsgstr "ふた"\n#,\n',
        'msgctxt "a#b"\n#| "more"\nmsgid "Lid"\nmsgstr "ふた"\n',
        'msgctxt "a#b"\n#~| msgid "more"\nmsgid "Lid"\n#,\nmsgstr "ふた"\n',
        'msgid "Lid"\nmsgstr[1] "ふた"\n',
        '#~ msgid "Lid"\n#~ msgstr "ふた"\n#,\n',
        'msgid "Pot"\nmsgstr "壺"\n\n#~ msgid "Lid"\n\n#~ msgctxt "a#b"\n#~ msgid "Lid"\n#~ msgstr "ふた"\n',
    ],
    ids=["end", "was", "within", "plural", "obsolete", "half"],
)
def test_what_the_library_would_lose_is_named_instead(tmp_path: Path, wrong: str) -> None:
    path = tmp_path / "locales/ja/LC_MESSAGES/fixes.po"
    path.parent.mkdir(parents=True)
    path.write_text(f"{HEAD}\n{wrong}", encoding="utf-8")
    with pytest.raises(Problems) as caught:
        po.load(path)
    assert {(one.place.file, one.code) for one in caught.value.problems} == {
        ("locales/ja/LC_MESSAGES/fixes.po", "KB401")
    }


def test_a_file_of_windows_loses_nothing(mine: Path) -> None:
    _i18n(mine, "update")
    _i18n(mine, "format")
    before = _po(mine).read_bytes()
    _po(mine).write_bytes(before.replace(b"\n", b"\r\n"))
    assert "fixes.po" in _i18n(mine, "format")
    assert _po(mine).read_bytes() == before


def test_another_charset_is_named_and_nothing_is_written(mine: Path) -> None:
    text = _po(mine).read_text(encoding="utf-8").replace("UTF-8", "Shift_JIS")
    _po(mine).write_bytes(text.encode("shift_jis", "replace"))
    before = _sources(mine)
    done = run("kb", "i18n", "update", at=mine)
    assert "KB401 the charset is 'Shift_JIS'" in done.stdout
    assert _sources(mine) == before


def test_an_obsolete_entry_with_the_context_of_a_current_one_takes_nothing_away(mine: Path) -> None:
    old = f'\n#, fuzzy\n#~| msgid "Older."\n#~ msgctxt "{LID}"\n#~ msgid "Old."\n#~ msgstr "昔。"\n'
    _po(mine).write_text(_po(mine).read_text(encoding="utf-8") + old, encoding="utf-8")
    before = {entry.msgctxt: entry.msgstr for entry in polib.pofile(str(_po(mine))) if not entry.obsolete}
    for _ in range(2):
        _i18n(mine, "update")
        after = {entry.msgctxt: entry.msgstr for entry in polib.pofile(str(_po(mine))) if not entry.obsolete}
        assert after == before
        assert old in _po(mine).read_text(encoding="utf-8")


def test_an_update_changes_the_lines_of_what_changed_and_no_other(mine: Path) -> None:
    _i18n(mine, "update")
    before = _po(mine).read_text(encoding="utf-8").splitlines()
    replace(mine / "content/fixes/remove-lid.yml", "The pot stays open.", "The pot stays wide open.")
    _i18n(mine, "update")
    after = _po(mine).read_text(encoding="utf-8").splitlines()
    assert after.count("#, fuzzy") == before.count("#, fuzzy") + 1
    assert {line for line in after if line not in before} == {
        '#| msgid "The pot stays open."',
        'msgid "The pot stays wide open."',
    }


def test_a_minor_change_keeps_the_translation(mine: Path) -> None:
    replace(mine / "content/fixes/remove-lid.yml", "The pot stays open.", "The pot stays open!")
    _i18n(mine, "update", "--minor", LID)
    entry = next(entry for entry in polib.pofile(str(_po(mine))) if entry.msgctxt == LID)
    assert (entry.msgid, entry.fuzzy, entry.previous_msgid) == ("The pot stays open!", False, None)
    assert LID not in run("kb", "check", "--complete", "ja", at=mine).stdout


def test_wrapped_files_are_put_into_the_one_form_once(mine: Path) -> None:
    _i18n(mine, "update")
    _i18n(mine, "format")
    before = _po(mine).read_bytes()
    wrapped = polib.pofile(str(_po(mine)), wrapwidth=40)
    wrapped.save(str(_po(mine)))
    assert _po(mine).read_bytes() != before
    assert "fixes.po" in _i18n(mine, "format")
    assert _i18n(mine, "format") == ""
    _i18n(mine, "update")  # notes are written anew by the update, on one line
    assert _po(mine).read_bytes() == before


def test_the_one_form_has_every_field_that_gettext_asks_for(mine: Path) -> None:
    _i18n(mine, "format")
    fields = polib.pofile(str(_po(mine))).metadata
    assert {"PO-Revision-Date", "Last-Translator", "Language-Team"} <= fields.keys()
    text = _po(mine).read_text(encoding="utf-8")
    _po(mine).write_text(text.replace("Language-Team: none", "Language-Team: Tea <tea@example.com>"), encoding="utf-8")
    assert _i18n(mine, "format") == ""
    assert "Language-Team: Tea" in _po(mine).read_text(encoding="utf-8")


def test_a_command_looks_for_no_garbage_and_leaves_that_as_it_was(mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bool] = []
    monkeypatch.setattr("generator.commands.i18n.coverage", lambda *_: seen.append(gc.isenabled()) or [])
    CliRunner().invoke(main, ["--root", str(mine), "i18n", "status"], catch_exceptions=False)
    assert (seen, gc.isenabled()) == ([False], True)


def test_the_status_is_that_of_the_records_of_today(mine: Path) -> None:
    _i18n(mine, "update")
    assert "ja\tfixes\t96 %\t24\t1\t0\t0\n" in _i18n(mine, "status")
    replace(mine / "content/fixes/remove-lid.yml", "The pot stays open.", "The pot stays wide open.")
    replace(mine / "content/fixes/remove-lid.yml", "before: [", "not_for: [{id: one, text: For nobody.}]\nbefore: [")
    said = _i18n(mine, "status", "--list")
    assert "ja\tfixes\t92 %\t23\t1\t1\t0\n" in said
    assert "ja: in no file yet: 1;" in said
    lines = _po(mine, "errors").read_text(encoding="utf-8").splitlines()
    at = lines.index('msgctxt "errors/4.1.8#variants.lid.meaning"') + 2
    assert (
        f"errors.po:{at}:1: KB404 warning: no ja translation of errors/4.1.8#variants.lid.meaning\n  hint: fill" in said
    )
    assert "content/fixes/remove-lid.yml" in said  # what is in no file yet has its place in the record


def test_the_language_of_the_records_needs_no_files(mine: Path) -> None:
    done = run("kb", "i18n", "new", "en", at=mine)
    assert done.returncode == 2
    assert "is the language of the records" in done.stderr
    assert not (mine / "locales/en").exists()


def test_our_own_files_are_in_the_one_form() -> None:
    for path in some((ROOT / "locales").rglob("*.po")):
        assert po.dump(po.load(path)) == path.read_text(encoding="utf-8"), path.name


def test_a_failure_leaves_every_file_as_it_was(tmp_path: Path) -> None:
    first, second = tmp_path / "a.po", tmp_path / "b.po"
    first.write_text("old", encoding="utf-8")
    second.mkdir()
    with pytest.raises(OSError):
        whole.save({first: "new", second: "new"})
    assert first.read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.po", "b.po"]


def test_templates_name_lines_and_carry_no_false_flags(mine: Path) -> None:
    replace(mine / "content/fixes/remove-lid.yml", "The pot stays open.", "The pot stays 50% open, {so} it is.")
    _i18n(mine, "extract")
    entries = {entry.msgctxt: entry for entry in polib.pofile(str(mine / "locales/fixes.pot"))}
    entry = entries[LID]
    assert (entry.flags, entry.msgstr) == ([], "")
    lines = (mine / "content/fixes/remove-lid.yml").read_text(encoding="utf-8").splitlines()
    assert "goal: The pot" in lines[int(entry.occurrences[0][1]) - 1]
    assert not [context for context in entries if context and any(part.isdigit() for part in context.split("."))]


def test_the_pseudo_locale_keeps_what_every_language_keeps() -> None:
    said = pseudo("Run `Get-Tea` on **tea.example.com**, [](fix:ask) in %(year)s.")
    for kept in ("`Get-Tea`", "**", "tea.example.com", "](fix:ask)", "%(year)s"):
        assert kept in said
    assert "Run" not in said
    assert said.startswith("⟦")
    assert said.endswith("⟧")


def test_the_words_of_scripts_are_extracted_with_their_notes(mine: Path) -> None:
    script = mine / "overrides/assets/javascripts/tea.js"
    script.parent.mkdir(parents=True, exist_ok=True)
    script.write_text(
        '// Translators: on a button\nconst pour = N_("Pour the tea")\nconst more = pgettext("tea", "More")\n',
        encoding="utf-8",
    )
    _i18n(mine, "extract")
    entries = {(entry.msgctxt, entry.msgid): entry for entry in polib.pofile(str(mine / "locales/site.pot"))}
    entry = entries[None, "Pour the tea"]
    assert entry.comment == "on a button"
    assert entry.occurrences == [("overrides/assets/javascripts/tea.js", "")]
    assert ("tea", "More") in entries


def test_no_script_says_a_sentence_that_nobody_can_translate() -> None:
    """Scripts are given their words in attributes and data: a text of two words in a script would stay English."""
    said = {}
    for path in sorted((ROOT / "overrides").rglob("*.js")):
        code = re.sub(r"/\*.*?\*/|(?<![:\"'`])//[^\n]*", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        texts = [match[2] for match in re.finditer(r"""(["'`])((?:(?!\1)[^\\\n]|\\.)*)\1""", code)]
        found = [text for text in texts if re.search(r"[A-Z][a-z]+ [a-z]+ ?[a-z]*", text)]
        if found:
            said[path.name] = found
    assert said == {}
