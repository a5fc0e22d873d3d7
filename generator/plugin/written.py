"""Pages that are written by hand, in Markdown; and what is said of passages that nobody has translated yet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from generator.catalogue import Catalogue
from generator.plugin.pages import RecordPage, locale_of
from generator.problems import Place, Problem
from generator.settings import Settings


def fall_back(files: Files, config: MkDocsConfig, settings: Settings) -> None:
    """Let the source language stand in for what is missing in a locale; leave out locales that are not built."""
    source, shown = settings.locales[0], settings.shown
    have = {file.src_uri for file in files}
    for file in list(files.documentation_pages()):
        locale = locale_of(file.src_uri)
        if file.generated_by is not None or locale not in settings.locales:
            continue
        if locale == source:
            text = file.content_string
            head = "---\nkb_fallback: true\n"
            text = text.replace("---\n", head, 1) if text.startswith("---\n") else f"{head}---\n{text}"
            names = (f"{one}/{file.src_uri.removeprefix(f'{source}/')}" for one in shown if one != source)
            for name in names:
                if name not in have:
                    files.append(File.generated(config, name, content=text))
        if locale not in shown:
            files.remove(file)


def names_linked(files: Files) -> set[str]:
    """The names of all files that such pages link to: MkDocs must know the pages behind them."""
    written = (file.content_string for file in files.documentation_pages() if not isinstance(file.page, RecordPage))
    return {name for text in written for name in re.findall(r"[^\s/()<>\[\]\"'#]+\.md", text)}


def clashes(files: Files, sources: Iterable[str], folder: str) -> Iterator[Problem]:
    """Pages below `folder` that stand where a record has its page, on systems that ignore capitals too."""
    written = {file.src_uri.lower(): file.src_uri for file in files.documentation_pages() if not file.generated_by}
    for source in sources:
        name = written.get(source)
        if name:
            message = "a record has its page at this address"
            yield Problem(Place(f"{folder}/{name}"), "KB114", message, "give the page another name")


def stand_in(html: str, catalogue: Catalogue, source: str) -> str:
    """A hand-written page in the source language, with a note that it stands in for its translation."""
    title = catalogue.gettext("Not translated yet")
    text = catalogue.gettext("This page is shown in English, because it has not been translated yet.")
    return (
        f'<div class="admonition note kb-untranslated"><p class="admonition-title">{escape(title)}</p>'
        f"<p>{escape(text)}</p></div>"
        f'<div lang="{source}" class="kb-fallback-page">{html}</div>'
    )


def untranslated(problems: Iterable[Problem], locales: Iterable[str]) -> Iterator[str]:
    """How much of each language readers see in English, in a line."""
    missing = Counter(problem.locale for problem in problems)
    for locale in locales:
        if missing[locale]:
            more = f"`kb check --complete {locale}` lists them"
            yield f"{locale}: {missing[locale]} passages are shown in English; {more}"
