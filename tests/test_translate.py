"""Bringing PO files up to date: by context, losing nothing, changing no byte that need not change."""

from __future__ import annotations

from pathlib import Path

import polib
import pytest

from generator.catalogue import read_catalogues
from generator.interface import interface_messages
from generator.reader import read
from generator.settings import Settings
from generator.translate import update_catalogues
from tests.support import ROOT, SMALL, files_of, replace, run, some


def _update(folder: Path) -> str:
    settings = Settings(folder)
    return str(update_catalogues(settings, read(folder / "content").library)["ja"])


def _file(folder: Path, name: str) -> Path:
    return folder / "locales/ja/LC_MESSAGES" / f"{name}.po"


def _entry(folder: Path, name: str, context: str) -> polib.POEntry:
    return next(entry for entry in polib.pofile(str(_file(folder, name))) if entry.msgctxt == context)


def _translate(folder: Path, name: str, context: str, text: str) -> None:
    file = polib.pofile(str(_file(folder, name)), wrapwidth=0)
    entry = next(entry for entry in file if entry.msgctxt == context)
    entry.msgstr = text
    entry.tcomment = "おぼえがき"
    file.save()


@pytest.fixture
def fresh(small: Path) -> Path:
    """The small knowledge base with its catalogues up to date."""
    _update(small)
    return small


def test_an_update_twice_changes_no_byte(fresh: Path) -> None:
    before = files_of(fresh)
    times = {path: path.stat().st_mtime_ns for path in fresh.rglob("*.po")}
    _update(fresh)
    assert files_of(fresh) == before
    assert {path: path.stat().st_mtime_ns for path in fresh.rglob("*.po")} == times


def test_files_without_changes_are_left_alone(fresh: Path) -> None:
    before = files_of(fresh)
    replace(fresh / "content/fixes/remove-lid.yml", "Put it back.", "Put it back on.")
    _update(fresh)
    changed = {name for name, data in files_of(fresh).items() if before[name] != data}
    assert changed == {"content/fixes/remove-lid.yml", "locales/ja/LC_MESSAGES/fixes.po"}


def test_rewritten_english_is_kept_as_fuzzy_with_what_it_was(fresh: Path) -> None:
    context = "fixes/remove-lid#goal"
    _translate(fresh, "fixes", context, "ポットを開けたままにします。")
    replace(fresh / "content/fixes/remove-lid.yml", "The pot stays open.", "The pot stays wide open.")
    assert "1 stale" in _update(fresh)
    for _ in range(2):  # a second rewriting keeps the English that was translated
        entry = _entry(fresh, "fixes", context)
        assert entry.fuzzy
        assert entry.previous_msgid == "The pot stays open."
        assert entry.msgstr == "ポットを開けたままにします。"
        assert entry.tcomment == "おぼえがき"
        replace(fresh / "content/fixes/remove-lid.yml", "stays", "always stays")
        _update(fresh)
    passage = read_catalogues(fresh / "locales", ("en", "ja")).catalogues["ja"].records[context]
    assert passage.fuzzy


def test_a_fuzzy_entry_whose_english_came_back_is_still_for_a_person_to_judge(fresh: Path) -> None:
    _translate(fresh, "fixes", "fixes/remove-lid#goal", "訳")
    replace(fresh / "content/fixes/remove-lid.yml", "The pot stays open.", "Open.")
    _update(fresh)
    replace(fresh / "content/fixes/remove-lid.yml", "goal: Open.", "goal: The pot stays open.")
    _update(fresh)
    entry = _entry(fresh, "fixes", "fixes/remove-lid#goal")
    assert entry.msgstr == "訳"
    assert entry.msgid == "The pot stays open."


def test_a_step_that_moved_keeps_its_translation(fresh: Path) -> None:
    _translate(fresh, "fixes", "fixes/remove-lid#steps.lift.goal", "ふたを持ち上げます。")
    replace(fresh / "content/fixes/remove-lid.yml", "id: lift, goal", "id: raise, goal")
    assert "1 moved" in _update(fresh)
    entry = _entry(fresh, "fixes", "fixes/remove-lid#steps.raise.goal")
    assert entry.msgstr == "ふたを持ち上げます。"
    assert not entry.fuzzy


def test_reordering_changes_no_context(fresh: Path) -> None:
    _translate(fresh, "errors", "errors/4.1.8#variants.lid.title", "ふたが閉じています")
    file = fresh / "content/errors/4.1.8.yml"
    text = file.read_text(encoding="utf-8")
    head, coffee, lid = text.partition("  - id: coffee")[0], *text.split("  - id: ")[1:]
    file.write_text(f"{head}  - id: {lid}  - id: {coffee}", encoding="utf-8")
    _update(fresh)
    assert _entry(fresh, "errors", "errors/4.1.8#variants.lid.title").msgstr == "ふたが閉じています"


