"""Reading files: values as they are written, places as an editor counts them, nothing that ends in a traceback."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator import reader
from generator.composing import compose_text, locate, plain
from generator.converting import partial_date
from generator.limits import MAX_ENTRIES, MAX_STRING, MAX_TEXT
from generator.problems import Problem, did_you_mean
from generator.project import load
from generator.reader import read
from generator.settings import Settings, as_of, read_settings
from tests.support import SMALL, copy_small, files_of, replace

SOURCE = '- {{id: one, title: {title}, publisher: Us, url: "https://example.com/", read: {read}, kind: vendor}}\n'


def _source(tmp_path: Path, title: str = "A", read_on: str = "2026-11-01") -> tuple[object, list[Problem]]:
    content = tmp_path / "content"
    content.mkdir(exist_ok=True)
    (content / "sources.yml").write_text(SOURCE.format(title=title, read=read_on), encoding="utf-8")
    reading = read(content)
    one = reading.library.sources.get("one")
    return (one.title if one else None), reading.problems


@pytest.mark.parametrize(
    "written",
    [
        "5.10",
        "no",
        "yes",
        "on",
        "0x800CCC0E",
        "1:30",
        "1_000",
        "2026-11-01",
        "0o17",
        "1e3",
        ".inf",
        "535",
        "true",
        "=",
        "<<",
    ],
)
def test_yaml_guesses_nothing(tmp_path: Path, written: str) -> None:
    assert _source(tmp_path, title=written) == (written, [])


@pytest.mark.parametrize("written", ["~", "null", ""])
def test_a_blank_is_a_problem(tmp_path: Path, written: str) -> None:
    title, problems = _source(tmp_path, title=written)
    assert title is None
    assert [problem.code for problem in problems] == ["KB110"]


def test_a_quoted_null_is_a_text(tmp_path: Path) -> None:
    assert _source(tmp_path, title='"null"') == ("null", [])


@pytest.mark.parametrize(
    "written", ["2026-11-31", "2026-1-1", "20261101", "2026-11-01T00:00:00", "November", "2026-W45-1"]
)
def test_a_day_is_written_in_one_form(tmp_path: Path, written: str) -> None:
    _, problems = _source(tmp_path, read_on=f'"{written}"')
    assert [problem.code for problem in problems] == ["KB112"]


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2026-12-31", "2026-12-31", "2026-12-31"),
        ("2028-02", "2028-02-01", "2028-02-29"),
        ("2026-12", "2026-12-01", "2026-12-31"),
        ("2027-H1", "2027-01-01", "2027-06-30"),
        ("2027-H2", "2027-07-01", "2027-12-31"),
        ("2027", "2027-01-01", "2027-12-31"),
    ],
)
def test_partial_dates(written: str, first: str, last: str) -> None:
    found = partial_date(written)
    assert found is not None
    assert (found.first, found.last, str(found)) == (first, last, written)


@pytest.mark.parametrize("written", ["2027-13", "2027-00", "2027-H3", "2027-Q1", "27", "2027-02-30", "", "9999-H2x"])
def test_what_is_no_partial_date(written: str) -> None:
    assert partial_date(written) is None


def test_texts_are_normalised(tmp_path: Path) -> None:
    content = tmp_path / "content"
    content.mkdir()
    (content / "glossary.yml").write_text("- {id: a, kind: label, name: '  ポ\u30c8\u3099  '}\n", encoding="utf-8")
    assert read(content).library.terms["a"].name.source == "ポド"


def test_everything_wrong_is_said_in_one_run(small: Path) -> None:
    replace(small / "content/errors/4.1.8.yml", "confidence: contested", "confidence: doubtful")
    replace(small / "content/fixes/remove-lid.yml", "scope: tenant", "scop: tenant")
    replace(small / "content/glossary.yml", "kind: label", "kind: lable")
    (small / "content/guides/making-tea.yml").write_text("id: [", encoding="utf-8")
    codes = [problem.code for problem in load(Settings(small)).problems if problem.severity == "error"]
    assert sorted(codes) == ["KB105", "KB108", "KB109", "KB111", "KB111"]


def test_a_record_that_cannot_be_read_is_reported_once(small: Path) -> None:
    """Everything refers to the fix; its absence is not said again for each reference."""
    replace(small / "content/fixes/ask-for-tea.yml", "scope: message", "scope: messages")
    errors = [problem for problem in load(Settings(small)).problems if problem.severity == "error"]
    assert [(problem.code, problem.place.line) for problem in errors if problem.code[:3] == "KB1"] == [("KB111", 4)]
    assert "KB201" not in [problem.code for problem in errors]


def test_fields_are_found_by_ids() -> None:
    file = SMALL / "content/errors/4.1.8.yml"
    lines = file.read_text(encoding="utf-8").splitlines()
    place = locate(file, "x", "variants.lid.fixes.remove-lid.when")
    assert lines[place.line - 1][place.column - 1 :].startswith("Only when nobody is near.")
    assert locate(file, "x", "variants.lid.nowhere").line == locate(file, "x", "variants.lid").line
    assert locate(SMALL / "absent.yml", "x", "a").line == 0


def test_a_place_is_not_remembered_for_a_file_that_changed(tmp_path: Path) -> None:
    file = tmp_path / "a.yml"
    file.write_text("id: a\nname: b\n", encoding="utf-8")
    assert locate(file, "x", "name").line == 2
    file.write_text("# new\n\nid: a\nname: b\n", encoding="utf-8")
    assert locate(file, "x", "name").line == 4


@pytest.mark.parametrize(
    "deep", ["[" * 100_000, "- " * 100_000, "{a: " * 50_000, "? " * 50_000, "a:\n" + " " * 600 + "b"]
)
def test_bottomless_nesting_is_a_problem_and_no_crash(tmp_path: Path, deep: str) -> None:
    content = tmp_path / "content"
    content.mkdir()
    (content / "glossary.yml").write_text(deep, encoding="utf-8")
    assert read(content).problems


def test_settings_of_mkdocs_yml(tmp_path: Path) -> None:
    def written(text: str) -> Settings:
        (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
        return read_settings(tmp_path)

    defaults = Settings(tmp_path)
    assert read_settings(tmp_path) == defaults
    assert written("plugins: [kb]\n") == defaults
    assert written("plugins:\n  kb:\n    locales: [en, 'de']\n").locales == ("en", "de")
    assert written("plugins:\n  - search\n  - kb: {content: records, as_of: 2026-01-02}\n").content == "records"
    anchored = (
        "x: &x !ENV [A, b]\ny: *x\nz: !!python/name:material.emoji.twemoji ''\nplugins:\n  - kb: {locales: [en]}\n"
    )
    assert written(anchored).locales == ("en",)


def test_today_is_an_input(monkeypatch: pytest.MonkeyPatch) -> None:
    assert as_of("2027-01-05").isoformat() == "2027-01-05"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert as_of().isoformat() == "1970-01-01"
    assert as_of("2027-01-05").isoformat() == "2027-01-05"
    monkeypatch.setenv("KB_AS_OF", "2030-12-31")
    assert as_of("2027-01-05").isoformat() == "2030-12-31"


def test_hints() -> None:
    assert did_you_mean("meening", {"meaning", "name"}) == "did you mean 'meaning'?"
    assert did_you_mean("x", {"b", "a"}) == "one of: a, b"
    assert did_you_mean("x", ()) == ""
    assert did_you_mean("zz", [f"{number:02}" for number in range(20)]).endswith("11 …")


CONTENT = {name: data for name, data in files_of(SMALL).items() if name.endswith((".yml", ".po", ".lock"))}
JUNK = [
    b"\t",
    b"\xff",
    b"\xef\xbb\xbf",
    b"&a ",
    b"*a",
    b"!x ",
    b"[",
    b"{",
    b": ",
    b"- ",
    b'"',
    b"'",
    b"\0",
    b"#",
    b"|",
    b"\r",
    b"\n---\n",
]


@settings(max_examples=150, suppress_health_check=list(HealthCheck))
@given(
    name=st.sampled_from(sorted(CONTENT)),
    seed=st.integers(0, 10_000),
    junk=st.one_of(st.sampled_from(JUNK), st.binary(max_size=6)),
    cut=st.integers(0, 30),
)
def test_no_bytes_make_the_reader_fall(
    tmp_path_factory: pytest.TempPathFactory, name: str, seed: int, junk: bytes, cut: int
) -> None:
    folder = _playground(tmp_path_factory)
    data = CONTENT[name]
    at = random.Random(seed).randrange(len(data))
    try:
        (folder / name).write_bytes(data[:at] + junk + data[at + cut :])
        for problem in load(read_settings(folder)).problems:
            assert str(problem)
    finally:
        (folder / name).write_bytes(data)


def _playground(factory: pytest.TempPathFactory) -> Path:
    folder = factory.getbasetemp() / "fuzz"
    return folder if folder.exists() else copy_small(folder)


def test_an_id_that_is_taken_is_named_where_it_is_taken_again(tmp_path: Path) -> None:
    content = tmp_path / "content"
    content.mkdir()
    (content / "sources.yml").write_text(SOURCE.format(title="A", read="2026-11-01") * 2, encoding="utf-8")
    found = read(content).problems
    assert [str(one) for one in found] == [
        "content/sources.yml:2:8: KB114 the id 'one' is used twice in this file\n  hint: choose another id"
    ]


@pytest.mark.parametrize("more", [0, 1])
def test_a_list_has_at_most_so_many_entries(more: int, tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/traits.yml").write_text("- {}\n" * (MAX_ENTRIES + more), encoding="utf-8")
    assert ("KB123" in {one.code for one in read(tmp_path / "content").problems}) == bool(more)


def test_nothing_more_is_said_of_a_file_with_a_tag(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/traits.yml").write_text("- id: !x one\n  nonsense: [&a 1, *a]\n- 1\n", encoding="utf-8")
    assert [str(one) for one in read(tmp_path / "content").problems] == [
        "content/traits.yml:1:7: KB107 the tag '!x' is not used here\n  hint: put the value in quotes"
    ]


def test_a_folder_that_is_elsewhere_or_too_full_is_named_and_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy_small(tmp_path / "small")
    content = tmp_path / "small/content"
    (content / "fixes").rename(tmp_path / "fixes")
    (content / "fixes").symlink_to(tmp_path / "fixes")
    monkeypatch.setattr(reader, "MAX_FILES", 1)
    found = read(content)
    assert {str(one).split("\n")[0] for one in found.problems} == {
        "content/fixes: KB122 the folder is elsewhere",
        "content/errors: KB123 2 files, and at most 1 are allowed",
        "content/guides: KB123 2 files, and at most 1 are allowed",
    }
    assert (found.library.fixes, found.library.errors) == ({}, {})


@pytest.mark.parametrize(
    ("record", "most"),
    [
        ("{{id: a, kind: label, name: A, meaning: {}}}", MAX_TEXT),
        ("{{id: a, kind: label, name: A, avoid: {{ja: [{}]}}}}", MAX_STRING),
    ],
)
def test_the_longest_text_is_read_and_one_more_letter_is_too_long(record: str, most: int, tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    for length, codes in ((most, []), (most + 1, ["KB116"])):
        (tmp_path / "content/glossary.yml").write_text("- " + record.format("a" * length), encoding="utf-8")
        assert [one.code for one in read(tmp_path / "content").problems] == codes


def test_tables_hold_texts_nothing_and_flags_and_no_other_guess() -> None:
    written = "[~, null, '', 'null', true, false, 'true', \"false\", 5.10, no]"
    assert plain(compose_text(written)) == [None, None, "", "null", True, False, "true", "false", "5.10", "no"]
    assert plain(compose_text("a:")) == {"a": None}


@pytest.mark.parametrize(("written", "codes"), [("true", []), ("false", []), ("'false'", ["KB110"]), ("no", ["KB110"])])
def test_a_flag_is_true_or_false_without_quotes(written: str, codes: list[str], tmp_path: Path) -> None:
    folder = copy_small(tmp_path / "small")
    replace(folder / "content/errors/4.1.8.yml", "minor: true", f"minor: {written}")
    assert [one.code for one in read(folder / "content").problems] == codes


def test_a_link_leads_out_of_the_root_not_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "shared.yml").write_text(SOURCE.format(title="A", read="2026-11-01"), encoding="utf-8")
    (tmp_path / "content/sources.yml").symlink_to(tmp_path / "shared.yml")
    assert read(tmp_path / "content", tmp_path).problems == []
    below = tmp_path / "content"
    assert [one.code for one in read(below, below).problems] == ["KB122"]
