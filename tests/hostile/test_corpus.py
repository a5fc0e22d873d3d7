"""The corpus: every hostile input is refused by its code, or shown as its letters and nothing else.

The files beside this one are data; what must happen stands beside each case. Everything wrong is gathered in one
reading, so that one knowledge base holds all cases of a kind.
"""

from __future__ import annotations

import copy
import json
import re
import xml.etree.ElementTree
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import polib
import pytest
import yaml

from generator.importing.convert import About
from generator.importing.run import Import, Wish
from generator.limits import address_fault
from generator.problems import Problem, errors
from generator.project import Project, load
from generator.records.shape import walk
from generator.records.types import Text
from generator.settings import read_settings
from tests.conftest import translate_small
from tests.support import Document, build_here, copy_small, files_of, page, run, some

HERE = Path(__file__).parent
GUIDE: dict[str, Any] = {
    "id": "",
    "title": "Base",
    "origin": {
        "document": "a.md",
        "publisher": "P",
        "licence": "L",
        "updated": "2021-06-23",
        "url": "https://a.example/",
    },
    "body": [
        {"type": "paragraph", "id": "p", "text": "A text."},
        {"type": "code", "id": "c", "code": "x"},
        {
            "type": "table",
            "id": "t",
            "columns": [{"id": "a"}],
            "rows": [{"id": "r", "cells": [{"id": "a", "literal": "x"}]}],
        },
        {"type": "list", "id": "l", "ordered": True, "start": "1", "items": [{"id": "i", "text": "A text."}]},
    ],
}


