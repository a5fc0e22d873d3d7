"""Links to other hosts, asked of a server of our own: what is said of each answer, and how politely it is asked."""

from __future__ import annotations

import datetime
import http.server
import json
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from generator import outside
from generator.cli import main
from generator.library import Library
from generator.outside import Answer, Manners, ask, due, outside_links, read_answers, since, write_answers
from generator.problems import Place
from generator.project import load
from generator.settings import read_settings
from tests.support import SMALL, replace

NOW = datetime.datetime(2026, 11, 25, 12, tzinfo=datetime.UTC)
QUICK = Manners(pause=0.02, patience=0.5)


@dataclass
class Host:
    """A host that remembers who asked for what, and how many at once."""

    address: str = ""
    asked: list[tuple[str, str]] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    at_once: int = 0
    most_at_once: int = 0
    lock: Any = field(default_factory=threading.Lock)


class _Handler(http.server.BaseHTTPRequestHandler):
    host: Host

    def _answer(self) -> None:
        host = self.host
        with host.lock:
            host.asked.append((self.command, self.path))
            host.times.append(time.monotonic())
            host.agents.add(self.headers["User-Agent"])
            host.at_once += 1
            host.most_at_once = max(host.most_at_once, host.at_once)
        name, _, _rest = self.path.strip("/").partition("/")
        if name == "slow":
            time.sleep(1)
        status = {"gone": 404, "never": 410, "busy": 429, "broken": 500, "no": 403}.get(name, 200)
        if name == "no-head" and self.command == "HEAD":
            status = 405
        to = {"moved": ("/ok", 301), "away": ("/ok", 302), "round": ("/round", 301), "lost": ("/gone", 308)}.get(name)
        self.send_response(to[1] if to else status)
        if to:
            self.send_header("Location", to[0])
        self.send_header("Content-Length", "0")
        self.end_headers()
        with host.lock:
            host.at_once -= 1

    do_HEAD = do_GET = _answer

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture
def host() -> Iterator[Host]:
    known = Host()
    handler = type("Handler", (_Handler,), {"host": known})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        known.address = f"http://127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield known
        server.shutdown()


STATES = {
    "ok": ("good", 200),
    "no-head": ("good", 200),
    "away": ("good", 200),
    "moved": ("moved", 200),
    "gone": ("gone", 404),
    "never": ("gone", 410),
    "lost": ("gone", 404),
    "no": ("unsure", 403),
    "broken": ("unsure", 500),
    "slow": ("unsure", 0),
    "round": ("unsure", 301),
}


@pytest.mark.parametrize("name", STATES)
def test_what_is_said_of_an_answer(host: Host, name: str) -> None:
    ((_, answer),) = ask([f"{host.address}/{name}"], QUICK, NOW)
    assert (answer.state, answer.status) == STATES[name]
    assert answer.to == (f"{host.address}/ok" if name == "moved" else "")
    assert answer.said
    assert answer.on == NOW.isoformat()


def test_a_host_that_is_not_there_is_no_proof() -> None:
    ((_, answer),) = ask(["http://127.0.0.1:9/x"], QUICK, NOW)
    assert (answer.state, answer.status) == ("unsure", 0)


def test_one_question_at_a_time_with_a_pause_and_a_name(host: Host) -> None:
    links = [f"{host.address}/ok/{number}" for number in range(6)]
    manners = Manners(pause=0.05, patience=2, name="tester/1")
    assert {link for link, _ in ask(links, manners, NOW)} == set(links)
    assert host.most_at_once == 1
    assert all(later - earlier >= 0.05 for earlier, later in zip(host.times, host.times[1:], strict=False))
    assert host.agents == {"tester/1"}
    assert [method for method, _ in host.asked] == ["HEAD"] * 6  # nothing is fetched that need not be


def test_hosts_are_asked_side_by_side(host: Host) -> None:
    port = host.address.rpartition(":")[2]
    links = [f"http://{name}:{port}/slow" for name in ("127.0.0.1", "localhost")]
    list(ask(links, Manners(pause=0, patience=3), NOW))
    assert host.most_at_once == 2


