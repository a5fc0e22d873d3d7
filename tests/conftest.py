"""Sites that are built once and shared, and the option that writes the golden files anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import ARGUMENTS, find
from tests.support import ROOT, build, build_here, copy_small, replace, run, served

# The same examples on every machine, however busy it is. What is new each time belongs to the long tests.
settings.register_profile("kb", deadline=None, derandomize=True)
settings.load_profile("kb")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="Write the golden files from what is made now.")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What forks comes first: there is no fork beside a thread, and a browser that was started has some."""
    items.sort(key=lambda item: item.path.name != "test_sharing.py")


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    monkeypatch.delenv("KB_AS_OF", raising=False)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A copy of the small knowledge base."""
    return copy_small(tmp_path / "small")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for all browser tests; each makes a context of its own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def translated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small knowledge base with Japanese: nearly all of it, one passage missing, one stale."""
    return translate_small(copy_small(tmp_path_factory.mktemp("translated") / "small"))


@pytest.fixture(scope="session")
def built(translated: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the translated knowledge base."""
    return build(translated, tmp_path_factory.mktemp("built") / "site")


@pytest.fixture(scope="session")
def plain_addresses(translated: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same without directory addresses and without an address of the site."""
    to = tmp_path_factory.mktemp("plain") / "site"
    return build_here(translated, to, use_directory_urls=False, site_url="")


@pytest.fixture(scope="session")
def address(built: Path) -> Iterator[str]:
    """Where the translated site is served."""
    with served(built) as url:
        yield url


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of this repository's own content, without an address. There is nothing to warn of."""
    return build(ROOT, tmp_path_factory.mktemp("real") / "site", "--strict")


@pytest.fixture(scope="session")
def real_address(real: Path) -> Iterator[str]:
    """Where the site of this repository's own content is served."""
    with served(real) as url:
        yield url


def translate_small(folder: Path) -> Path:
    """Bring the catalogues up to date and fill them in: `variants.lid.meaning` stays missing, `goal` is stale."""
    done = run("kb", "i18n", "update", at=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    shipped = {
        (entry.msgctxt, entry.msgid): entry.msgstr
        for entry in polib.pofile(str(ROOT / "locales/ja/LC_MESSAGES/site.po"))
    }
    for path in sorted((folder / "locales/ja/LC_MESSAGES").glob("*.po")):
        file = polib.pofile(str(path), wrapwidth=0)
        for entry in file:
            if path.name == "site.po":
                entry.msgstr = shipped.get((entry.msgctxt, entry.msgid), "")
            elif entry.msgctxt != "errors/4.1.8#variants.lid.meaning":
                entry.msgstr = _japanese(entry.msgid)
        file.save(str(path))
    replace(folder / "content/fixes/ask-for-tea.yml", "gets a question that it can answer", "gets an easy question")
    return folder


def _japanese(english: str) -> str:
    """Japanese of a kind: what the checks see as such, and a reader of a test can still understand."""
    text = f"訳 {english}".replace("December 2026", "2026 年 12 月")
    return f"{text[:-1]}。" if text.endswith(".") else text
