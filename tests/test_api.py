"""The records as JSON: what the schemas promise, what the pages say, in every language."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from generator.api import ROOT
from tests.support import page


def _read(site: Path, name: str) -> Any:
    return json.loads((site / name).read_text(encoding="utf-8"))


def _records(site: Path, locale: str) -> list[dict[str, Any]]:
    index = _read(site, f"{ROOT}/{locale}/index.json")["records"]
    found = [_read(site, entry["api"].removeprefix("https://help.example.com/")) for entry in index]
    for rows in _read(site, f"{ROOT}/index.json")["locales"][locale]["rows"].values():
        found += _read(site, rows.removeprefix("https://help.example.com/"))["records"]
    return found


@pytest.mark.parametrize("locale", ["en", "ja"])
@pytest.mark.parametrize("which", ["built", "real"])
def test_every_record_is_what_its_schema_says(request: pytest.FixtureRequest, which: str, locale: str) -> None:
    site: Path = request.getfixturevalue(which)
    schemas = _read(site, f"{ROOT}/index.json")["schemas"]
    checks = {}
    for kind, name in schemas.items():
        schema = _read(site, name.removeprefix("https://help.example.com/"))
        Draft202012Validator.check_schema(schema)
        checks[kind] = Draft202012Validator(schema)
    records = _records(site, locale)
    assert {record["kind"] for record in records} == set(checks)
    for record in records:
        assert [error.message for error in checks[record["kind"]].iter_errors(record)] == [], record["id"]
        assert record["locale"] == locale


def test_a_schema_refuses_what_is_wrong_and_allows_what_is_new(built: Path) -> None:
    check = Draft202012Validator(_read(built, f"{ROOT}/schemas/error.json"))
    record = _read(built, f"{ROOT}/en/errors/4.1.8.json")
    assert check.is_valid(record | {"later": 1, "record": record["record"] | {"later": 1}})
    assert not check.is_valid(record | {"record": {**record["record"], "variants": "none"}})
    assert not check.is_valid({key: value for key, value in record.items() if key != "record"})


@pytest.mark.parametrize("locale", ["en", "ja"])
def test_pages_and_records_say_the_same(built: Path, locale: str) -> None:
    base = "https://help.example.com/"
    for record in _records(built, locale):
        if "url" not in record:
            continue
        address, _, anchor = record["url"].removeprefix(base).partition("#")
        shown = page(built / address / "index.html")
        assert not anchor or anchor in shown.ids, record["url"]
        if record["kind"] in ("error", "fix", "guide"):
            only = record["kind"] == "error" and len(record["record"]["variants"]) == 1
            title = record["record"]["variants"][0]["title"] if only else record["title"]
            assert title in " ".join(shown.all("h1")[0].text.split()), record["id"]
        for one in record.get("pages", {}).values():
            assert (built / one.removeprefix(base).partition("#")[0] / "index.html").is_file(), one


def test_a_missing_translation_is_named(built: Path) -> None:
    record = _read(built, f"{ROOT}/ja/errors/4.1.8.json")
    assert "variants.lid.meaning" in record["untranslated"]
    assert "untranslated" not in _read(built, f"{ROOT}/en/errors/4.1.8.json")
