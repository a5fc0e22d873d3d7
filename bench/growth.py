"""What our builds cost as a knowledge base grows: `python -m bench.growth --help`.

Each row can be had by itself: `--corpus guides --sizes 10000 --rows "cold; one edit"`. A row that needs a built site
builds it first. Seconds of a machine that does other things mean little; those of its processor mean more.
"""

from __future__ import annotations

import itertools
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import click

from bench.articles import write_articles
from bench.corpus import write_records
from bench.measure import Measure, measure

RESULTS = Path(__file__).parent / "growth.md"
SIZES: dict[str, tuple[int, ...]] = {"records": (100, 1000, 5000), "guides": (300, 3000, 10000)}
ROWS = ("cold, one process", "cold", "warm", "one edit", "cold, lean", "one edit, lean", "edit in a preview")
"""Lean: without records as JSON, Markdown beside pages, and words of long texts. The others are with all."""
SECONDS = {
    ("records", 1000, "cold"): 4.0,
    ("records", 5000, "cold"): 20.0,
    ("records", 1000, "edit in a preview"): 1.0,
    ("guides", 10000, "cold"): 30.0,
    ("guides", 10000, "one edit"): 2.0,
    ("guides", 10000, "one edit, lean"): 2.0,
    ("guides", 10000, "edit in a preview"): 2.0,
}
MEMORY = {("records", 5000, "cold"): 600_000_000}
FLAT = 1.2
ENV = {"NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1795478400"}
LEAN = "\n      api: false\n      markdown: false\n      long_text: never\n"
HEAD = ("corpus", "count × 2", "run", "wall s", "CPU s", "peak MB", "output MB", "pages", "CPU ms/page", "target")


@dataclass(frozen=True, slots=True)
class Row:
    """A run that was measured."""

    corpus: str
    count: int
    name: str
    result: Measure

    @property
    def target(self) -> str:
        """What it should have taken, and whether it did."""
        key, said = (self.corpus, self.count, self.name), []
        if limit := SECONDS.get(key):
            said.append(f"< {limit:.0f} s: {'met' if self.result.wall < limit else 'missed'}")
        if memory := MEMORY.get(key):
            said.append(f"< {memory / 1e6:.0f} MB: {'met' if self.result.peak < memory else 'missed'}")
        return ", ".join(said)

    @property
    def cells(self) -> tuple[str, ...]:
        """The row of the table."""
        one = self.result
        each = f"{one.cpu / one.pages * 1000:.2f}" if one.pages else ""
        sizes = (f"{one.peak / 1e6:.0f}", f"{one.output / 1e6:.1f}", f"{one.pages:,}") if one.pages else ("", "", "")
        wall = f"> {one.wall:.0f}, stopped" if one.late else f"{one.wall:.2f}"
        return self.corpus, f"{self.count:,}", self.name, wall, f"{one.cpu:.2f}", *sizes, each, self.target


def growth(rows: list[Row]) -> Iterator[str]:
    """Whether a page costs the same however many there are, in seconds of the processor."""
    for corpus in SIZES:
        cold = [row for row in rows if row.corpus == corpus and row.name == "cold" and row.count >= 300]
        for before, after in itertools.pairwise(cold):
            factor = (after.result.cpu / after.result.pages) / (before.result.cpu / before.result.pages)
            verdict = "met" if factor <= FLAT else "missed"
            said = f"a page at {after.count:,} costs {factor:.2f} of one at {before.count:,}"
            yield f"{corpus}: {said}; ≤ {FLAT}: {verdict}"


def edit(root: Path) -> tuple[str, str]:
    """Change the title of one record. Returns the address of its page in English, and a word that is new in it."""
    file = min((root / "content/guides").glob("*.yml"))
    word = f"Changed-{time.monotonic_ns()}"
    text = file.read_text(encoding="utf-8")
    text = re.sub(r"^title: (['\"]?)(?:Changed-\d+ )?", rf"title: \g<1>{word} ", text, count=1, flags=re.MULTILINE)
    file.write_text(text, encoding="utf-8")
    return f"en/guides/{file.stem}/", word


