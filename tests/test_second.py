"""Another knowledge base: a label printer in English and German, begun with `kb init`, built with no change of code."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from generator.checks.fidelity import Fidelity
from generator.checks.typography import typography_faults
from generator.project import load
from generator.settings import read_settings
from tests.support import HERE, build, files_of, page, run, served, some
from tests.test_layers import CODES, TRADE

PRINTER = HERE / "sites" / "printer"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a copy, built strictly."""
    folder = tmp_path_factory.mktemp("second")
    shutil.copytree(PRINTER, folder / "printer", ignore=shutil.ignore_patterns(".cache"))
    return build(folder / "printer", folder / "site", "--strict")


@pytest.fixture(scope="module")
def printer(site: Path) -> Iterator[str]:
    with served(site) as url:
        yield url


def test_it_has_no_problem_and_no_line_of_code() -> None:
    project = load(read_settings(PRINTER))
    assert project.problems == ()
    kinds = {kind: len(records) for kind, records in project.library.records.items() if records}
    assert (kinds["error"], kinds["flow"]) == (1, 1)
    assert {path.suffix for path in PRINTER.rglob("*") if path.is_file()} <= {".yml", ".po", ".lock", ".paths", ""}


def test_every_page_is_there_in_both_languages(site: Path) -> None:
    english, german = (sorted(files_of(site / locale)) for locale in ("en", "de"))
    assert english == german
    assert "errors/e17/gap/index.html" in german
    for file in some((site / "de").rglob("*.html")):
        parsed = page(file)
        assert parsed.problems == []
        assert parsed.all("html")[0].attributes["lang"] == "de"
        foreign = [one for one in parsed.all("main")[0:1] if one.attributes.get("lang") == "en"]
        assert foreign == []
    assert page(site / "de" / "index.html").all("h1")[0].text.strip() == "Warum druckt er keine Etiketten?"


def test_nothing_of_the_first_one_is_said(site: Path) -> None:
    """Schemas describe kinds of record with examples; everything else is the printer's own."""
    for name, content in some(files_of(site).items()):
        if name.endswith((".html", ".json", "decoder.js", "print.js")) and "/schemas/" not in name:
            text = re.sub(r"<svg.*?</svg>", "", content.decode("utf-8"), flags=re.DOTALL)
            assert [match[0] for words in (TRADE, CODES) for match in words.finditer(text)] == [], name


def test_no_link_leads_to_a_page_that_is_not_there(site: Path) -> None:
    for file in some(site.rglob("*.html")):
        for link in page(file).all("a"):
            path = re.sub(r"[?#].*", "", link.attributes.get("href", ""))
            if path and not re.match(r"[a-z]+:", path):
                target = (site / path[1:] if path.startswith("/") else file.parent / path).resolve()
                assert (target / "index.html").is_file() or target.is_file(), f"{file.relative_to(site)}: {path}"
    said = (site / "assets/javascripts/kb-addresses.js").read_text(encoding="utf-8")
    addresses = re.findall(r'"((?:en|de)/[^"#]*)', said)
    assert {address[:2] for address in addresses} == {"en", "de"}
    for address in addresses:
        assert (site / address / "index.html").is_file(), address


def test_a_german_reader_is_led_to_the_fix(printer: str, chromium: Browser) -> None:
    context = chromium.new_context(locale="de-DE")
    tab = context.new_page()
    tab.goto(printer)
    expect(tab).to_have_url(f"{printer}de/")
    expect(tab.locator("#kb-paste")).to_have_attribute("placeholder", "E17 MEDIA OUT …")
    tab.fill("#kb-paste", "Warehouse, line 2. Display: E17 GAP NOT FOUND - CHECK SIZE")
    tab.locator("kb-decoder a[href*='e17/gap']").first.click()
    expect(tab.locator("h1")).to_contain_text("Die Etiketten haben eine andere Größe als vorher")
    tab.goto(f"{printer}de/diagnose/print/")
    tab.locator("article a[href*='a=display.empty']").first.click()
    expect(tab.locator("h1")).to_contain_text("Es sind keine Etiketten darin")
    tab.goto(f"{printer}e/e17/gap/")
    expect(tab).to_have_url(f"{printer}de/errors/e17/gap/")
    context.close()


def test_one_is_begun_with_three_commands(tmp_path: Path) -> None:
    folder = tmp_path / "begun"
    done = run("kb", "init", folder, "--name", 'Help: a "new" one', "--locale", "en", "--locale", "de")
    assert done.returncode == 0, done.stderr
    assert "‹" in done.stderr
    begun = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.yml"))
    assert sorted(f"{line.rsplit('/begun/', 1)[1]}" for line in done.stdout.splitlines()) == begun
    assert set(begun) < {path.relative_to(PRINTER).as_posix() for path in PRINTER.rglob("*.yml")}
    problems = load(read_settings(folder)).problems
    assert read_settings(folder).locales == ("en", "de")
    assert {problem.code for problem in problems} == {"KB112", "KB117", "KB404"}, "only blanks are left to fill in"
    again = run("kb", "init", folder, "--name", "Another")
    assert again.returncode == 1
    assert "mkdocs.yml exists already" in again.stdout
    wrong = run("kb", "init", tmp_path / "wrong", "--name", "x", "--locale", "en", "--locale", "d e")
    assert wrong.returncode == 1
    assert not (tmp_path / "wrong").exists()


@pytest.mark.parametrize(
    ("english", "german", "codes"),
    [
        ("Write an IPv4 address: 203.0.113.10.", "Geben Sie eine IPv4-Adresse ein: 203.0.113.10.", []),
        ("It holds 1,234,567 labels of 2.5 mm.", "Er fasst 1.234.567 Etiketten von 2,5 mm.", []),
        ("It holds 1,234,567 labels of 2.5 mm.", "Er fasst 1.234.568 Etiketten von 2,5 mm.", ["KB409"]),
        ("Write 203.0.113.10.", "Geben Sie 203.0.113.11 ein.", ["KB409"]),
        ("It says “ready”.", "Es steht „fertig“ da.", []),
        ("It says “ready”.", "Es steht “fertig” da.", ["KB415"]),
        ("It says “ready”.", "Es steht „fertig da.", ["KB415"]),
    ],
)
def test_german_is_read_as_german(english: str, german: str, codes: list[str]) -> None:
    found = [*Fidelity("en", "de").faults(english, german), *typography_faults("de", english, german)]
    assert [code for code, _, _ in found] == codes
