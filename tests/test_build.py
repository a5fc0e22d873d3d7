"""A build is an ordinary build of MkDocs: strict, as a preview, by the fork, with every event for other plugins."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support import build, environment, files_of, replace, run

PAGE_EVENTS = [
    "on_pre_page",
    "on_page_read_source",
    "on_page_markdown",
    "on_page_content",
    "on_page_context",
    "on_post_page",
]
SITE_EVENTS = {
    "on_startup",
    "on_config",
    "on_pre_build",
    "on_files",
    "on_nav",
    "on_env",
    "on_pre_template",
    "on_template_context",
    "on_post_template",
    "on_post_build",
    "on_shutdown",
}
PROBE = """
import json, pathlib

LOG = pathlib.Path(__file__).with_name("events.jsonl")


def record(name, page=None):
    with LOG.open("a", encoding="utf-8") as file:
        file.write(json.dumps([name, page.file.src_uri if page else ""]) + "\\n")

"""


def _probe(folder: Path) -> Path:
    """A hook that writes down every event, and where it writes."""
    lines = [PROBE]
    for name in PAGE_EVENTS:
        first = "output" if name == "on_post_page" else "markdown" if name == "on_page_markdown" else "value=None"
        first = "html" if name == "on_page_content" else "context" if name == "on_page_context" else first
        given = "value" if first.startswith("value") else first
        result = "page" if name == "on_pre_page" else "None" if name == "on_page_read_source" else given
        head = "page, **kwargs" if name in ("on_pre_page", "on_page_read_source") else f"{first}, page, **kwargs"
        lines.append(f"def {name}({head}):\n    record('{name}', page)\n    return {result}\n")
    lines += [
        f"def {name}(*args, **kwargs):\n    record('{name}')\n    return args[0] if args else None\n"
        for name in sorted(SITE_EVENTS - {"on_shutdown", "on_startup", "on_post_build", "on_pre_build"})
    ]
    lines += [
        f"def {name}(*args, **kwargs):\n    record('{name}')\n"
        for name in ("on_startup", "on_shutdown", "on_pre_build", "on_post_build")
    ]
    (folder / "probe.py").write_text("\n".join(lines), encoding="utf-8")
    with (folder / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write("\nhooks: [probe.py]\n")
    return folder / "events.jsonl"


def test_every_event_fires_for_every_page(small: Path, tmp_path: Path) -> None:
    log = _probe(small)
    site = build(small, tmp_path / "site")
    events = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert {name for name, page in events if not page} == SITE_EVENTS
    by_page = defaultdict(list)
    for name, source in events:
        if source:
            by_page[source].append(name)
    written = {path.relative_to(site).as_posix() for path in site.rglob("index.html")}
    assert {"index.html", "en/errors/4.1.8/lid/index.html", "ja/fixes/remove-lid/index.html"} <= written
    heard = {
        source.removesuffix("index.md") + "index.html" if source.endswith("index.md") else f"{source[:-3]}/index.html"
        for source in by_page
    }
    for address in ("en/errors/4.1.8/lid/index.html", "ja/fixes/remove-lid/index.html", "ja/guides/index.html"):
        assert address in heard
    for names in by_page.values():
        # Pages that are compared with the full template hear of their context once more.
        assert [*dict.fromkeys(names)] == PAGE_EVENTS
        assert len(names) - names.count("on_page_context") == len(PAGE_EVENTS) - 1


def test_a_strict_build_is_quiet(translated: Path, tmp_path: Path) -> None:
    """Passages in English are told in a line of information, never as a warning that ends a strict build."""
    done = run("mkdocs", "build", "--strict", "-d", tmp_path / "site", at=translated)
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    assert "passages are shown in English" in done.stderr


def test_the_fork_builds_the_same_site(translated: Path, built: Path, tmp_path: Path) -> None:
    """`properdocs` is the fork that goes on where MkDocs ends."""
    forked = files_of(build(translated, tmp_path / "site", program="properdocs"))
    ours = files_of(built)
    assert sorted(forked) == sorted(ours)
    assert [name for name in ours if forked[name] != ours[name]] == []


@pytest.fixture
def preview(small: Path) -> Iterator[tuple[str, Path]]:
    """A live preview of the small knowledge base: its address, and the folder."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(Path(sys.executable).with_name("mkdocs")), "serve", "--quiet", "-a", f"127.0.0.1:{port}"]
    server = subprocess.Popen(
        command, cwd=small, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        yield f"http://127.0.0.1:{port}/", small
    finally:
        server.terminate()
        server.wait(20)


def _until(see: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if see():
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            pass
        time.sleep(0.2)
    raise AssertionError("this was never seen")


def _read(address: str) -> str:
    with urllib.request.urlopen(address, timeout=10) as answer:
        text: str = answer.read().decode("utf-8")
        return text


def test_a_preview_follows_records_and_translations_and_survives_a_broken_save(preview: tuple[str, Path]) -> None:
    address, folder = preview
    fix = folder / "content/fixes/ask-for-tea.yml"
    whole = fix.read_text(encoding="utf-8")
    page = f"{address}en/fixes/ask-for-tea/"
    _until(lambda: "Ask for tea" in _read(page))
    replace(fix, "title: Ask for tea", "title: Ask for green tea")
    _until(lambda: "Ask for green tea" in _read(page))
    fix.write_text("title: [", encoding="utf-8")
    time.sleep(2)
    assert "Ask for green tea" in _read(page)
    replace(folder / "content/fixes/remove-lid.yml", "goal: The pot stays open.", "goal: The pot is open.")
    time.sleep(2)
    assert "The pot stays open." in _read(f"{address}en/fixes/remove-lid/")
    fix.write_text(whole, encoding="utf-8")
    _until(lambda: "Ask for green tea" not in _read(page) and "Ask for tea" in _read(page))
    assert "The pot is open." in _read(f"{address}en/fixes/remove-lid/")