def test_what_is_gone_is_kept_as_obsolete_and_comes_back(fresh: Path) -> None:
    _translate(fresh, "fixes", "fixes/remove-lid#delay", "すぐに。")
    file = fresh / "content/fixes/remove-lid.yml"
    replace(file, "delay: At once.\n", "")
    assert "1 obsolete" in _update(fresh)
    text = _file(fresh, "fixes").read_text(encoding="utf-8")
    assert '#~ msgstr "すぐに。"' in text
    _update(fresh)
    assert '#~ msgstr "すぐに。"' in _file(fresh, "fixes").read_text(encoding="utf-8")
    file.write_text(file.read_text(encoding="utf-8") + "delay: At once.\n", encoding="utf-8")
    _update(fresh)
    entry = _entry(fresh, "fixes", "fixes/remove-lid#delay")
    assert (entry.msgstr, entry.obsolete, entry.fuzzy) == ("すぐに。", False, False)


def test_what_translators_write_survives(fresh: Path) -> None:
    file = _file(fresh, "site")
    head = file.read_text(encoding="utf-8").replace(
        "Language: ja", 'Last-Translator: 山田 <y@example.com>\\n"\n"Language: ja'
    )
    file.write_text("# 翻訳メモ\n" + head.removeprefix("#\n"), encoding="utf-8")
    _update(fresh)
    text = file.read_text(encoding="utf-8")
    assert "# 翻訳メモ" in text
    assert "山田" in text


def test_every_word_of_the_interface_is_translated() -> None:
    """Whoever writes a word for readers runs `kb i18n update` and fills it in."""
    strings = read_catalogues(ROOT / "locales", ("en", "ja"), ROOT).catalogues["ja"].strings
    missing = [
        f"{message.file}: {message.source}"
        for message in interface_messages(ROOT)
        if not (entry := strings.get((message.context, message.source))) or not entry.text or entry.fuzzy
    ]
    assert missing == []


def test_a_blank_word_of_the_interface_is_missing(small: Path) -> None:
    """It is listed where nothing is shipped in that language; where something is, a blank does not hide it."""
    locales = ("en", "ja", "de")
    replace(small / "mkdocs.yml", "locales: [en, ja]", "locales: [en, ja, de]")
    counts = update_catalogues(Settings(small, locales=locales), read(small / "content").library)
    words = len(list(interface_messages(small)))
    assert counts["de"].missing - counts["ja"].missing == words
    shown = read_catalogues(small / "locales", locales, small).catalogues
    assert [shown[one].gettext("Missing") for one in locales] == ["Missing", "未翻訳", "Missing"]
    done = run("kb", "check", "--complete", "de", at=small)
    listed = [line for line in done.stdout.splitlines() if "LC_MESSAGES/site.po:" in line]
    assert len(listed) == words
    assert {line.split("/")[1] for line in listed} == {"de"}


def test_pybabel_sees_records_templates_and_code(tmp_path: Path) -> None:
    mapping = tmp_path / "babel.cfg"
    mapping.write_text(
        "[kb_records: **/content/**.yml]\n[python: generator/**.py]\n[jinja2: overrides/**.html]\n"
        "silent = false\ntrimmed = true\nextensions = jinja2.ext.i18n\n",
        encoding="utf-8",
    )
    (tmp_path / "small").mkdir()
    for name, data in files_of(SMALL).items():
        if name.startswith("content/") and name.endswith(".yml"):
            target = tmp_path / "small" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
    pot = tmp_path / "all.pot"
    done = run(
        "pybabel", "extract", "-F", mapping, "-k", "N_", "-k", "pgettext:1c,2", "--no-wrap", "-o", pot, ".", at=tmp_path
    )
    assert done.returncode == 0, done.stderr
    found = {entry.msgctxt: entry for entry in polib.pofile(str(pot))}
    library = read(SMALL / "content").library
    wanted = {text.context: text.source for kind, _, text, _ in library.texts() if kind != "sample"}
    assert {context: entry.msgid for context, entry in found.items()} == wanted
    lines = (SMALL / "content/errors/4.1.8.yml").read_text(encoding="utf-8").splitlines()
    (where, line), *_ = found["errors/4.1.8#variants.lid.meaning"].occurrences
    assert where.endswith("content/errors/4.1.8.yml")
    assert lines[int(line) - 1].strip() == "meaning: The lid is closed."
    assert found["terms/owner#meaning"].occurrences[0][1] == "2"
    assert "error 4.1.8: title" in found["errors/4.1.8#title"].comment


def test_every_catalogue_reads_the_same_with_polib_and_babel() -> None:
    reading = read_catalogues(ROOT / "locales", ("en", "ja"), ROOT)
    assert reading.problems == []
    catalogue = reading.catalogues["ja"]
    for path in some((ROOT / "locales/ja/LC_MESSAGES").glob("*.po")):
        for entry in polib.pofile(str(path)):
            if not entry.obsolete and entry.msgctxt and "#" in entry.msgctxt:
                assert catalogue.records[entry.msgctxt].source == entry.msgid
