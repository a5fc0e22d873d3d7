"""The paste box as a command: what an error text, a whole log or the line of the diagnosis command means."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

import click
from rich.console import Console

from generator.addresses import Addresses, variant_key
from generator.commands.locales import chosen
from generator.decoder import LONG, Decoded, LogCount, decode, decode_log, is_log
from generator.explain import Conclusion, Explanation, meanings, settings_in, table
from generator.project import load
from generator.settings import Settings
from generator.views.voice import Speaker

err = Console(stderr=True, highlight=False, soft_wrap=True)


@click.command()
@click.argument("text", default="-")
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
@click.option("--locale", help="Language of the titles. Default: the first of the site.")
@click.pass_obj
def explain(settings: Settings, text: str, as_json: bool, locale: str | None) -> None:
    """Say what an error TEXT means ('-' reads standard input). Exit status 0 when it is known, 1 when not.

    A whole log is counted by text. The line that the diagnosis command prints (KB1 …) is answered with a step of
    the flow.
    """
    project = load(settings)
    catalogue = project.catalogues[chosen(locale or settings.locales[0], project.catalogues)]
    pasted = sys.stdin.read() if text == "-" else text
    speaker = Speaker(project.library, catalogue, Addresses())
    texts = table(project.library)
    found = settings_in(pasted, speaker) if len(pasted) <= LONG else None
    if found:
        data, lines, known = _settings(found)
    elif is_log(pasted):
        with err.status("Reading the log …"):
            counted = decode_log(pasted, texts)
        data, lines, known = _log(counted, speaker, texts["providers"])
    else:
        decoded = decode(pasted, texts)
        answers = meanings(pasted, decoded, speaker)
        data, lines, known = _one(decoded, answers, texts["providers"])
    click.echo(json.dumps(data, ensure_ascii=False, indent=2) if as_json else "\n".join(lines))
    sys.exit(0 if known else 1)


Answer = tuple[dict[str, Any], list[str], bool]
"""The same three times: as JSON, as lines, and whether it is known."""


def _settings(found: Conclusion) -> Answer:
    data = {"settings": asdict(found)}
    if not found.address:
        return data, ["This line is not complete. Run the command again, and give its whole output."], False
    states = " ".join(f"{name}={state}" for name, state in found.states.items())
    return data, [f"settings: {found.title}", f"  {found.address}", f"  “{states}”"], True


def _log(found: LogCount, speaker: Speaker, names: Mapping[str, str]) -> Answer:
    rows = []
    for row in found.rows:
        known = speaker.library.variant(row.variant) if row.variant else None
        error = speaker.library.errors.get(row.code)
        title = known[1].title if known else error.title if error else None
        address = speaker.addresses.url(speaker.locale, variant_key(speaker.library, row.variant or row.code))
        words = speaker.plain(title) if title else ""
        rows.append({"count": row.count, "code": row.code, "variant": row.variant, "title": words, "address": address})
    data = {"records": found.records, "rows": rows, "foreign": dict(found.foreign)}
    lines = [f"{row['count']} × {row['variant'] or row['code']}: {row['title']}\n  {row['address']}" for row in rows]
    lines += [f"{count} × written by {names[one]}, whose codes mean something else" for one, count in found.foreign]
    return data, lines or ["Nothing in this log is described here."], bool(rows)


def _one(decoded: Decoded, answers: tuple[Explanation, ...], names: Mapping[str, str]) -> Answer:
    data = {"code": decoded.code, "overview": decoded.overview, "foreign": decoded.foreign}
    known = bool(answers or decoded.overview)
    return {**data, "answers": [asdict(one) for one in answers]}, list(_lines(decoded, answers, names)), known


def _lines(decoded: Decoded, answers: tuple[Explanation, ...], names: Mapping[str, str]) -> Iterator[str]:
    for one in answers:
        yield f"{one.confidence}: {one.variant}: {one.title}\n  {one.address}"
        yield from (f"  “{' '.join(word.split())}”" for word in one.words)
    if answers:
        return
    if decoded.foreign:
        yield f"This was written by {names[decoded.foreign]}, whose codes mean something else."
    elif decoded.overview:
        yield f"{decoded.code}: the words that give the reason are missing; see errors/{decoded.overview}."
    else:
        yield "This text is not described here."
