"""The page for translators: how far each language is, and what is left, with the file and line of each message."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import polib

from generator.project import load
from generator.settings import Settings
from tests.support import build_here, page, replace, run

PATH = "ja/translation/index.html"
LEFT = {"errors/4.1.8#variants.lid.meaning": "未翻訳", "fixes/ask-for-tea#goal": "英語が変更された"}


def _listed(shown: Path) -> dict[tuple[str, int], str]:
    """What a page lists: the state of a message by the file and line that it names."""
    entries = re.findall(r"<li>([^:<]+): .*?<code[^>]*>([^<:]+):(\d+)</code>", shown.read_text(encoding="utf-8"))
    return {(file, int(line)): state for state, file, line in entries}


def _line(folder: Path, context: str) -> tuple[str, int]:
    """The file and line of the words of a message."""
    name = f"locales/ja/LC_MESSAGES/{context.partition('/')[0]}.po"
    lines = (folder / name).read_text(encoding="utf-8").splitlines()
    return name, lines.index(f'msgctxt "{context}"') + 2


def test_it_lists_exactly_what_is_left_with_file_and_line(translated: Path, built: Path) -> None:
    assert _listed(built / PATH) == {_line(translated, context): state for context, state in LEFT.items()}
    cells = [one.text for one in page(built / PATH).all("td")]
    for name in ("errors", "fixes", "guides", "flows", "tables"):
        file = polib.pofile(str(translated / f"locales/ja/LC_MESSAGES/{name}.po"))
        assert str(len(file) - sum(name in context.split("/") for context in LEFT)) in cells


def test_every_other_language_is_on_it_and_pages_in_english_lead_to_it(built: Path) -> None:
    assert [one.attributes["id"] for one in page(built / "en/translation/index.html").all("h2")] == ["ja"]
    stale = (built / "ja/fixes/ask-for-tea/index.html").read_text(encoding="utf-8")
    assert 'translation/">' in stale.partition("kb-untranslated")[2]
    assert 'content="noindex,follow"' in (built / PATH).read_text(encoding="utf-8")


def test_messages_lead_to_the_repository_and_what_is_marked_is_to_be_reviewed(translated: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(translated, tmp_path / "kb")
    assert run("kb", "i18n", "update", at=folder).returncode == 0
    replace(
        folder / "content/fixes/remove-lid.yml",
        "delay: At once.",
        "delay: At once.\nnot_for: [{id: one, text: For nobody.}]",
    )
    site = build_here(folder, tmp_path / "site", repo_url="https://github.com/example/tea")
    name, line = _line(folder, "fixes/ask-for-tea#goal")
    text = (site / PATH).read_text(encoding="utf-8")
    assert f'href="https://github.com/example/tea/blob/HEAD/{name}#L{line}"' in text
    assert _listed(site / PATH)[name, line] == "要確認"
    assert "1 件の文がまだファイルにありません" in text


def test_what_is_missing_or_stale_says_of_which_passage_in_which_language(translated: Path) -> None:
    project = load(Settings(translated), lines=False)
    said = [problem for problem in project.problems if problem.code in ("KB404", "KB405")]
    assert said == [problem for problem in project.problems if problem.locale]
    assert {problem.locale for problem in said} == {"ja"}
    contexts = {text.context for _, _, text, _ in project.library.texts()}
    assert {problem.context for problem in said} - {""} == set(LEFT) <= contexts
