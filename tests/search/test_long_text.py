"""Long texts in files of their own: found as before, asked for in parts, on a server and from a folder."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from generator import longtext, scripts
from generator.addresses import Addresses
from generator.longtext import EACH, FROM, LongTexts, Said, bucket, files_for, words
from generator.plans import plans as all_plans
from generator.project import load
from generator.search import LONG, search_files
from generator.settings import as_of, read_settings
from generator.store import Store
from generator.views.voice import Speaker
from generator.views.voice import speakers as all_speakers
from tests.search.test_queries import ASK, QUERIES, rank
from tests.support import ROOT, served, some

MODULES = ROOT / "overrides" / "assets" / "javascripts" / "search"
ASK_OFFLINE = ASK.replace(
    "await (await fetch(`/${locale}/search/search_index.json`)).json()", "await self.readIndex(locale)"
)
INDEX = """self.readIndex = (locale) => new Promise((resolve) => {
  const script = document.createElement("script");
  script.src = `../${locale}/search/search_index.js`;
  script.onload = () => resolve({ ...__index, docs: __index.docs });
  document.head.append(script);
});"""


@pytest.fixture(scope="module")
def speakers() -> dict[str, Speaker]:
    project = load(read_settings(ROOT), lines=False).require()
    return all_speakers(project.library, project.catalogues, Addresses())


@pytest.fixture(scope="module")
def folder(speakers: dict[str, Speaker], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of this repository's content, split, as data and as scripts, with the worker that reads it."""
    to = tmp_path_factory.mktemp("split")
    for locale, speaker in speakers.items():
        plans = list(all_plans(speaker.library, as_of()))
        for offline in (False, True):
            for name, text in search_files(plans, speaker, Addresses(), LongTexts("always"), offline=offline):
                path = to / locale / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
    (to / "assets" / "javascripts").mkdir(parents=True)
    for name in ("worker", "offline"):
        made = scripts.bundle(MODULES, (f"{name}.js",))
        target = to / "assets" / "javascripts" / ("kb-search.js" if name == "worker" else "kb-offline.js")
        target.write_text(made, encoding="utf-8")
    (to / "page").mkdir()
    (to / "page" / "index.html").write_text(
        f'<meta charset="utf-8"><script src="../assets/javascripts/kb-offline.js"></script><script>{INDEX}</script>',
        encoding="utf-8",
    )
    return to


@pytest.fixture
def tab(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page()
    yield page
    page.close()


def _ask(tab: Page, locale: str, queries: list[str], ask: str = ASK) -> Any:
    return tab.evaluate(ask, [locale, queries])


@pytest.mark.parametrize("locale", QUERIES)
def test_what_readers_type_is_found_all_the_same(tab: Page, folder: Path, locale: str) -> None:
    """Nearly: descriptions and texts count less when they come in parts; what decides stands in the small part."""
    queries = QUERIES[locale]["tuned"] | QUERIES[locale]["held_out"]
    with served(folder) as address:
        tab.goto(f"{address}page/")
        ranks = [rank(one, queries[query]) for query, one in zip(queries, _ask(tab, locale, [*queries]), strict=True)]
    assert sum(place == 1 for place in ranks) >= 0.85 * len(ranks)
    assert sum(0 < place <= 3 for place in ranks) >= 0.95 * len(ranks)


def test_words_that_only_a_long_text_has_are_found_with_a_few_files(
    tab: Page, folder: Path, speakers: dict[str, Speaker]
) -> None:
    guide = next(iter(speakers["en"].library.guides.values()))
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url.rpartition("/search/")[2]))
    known = json.loads((folder / "en" / "search" / "records.json").read_text(encoding="utf-8"))
    short = json.dumps([{key: one.get(key) for key in "tsw"} for one in known]).lower()
    own = LongTexts("always").said(speakers["en"], (), ("guide", guide.id), guide.id, guide).cut()
    alone = sorted(word for word in own if word.isalpha() and len(word) > 7 and word[:6] not in short)
    with served(folder) as address:
        tab.goto(f"{address}page/")
        (found,) = _ask(tab, "en", [f"{alone[0]} {alone[-1]}"])
    assert f"guides/{guide.id}/" in found
    parts = [name for name in asked if name.startswith(("words/", "texts/"))]
    assert 0 < len([name for name in parts if name.startswith("words/")]) <= 2
    assert len(parts) == len(set(parts))


def test_results_show_what_was_left_out(tab: Page, folder: Path) -> None:
    with served(folder) as address:
        tab.goto(f"{address}page/")
        shown = tab.evaluate(
            ASK.replace("items.map((group) => group.at(-1).location)", "items.map((group) => group.at(-1).text)"),
            ["en", ["5.7.57"]],
        )
    assert shown[0][0].startswith("<p>")


@pytest.mark.parametrize("locale", QUERIES)
def test_a_folder_answers_the_same_as_a_server(tab: Page, folder: Path, locale: str) -> None:
    queries = [*QUERIES[locale]["held_out"]][:12]
    with served(folder) as address:
        tab.goto(f"{address}page/")
        online = _ask(tab, locale, queries)
    tab.goto((folder / "page" / "index.html").as_uri())
    assert _ask(tab, locale, queries, ASK_OFFLINE) == online


def test_a_part_that_is_missing_makes_a_poorer_answer_and_no_error(tab: Page, folder: Path) -> None:
    tab.route("**/search/words/**", lambda route: route.abort())
    with served(folder) as address:
        tab.goto(f"{address}page/")
        (found,) = _ask(tab, "en", ["5.7.57 authenticated"])
    assert found[0] == "errors/5.7.57/"