def test_a_host_that_asks_for_patience_is_left_alone(host: Host) -> None:
    links = [f"{host.address}/{name}" for name in ("busy", "ok/1", "ok/2")]
    answers = dict(ask(links, QUICK, NOW))
    assert {answer.state for answer in answers.values()} == {"unsure"}
    assert Counter(path for _, path in host.asked) == {"/busy": 2}  # HEAD, then GET


def test_answers_are_kept_and_asked_for_again_when_they_are_old(tmp_path: Path) -> None:
    def answer(state: Any, days: float) -> Answer:
        return Answer(state, 200, "OK", (NOW - datetime.timedelta(days=days)).isoformat())

    known = {
        "good": answer("good", 6),
        "old": answer("good", 8),
        "moved": answer("moved", 6),
        "gone": answer("gone", 1.5),
        "just": answer("gone", 0.5),
    }
    write_answers(tmp_path / "deep/outside.json", known)
    assert read_answers(tmp_path / "deep/outside.json") == known
    assert due([*known, "new"], known, NOW) == ["new", "old", "gone"]
    (tmp_path / "deep/outside.json").write_text('{"x": {"state": 1, "other": 2}}', encoding="utf-8")
    assert read_answers(tmp_path / "deep/outside.json") == {}
    assert read_answers(tmp_path / "none.json") == {}


def test_a_run_has_an_end() -> None:
    assert len(due([f"https://x.example/{number}" for number in range(outside.MOST + 5)], {}, NOW)) == outside.MOST


def test_since_when_it_is_gone_stays_known() -> None:
    gone = Answer("gone", 404, "Not Found", NOW.isoformat())
    first = since(gone, None)
    assert first.since == "2026-11-25"
    later = Answer("gone", 404, "Not Found", (NOW + datetime.timedelta(days=9)).isoformat())
    assert since(later, first).since == "2026-11-25"
    assert since(Answer("good", 200, "OK", NOW.isoformat()), first).since == ""


def test_every_link_of_a_record_is_found_with_its_place() -> None:
    library: Library = load(read_settings(SMALL)).library
    links = outside_links(
        library,
        lambda kind, identity, path: Place(f"{kind}/{identity}", 1),
        [("a.md", "x\n[y](https://a.example/p#q), <http://b.example/>.")],
    )
    assert links["https://example.com/manual?a=1&b=2"] == [Place("source/manual", 1)]
    assert links["https://a.example/p"] == [Place("a.md", 2, 5)]
    assert links["http://b.example/"] == [Place("a.md", 2, 30)]
    assert not any("imported" in str(place) for places in links.values() for place in places)


def test_the_command_says_what_is_gone_by_its_place_and_asks_once(
    small: Path, host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")  # nothing leaves this machine
    replace(
        small / "content/pages/en/about.md",
        "About teapots.",
        f"[ok]({host.address}/ok) [gone]({host.address}/gone) [moved]({host.address}/moved)",
    )

    def run(*more: str) -> Any:
        return CliRunner().invoke(main, ["--root", str(small), "check", "--external", *more])

    done = run()
    assert done.exit_code == 1
    lines = done.stdout.splitlines()
    assert lines[0].startswith(f"content/pages/en/about.md:6:{lines[0].split(':')[2]}: gone: {host.address}/gone")
    assert "(404, since 20" in lines[0]
    assert any("moved" in line and line.endswith(f"to {host.address}/ok") for line in lines)
    assert any(line.startswith("content/sources.yml:") and ": unsure: https://example.com/" in line for line in lines)
    assert "asked now" in done.stderr
    asked = len(host.asked)
    found = json.loads(run("--json").stdout)["links"]
    assert len(host.asked) == asked  # all that was asked is known now
    assert {one["url"].rpartition("/")[2]: one["state"] for one in found if host.address in one["url"]} == {
        "ok": "good",
        "gone": "gone",
        "moved": "moved",
    }
    assert all(one["places"] for one in found)
