"""The records as JSON: what the schemas promise, what the pages say, in every language."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from generator.api import ROOT
from generator.explain import table
from generator.project import load
from generator.settings import read_settings
from tests.support import HERE, page, some


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
    for record in some(one for one in _records(built, locale) if "url" in one):
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


def test_the_table_of_signatures_is_that_of_the_decoder(built: Path, translated: Path) -> None:
    known = json.loads(json.dumps(table(load(read_settings(translated)).library)))
    assert _read(built, f"{ROOT}/signatures.json") == known
    script = (built / "en/decoder.js").read_text(encoding="utf-8")
    assert json.loads(script.removeprefix("self.kbDecoder=").rstrip(";\n"))["table"] == known


@pytest.mark.parametrize("locale", ["en", "ja"])
def test_events_and_flows_are_those_of_the_pages(built: Path, locale: str) -> None:
    base = "https://help.example.com/"
    shown = page(built / locale / "timeline/index.html")
    events = _read(built, f"{ROOT}/{locale}/timeline.json")["records"]
    assert events
    for event in events:
        assert event["url"].partition("#")[2] in shown.ids
        assert event["title"] in " ".join(shown.elements[0].text.split())
    flow = _read(built, f"{ROOT}/{locale}/flows/pot.json")
    assert flow["pages"].keys() == {node["id"] for node in flow["record"]["nodes"]}
    for node in flow["record"]["nodes"]:
        one = page(built / flow["pages"][node["id"]].removeprefix(base) / "index.html")
        heading = " ".join(one.all("h1")[0].text.split())
        assert heading.endswith(node["title"].replace("`", "")) or node["id"] == flow["record"]["start"], node["id"]
        for answer in node.get("answers", ()):
            target = answer.get("next") or answer.get("to")
            assert (
                not target
                or any(target in link.attributes.get("href", "") for link in one.all("a"))
                or (target == flow["record"]["start"])
            )


def _promises(schema: Any, path: str = "") -> set[str]:
    """What a schema promises, a line each: every field by its path with its type, and whether it is always there."""
    found = set()
    for name, inner in schema.get("properties", {}).items():
        always = " always" if name in schema.get("required", ()) else ""
        kind = (
            inner.get("type")
            or inner.get("$ref")
            or "".join(sorted(inner.keys() & {"anyOf", "oneOf", "const", "enum"}))
        )
        found |= {f"{path}.{name}: {kind}{always}", *_promises(inner, f"{path}.{name}")}
    for word in ("items", "additionalProperties"):
        if isinstance(schema.get(word), dict):
            found |= _promises(schema[word], f"{path}[]")
    for word in ("oneOf", "anyOf"):
        for number, inner in enumerate(schema.get(word, ())):
            found |= _promises(inner, f"{path}|{number}")
    for name, inner in schema.get("$defs", {}).items():
        found |= _promises(inner, f"{path}#{name}")
    return found


def test_version_1_only_grows(real: Path, request: pytest.FixtureRequest) -> None:
    """What was promised once is promised still: no field is gone, has another type, or is there only sometimes."""
    now = set()
    for kind, name in _read(real, f"{ROOT}/index.json")["schemas"].items():
        now |= {f"{kind}{one}" for one in _promises(_read(real, name))}
    file = HERE / "golden/api/v1.txt"
    known = set(file.read_text(encoding="utf-8").splitlines()) if file.exists() else set()
    assert known - now == set(), "what tools rely on is gone: that would be version 2"
    if request.config.getoption("--update-golden"):
        file.parent.mkdir(exist_ok=True)
        file.write_text("\n".join(sorted(now)) + "\n", encoding="utf-8")
    else:
        assert now == known, "there are new fields: pytest --update-golden promises them"


def test_the_version_rule_can_fail() -> None:
    before = {"properties": {"a": {"type": "string"}, "b": {"type": "array", "items": {"properties": {"c": {}}}}}}
    assert _promises(before) == {".a: string", ".b: array", ".b[].c: "}
    assert _promises({**before, "required": ["a"]}) - _promises(before) == {".a: string always"}
