"""Translations: found by context, refused when stale, and said when they are missing."""

from __future__ import annotations

import datetime
from pathlib import Path

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import catalogue as reading
from generator.catalogue import Catalogue, Entry, Passage, read_catalogues
from generator.checks.catalogue import fidelity_of, interface_problems, passage_problems
from generator.checks.fidelity import Fidelity
from generator.composing import MAX_FILE_BYTES
from generator.converting import partial_date
from generator.languages import babel_locale, language_name, number, percent
from generator.library import Library, Subject
from generator.pofile import Message, read_simple
from generator.problems import Place, Problem
from generator.records import KINDS
from generator.records.shape import walk
from generator.records.tables import Term
from generator.records.types import Text
from generator.render import Renderer
from generator.store import Store
from tests.support import ROOT

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
NOWHERE = Place("x.po", 1, 1)


def _read(tmp_path: Path, text: str) -> tuple[Catalogue, list[str]]:
    folder = tmp_path / "locales" / "ja" / "LC_MESSAGES"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "all.po").write_text(text, encoding="utf-8")
    reading = read_catalogues(tmp_path / "locales", ("en", "ja"))
    return reading.catalogues["ja"], [problem.code for problem in reading.problems]


def _entry(context: str, source: str, text: str, mark: str = "") -> str:
    return f'{mark}msgctxt "{context}"\nmsgid "{source}"\nmsgstr "{text}"\n\n'


@pytest.mark.parametrize(
    ("po", "text", "lang", "state"),
    [
        (_entry("a#b", "Lid", "ふた"), "ふた", "ja", "translated"),
        (_entry("a#b", "Lid", ""), "Lid", "en", "missing"),
        ("", "Lid", "en", "missing"),
        (_entry("a#c", "Lid", "ふた"), "Lid", "en", "missing"),
        (_entry("a#b", "The lid", "ふた"), "Lid", "en", "stale"),
        (_entry("a#b", "Lid", "ふた", "#, fuzzy\n"), "Lid", "en", "stale"),
        ("#~ " + _entry("a#b", "Lid", "ふた").strip().replace("\n", "\n#~ ") + "\n", "Lid", "en", "missing"),
    ],
)
def test_a_passage_is_never_blank_and_never_stale(tmp_path: Path, po: str, text: str, lang: str, state: str) -> None:
    catalogue, problems = _read(tmp_path, HEAD + po)
    assert problems == []
    passage = catalogue.passage(Text("Lid", "a#b"))
    assert (passage.text, passage.lang, passage.state) == (text, lang, state)


@pytest.mark.parametrize(
    ("source", "was", "fuzzy", "made_from"),
    [
        ("The lid", "", False, "The lid"),
        ("The lid", "A lid", False, "A lid"),
        ("Lid", "A lid", True, "A lid"),
        ("Lid", "", True, ""),
    ],
)
def test_of_a_stale_passage_is_known_how_it_was(source: str, was: str, fuzzy: bool, made_from: str) -> None:
    catalogue = Catalogue("ja", "en", {"a#b": Entry(source, "ふた", fuzzy, NOWHERE, was=was)})
    assert catalogue.passage(Text("Lid", "a#b")) == Passage("Lid", "en", "stale", "ふた", made_from)


