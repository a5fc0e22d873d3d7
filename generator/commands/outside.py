"""`kb check --external`: links to other hosts, for a schedule and never for a build."""

from __future__ import annotations

import datetime
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from functools import partial

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from generator.checks import place_of
from generator.outside import Answer, Manners, ask, due, outside_links, read_answers, since, write_answers
from generator.problems import Place
from generator.project import Project
from generator.settings import Settings

err = Console(stderr=True, highlight=False, soft_wrap=True)

WORDS = {
    "gone": "there is no such page any more",
    "unsure": "cannot tell whether it is there",
    "moved": "has moved",
}
"""What is said of an answer that is not good, the worst first."""


def check_outside(project: Project, *, as_json: bool, manners: Manners | None = None) -> bool:
    """Ask what has to be asked, and print what is not good. Returns whether every page that was asked for is there.

    What cannot be told (a host that is down, or that refuses programs) is printed, and is no failure.
    """
    settings = project.settings
    links = outside_links(project.library, partial(place_of, project.library, settings.root), list(_written(settings)))
    file = settings.cache / "outside.json"
    before = read_answers(file)
    known = {link: before[link] for link in links if link in before}
    now = datetime.datetime.now(datetime.UTC)
    asked = due(links, known, now)
    name = f"{Manners().name[:-1]}; {settings.repo_url})" if settings.repo_url else Manners().name
    try:
        with _progress() as progress:
            task = progress.add_task("Asking", total=len(asked))
            for link, answer in ask(asked, manners or Manners(name=name), now):
                known[link] = since(answer, known.get(link))
                progress.advance(task)
    finally:
        write_answers(file, known)
    _print(links, known, as_json=as_json)
    counts = Counter(str(answer.state) for answer in known.values())
    said = ", ".join(f"{counts[state]} {state}" for state in ("good", *reversed(WORDS)) if counts[state])
    left = len(links) - len(known)
    more = f" {left} not asked yet: run it again." if left else ""
    err.print(f"{len(links)} addresses, {len(asked)} asked now: {said}.{more}")
    return not counts["gone"]


def _print(links: dict[str, list[Place]], known: dict[str, Answer], *, as_json: bool) -> None:
    if as_json:
        found = [
            {"url": link, **asdict(known[link]), "places": [str(place) for place in places]}
            for link, places in sorted(links.items())
            if link in known
        ]
        click.echo(json.dumps({"links": found}, ensure_ascii=False, indent=2))
        return
    for state, word in WORDS.items():
        for link, places in sorted(links.items(), key=lambda one: (one[1], one[0])):
            answer = known.get(link)
            if answer and answer.state == state:
                why = f"to {answer.to}" if answer.to else f"({answer.status or answer.said}, since {answer.since})"
                for place in dict.fromkeys(places):
                    click.echo(f"{place}: {state}: {link} {word} {why}")


def _written(settings: Settings) -> Iterator[tuple[str, str]]:
    for path in sorted((settings.root / settings.docs_dir).rglob("*.md")):
        yield path.relative_to(settings.root).as_posix(), path.read_text(encoding="utf-8", errors="replace")


def _progress() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, console=err, transient=True, disable=not err.is_terminal)
