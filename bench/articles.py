"""Articles in the side-by-side format, recombined from the samples: the same seed gives the same bytes.

Article 17 is the same in a corpus of any size. Each knows its passages, so that a test can ask what an import made of
them. `write_articles` makes a project of `count` imported guides, content and PO.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from generator.importing.convert import About
from generator.importing.report import Report
from generator.importing.run import Import, Wish
from generator.settings import read_settings

SAMPLES = Path(__file__).parent.parent / "tests/importing/samples"
SEED = 20261125
SECTIONS = ("exchange-online", "outlook", "teams", "intune", "entra-id", "sharepoint", "onedrive", "windows")
ABOUT = About("https://docs.example.com", "Microsoft Corporation", "CC BY 4.0")
"""Who published the samples, and an address for their links that nobody follows."""

PAIR = re.compile(
    r'<span data-ttu-id="([^"]+)">(.*?)</span><span class="sxs-lookup"><span data-stu-id="\1">(.*?)</span></span>',
    re.DOTALL,
)
_FRONT = re.compile(r"---\n(.*?)\n---\n(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage in both languages, as the document writes it."""

    target: str
    source: str


@dataclass(frozen=True, slots=True)
class Article:
    """A document and what it says."""

    name: str
    text: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class _Sample:
    front: str
    title: str
    blocks: tuple[str, ...]


def passages(text: str) -> tuple[Passage, ...]:
    """The passages of a well-formed document, found by its tags alone."""
    return tuple(Passage(target, source) for _, target, source in PAIR.findall(text))


@cache
def _samples() -> tuple[_Sample, ...]:
    found = []
    for path in sorted(SAMPLES.glob("*.md")):
        match = _FRONT.fullmatch(path.read_text(encoding="utf-8"))
        if match:
            title, _, body = match[2].partition("\n")
            found.append(_Sample(match[1], title, tuple(re.split(r"\n[ \t]*\n(?=[^ \t\n])", body.strip()))))
    return tuple(found)


def article(number: int, seed: int = SEED) -> Article:
    """One article: the front matter and title of a sample, and blocks of all of them."""
    pick = random.Random(f"{seed}-{number}")
    samples = _samples()
    sample = pick.choice(samples)
    every = [block for one in samples for block in one.blocks]
    blocks = [pick.choice(every) for _ in range(pick.randrange(3, 12))]
    title = PAIR.sub(
        lambda found: (
            found[0]
            .replace(f"{found[2]}</span>", f"{found[2]} ({number})</span>", 1)
            .replace(f"{found[3]}</span></span>", f"{found[3]} ({number})</span></span>")
        ),
        sample.title,
    )
    prefix, at = f"{pick.randrange(16**5):05x}", 100

    def renumbered(found: re.Match[str]) -> str:
        nonlocal at
        at += 1
        return (
            f'<span data-ttu-id="{prefix}-{at}">{found[2]}</span><span class="sxs-lookup">'
            f'<span data-stu-id="{prefix}-{at}">{found[3]}</span></span>'
        )

    body = PAIR.sub(renumbered, "\n\n".join([title, *blocks]))
    front = re.sub(r"^ms\.service:.*$", f"ms.service: {pick.choice(SECTIONS)}", sample.front, flags=re.MULTILINE)
    return Article(f"article-{number}.md", f"---\n{front}\n---\n{body}\n", passages(body))


def articles(count: int, seed: int = SEED) -> Iterator[Article]:
    """The first articles."""
    return (article(number, seed) for number in range(count))


def write_documents(folder: Path, count: int, seed: int = SEED) -> None:
    """The documents as they are before an import."""
    folder.mkdir(parents=True, exist_ok=True)
    for one in articles(count, seed):
        (folder / one.name).write_text(one.text, encoding="utf-8")


def write_articles(project: Path, documents: Path, count: int, seed: int = SEED) -> Report:
    """A knowledge base of `count` imported guides in `project`: content, PO and mkdocs.yml, made of `documents`.

    What `project` holds already (a mkdocs.yml, records of its own) stays.
    """
    write_documents(documents, count, seed)
    if not (project / "mkdocs.yml").exists():
        project.mkdir(parents=True, exist_ok=True)
        (project / "content/pages").mkdir(parents=True, exist_ok=True)
        (project / "mkdocs.yml").write_text(_CONFIG, encoding="utf-8")
    return Import(read_settings(project), Wish("learn-sxs", about=ABOUT)).run([documents])


_CONFIG = """site_name: Imported articles
site_url: https://kb.example/
docs_dir: content/pages
theme:
  name: material
  font: false
plugins:
  - kb:
      locales: [en, ja]
"""