class Bench:
    """Knowledge bases of one corpus and size, and the builds of it."""

    def __init__(self, corpus: str, count: int, root: Path, timeout: float) -> None:
        self.corpus, self.count, self.root, self.timeout = corpus, count, root, timeout
        if corpus == "records":
            write_records(root, count)
        else:
            write_articles(root, root.with_name(f"{root.name}-documents"), count)
        self.config = (root / "mkdocs.yml").read_text(encoding="utf-8")

    def run(self, name: str) -> Row:
        """Measure a row. Raises Failed when a build fails."""
        lean = LEAN if name.endswith("lean") else "\n"
        config = re.sub(r"(locales: \[en, ja\])\n", rf"\1{lean}", self.config)
        (self.root / "mkdocs.yml").write_text(config, encoding="utf-8")
        if name.startswith("cold"):
            for left in ("site", ".site-build", ".cache"):
                shutil.rmtree(self.root / left, ignore_errors=True)
        elif name != "edit in a preview":
            self._build({})
        if name.startswith("one edit"):
            edit(self.root)
        if name == "edit in a preview":
            return Row(self.corpus, self.count, name, self._preview())
        return Row(self.corpus, self.count, name, self._build({"KB_PROCESSES": "1"} if "one process" in name else {}))

    def _build(self, more: dict[str, str]) -> Measure:
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
        site = self.root / "site"
        return measure(command, self.root, site, ENV | more, timeout=self.timeout, tick=lambda: None)

    def _preview(self) -> Measure:
        """From saving a record to the page that shows it, while `mkdocs serve` runs."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            host = f"127.0.0.1:{free.getsockname()[1]}"
        command = [sys.executable, "-m", "mkdocs", "serve", "--quiet", "--livereload", "--dev-addr", host]
        with (self.root / "serve.log").open("wb") as log:
            server = subprocess.Popen(command, cwd=self.root, env={**os.environ, **ENV}, stdout=log, stderr=log)
        try:
            page = f"http://{host}/en/"
            self._until(page, "<html")
            times = []
            for _ in range(5):  # the first edit of a preview reads what later ones know
                cpu, begin = _processor(server.pid), time.perf_counter()
                address, word = edit(self.root)
                self._until(f"http://{host}/{address}", word)
                times.append((time.perf_counter() - begin, _processor(server.pid) - cpu))
                time.sleep(1)
            wall, cpu = sorted(times)[len(times) // 2]
            return Measure(wall, cpu, 0, 0, 0)
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(30)

    def _until(self, address: str, word: str) -> None:
        end = time.monotonic() + self.timeout
        while time.monotonic() < end:
            with suppress(OSError), urllib.request.urlopen(address, timeout=self.timeout) as answer:
                if word in answer.read().decode("utf-8"):
                    return
            time.sleep(0.02)
        raise TimeoutError(f"{address} does not show '{word}' after {self.timeout:.0f} s")


def _processor(pid: int) -> float:
    """Seconds of the processor that a process has used; 0 where the system does not tell."""
    with suppress(OSError):
        parts = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")
    return 0.0


def markdown(rows: list[Row]) -> str:
    """The table, and what it says of growth."""
    numbers = {1, *range(3, 9)}
    lines = [
        "# What builds cost as a knowledge base grows",
        "",
        f"Written by `python -m bench.growth`. {os.cpu_count()} cores; at most two processes unless a row says one.",
        "*Records* are synthetic guides of about 600 words (`bench/corpus.py`), *guides* imported articles "
        "(`bench/articles.py`).",
        "Cold: nothing built and no cache. Lean: without JSON, Markdown and the words of long texts. Peak: the largest",
        "process. An edit in a preview comes a second after the one before was seen, while the site is being built.",
        "",
        f"| {' | '.join(HEAD)} |",
        "|" + "".join("---:|" if number in numbers else "---|" for number in range(len(HEAD))),
        *(f"| {' | '.join(row.cells)} |" for row in rows),
        "",
        *(f"- {line}." for line in growth(rows)),
    ]
    return "\n".join(lines).rstrip() + "\n"


@click.command(help="Measure our own builds as a knowledge base grows.")
@click.option("--corpus", "corpora", multiple=True, type=click.Choice([*SIZES]), help="Default: both.")
@click.option("--sizes", default="", help="Counts with commas between them; default: all of the corpus.")
@click.option("--rows", default="", help=f"Which rows, of: {'; '.join(ROWS)}. Written with semicolons. Default: all.")
@click.option("--timeout", default=600.0, show_default=True, help="Seconds after which a build is stopped.")
@click.option("--write/--no-write", default=None, help="Write bench/growth.md; default: when nothing is left out.")
def main(corpora: tuple[str, ...], sizes: str, rows: str, timeout: float, *, write: bool | None) -> None:
    """Run the rows, print each, and keep the table."""
    wanted = tuple(part.strip() for part in rows.split(";") if part.strip()) or ROWS
    if unknown := set(wanted) - set(ROWS):
        raise click.BadParameter(f"there is no row '{unknown.pop()}'", param_hint="--rows")
    found: list[Row] = []
    for corpus in corpora or tuple(SIZES):
        for count in [int(part) for part in sizes.split(",") if part.strip()] or SIZES[corpus]:
            with tempfile.TemporaryDirectory(prefix="kb-growth-") as folder:
                bench = Bench(corpus, count, Path(folder) / "kb", timeout)
                for name in wanted:
                    found.append(bench.run(name))
                    click.echo("  ".join(cell for cell in found[-1].cells if cell))
    for line in growth(found):
        click.echo(line)
    if write or (write is None and not (corpora or sizes or rows)):
        RESULTS.write_text(markdown(found), encoding="utf-8")


if __name__ == "__main__":
    main()
