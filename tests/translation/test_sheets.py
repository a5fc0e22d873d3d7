"""Review sheets: there and back without a loss, as spreadsheets save them, and everything wrong said at once."""

from __future__ import annotations

import codecs
import csv
import io
import shutil
from collections.abc import Callable
from pathlib import Path

import polib
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator import po, sheets, whole
from generator.limits import unseen
from generator.problems import Problems
from generator.settings import Settings
from tests.support import files_of, run

BLANK, STALE, DONE, LAST = (f"fixes/tea#{name}" for name in ("blank", "stale", "done", "last"))
THREE = (
    (BLANK, "Pour.", "", False),
    (STALE, "Stir well.", "混ぜる。", True),
    (DONE, "Drink, slowly.", "飲む。", False),
)
SIGNS = ["=1+1", "+1", "-1", "@tea", "\ttea", "\rtea", "\ntea", "＝1", "＋1", "－1", "＠tea"]
ORDINARY = ["", "tea", "'tea'", "1=1", " =1", "'", "''"]
Cells = dict[str, list[str]]


def _put(folder: Path, *entries: tuple[str, str, str, bool]) -> Settings:
    """A knowledge base with nothing but a catalogue: context, English, translation, fuzzy of each entry."""
    file = polib.POFile(wrapwidth=0)
    file.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    for context, source, text, fuzzy in entries:
        flags = ["fuzzy"] if fuzzy else []
        before = "Before." if fuzzy else None
        file.append(polib.POEntry(msgctxt=context, msgid=source, msgstr=text, flags=flags, previous_msgid=before))
    whole.save({folder / "locales/ja/LC_MESSAGES/fixes.po": po.dump(file)})
    return Settings(folder)


@pytest.fixture
def three(tmp_path: Path) -> Settings:
    """A text without a translation, one with a stale one, and one that is done."""
    return _put(tmp_path / "kb", *THREE)


def _states(settings: Settings) -> dict[str, tuple[str, str]]:
    entries = po.load(settings.root / "locales/ja/LC_MESSAGES/fixes.po")
    return {entry.msgctxt or "": (entry.msgstr, sheets.state(entry)) for entry in entries}


def _sheet(settings: Settings, change: Callable[[Cells], object] = lambda cells: None, mark: str = ",") -> str:
    """The sheet, its cells by id changed, as a spreadsheet would save it."""
    cells = {row[0]: row for row in csv.reader(io.StringIO(sheets.export(settings, "ja"), newline=""))}
    change(cells)
    out = io.StringIO()
    csv.writer(out, delimiter=mark).writerows(cells.values())
    return out.getvalue()


def _wrong(settings: Settings, data: str | bytes) -> list[str]:
    """What is said of a sheet that is refused: each as `line code message (hint)`. Nothing is written."""
    before = files_of(settings.root)
    with pytest.raises(Problems) as caught:
        sheets.take(settings, "ja", data if isinstance(data, bytes) else data.encode(), "sheet.csv")
    assert files_of(settings.root) == before
    assert {(one.place.file, one.code) for one in caught.value.problems} == {("sheet.csv", "KB420")}
    return [f"{one.place.line} {one.message} ({one.hint})" for one in caught.value.problems]


SEEN = st.characters(codec="utf-8").filter(lambda letter: not unseen(letter))
TEXTS = st.text(st.sampled_from("='+-@\t\r\n ＝,;\"a|。"), max_size=6) | st.text(SEEN, max_size=9)


@given(st.lists(st.tuples(TEXTS, TEXTS, st.booleans()), max_size=4), st.sampled_from([",", ";", "\t"]))
@example([(one, one, False) for one in [*SIGNS, *ORDINARY, "'=1", "''=1"]], ",")
def test_every_text_goes_there_and_back(
    tmp_path_factory: pytest.TempPathFactory, texts: list[tuple[str, str, bool]], mark: str
) -> None:
    entries = [(f"fixes/tea#{number}", f"{source}.", text, fuzzy) for number, (source, text, fuzzy) in enumerate(texts)]
    full = _put(tmp_path_factory.mktemp("full"), *entries)
    assert sheets.take(full, "ja", _sheet(full, mark=mark).encode("utf-8-sig"), "sheet.csv") == []


@given(TEXTS.filter(lambda text: not unseen(text) and "??" not in text), st.booleans())
def test_every_text_that_can_be_seen_is_taken(tmp_path_factory: pytest.TempPathFactory, text: str, fuzzy: bool) -> None:
    full = _put(tmp_path_factory.mktemp("full"), (DONE, "Drink.", text, fuzzy))
    blank = _put(tmp_path_factory.mktemp("blank"), (DONE, "Drink.", "", False))
    sheets.take(blank, "ja", sheets.export(full, "ja").encode(), "sheet.csv")
    assert _states(blank) == _states(full)


