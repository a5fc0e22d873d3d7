"""Nothing of a document is lost: every passage, in both languages, as often as it occurs."""

from __future__ import annotations

import html
from pathlib import Path

import pytest

from bench.articles import SAMPLES, articles, passages, write_articles
from tests.importing.conftest import Base
from tests.importing.truth import missing, record_texts, translations, words
from tests.support import page, run

DOCUMENTS = sorted(path for path in SAMPLES.glob("*.md") if path.stem != "README")
MANY = 150


def test_there_are_fifteen_samples() -> None:
    assert len(DOCUMENTS) == 15
    assert sum(len(passages(path.read_text(encoding="utf-8"))) for path in DOCUMENTS) == 229


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_a_sample_keeps_every_passage(document: Path, base: Base) -> None:
    report = base.take(document)
    (account,) = report.accounts
    told = passages(document.read_text(encoding="utf-8"))
    assert (account.outcome, account.segments, account.placed) == ("new", len(told), len(told))
    assert missing((one.source for one in told), base.source(document.stem)) == []
    assert missing((one.target for one in told), base.target(document.stem)) == []


def test_what_is_missing_is_noticed() -> None:
    assert missing(["a **b** c", "d"], ["x abc y"]) == ["d"]
    assert missing(["twice", "twice"], ["twice"]) == ["twice"]


def test_a_corpus_keeps_every_passage(tmp_path: Path) -> None:
    check_corpus(tmp_path, MANY)


def check_corpus(folder: Path, count: int, seed: int = 7) -> None:
    """Import a corpus, and compare it with what its documents say."""
    report = write_articles(folder / "kb", folder / "documents", count, seed)
    assert report.count("new") == count
    assert all(account.segments == account.placed for account in report.accounts)
    targets = translations(folder / "kb/locales/ja/LC_MESSAGES/guides.po")
    for one in articles(count, seed):
        name = Path(one.name).stem
        assert (
            missing(
                (passage.source for passage in one.passages), record_texts(folder / f"kb/content/guides/{name}.yml")
            )
            == []
        )
        assert missing((passage.target for passage in one.passages), targets[name]) == []


def test_the_imported_knowledge_base_has_no_problems(sixty: Base) -> None:
    done = run("kb", "check", at=sixty.root)
    assert done.returncode == 0, done.stdout


def test_the_catalogues_are_as_an_update_would_write_them(sixty: Base) -> None:
    path = sixty.root / "locales/ja/LC_MESSAGES/guides.po"
    before = path.read_bytes()
    assert run("kb", "i18n", "update", at=sixty.root).returncode == 0
    assert path.read_bytes() == before


def test_the_built_pages_show_every_passage(sixty: Base, sixty_built: Path) -> None:
    check_shown(sixty_built, 60)


def check_shown(site: Path, count: int) -> None:
    """Compare the pages of a corpus, in both languages, with what its documents say."""
    for one in articles(count):
        name = Path(one.name).stem
        for locale, side in (("en", "source"), ("ja", "target")):
            text = (site / locale / "guides" / name / "index.html").read_text(encoding="utf-8")
            article = text[text.index("<article") : text.index("</article>")]
            assert missing((getattr(passage, side) for passage in one.passages), [html.unescape(words(article))]) == []


def test_the_lists_hold_every_guide_once(sixty: Base, sixty_built: Path) -> None:
    listed = []
    for path in sorted((sixty_built / "en/guides/in").rglob("index.html")):
        found = [
            link.attributes["href"] for link in page(path).all("a") if "article-" in (link.attributes.get("href") or "")
        ]
        listed += [href.rstrip("/").rpartition("/")[2] for href in found]
    assert sorted(listed) == sorted(path.stem for path in sixty.guides.glob("*.yml"))
