"""What `make lint-ja` hands to textlint, and what it makes of the answer. Node.js is not needed for this."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.support import ROOT
from tools.lint_ja import __main__ as tool
from tools.lint_ja.dump import findings, markdown, messages

HERE = ROOT / "tools" / "lint_ja"
PO = """\
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgctxt "fixes/a#goal"
msgid "It is done on %(date)s with `Set-CASMailbox -Identity x`."
msgstr "%(date)sに `Set-CASMailbox -Identity x` で行います。"

msgctxt "fixes/a#title"
msgid "Do it"
msgstr "行う"

#, fuzzy
msgctxt "fixes/a#undo"
msgid "Undo it."
msgstr "古い訳。"

msgctxt "fixes/a#verify"
msgid "Look."
msgstr ""
"""


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    path = tmp_path / "fixes.po"
    path.write_text(PO, encoding="utf-8")
    return path


def test_a_sentence_is_a_paragraph_and_a_title_a_heading(catalogue: Path) -> None:
    found = list(messages(catalogue, "fixes.po"))
    assert [message.context for message in found] == ["fixes/a#goal", "fixes/a#title"], "only what readers see"
    assert found[0].markdown == "当日に `Set-CAS` で行います。", "values are filled in, commands have no length"
    assert found[1].markdown == "# 行う"


def test_a_finding_finds_its_way_back_to_the_line_of_the_catalogue(catalogue: Path) -> None:
    document, at = markdown(list(messages(catalogue, "locales/ja/fixes.po")))
    line = document.splitlines().index("# 行う") + 1
    report: list[dict[str, object]] = [{"line": line, "column": 3, "ruleId": "prh", "message": "a\n b"}]
    (finding,) = findings(report, at)
    written = PO[: PO.index('msgctxt "fixes/a#title"')].count("\n") + 1
    assert str(finding) == f"locales/ja/fixes.po:{written}: prh: a b (fixes/a#title)"


def test_without_node_it_says_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "")
    assert tool.main() == 2
    assert "Node.js" in capsys.readouterr().err


def test_the_packages_are_pinned_and_their_lock_names_no_host() -> None:
    wanted = json.loads((HERE / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    text = (HERE / "package-lock.json").read_text(encoding="utf-8")
    lock = json.loads(text)
    assert lock["packages"][""]["devDependencies"] == wanted
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in wanted.values())
    assert all("resolved" not in package for package in lock["packages"].values())
    assert all("integrity" in package for name, package in lock["packages"].items() if name)


def test_every_rule_of_words_knows_the_right_word() -> None:
    rules = (HERE / "prh.yml").read_text(encoding="utf-8")
    assert rules.count("expected:") == rules.count("pattern:") > 20
