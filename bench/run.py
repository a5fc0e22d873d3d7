"""Which builds are measured, and the table of what came of it."""

from __future__ import annotations

import datetime
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from bench.corpus import SEED, write_markdown, write_records
from bench.measure import Failed, Measure, measure
from bench.peers import HERE, environment

RESULTS = Path(__file__).parent / "results.md"
PEERS = ("static-i18n", "static-i18n-prune")
OURS = "ours"
ENV = {"NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1795478400"}
SECONDS = {1000: 4.0, 5000: 20.0}
MEMORY = {5000: 600_000_000}
FLAT = 1.2
SHARE = 1 / 20
COLUMNS = ("builder", "guides × 2", "run", "wall s", "CPU s", "peak MB", "output MB", "pages", "ms/page", "target")


@dataclass(frozen=True, slots=True)
class Run:
    """A build that was measured."""

    builder: str
    guides: int
    name: str
    result: Measure | None
    """Nothing when the build failed."""

    @property
    def target(self) -> str:
        """What it should have taken, and whether it did."""
        if self.builder != OURS or self.name != "cold" or self.result is None:
            return ""
        said = []
        if self.guides in SECONDS:
            said.append(_verdict(f"< {SECONDS[self.guides]:.0f} s", self.result.wall < SECONDS[self.guides]))
        if self.guides in MEMORY:
            limit = MEMORY[self.guides]
            said.append(_verdict(f"< {limit / 1e6:.0f} MB", self.result.peak < limit))
        return ", ".join(said)

    @property
    def cells(self) -> tuple[str, ...]:
        """The row of the table."""
        if self.result is None:
            return (self.builder, f"{self.guides:,}", self.name, "failed", *[""] * 6)
        one = self.result
        return (
            self.builder,
            f"{self.guides:,}",
            self.name,
            f"> {one.wall:.0f}, stopped" if one.late else f"{one.wall:.2f}",
            f"{one.cpu:.2f}",
            f"{one.peak / 1e6:.0f}",
            f"{one.output / 1e6:.1f}",
            f"{one.pages:,}",
            f"{one.each * 1000:.2f}",
            self.target,
        )


def _verdict(what: str, met: bool) -> str:
    return f"{what}: {'met' if met else 'missed'}"


def compare(runs: list[Run]) -> Iterator[str]:
    """Sentences about several rows: growth, and our share of the peers' time."""
    cold = {run.guides: run.result for run in runs if run.builder == OURS and run.name == "cold" and run.result}
    if 1000 in cold and 5000 in cold:
        growth = cold[5000].each / cold[1000].each
        yield (
            f"Time per page at 5,000 is {growth:.2f} of that at 1,000; "
            + _verdict("within 20 %", 1 / FLAT <= growth <= FLAT)
        )
    for run in runs:
        mine = cold.get(run.guides)
        if run.builder in PEERS and run.result and mine:
            share = mine.wall / run.result.wall
            line = f"{run.builder} at {run.guides:,}: {'less than ' * run.result.late}1/{1 / share:.0f} for ours"
            yield f"{line}; {_verdict('under 1/20', share < SHARE)}" if run.guides == 1000 else line