@pytest.mark.parametrize("text", [*SIGNS, *(f"'{one}" for one in SIGNS)])
def test_no_cell_is_a_formula_to_a_spreadsheet(tmp_path: Path, text: str) -> None:
    settings = _put(tmp_path, (text, text, text, False))
    row = list(csv.reader(io.StringIO(sheets.export(settings, "ja"), newline="")))[1]
    assert row == [f"'{text}|{text}", f"'{text}", f"'{text}", "translated"]


@pytest.mark.parametrize("text", ORDINARY)
def test_no_other_cell_has_a_mark_before_it(tmp_path: Path, text: str) -> None:
    row = list(csv.reader(io.StringIO(sheets.export(_put(tmp_path, (DONE, "Tea.", text, False)), "ja"), newline="")))[1]
    assert row[2] == text


def test_who_types_a_formula_means_its_words(three: Settings) -> None:
    sheets.take(three, "ja", _sheet(three, lambda cells: cells[DONE].__setitem__(2, "=茶")).encode(), "sheet.csv")
    assert _states(three)[DONE] == ("=茶", "translated")


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_sheet_is_read_as_spreadsheets_save_it(three: Settings, mark: str, charset: str) -> None:
    text = _sheet(three, lambda cells: cells[DONE].__setitem__(2, "茶; 湯, \t「水」"), mark)
    assert [path.name for path in sheets.take(three, "ja", text.encode(charset), "sheet.csv")] == ["fixes.po"]
    assert _states(three)[DONE] == ("茶; 湯, \t「水」", "translated")


def test_rows_may_be_sorted_left_out_quoted_and_followed_by_blank_ones(three: Settings) -> None:
    text = f'"id","English","translation","state"\n"{DONE}","Drink, slowly.","飲む!","translated"\n\n,,,\n,,,\n'
    sheets.take(three, "ja", text.encode(), "sheet.csv")
    assert _states(three) == {BLANK: ("", "missing"), STALE: ("混ぜる。", "fuzzy"), DONE: ("飲む!", "translated")}


def test_who_fills_in_what_was_missing_has_translated_it(three: Settings) -> None:
    sheets.take(three, "ja", _sheet(three, lambda cells: cells[BLANK].__setitem__(2, "注ぐ。")).encode(), "sheet.csv")
    assert _states(three)[BLANK] == ("注ぐ。", "translated")


def test_what_is_obsolete_is_in_no_sheet_and_stays(three: Settings) -> None:
    path = three.root / "locales/ja/LC_MESSAGES/fixes.po"
    old = "".join(f'\n#~ msgctxt "{one}"\n#~ msgid "Old."\n#~ msgstr "昔。"\n' for one in (DONE, LAST))
    path.write_text(path.read_text(encoding="utf-8") + old, encoding="utf-8")
    sheet = _sheet(three, lambda cells: cells[DONE].__setitem__(2, "飲み干す。"))
    assert "昔。" not in sheet
    sheets.take(three, "ja", sheet.encode(), "sheet.csv")
    assert path.read_text(encoding="utf-8").endswith(f'msgstr "飲み干す。"\n{old}')
    assert _wrong(three, f"{sheet}{LAST},Old.,今。,translated\n")


def test_question_marks_that_were_there_may_stay(tmp_path: Path) -> None:
    settings = _put(tmp_path, (DONE, "What??", "何??", False), (LAST, "Why?", "なぜ??", False))
    sheet = _sheet(settings, lambda cells: (cells[DONE].__setitem__(2, "え??"), cells[LAST].__setitem__(2, "さて??")))
    assert sheets.take(settings, "ja", sheet.encode(), "sheet.csv")


def test_states_come_back(three: Settings) -> None:
    def change(cells: Cells) -> None:
        cells[BLANK][2:] = ["注ぐ。", "fuzzy"]
        cells[STALE][3] = "translated"
        cells[DONE][2:] = ["", "missing"]

    sheets.take(three, "ja", _sheet(three, change).encode(), "sheet.csv")
    assert _states(three) == {BLANK: ("注ぐ。", "fuzzy"), STALE: ("混ぜる。", "translated"), DONE: ("", "missing")}
    text = (three.root / "locales/ja/LC_MESSAGES/fixes.po").read_text(encoding="utf-8")
    assert "Before." not in text  # what is translated again was made from the English of today