def cases(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load((HERE / f"{name}.yml").read_text(encoding="utf-8"))
    return found


def dump(record: Any) -> str:
    text: str = yaml.dump(record, Dumper=yaml.CSafeDumper, allow_unicode=False, sort_keys=False, width=10**9)
    return text


def loaded(folder: Path) -> Project:
    return load(read_settings(folder))


def by_file(problems: tuple[Problem, ...]) -> dict[str, list[str]]:
    found = defaultdict(list)
    for problem in errors(problems):
        found[problem.place.file].append(problem.code)
        assert len(str(problem)) < 2_000, f"{problem.code} repeats what a stranger wrote at length"
    return found


def test_there_are_enough() -> None:
    names = ("texts", "records", "catalogues", "settings", "locks", "imports")
    told = {name: [case["what"] for case in cases(name)] for name in names}
    assert all(len(set(one)) == len(one) for one in told.values())
    assert sum(map(len, told.values())) >= 200


def put(record: dict[str, Any], way: str, value: Any) -> None:
    """Set the value at a path of names and positions."""
    *above, last = way.split(".")
    here: Any = record
    for part in above:
        here = here[int(part) if part.isdigit() else part]
    here[last] = value


def written(case: dict[str, Any], path: Path) -> None:
    """Write the file of a case: bytes, a text, or a link."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if "link" in case:
        path.symlink_to(case["link"])
    elif "hex" in case:
        path.write_bytes(bytes.fromhex(case["hex"]))
    else:
        path.write_text(case["raw"] * case.get("times", 1), encoding="utf-8", newline="")


def test_records(tmp_path: Path) -> None:
    folder = copy_small(tmp_path / "kb")
    wanted = {}
    for number, case in enumerate(cases("records")):
        name = case.get("file", f"guides/r{number}.yml")
        path = folder / "content" / name
        wanted[f"content/{'guides/h42' if 'h42' in name else name}"] = case
        if "at" not in case:
            written(case, path)
            continue
        record = copy.deepcopy(GUIDE) | {"id": path.stem}
        value = case["put"] * case["times"] if "times" in case else case["put"]
        put(record, case["at"] * case.get("key_times", 1), value)
        path.write_text(dump(record), encoding="utf-8")
    found = by_file(loaded(folder).problems)
    assert {
        name: (case["what"], found.get(name)) for name, case in wanted.items() if case["expect"] not in found[name]
    } == {}
    assert set(found) == set(wanted)
    done = run("kb", "check", at=folder)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "\x1b" not in done.stdout
    assert "\u202e" not in done.stdout


def test_texts(tmp_path: Path) -> None:
    folder = copy_small(tmp_path / "kb")
    chosen = {f"content/guides/t{number}.yml": case for number, case in enumerate(cases("texts"))}
    for name, case in chosen.items():
        record = copy.deepcopy(GUIDE) | {"id": Path(name).stem}
        put(record, "body.0.text", case["text"])
        (folder / name).write_text(dump(record), encoding="utf-8")
    found = by_file(loaded(folder).problems)
    for name, case in chosen.items():
        if case["expect"] in ("KB120", "KB121"):  # the reader refuses it; what is read is asked about references after
            assert found.pop(name, None) == [case["expect"]], case["what"]
            (folder / name).unlink()
    found = by_file(loaded(folder).problems)
    left = {name: case for name, case in chosen.items() if case["expect"] not in ("KB120", "KB121")}
    said = {case["what"]: set(found.get(name, ["shown"])) for name, case in left.items()}
    assert {
        what: codes
        for what, codes in said.items()
        if {one["expect"] for one in left.values() if one["what"] == what} != codes
    } == {}


def catalogue(case: dict[str, Any], context: str, source: str) -> dict[str, Any]:
    """The file of a case: the entry that it is about, or the file that it is."""
    if "raw" in case or "hex" in case or "link" in case:
        return case
    text = bytes.fromhex(case["hex_text"]).decode() if "hex_text" in case else case["text"]
    flag = "#, fuzzy\n" if case.get("fuzzy") else ""
    where = f'msgctxt "{context}"\n' if context else ""
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    quoted = (text * case.get("times", 1)).replace('"', '\\"')
    return {"raw": f'{head}{flag}{where}msgid "{source}"\nmsgstr "{quoted}"\n'}


def test_catalogues(tmp_path: Path) -> None:
    folder = copy_small(tmp_path / "kb")
    where = folder / "locales/ja/LC_MESSAGES"
    all_cases = some(case for case in cases("catalogues") if "of" not in case)
    for number, case in enumerate(all_cases):
        record = {
            "id": f"c{number}",
            "title": "Base",
            "group": "articles",
            "summary": "A text.",
            "sources": ["manual"],
            "body": GUIDE["body"][:1],
        }
        (folder / f"content/guides/c{number}.yml").write_text(dump(record), encoding="utf-8")
        if case.get("folder"):
            (where / f"c{number}.po").mkdir()
        else:
            written(catalogue(case, f"guides/c{number}#title", "Base"), where / f"c{number}.po")
    project = loaded(folder)
    found = by_file(project.problems)
    for number, case in enumerate(all_cases):
        codes = found.get(f"locales/ja/LC_MESSAGES/c{number}.po", [])
        if case["expect"] == "hidden":
            title = Text("Base", f"guides/c{number}#title")
            assert (codes, project.catalogues["ja"].passage(title).text) == ([], "Base"), case["what"]
        else:
            assert case["expect"] in codes, (case["what"], codes)


@pytest.mark.parametrize("case", [case for case in cases("catalogues") if "of" in case], ids=lambda case: case["what"])
def test_words_of_the_interface(case: dict[str, Any], tmp_path: Path) -> None:
    root = tmp_path
    (root / "mkdocs.yml").write_text("plugins: [kb]\n", encoding="utf-8")
    (root / "content").mkdir()
    name = "locales/ja/LC_MESSAGES/own.po"
    written(catalogue(case, "", case["of"]), root / name)
    assert case["expect"] in by_file(loaded(root).problems)[name]


@pytest.mark.parametrize("case", cases("settings"), ids=lambda case: case["what"])
def test_settings(case: dict[str, Any], tmp_path: Path) -> None:
    folder = tmp_path / "kb"
    folder.mkdir()
    value = case["put"] * case.get("times", 1)
    config: dict[str, Any] = {
        "site_name": "X",
        "plugins": [{"kb": {case["option"]: value} if "option" in case else {}}],
    }
    if "top" in case:
        config[case["top"]] = value
    (folder / "mkdocs.yml").write_text(dump(config), encoding="utf-8")
    project = loaded(folder)
    assert {problem.code for problem in project.problems} == {"KB504"}
    assert {problem.place.file for problem in project.problems} == {"mkdocs.yml"}
    assert project.library.files == {}


@pytest.mark.parametrize(
    "text", ["[" * 200_000, "plugins:\n" + "- " * 200_000, "a: &a [*a]\nplugins: *a\n", "\0", "- x", "!x y"]
)
def test_a_configuration_that_is_none_ends_nothing(text: str, tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
    assert read_settings(tmp_path).locales == ("en", "ja")


def test_lock_lines(tmp_path: Path) -> None:
    folder = copy_small(tmp_path / "kb")
    lock = folder / "content/ids.lock"
    before = len(lock.read_text(encoding="utf-8").splitlines())
    wanted = cases("locks")
    with lock.open("a", encoding="utf-8") as file:
        file.writelines(f"{case['line']}\n" for case in wanted)
    found = {one.place.line: one.code for one in loaded(folder).problems if one.place.file == "content/ids.lock"}
    said = {case["what"]: found.get(before + number) for number, case in enumerate(wanted, 1)}
    assert said == {case["what"]: case["expect"] for case in wanted}


def test_links_among_pages_are_not_followed(tmp_path: Path) -> None:
    folder = copy_small(tmp_path / "kb")
    (folder / "content/pages/en/secret.md").symlink_to("/etc/hostname")
    (folder / "content/pages/en/all").symlink_to("/etc")
    (folder / "content/pages/en/here.md").symlink_to("about.md")
    done = run("mkdocs", "build", "-d", tmp_path / "site", at=folder)
    assert done.returncode == 1
    assert "content/pages/en/secret.md: KB122" in done.stdout + done.stderr
    assert "content/pages/en/all: KB122" in done.stdout + done.stderr
    assert "here.md" not in done.stdout + done.stderr
    assert not (tmp_path / "site").exists()


def test_a_page_in_the_place_of_a_record(tmp_path: Path) -> None:
    folder = copy_small(tmp_path / "kb")
    page = folder / "content/pages/en/errors/4.1.8.md"
    page.parent.mkdir()
    page.write_text("# Mine\n", encoding="utf-8")
    done = run("mkdocs", "build", "-d", tmp_path / "site", at=folder)
    assert done.returncode == 1
    assert "content/pages/en/errors/4.1.8.md: KB114" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_a_memory_of_imports_names_no_file_outside(tmp_path: Path) -> None:
    folder = copy_small(tmp_path / "kb")
    (tmp_path / "tea.md").write_text("# Tea\n\nWords.\n", encoding="utf-8")
    last = {"id": "../../../evil", "locale": "en", "key": "tea", "hash": "x"}
    memory = folder / "content/guides/.imports.jsonl"
    memory.write_text(
        json.dumps(last) + "\n" + json.dumps(last | {"id": 7}) + "\n[]\n" + "[" * 100_000, encoding="utf-8"
    )
    before = set(tmp_path.rglob("*"))
    Import(read_settings(folder), Wish("markdown", "en", About())).run([tmp_path / "tea.md"])
    made = {path.relative_to(tmp_path).as_posix() for path in set(tmp_path.rglob("*")) - before}
    assert made == {"kb/content/guides/tea.yml"}


BAD = ("`</title></textarea><script>alert(1)</script>`", ' "><SCRIPT>x</SCRIPT>')
GOOD = ("`x`", " x")
"""What is added to each passage, and to each word of the interface: what a stranger adds, and what a friend does."""


def strange(folder: Path, added: tuple[str, str], literal: Callable[[str], str]) -> Path:
    """The small knowledge base with something added to everything that is shown, and a guide of every hostile text."""
    texts, others = set(), set()
    for records in loaded(folder).library.records.values():
        for record in records.values():
            for _, value, shape in walk(record):
                if isinstance(value, Text) and (not shape.short or len(value.source) + len(BAD[0]) < shape.short):
                    texts.add(value.source)
                else:
                    others.add(str(value))

    def changed(value: Any) -> Any:
        if isinstance(value, dict):
            kept = ("type", "id", "to", "kind", "ask")
            return {key: one if key in kept else changed(one) for key, one in value.items()}
        if isinstance(value, list):
            return [changed(one) for one in value]
        return f"{value} {added[0]}" if value in texts - others else value

    for path in sorted((folder / "content").rglob("*.yml")):
        if "samples" not in path.parts:
            record = changed(yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader))
            text = dump(record)
            path.write_text(text.replace("'true'", "true").replace("'false'", "false"), encoding="utf-8")
    chosen = [case for case in cases("texts") if not case["expect"].startswith("KB12")]
    blocks: list[dict[str, Any]] = []
    for number, case in enumerate(chosen):
        passage = case["text"] if case["expect"] == "shown" else "x"
        blocks.append({"type": "paragraph", "id": f"p{number}", "text": passage})
        blocks.append(
            {
                "type": "code",
                "id": f"c{number}",
                "code": literal(case["text"]),
                "language": ("html", "text", "powershell")[number % 3],
            }
        )
    cells = [
        {"id": f"r{number}", "cells": [{"id": "a", "literal": literal(case["text"])}]}
        for number, case in enumerate(chosen)
    ]
    table = {"type": "table", "id": "t", "columns": [{"id": "a"}], "rows": cells}
    record = copy.deepcopy(GUIDE) | {"id": "strange", "title": f"Base {added[0]}", "body": [*blocks, table]}
    record["origin"] |= {"publisher": literal(BAD[1]), "licence": literal(BAD[1]), "document": literal(BAD[1])}
    (folder / "content/guides/strange.yml").write_text(dump(record), encoding="utf-8")
    config = folder / "mkdocs.yml"
    options = yaml.safe_load(config.read_text(encoding="utf-8"))
    names = ("site_name", "site_author", "site_description", "copyright", "repo_name")
    options |= dict.fromkeys(names, f"X {added[1]}") | {"repo_url": "https://a.example/x"}
    config.write_text(dump(options), encoding="utf-8")
    translate_small(folder)
    for path in (folder / "locales/ja/LC_MESSAGES").glob("site.po"):
        file = polib.pofile(str(path), wrapwidth=0)
        for entry in file:
            if entry.msgstr:
                entry.msgstr += added[1]
        file.save(str(path))
    return folder


@pytest.fixture(scope="module")
def twins(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A site made of hostile texts, and the same site made of harmless ones."""
    at = tmp_path_factory.mktemp("twins")
    bad = strange(copy_small(at / "bad"), BAD, lambda text: text)
    good = strange(copy_small(at / "good"), GOOD, lambda text: "x")
    documents = at / "documents"
    documents.mkdir()
    for number, case in enumerate(cases("imports")):
        (documents / f"{case.get('name', f'i{number}')}.md").write_text(case["text"], encoding="utf-8")
    report = Import(read_settings(bad), Wish("markdown", "en", About())).run([documents])
    assert [(one.document, one.reason) for one in report.accounts if one.outcome != "new"] == []
    assert len(report.accounts) == len(cases("imports"))
    assert list(errors(loaded(bad).problems)) == []
    return build_here(bad, at / "bad-site"), build_here(good, at / "good-site")


def skeleton(document: Document) -> list[tuple[str, tuple[str, ...]]]:
    """The elements of a page with the names of their attributes; coloured words and places to break are left out."""
    found = [(one.tag, tuple(sorted(one.attributes))) for one in document.elements]
    return [one for one in found if one not in (("span", ("class",)), ("wbr", ()))]


def places(document: Document) -> Iterator[tuple[str, str, str]]:
    """Every address of a page, with its element and attribute."""
    for element in document.elements:
        for name in ("href", "src", "action", "data", "formaction", "poster", "srcset", "cite", "xlink:href"):
            if name in element.attributes:
                yield element.tag, name, element.attributes[name]


LISTS = re.compile(r"/(?:guides/index|guides/in/.*|report/index|translation/index)\.html$")
"""Pages that list records: the guides that were imported are more."""


def test_no_byte_of_a_stranger_is_markup(twins: tuple[Path, Path]) -> None:
    """Every page has the elements and attributes of its harmless twin, in their order; others have no new ones."""
    bad, good = twins
    known = {
        (one.tag, name)
        for path in good.rglob("*.html")
        for one in page(path).elements
        for name in ("", *one.attributes)
    }
    compared = 0
    for path in sorted(bad.rglob("*.html")):
        name = path.relative_to(bad)
        document, twin = page(path), good / name
        assert document.problems == [], name
        if twin.exists() and not LISTS.search(name.as_posix()):
            compared += 1
            assert skeleton(document) == skeleton(page(twin)), name
        assert {(one.tag, key) for one in document.elements for key in ("", *one.attributes)} <= known, name
        for tag, attribute, address in places(document):
            relative = ":" not in address.split("?")[0].split("#")[0] and not address.startswith("//")
            allowed = relative if tag not in ("a", "link") else relative or not address_fault(address)
            assert allowed, (name, tag, attribute, address)
    assert compared > 60


SCRIPT = re.compile(r"\A[^\n]*?=(?=[{\[][\"{\[])(.*?);?\s*\Z", re.DOTALL)
"""A script that holds data: a name and JSON."""


def test_what_is_no_page_is_whole_too(twins: tuple[Path, Path]) -> None:
    bad, good = twins
    ours, theirs = files_of(bad), files_of(good)
    assert ours["_headers"] == theirs["_headers"]  # no script of a stranger is allowed by its digest
    assert ours["_redirects"] == theirs["_redirects"]
    for name, data in ours.items():
        if name.endswith(".json"):
            json.loads(data)
        elif name.endswith(".xml"):
            xml.etree.ElementTree.fromstring(data)
        elif name.endswith((".js", ".css")) and "/" in name and data != theirs.get(name):
            json.loads(SCRIPT.sub(r"\1", data.decode()))


def test_every_text_is_read_as_it_was_written(twins: tuple[Path, Path]) -> None:
    bad, _ = twins
    document = page(bad / "en/guides/strange/index.html")
    shown = [
        one.text for one in document.elements if one.tag == "code" and "language-" in one.attributes.get("class", "")
    ]
    literal = [case["text"] for case in cases("texts") if not case["expect"].startswith("KB12")]
    assert [one.strip() for one in shown] == [one.strip() for one in literal]