def test_the_size_decides_unless_an_option_does() -> None:
    assert [LongTexts("auto").apart(number) for number in (FROM, FROM + 1)] == [False, True]
    assert LongTexts("always").apart(1)
    assert not LongTexts("never").apart(10 * FROM)


def test_the_small_part_of_many_records_is_small_and_a_part_costs_little(folder: Path) -> None:
    """A thousand records as they are here, in other words: names, codes and deciding words of each."""
    for locale in QUERIES:
        whole = json.loads((folder / locale / "search" / "records.json").read_text(encoding="utf-8"))
        assert not any(key in entry for entry in whole for key in LONG)
        assert len(gzip.compress(json.dumps(_many(whole, 1000), ensure_ascii=False).encode())) < 150_000
        parts = [path.stat().st_size for path in (folder / locale / "search").rglob("words/*.json")]
        assert len(parts) == files_for(len(whole))
        assert sum(parts) / len(parts) < 60_000


def test_the_whole_index_of_a_thousand_records_weighs_less_than_300_kb(speakers: dict[str, Speaker]) -> None:
    for speaker in some(speakers.values()):
        plans = list(all_plans(speaker.library, as_of()))
        files = dict(search_files(plans, speaker, Addresses(), LongTexts("auto")))
        assert set(files) == {"search/search_index.json", "search/records.json"}
        many = _many(json.loads(files["search/records.json"]), 1000)
        assert len(gzip.compress(json.dumps(many, ensure_ascii=False, separators=(",", ":")).encode(), 6)) < 300_000


def _many(entries: list[dict[str, Any]], count: int) -> list[dict[str, Any]]:
    """As many entries as are wanted, each as long as a real one, of the real ones' words in no order."""
    pick = random.Random(20261125)
    every = json.dumps(entries, ensure_ascii=False)
    vocabulary = sorted(set(every.replace('"', " ").split()))

    def scramble(value: Any) -> Any:
        if isinstance(value, list):
            return [scramble(one) for one in value]
        made = ""
        while len(made) < len(value):
            made += pick.choice(vocabulary)[:12] + " "
        return made[: len(value)]

    real = [entries[number % len(entries)] for number in range(count)]
    return [
        one if number < len(entries) else {key: scramble(value) for key, value in one.items()}
        for number, one in enumerate(real)
    ]


def test_words_are_cut_where_the_worker_cuts_them() -> None:
    found = words(["Set-CASMailbox -SmtpClientAuthenticationDisabled $true", "ＳＭＴＰ 認証を有効にする", "a ab を"])
    assert {
        "set",
        "casmailbox",
        "mailbox",
        "smtpclientauthenticationdisabled",
        "disabled",
        "smtp",
        "認証",
        "証を",
    } <= found
    assert not found & {"に", "にす", "する", "ab", "a"}


def _files(pages: list[set[str]]) -> list[dict[str, list[int]]]:
    """The files of words of pages, each given by its words."""
    return [json.loads(one) for one in LongTexts("always").split("en", [Said("", one.copy) for one in pages])]


def test_a_word_of_every_page_is_left_out_and_lists_are_differences() -> None:
    pages = [{"every", f"own{number}"} | ({"some"} if number % 10 == 0 else set()) for number in range(1000)]
    files = _files(pages)
    assert len(files) == 1000 // EACH
    known = {word: steps for file in files for word, steps in file.items()}
    assert "every" not in known
    assert known["some"] == [0] + [10] * 99
    assert all(bucket(word, len(files)) == number for number, file in enumerate(files) for word in file)


class Known:
    """Records that never change."""

    def of(self, needs: tuple[Any, ...]) -> str:
        return repr(needs)


def test_words_are_kept_between_builds(speakers: dict[str, Speaker], tmp_path: Path) -> None:
    guide = next(iter(speakers["ja"].library.guides.values()))
    asked = (speakers["ja"], ("own",), ("guide", guide.id), guide.id)
    first = LongTexts("always", Store(tmp_path / "words"), Known())
    made = first.split("ja", [first.said(*asked, guide)])
    first._store.save()
    again = LongTexts("always", Store(tmp_path / "words"), Known())
    assert again.split("ja", [again.said(*asked, None)]) == made


def test_files_that_are_patched_are_those_that_are_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A word more or less here and there; words that too many pages have, or no longer have; a page more."""
    anew: list[int] = []
    whole = longtext._split
    monkeypatch.setattr(longtext, "_split", lambda pages, many: anew.append(many) or whole(pages, many))
    pick = random.Random(20261125)
    vocabulary = [f"{letter}{number}" for letter in "abcdefgh" for number in range(40)]
    pages = [{"every", *pick.sample(vocabulary, 20)} for _ in range(300)]
    for _ in range(12):
        pages[pick.randrange(300)] ^= {*pick.sample(vocabulary, 5)}
    builds: list[tuple[list[set[str]], bool]] = [([*pages], True), ([*pages], False)]
    for _ in range(12):
        pages[pick.randrange(300)] ^= {*pick.sample(vocabulary, 5), "every"}
        builds.append(([*pages], False))
    for number in range(50, 114):  # a new word is in a file until more than 60 pages have it, and again when few do
        pages[number] = {*pages[number], "new"}
        builds.append(([*pages], number == 110))
    for number in range(50, 56):
        pages[number] = pages[number] - {"new"}
        builds.append(([*pages], number == 53))
    builds.append(([*pages, {"more"}], True))
    for state, expected in builds:
        store = Store(tmp_path / "words")
        said = [Said(repr(sorted(one)), one.copy) for one in state]
        anew.clear()
        found = LongTexts("always", store, Known()).split("en", said)
        store.save()
        assert bool(anew) == expected
        anew.clear()
        assert [json.loads(one) for one in found] == _files(state)
