"""Every link of a site leads somewhere, and one that does not is named with its file and place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from generator.links import Broken, Links, link_problems
from tests.support import HERE, build_here, files_of, page, replace, run, some

CASE = HERE / "links/problems/KB506-a-link-leads-nowhere"


def test_a_planted_link_is_named_and_fails_a_strict_build(
    small: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    about = small / "content/pages/en/about.md"
    about.write_text(about.read_text("utf-8") + (CASE / "about.md").read_text("utf-8"), encoding="utf-8")
    fix = small / "content/fixes/remove-lid.yml"
    replace(fix, "goal: The pot stays open.", 'goal: "The pot stays open, see [](fix:ask-for-tea#step-bag)."')
    done = run("mkdocs", "build", "-d", tmp_path / "site", at=small)
    assert done.returncode == 0
    lines = done.stderr.replace("WARNING -  kb: ", "").splitlines()
    said = [line for line in lines if "KB506" in line or "hint:" in line]
    expected = CASE / "expected.txt"
    if request.config.getoption("--update-golden"):
        expected.write_text("\n".join(said) + "\n", encoding="utf-8")
    assert said == expected.read_text(encoding="utf-8").splitlines()

    before = files_of(tmp_path / "site")
    done = run("mkdocs", "build", "--strict", "-d", tmp_path / "site", at=small)  # most pages are kept now
    assert done.returncode == 1
    assert all(line in done.stderr for line in said)
    assert files_of(tmp_path / "site") == before


def test_kept_pages_are_not_read_again_and_their_links_are_checked_all_the_same(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    replace(
        small / "content/fixes/remove-lid.yml", "undo: Put it back.", 'undo: "Put it back, say [we](page:only#us)."'
    )
    only = small / "content/pages/en/only.md"
    only.write_text(only.read_text("utf-8") + "\n## Us\n", encoding="utf-8")
    site = build_here(small, tmp_path / "site")
    read: list[str] = []
    original = Links._read

    def noted(links: Links, name: str, *rest: object) -> object:
        read.append(name)
        return original(links, name, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Links, "_read", noted)
    replace(only, "## Us", "## We")
    build_here(small, tmp_path / "site")
    kept = [name for name in files_of(site) if name.endswith(".html") and name not in read]
    assert "en/fixes/remove-lid/index.html" in kept
    warnings = [one.getMessage() for one in caplog.records if "KB506" in one.getMessage()]
    assert len(warnings) == 1
    assert warnings[0].startswith("kb: content/fixes/remove-lid.yml:12:35: KB506")
    assert "leads to 'en/only/', which has no place '#us'" in warnings[0]
    caplog.clear()
    build_here(small, tmp_path / "site")
    assert [one.getMessage() for one in caplog.records if "KB506" in one.getMessage()] == warnings
    assert "en/fixes/remove-lid/index.html" in read


def test_what_is_remembered_may_be_lost(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build_here(small, tmp_path / "site")
    remembered = tmp_path / ".site-build/links"
    before = sorted(remembered.read_text(encoding="utf-8").splitlines())
    remembered.write_text("nonsense\n\x00", encoding="utf-8")
    build_here(small, tmp_path / "site")
    assert [line.partition("\t")[0] for line in sorted(remembered.read_text("utf-8").splitlines())] == [
        line.partition("\t")[0] for line in before
    ]


LINKS = {
    "../c/": "a/c/index.html",
    "../c/#x": "a/c/index.html#x",
    "../../": "index.html",
    "../../s.css?v=1": "s.css",
    "#y": "a/b/index.html#y",
    "?q=1": "a/b/index.html",
    "https://x.example/help/en/": "en/index.html",
    "/help/en/": "en/index.html",
    "../c/&#x3F;&amp;": "a/c/index.html",
    "../../../../other/": None,
    "../c/./d": "a/c/d",
    "../c//d": "a/c/d",
    "c/../../d.html": "a/d.html",
    "%E3%81%82/#%E3%81%84": "a/b/%E3%81%82/index.html#%E3%81%84",
}


@pytest.mark.parametrize("href", LINKS)
def test_where_a_link_leads(href: str, tmp_path: Path) -> None:
    links = Links("https://x.example/help/", tmp_path / "links", ["a"])
    links.page("a/b/index.html", f'<a href="{href}">')
    found = {one.target for one in links.broken(tmp_path, (), lambda name: False)}
    assert found == {LINKS[href]} - {"a/b/index.html", None}


@pytest.mark.parametrize("href", ["https://x.example/", "//cdn.example/x", "mailto:a@b.example", "data:,", "/other/"])
def test_links_that_leave_the_site_are_none_of_its_business(href: str, tmp_path: Path) -> None:
    links = Links("https://x.example/help/", tmp_path / "links", ["a"])
    links.page("a/index.html", f'<a href="{href}">')
    assert links.broken(tmp_path, (), lambda name: False) == ()


def test_anchors_may_be_of_any_script(tmp_path: Path) -> None:
    links = Links("", tmp_path / "links", ["a"])
    links.page("a/index.html", '<h2 id="手順"></h2><a href="#%E6%89%8B%E9%A0%86"></a><a href="#%E6%89%8B"></a>')
    assert links.broken(tmp_path, (), lambda name: True) == (
        Broken("a/index.html", "a/index.html#%E6%89%8B", ("手順",)),
    )


@pytest.mark.parametrize("base", ["", "https://x.example/"])
def test_addresses_in_data_are_links_too(base: str, tmp_path: Path) -> None:
    links = Links(base, tmp_path / "links", ["en"])
    links.page("en/c/index.html", '<p id="x">')
    links.data("api/v1/x.json", f'{{"url":"{base}en/c/#x","text":"see [it]({base}en/c/#y), en/c"}}')
    assert [one.target for one in links.broken(tmp_path, (), lambda name: False)] == ["en/c/index.html#y"]


def test_a_place_is_named_once_and_repeats_of_it_are_not(tmp_path: Path) -> None:
    (tmp_path / "fix.yml").write_text("id: x\ngoal: see [](fix:other#gone)\n", encoding="utf-8")
    (tmp_path / "error.yml").write_text("fixes: [x]\n", encoding="utf-8")
    pages = {"en/x/index.html": "fix.yml", "ja/x/index.html": "fix.yml", "en/error/index.html": "error.yml"}
    target = "fixes/other/index.html#gone"
    found = list(link_problems([Broken(one, f"{one[:3]}{target}", ("here",)) for one in pages], tmp_path, pages))
    assert [str(one.place) for one in found] == ["fix.yml:2:18"]


@pytest.mark.parametrize("which", ["built", "plain_addresses"])
def test_every_link_of_a_whole_site_by_another_reading(which: str, request: pytest.FixtureRequest) -> None:
    """Follows every link of every page with a parser of HTML, as the check itself does not."""
    site: Path = request.getfixturevalue(which)
    pages = {file.relative_to(site).as_posix(): page(file) for file in site.rglob("*.html")}
    ids = {name: set(document.ids) for name, document in pages.items()}
    for name, document in some(pages.items()):
        for element in document.elements:
            for attribute in ("href", "src"):
                for file, anchor in _inside(name, element.attributes.get(attribute, "")):
                    assert (site / file).is_file(), f"{name}: {element}"
                    assert not anchor or anchor == "top" or anchor in ids[file], f"{name}: {element}"


def _inside(name: str, href: str) -> Iterator[tuple[str, str]]:
    if not href:
        return
    parts = urlsplit(urljoin(f"https://help.example.com/{name}", href))
    if parts.netloc == "help.example.com":
        path = unquote(parts.path).lstrip("/")
        yield (f"{path}index.html" if not path or path.endswith("/") else path), unquote(parts.fragment)