def test_what_is_said_of_each_record_has_a_digest(tmp_path: Path) -> None:
    store = Store(tmp_path / "messages")

    def digests(first: str, second: str = "") -> dict[str, str]:
        folder = tmp_path / "locales/ja/LC_MESSAGES"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "all.po").write_text(HEAD + first + _entry("fixes/b#c", "Pot", "鍋"), encoding="utf-8")
        (folder / "more.po").write_text(HEAD + second, encoding="utf-8")
        return dict(read_catalogues(tmp_path / "locales", ("en", "ja"), store=store).catalogues["ja"].digests)

    lid = _entry("fixes/a#b", "Lid", "ふた")
    before = digests(lid)
    assert sorted(before) == ["", "fixes/a", "fixes/b"]  # the words of the interface are at nothing
    assert digests("# a remark, and other lines\n\n" + lid) == before
    for other in (
        _entry("fixes/a#b", "Lid", "フタ"),
        _entry("fixes/a#b", "The lid", "ふた"),
        _entry("fixes/a#other", "Lid", "ふた"),
        _entry("fixes/a#b", "Lid", "ふた", "#, fuzzy\n"),
        _entry("fixes/a#b", "Lid", "ふた", "#, ignore-same\n"),
        _entry("fixes/a#b", "Lid", "ふた", '#| msgid "A lid"\n'),
    ):
        now = digests(other)
        assert {place for place in before if now[place] != before[place]} == {"fixes/a"}, other
    assert {key for key, one in digests(lid, 'msgid "Home"\nmsgstr "家"\n').items() if one != before[key]} == {""}
    assert {key for key, one in digests(lid, _entry("fixes/b#d", "Tea", "茶")).items() if one != before[key]} == {
        "fixes/b"
    }
    assert read_catalogues(tmp_path / "locales", ("en", "ja")).catalogues["ja"].digests == {}


def test_a_catalogue_may_be_larger_than_a_record(tmp_path: Path) -> None:
    text = HEAD + "# a remark that says nothing at all\n" * 130_000 + "\n" + _entry("a#b", "Lid", "ふた")
    assert len(text) > MAX_FILE_BYTES
    catalogue, problems = _read(tmp_path, text)
    assert problems == []
    assert catalogue.passage(Text("Lid", "a#b")).text == "ふた"


@pytest.mark.parametrize("mark", ["<<<<<<< HEAD", "=======", ">>>>>>> theirs"])
def test_marks_of_a_conflict_are_called_so(tmp_path: Path, mark: str) -> None:
    folder = tmp_path / "locales/ja/LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "all.po").write_text(HEAD + f"{mark}\n" + _entry("a#b", "Lid", "ふた"), encoding="utf-8")
    (problem,) = read_catalogues(tmp_path / "locales", ("en", "ja")).problems
    assert (problem.message, problem.place.line) == (f"conflict marker '{mark[:7]}'", 5)


def test_the_source_speaks_for_itself() -> None:
    assert Catalogue("en", "en").passage(Text("Lid", "a#b")).state == "source"


def test_interface_words_fall_back_to_english() -> None:
    strings = {
        ("", "Undo"): Entry("Undo", "元に戻す", False, NOWHERE),
        ("verb", "Check"): Entry("Check", "確認する", False, NOWHERE),
        ("", "Fuzzy"): Entry("Fuzzy", "ぼやけた", True, NOWHERE),
    }
    catalogue = Catalogue("ja", "en", {}, strings)
    assert catalogue.gettext("Undo") == "元に戻す"
    assert catalogue.pgettext("verb", "Check") == "確認する"
    assert catalogue.gettext("Check") == "Check"
    assert catalogue.gettext("Fuzzy") == "Fuzzy"
    assert catalogue.ngettext("%(n)s page", "Undo", 2) == "元に戻す"


@pytest.mark.parametrize(
    ("written", "english", "japanese"),
    [
        ("2026-12-31", "December 31, 2026", "2026 年 12 月 31 日"),
        ("2026-12", "December 2026", "2026 年 12 月"),
        ("2027", "2027", "2027 年"),
        ("2027-H2", "second half of 2027", "second half of 2027 年"),
        ("2027-H1", "first half of 2027", "first half of 2027 年"),
    ],
)
def test_dates_are_written_as_the_locale_writes_them(written: str, english: str, japanese: str) -> None:
    date = partial_date(written)
    assert date is not None
    assert Catalogue("en", "en").partial_date(date) == english
    assert Catalogue("ja", "en").partial_date(date) == japanese
    assert Catalogue("ja", "en").date(datetime.date(2026, 1, 2)) == "2026 年 1 月 2 日"