def machine() -> str:
    """Cores and memory, nothing else."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores, {memory:.0f} GB"


def versions(peers: tuple[str, ...]) -> str:
    """What was measured, with what."""
    mine = ", ".join(f"{name} {version(name)}" for name in ("kb-generator", "mkdocs", "mkdocs-material", "jinja2"))
    found = f"Python {platform.python_version()}; ours: {mine}"
    if peers:
        pins = (HERE / "static-i18n.txt").read_text(encoding="utf-8").split()
        found += f"; peers: {', '.join(pin.replace('==', ' ') for pin in pins)}"
    return found


def cache_folder() -> Path:
    """Where the environments of others are kept."""
    return Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "kb-bench"


def table(runs: list[Run]) -> Table:
    """The table for the terminal."""
    shown = Table(title="Both languages in one build")
    for number, column in enumerate(COLUMNS):
        shown.add_column(column, justify="right" if number in (1, *range(3, 9)) else "left")
    for run in runs:
        shown.add_row(*run.cells)
    return shown


def markdown(runs: list[Run], peers: tuple[str, ...]) -> str:
    """The same for `results.md`."""
    lines = [
        "# What builds cost",
        "",
        f"Written by `make bench` on {datetime.datetime.now(datetime.UTC):%Y-%m-%d} (UTC). Machine: {machine()}.",
        f"{versions(peers)}.",
        "",
        f"Synthetic guides of about 600 words (seed {SEED}): a table, two code blocks, lists and notes, "
        "in English and Japanese; `bench/corpus.py`.",
        "Cold: nothing built and no cache. Warm: the same command again. Peak: the largest process.",
        "",
        f"| {' | '.join(COLUMNS)} |",
        "|" + "".join("---:|" if number in (1, *range(3, 9)) else "---|" for number in range(len(COLUMNS))),
        *(f"| {' | '.join(run.cells)} |" for run in runs),
        "",
        *(f"- {line}." for line in compare(runs)),
    ]
    return "\n".join(lines).rstrip() + "\n"


class Bench:
    """Makes the corpora and runs the builds, one after the other."""

    def __init__(self, folder: Path, cache: Path, timeout: float, progress: Progress) -> None:
        self.folder = folder
        self.cache = cache
        self.timeout = timeout
        self.progress = progress

    def ours(self, guides: int) -> Iterator[Run]:
        """A cold build and a warm one."""
        root = self.folder / f"ours-{guides}"
        with self._task(f"writing {guides:,} records"):
            write_records(root, guides)
        for name in ("cold", "warm"):
            yield self._run(OURS, guides, name, Path(sys.executable), root)
        shutil.rmtree(root)

    def peer(self, peer: str, guides: int) -> Iterator[Run]:
        """One build: mkdocs keeps no cache."""
        root = self.folder / f"{peer}-{guides}"
        with self._task("making the environment of static-i18n"):
            python = environment("static-i18n", self.cache) / "python"
        with self._task(f"writing {guides:,} × 2 Markdown files"):
            write_markdown(root, guides, prune=peer.endswith("prune"))
        yield self._run(peer, guides, "cold", python, root)
        shutil.rmtree(root)

    def _run(self, builder: str, guides: int, name: str, python: Path, root: Path) -> Run:
        command = [str(python), "-m", "mkdocs", "build", "--quiet"]
        with self._task(f"{builder}: {guides:,} × 2, {name}"):
            try:
                result = measure(command, root, root / "site", ENV, timeout=self.timeout, tick=self.progress.refresh)
            except Failed as failed:
                self.progress.console.print(str(failed), style="red", markup=False)
                result = None
        return Run(builder, guides, name, result)

    def _task(self, what: str) -> _Task:
        return _Task(self.progress, what)


class _Task:
    """A line of the progress display for as long as something goes on."""

    def __init__(self, progress: Progress, what: str) -> None:
        self.progress = progress
        self.id = progress.add_task(what, total=None)

    def __enter__(self) -> _Task:
        return self

    def __exit__(self, *_: object) -> None:
        self.progress.remove_task(self.id)


def _sizes(_: click.Context, __: click.Parameter, value: str) -> tuple[int, ...]:
    try:
        return tuple(int(part.replace("_", "")) for part in value.split(",") if part.strip())
    except ValueError:
        raise click.BadParameter("write numbers with commas between them: 100,1000") from None


@click.command(help="Measure builds of synthetic knowledge bases, ours and others'.")
@click.option("--sizes", default="100,1000,5000", show_default=True, callback=_sizes, help="Guides in our builds.")
@click.option("--peer-sizes", default="100,1000", show_default=True, callback=_sizes, help="Guides in the peers'.")
@click.option(
    "--peer",
    "peers",
    multiple=True,
    type=click.Choice([*PEERS, "none"]),
    default=PEERS,
    show_default=True,
    help="Which peers; may be given more than once.",
)
@click.option("--timeout", default=600.0, show_default=True, help="Seconds after which a build is stopped.")
@click.option(
    "--cache",
    type=click.Path(path_type=Path, file_okay=False),
    default=cache_folder(),
    show_default=True,
    help="Where the peers' environments are kept.",
)
@click.option("--write/--no-write", default=True, show_default=True, help="Write bench/results.md.")
def main(
    *,
    sizes: tuple[int, ...],
    peer_sizes: tuple[int, ...],
    peers: tuple[str, ...],
    timeout: float,
    cache: Path,
    write: bool,
) -> None:
    """Run everything, print the table, and keep it."""
    peers = () if "none" in peers else peers
    console = Console(width=None if sys.stdout.isatty() else 140)
    runs: list[Run] = []
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with (
        tempfile.TemporaryDirectory(prefix="kb-bench-") as folder,
        Progress(*columns, console=console, transient=True) as progress,
    ):
        bench = Bench(Path(folder), cache, timeout, progress)
        for found in (
            *(bench.ours(guides) for guides in sizes),
            *(bench.peer(peer, guides) for peer in peers for guides in peer_sizes),
        ):
            for run in found:
                runs.append(run)
                console.print("  ".join(cell for cell in run.cells if cell), highlight=False)
    console.print(table(runs))
    for line in compare(runs):
        console.print(line, highlight=False)
    if write:
        RESULTS.write_text(markdown(runs, peers), encoding="utf-8")
        console.print(f"Written to {RESULTS.relative_to(Path.cwd())}" if RESULTS.is_relative_to(Path.cwd()) else "")
    if any(run.result is None for run in runs):
        raise SystemExit(1)
