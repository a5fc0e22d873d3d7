"""Whether links to other hosts still lead somewhere: asked politely, seldom, and never by a build.

    .cache/kb/outside.json     of each address: when it was asked last, and what it answered

One host is asked one question at a time, with a pause between two; several hosts are asked at once. HEAD comes first,
and GET only where a server does not answer that. A good answer is kept for [`GOOD_DAYS`][] days, another one for a day.
A host that asks for patience is left alone for the rest of the run. A run asks for [`MOST`][] addresses at most, those
first that have waited longest.
"""

from __future__ import annotations

import contextlib
import datetime
import json
import re
import time
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from http import HTTPStatus
from http.client import HTTPException
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urljoin, urlsplit

from generator import __version__
from generator.inline import parse
from generator.library import Library
from generator.problems import Place
from generator.records.shape import walk
from generator.records.types import Text
from generator.whole import save

State = Literal["good", "moved", "gone", "unsure"]
"""good: there; moved: there, under another address for ever; gone: 404 or 410; unsure: nobody can tell from here."""

GOOD_DAYS = 7
MOST = 1000
HOSTS = 8
"""How many hosts are asked at once."""

_LINK = re.compile(r"https?://[^\s<>\"'`)\]}]+")
_NO_HEAD = (400, 401, 403, 404, 405, 406, 410, 429, 500, 501, 503)
"""What servers answer to HEAD although they would answer GET otherwise."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found at an address: when (UTC, ISO), and since which day nobody has found it there."""

    state: State
    status: int
    said: str
    on: str
    to: str = ""
    since: str = ""


@dataclass(frozen=True, slots=True)
class Manners:
    """How to ask: seconds between two questions to a host, seconds to wait for an answer, and who asks."""

    pause: float = 1.0
    patience: float = 15.0
    name: str = f"kb-generator/{__version__} (link check)"


Locate = Callable[[str, str, str], Place]


def outside_links(library: Library, locate: Locate, written: Iterable[tuple[str, str]]) -> dict[str, list[Place]]:
    """Every address of another host with the places that name it, from records and `written` pages (name, text).

    Imported guides are left out: their links are their publisher's affair.
    """
    found: dict[str, list[Place]] = defaultdict(list)
    for kind, records in library.records.items():
        for identity, record in records.items():
            if kind != "sample" and getattr(record, "origin", None) is None:
                for path, value, shape in walk(record):
                    links = _links_of(value.source) if isinstance(value, Text) else [value] if shape.url else []
                    for link in links:
                        if str(link).startswith("https://"):
                            found[str(link).partition("#")[0]].append(locate(kind, identity, path))
    for name, text in written:
        for number, line in enumerate(text.splitlines(), 1):
            for match in _LINK.finditer(line):
                found[match[0].rstrip(".,;").partition("#")[0]].append(Place(name, number, match.start() + 1))
    return found


def _links_of(text: str) -> list[str]:
    return [piece.text for piece in parse(text) if piece.type == "link_open"] if "](" in text else []


def due(links: Iterable[str], known: Mapping[str, Answer], now: datetime.datetime) -> list[str]:
    """The addresses to be asked now, the longest unanswered first."""

    def fresh(answer: Answer) -> bool:
        days = GOOD_DAYS if answer.state in ("good", "moved") else 1
        return now - datetime.datetime.fromisoformat(answer.on) < datetime.timedelta(days=days)

    wanted = [link for link in links if link not in known or not fresh(known[link])]
    return sorted(wanted, key=lambda link: (known[link].on if link in known else "", link))[:MOST]


def ask(links: Iterable[str], manners: Manners, now: datetime.datetime) -> Iterator[tuple[str, Answer]]:
    """The answer of each address, as they come; hosts side by side, each one question at a time."""
    hosts: dict[str, list[str]] = defaultdict(list)
    for link in links:
        hosts[urlsplit(link).netloc].append(link)
    arrived: list[tuple[str, Answer]] = []
    stopped: list[bool] = []
    with ThreadPoolExecutor(HOSTS) as pool:
        working = [pool.submit(_host, one, manners, now, arrived.append, stopped) for one in hosts.values()]
        try:
            finished = False
            while not finished:
                finished = all(one.done() for one in working)
                while arrived:
                    yield arrived.pop(0)
                time.sleep(0 if finished else 0.02)
        finally:
            stopped.append(True)
    for one in working:
        one.result()


def _host(
    links: list[str],
    manners: Manners,
    now: datetime.datetime,
    say: Callable[[tuple[str, Answer]], None],
    stopped: list[bool],
) -> None:
    left_alone = ""
    for number, link in enumerate(links):
        if stopped:
            return
        if left_alone:
            say((link, Answer("unsure", 0, left_alone, now.isoformat())))
            continue
        if number:
            time.sleep(manners.pause)
        answer = _one(link, manners, now)
        if answer.status in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE):
            left_alone = f"left alone: the host answered {answer.status} before"
        say((link, answer))


def _one(link: str, manners: Manners, now: datetime.datetime) -> Answer:
    def answered(state: State, status: int, said: str, to: str = "") -> Answer:
        return Answer(state, status, said, now.isoformat(), to)

    status, said, to = _request(link, "HEAD", manners)
    if status in _NO_HEAD:
        time.sleep(manners.pause)
        status, said, to = _request(link, "GET", manners)
    if status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
        return answered("gone", status, said)
    if not 200 <= status < 300:
        return answered("unsure", status, said)
    return answered("moved" if to else "good", status, said, to)


class _Following(urllib.request.HTTPRedirectHandler):
    """Follows redirects and remembers where those lead that are for ever."""

    def __init__(self) -> None:
        self.to = ""
        self.for_ever = True

    def redirect_request(self, req: Any, fp: Any, code: int, *rest: Any) -> Any:
        self.for_ever = self.for_ever and code in (HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT)
        if self.for_ever:
            self.to = urljoin(req.full_url, rest[-1])
        made = super().redirect_request(req, fp, code, *rest)
        if made is not None:
            made.method = req.get_method()
        return made


def _request(link: str, method: str, manners: Manners) -> tuple[int, str, str]:
    """The status (0 where there is none), what was said, and where the address has moved for ever."""
    following = _Following()
    opener = urllib.request.build_opener(following)
    request = urllib.request.Request(link, method=method, headers={"User-Agent": manners.name, "Accept": "*/*"})
    try:
        with opener.open(request, timeout=manners.patience) as response:
            return response.status, str(response.reason or HTTPStatus(response.status).phrase), following.to
    except urllib.error.HTTPError as error:
        error.close()
        return error.code, str(error.reason), ""
    except urllib.error.URLError as error:
        return 0, str(error.reason), ""
    except (OSError, HTTPException, ValueError) as error:
        return 0, str(error) or type(error).__name__, ""


def read_answers(file: Path) -> dict[str, Answer]:
    """What earlier runs were answered; nothing where the file cannot be read."""
    with contextlib.suppress(OSError, ValueError, TypeError, AttributeError):
        return {link: Answer(**one) for link, one in json.loads(file.read_text(encoding="utf-8")).items()}
    return {}


def write_answers(file: Path, answers: Mapping[str, Answer]) -> None:
    """Remember the answers for the next run."""
    save({file: json.dumps({link: asdict(one) for link, one in sorted(answers.items())}, indent=1) + "\n"})


def since(answer: Answer, before: Answer | None) -> Answer:
    """An answer that knows since when it has been no good."""
    if answer.state in ("good", "moved"):
        return answer
    return replace(answer, since=(before.since if before and before.since else answer.on)[:10])