def test_everything_that_is_wrong_is_said_at_once(three: Settings) -> None:
    three = _put(three.root, *THREE, (LAST, "Rinse.", "洗う。", False))
    without = "take the line out: what a sheet does not hold stays as it is"
    lines = [
        ",".join(sheets.COLUMNS),
        f"{BLANK},Pour.,注ぐ。,done",
        f'{STALE},"Stir\nwell.",混ぜる。,fuzzy',
        f'{DONE},"Drink, slowly.",,translated',
        "fixes/none#goal,Spill.,こぼす。,translated",
        f'{DONE},"Drink, slowly.",飲む。,translated',
        f"{DONE},Drink, slowly.,飲む。,translated",
        "tea",
        f"{LAST},Rinse.,洗\u2028う。,translated",
    ]
    assert _wrong(three, "\r\n".join(lines)) == [
        "2 no state is called 'done' (states are missing, fuzzy, translated)",
        f"3 the English of '{STALE}' is another (now: Stir well.; {without})",
        "5 nothing is translated here (write missing as the state, or the translation)",
        f"6 no message has the id 'fixes/none#goal' ({without})",
        f"7 '{DONE}' stands on line 5 too (take one of the two out)",
        f"8 a line has 4 cells (id, English, translation, state), not 5 ({without})",
        f"9 a line has 4 cells (id, English, translation, state), not 1 ({without})",
        "10 an invisible character, U+2028 (delete it, and write the word again)",
    ]


@pytest.mark.parametrize(
    "cells",
    ['"注ぐ。', '注"ぐ"。', '"注"ぐ。"', f'"{"注" * csv.field_size_limit()}'],
    ids=["open", "in", "after", "long"],
)
def test_a_quotation_mark_too_many_is_named_with_the_line_of_its_row(three: Settings, cells: str) -> None:
    rows = _sheet(three).splitlines()
    rows[1] = f"{BLANK},Pour.,{cells},translated"
    if cells == '注"ぐ"。':  # a mark within a cell that has none around it means itself
        sheets.take(three, "ja", "\n".join(rows).encode(), "sheet.csv")
        assert _states(three)[BLANK] == ('注"ぐ"。', "translated")
    else:
        assert [one[:40] for one in _wrong(three, "\n".join(rows))] == ["2 a quotation mark is not closed, or sta"]


def test_another_charset_is_named(three: Settings) -> None:
    for data in (_sheet(three).encode("shift_jis"), _sheet(three, mark=";").encode("utf-16")[:-1]):
        assert _wrong(three, data) == ["0 the sheet is not UTF-8 (save it as “CSV UTF-8”: other forms lose letters)"]


def test_letters_that_another_charset_lacks_do_not_become_question_marks(three: Settings) -> None:
    assert _wrong(three, _sheet(three).encode("cp1252", "replace")) == [
        f"{line} letters of the translation were lost (save the sheet as “CSV UTF-8”: other forms lose letters)"
        for line in (3, 4)
    ]


@given(st.integers(0, 200), st.binary(max_size=6))
def test_whatever_bytes_a_sheet_has_it_is_taken_or_refused_whole(
    tmp_path_factory: pytest.TempPathFactory, at: int, put: bytes
) -> None:
    settings = _put(tmp_path_factory.mktemp("any"), (DONE, "Drink, slowly.", "飲む。", False))
    data = sheets.export(settings, "ja").encode()
    before = files_of(settings.root)
    try:
        sheets.take(settings, "ja", data[:at] + put + data[at:], "sheet.csv")
    except Problems:
        assert files_of(settings.root) == before


def test_commands_write_and_take_a_sheet(translated: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(translated, tmp_path / "kb")
    assert run("kb", "i18n", "update", at=folder).returncode == 0
    sheet = tmp_path / "sheet.csv"
    assert run("kb", "i18n", "export", "ja", sheet, at=folder).returncode == 0
    assert sheet.read_bytes().startswith(codecs.BOM_UTF8)  # or Excel takes it for another charset
    before = files_of(folder)
    done = run("kb", "i18n", "import", "ja", sheet, at=folder)
    assert (done.returncode, done.stdout) == (0, "")
    assert files_of(folder) == before
    text = sheet.read_text(encoding="utf-8-sig")
    sheet.write_text(text.replace("fuzzy", "translated"), encoding="utf-8-sig")
    assert run("kb", "i18n", "import", "ja", sheet, at=folder).stdout == "locales/ja/LC_MESSAGES/fixes.po\n"
    sheet.write_bytes(b"\xff")
    done = run("kb", "i18n", "import", "ja", sheet, at=folder)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith("sheet.csv: KB420 the sheet is not UTF-8\n")


def test_another_table_is_no_sheet(translated: Path) -> None:
    done = run("kb", "i18n", "import", "ja", Path(__file__).parent / "problems/KB420-not-a-sheet.csv", at=translated)
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        "KB420-not-a-sheet.csv:1:1: KB420 not a review sheet",
        "  hint: it begins with id,English,translation,state",
    ]