def test_names_of_languages() -> None:
    assert [language_name(one) for one in ("en", "ja", "pt-BR")] == ["English", "日本語", "português (Brasil)"]
    assert babel_locale("x-unknown").language == "en"


def test_a_new_language_needs_a_folder_and_no_code(tmp_path: Path) -> None:
    folder = tmp_path / "locales" / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "tables.po").write_text(HEAD + _entry("a#b", "Lid", "Deckel"), encoding="utf-8")
    reading = read_catalogues(tmp_path / "locales", ("en", "ja", "de"))
    assert reading.problems == []
    assert reading.catalogues["de"].passage(Text("Lid", "a#b")).text == "Deckel"
    assert reading.catalogues["ja"].passage(Text("Lid", "a#b")).state == "missing"


def test_windows_line_ends_and_wrapped_texts_are_read(tmp_path: Path) -> None:
    po = HEAD + 'msgctxt "a#b"\nmsgid ""\n"Li"\n"d"\nmsgstr "ふ\\"た"\n'
    catalogue, problems = _read(tmp_path, po.replace("\n", "\r\n"))
    assert problems == []
    assert catalogue.passage(Text("Lid", "a#b")).text == 'ふ"た'


@pytest.mark.parametrize(
    "broken",
    [
        'msgctxt "a#b"\nmsgid "Lid"\nmsgstr "ふた\n',
        'msgctxt "a#b\nmsgid "Lid"\nmsgstr "ふた"\n',
        'msgctxt "a#b"\nmsgid Lid\nmsgstr "ふた"\n',
        'msgctxt "a#b"\nmsgid "Lid"\nmsgstr "ふ"た"\n',
        'msgctxt "a#b"\nmsgid "Lid"\nmsgstr ふた\n',
        'msgctxt "a#b"\nmsgid "Lid"\nmsgstr "ふた"\nrubbish\n',
    ],
)
def test_a_broken_entry_is_a_problem_and_no_half_text(tmp_path: Path, broken: str) -> None:
    catalogue, problems = _read(tmp_path, HEAD.rstrip("\n").replace("\n\n", "\n") + "\n\n" + broken)
    assert problems == ["KB401"]
    assert catalogue.passage(Text("Lid", "a#b")).text == "Lid"


@pytest.mark.parametrize(
    ("english", "japanese", "codes"),
    [
        ("See `a`.", "`a` を参照。", []),
        ("See `a`.", "a を参照。", ["KB406"]),
        ("See **a**.", "**ア** を参照。", []),
        ("See **a**.", "アを参照。", ["KB406"]),
        ("See [](fix:ask).", "「[](fix:ask)」を参照。", []),
        ("See [](fix:ask).", "「[](fix:aks)」を参照。", ["KB406"]),
        ("See [](fix:ask).", "[](fix:ask) を参照。", ["KB421"]),
        ("[](fix:ask): no.", "[](fix:ask)：いいえ。", []),
        ("See [it](https://a.example/).", "[それ](https://b.example/)を参照。", ["KB406"]),
        ("Plain.", "<script>alert(1)</script>。", ["KB202", "KB410"]),
        ("Plain.", "[x](javascript:alert(1))", ["KB203", "KB406"]),
    ],
)
def test_a_translation_cannot_change_what_is_literal(english: str, japanese: str, codes: list[str]) -> None:
    term = Term(id="t", kind="label", name=Text(english, "terms/t#name"))
    catalogue = Catalogue("ja", "en", {"terms/t#name": Entry(english, japanese, False, NOWHERE)})
    library = Library({kind: {} for kind in KINDS} | {"term": {"t": term}}, {("term", "t"): "content/glossary.yml"})
    subject = Subject("term", "t", tuple(walk(term)))
    found = passage_problems(subject, catalogue, fidelity_of(library, catalogue), lambda *_: NOWHERE)
    assert [problem.code for problem in found] == codes


WORDS = st.text('ab\n\t"\\é漢#', max_size=8)


def _with_babel(text: str) -> list[Message]:
    problems: list[Problem] = []
    found = reading._read_with_babel(text.encode(), "x.po", problems)
    assert not problems
    return found


