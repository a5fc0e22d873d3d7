"""Three thousand guides: every passage, every page linked, in sitemap and API, bilingual, searched. Minutes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.articles import write_articles
from tests.importing.conftest import Base
from tests.importing.test_round_trip import check_corpus, check_shown
from tests.support import build, page

COUNT = 3_000


@pytest.mark.long
def test_a_large_corpus_keeps_every_passage(tmp_path: Path) -> None:
    check_corpus(tmp_path, COUNT, seed=11)


@pytest.mark.long
def test_a_large_site_is_whole(tmp_path: Path) -> None:
    write_articles(tmp_path / "kb", tmp_path / "documents", COUNT)
    site = build(tmp_path / "kb", tmp_path / "site")
    check_site(tmp_path / "kb", site)
    check_shown(site, COUNT)


def test_a_small_site_is_whole(sixty: Base, sixty_built: Path) -> None:
    check_site(sixty.root, sixty_built)


def check_site(root: Path, site: Path) -> None:
    """Every guide has a page in each language, is listed, linked, searched for, in the sitemap and in the API."""
    names = sorted(path.stem for path in (root / "content/guides").glob("*.yml"))
    sitemap = (site / "sitemap.xml").read_text(encoding="utf-8")
    for locale in ("en", "ja"):
        for name in names:
            assert f"<loc>https://kb.example/{locale}/guides/{name}/</loc>" in sitemap
        records = json.loads((site / locale / "search/records.json").read_text(encoding="utf-8"))
        found = {one["l"] for one in records if one["k"] == "guide"}
        assert found == {f"guides/{name}/" for name in names}
        index = json.loads((site / f"api/v1/{locale}/index.json").read_text(encoding="utf-8"))
        assert sorted(one["id"] for one in index["records"] if one["kind"] == "guide") == names
        for name in names:
            record = json.loads((site / f"api/v1/{locale}/guides/{name}.json").read_text(encoding="utf-8"))
            assert record["url"] == f"https://kb.example/{locale}/guides/{name}/"
            assert "untranslated" not in record
        listed: list[str] = []
        for path in (site / locale / "guides/in").rglob("index.html"):
            assert page(path).problems == []
            hrefs = [one.attributes.get("href", "") for one in page(path).all("a")]
            listed += [name for href in hrefs if (name := href.rstrip("/").rpartition("/")[2]).startswith("article-")]
        assert sorted(listed) == names
    for name in names[:: max(1, len(names) // 50)]:
        for locale in ("en", "ja"):
            shown = page(site / locale / "guides" / name / "index.html")
            assert shown.problems == []
            assert len(shown.ids) == len(set(shown.ids))
            assert shown.all("html")[0].attributes["lang"] == locale
            others = {one.attributes["hreflang"] for one in shown.all("link") if one.attributes.get("hreflang")}
            assert {"en", "ja"} <= others