@given(st.lists(st.tuples(st.booleans(), WORDS, WORDS.filter(bool), WORDS), unique_by=lambda one: (one[1], one[2])))
def test_the_quick_reader_reads_what_babel_reads(entries: list[tuple[bool, str, str, str]]) -> None:
    file = polib.POFile(wrapwidth=10)
    file.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    for fuzzy, context, source, text in entries:
        flags = ["fuzzy"] if fuzzy else []
        file.append(polib.POEntry(msgctxt=context or None, msgid=source, msgstr=text, flags=flags))
    read = read_simple(str(file))
    assert read == _with_babel(str(file))


@pytest.mark.parametrize("path", sorted(ROOT.glob("locales/*/LC_MESSAGES/*.po")), ids=lambda path: path.name)
def test_our_catalogues_are_read_quickly(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert [one._replace(was="") for one in read_simple(text) or ()] == _with_babel(text)  # Babel skips `#|`


@pytest.mark.parametrize("flags", ["#, fuzzy", "#,fuzzy,python-format", "#, python-format, fuzzy", "#, x\n#, fuzzy"])
def test_flags_are_read_however_they_are_spaced(flags: str) -> None:
    for header in ("", HEAD):
        entries = read_simple(f'{header}{flags}\nmsgid "a"\nmsgstr "b"\n\nmsgid "c"\nmsgstr "d"\n') or ()
        assert [(one.source, one.fuzzy) for one in entries] == [("a", True), ("c", False)]


@pytest.mark.parametrize("header", ["", HEAD])
@pytest.mark.parametrize("between", ["", "\n", "# A note.\n"])
@pytest.mark.parametrize("text", ['"b"\n', '""\n"b"\n'])
def test_the_english_of_before_is_that_of_one_entry(header: str, between: str, text: str) -> None:
    po = f'{header}#, fuzzy\n#| msgid "x"\nmsgid "a"\nmsgstr {text}{between}msgid "c"\nmsgstr {text}'
    found = [(one.source, one.was, one.fuzzy) for one in read_simple(po) or ()]
    assert found == [("a", "x", True), ("c", "", False)]


def test_the_english_of_before_an_obsolete_entry_is_that_of_no_other() -> None:
    po = HEAD + '#, fuzzy\n#| msgid "x"\n#~ msgid "y"\n#~ msgstr "z"\n\nmsgid "c"\nmsgstr "d"\n'
    assert [(one.source, one.was, one.fuzzy) for one in read_simple(po) or ()] == [("c", "", False)]


@pytest.mark.parametrize(
    ("broken", "line", "said"),
    [
        ('msgid "a"\nmsgid "b"\nmsgstr "c"\n', 5, "missing msgstr for msgid 'a'"),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr[9] "c"\n', 5, "msg has more translations than num_plurals of catalog"),
        ('#~ nonsense\nmsgid "a"\nmsgstr[0] "b"\n', 5, "Unknown or misformatted keyword"),
    ],
)
def test_what_babel_cannot_read_is_named_by_its_line_with_what_to_do(
    broken: str, line: int, said: str, tmp_path: Path
) -> None:
    folder = tmp_path / "locales/ja/LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "all.po").write_text(HEAD + broken, encoding="utf-8")
    assert [str(one) for one in read_catalogues(tmp_path / "locales", ("en", "ja")).problems] == [
        f"locales/ja/LC_MESSAGES/all.po:{line}:1: KB401 malformed: {said}\n"
        "  hint: compare with the entries around it; `msgfmt -c` says more"
    ]


@pytest.mark.parametrize(
    ("text", "fuzzy", "code", "severity"),
    [
        ("", False, "KB404", "warning"),
        ("%(n)s ページを開く。", True, "KB405", "warning"),
        ("%(n)s  ページを開く。", False, "KB414", "warning"),
        ("%(n)s ページを開く", False, "KB416", "warning"),
        ("ページを開く。", False, "KB410", "error"),
        ("「%(n)s ページを開く。", False, "KB415", "error"),
        ("%(n)s フォルダを開く。", False, "KB413", "warning"),
        ("%(n)s ﾍﾟｰｼﾞを開く。", False, "KB411", "error"),
    ],
)
def test_of_a_word_of_the_interface_what_misleads_nobody_is_a_warning(
    text: str, fuzzy: bool, code: str, severity: str
) -> None:
    strings = {("", "x"): Entry("Open %(n)s pages.", text, fuzzy, NOWHERE)}
    found = list(interface_problems(Catalogue("ja", "en", {}, strings), Fidelity("en", "ja", set())))
    assert [(one.code, one.severity, one.place) for one in found] == [(code, severity, NOWHERE)]
    assert "Open %(n)s pages." in found[0].message
    assert (found[0].locale, found[0].context) == ("ja" if code in ("KB404", "KB405") else "", "")


def test_a_file_may_begin_with_the_english_of_before() -> None:
    assert [one.was for one in read_simple('#| msgid "x"\nmsgid "a"\nmsgstr "b"\n') or ()] == ["x"]


def test_what_is_no_file_is_named_with_what_to_do(tmp_path: Path) -> None:
    folder = tmp_path / "locales/ja/LC_MESSAGES"
    (folder / "errors.po").mkdir(parents=True)
    (tmp_path / "elsewhere.po").write_text(HEAD, encoding="utf-8")
    (folder / "fixes.po").symlink_to("../../../../elsewhere.po")
    said = [str(one) for one in read_catalogues(tmp_path / "locales", ("en", "ja")).problems]
    assert [line for one in said for line in one.split("\n")] == [
        "locales/ja/LC_MESSAGES/errors.po: KB118 it is not a file",
        "  hint: remove it, or put a file in its place",
        "locales/ja/LC_MESSAGES/fixes.po: KB122 the file is a link that leads elsewhere",
        "  hint: put the file itself here",
    ]


def test_the_english_of_before_is_read(tmp_path: Path) -> None:
    entry = polib.POEntry(msgctxt="a#b", msgid="New", msgstr="訳", flags=["fuzzy"])
    entry.previous_msgctxt, entry.previous_msgid = "a#c", 'Old "words"\nof two lines, folded because they are long'
    file = polib.POFile(wrapwidth=20)
    file.extend([entry, polib.POEntry(msgctxt="a#d", msgid="Other", msgstr="他")])
    assert [(one.source, one.was) for one in read_simple(str(file)) or ()] == [
        ("New", entry.previous_msgid),
        ("Other", ""),
    ]


@pytest.mark.parametrize(
    "strange",
    [
        'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"',
        'msgid "a"\nmsgstr "b',
        'msgid "a"',
        'msgstr "a"',
        'msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"',
        'msgid "a"\r\nmsgstr "b"\r\n',
        'msgid "a"\nmsgid "b"\nmsgstr "c"',
        'msgid "a"\nmsgctxt "b"\nmsgstr "c"',
        "nonsense",
    ],
)
def test_the_quick_reader_leaves_to_babel_what_it_does_not_know(strange: str) -> None:
    assert read_simple(strange) is None


@pytest.mark.parametrize(
    ("locale", "counted", "share"), [("en", "1,582", "99%"), ("ja", "1,582", "99%"), ("de", "1.582", "99\xa0%")]
)
def test_numbers_are_written_as_a_language_does(locale: str, counted: str, share: str, tmp_path: Path) -> None:
    assert (number(1582, locale), percent(99, locale)) == (counted, share)
    (tmp_path / "page.html").write_text(
        '{{ _("Articles: %(number)s", number=1582) }} {{ _("As of %(date)s.", date="1582") }} {{ 99|percent }}',
        encoding="utf-8",
    )
    assert Renderer((tmp_path,), Catalogue(locale, "en")).text("page.html", {}) == (
        f"Articles: {counted} As of 1582. {share}"
    )
