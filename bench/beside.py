"""The same imported articles built by us and by others: one table, one run.

The peers get the articles as plain Markdown or data and a frame of our pages' size; see `bench.peers.builders`.
"""

from __future__ import annotations

import datetime
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from bench.articles import SEED, write_articles
from bench.measure import Failed, Measure, measure, total
from bench.peers import HERE, environment
from bench.peers.builders import PEERS, Frame, Peer
from bench.run import ENV, cache_folder, machine, versions

RESULTS = Path(__file__).parent / "beside.md"
OURS, LEAN = "ours", "ours, pages only"
AIMS = {
    "hugo, markdown": 1 / 2,
    "hugo, data": 1.0,
    "zensical, pruned": 1 / 10,
    "static-i18n": 1 / 20,
}
"""The largest part of a peer's time that ours may take."""
COLUMNS = ("builder", "guides × 2", "wall s", "CPU s", "peak MB", "output MB", "pages", "ms/page", "ours / theirs")
_BODY = re.compile(r"<body[^>]*>(.*?)<article[^>]*>.*?</article>(.*?)</body>", re.DOTALL)
_SCRIPT = re.compile(r"<script\b.*?</script>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Row:
    """One builder's site of so many guides."""

    builder: str
    guides: int
    result: Measure | None
    """Nothing when the build failed."""

    def cells(self, ours: Measure | None) -> tuple[str, ...]:
        """The row of the table, beside our time for the same guides."""
        one = self.result
        if one is None:
            return (self.builder, f"{self.guides:,}", "failed", *[""] * 6)
        return (
            self.builder,
            f"{self.guides:,}",
            f"> {one.wall:.0f}, stopped" if one.late else f"{one.wall:.2f}",
            f"{one.cpu:.2f}",
            f"{one.peak / 1e6:.0f}",
            f"{one.output / 1e6:.1f}",
            f"{one.pages:,}",
            "" if one.late else f"{one.each * 1000:.2f}",
            _share(self, ours) if ours else "",
        )


def _share(row: Row, ours: Measure) -> str:
    if row.result is None or row.builder in (OURS, LEAN):
        return ""
    share = ours.wall / row.result.wall
    said = f"{'< ' * row.result.late}{share:.2f}"
    aim = AIMS.get(row.builder)
    return f"{said} (aim ≤ {aim:.2f}: {'met' if share <= aim else 'missed'})" if aim else said


class Beside:
    """Makes the projects and builds them, one after the other."""

    def __init__(self, folder: Path, cache: Path, timeout: float, progress: Progress) -> None:
        self.folder = folder
        self.cache = cache
        self.timeout = timeout
        self.progress = progress
        self.frame: Frame = ("", "")

    def ours(self, guides: int) -> Iterator[Row]:
        """With everything beside each page, and with the pages alone."""
        root = self.folder / "ours"
        task = self.progress.add_task(f"importing {guides:,} articles", total=None)
        write_articles(root, self.folder / "documents", guides)
        self.progress.remove_task(task)
        yield Row(OURS, guides, self._measure(root, OURS, guides, ((sys.executable, "-m", "mkdocs", "build", "-q"),)))
        self.frame = _frame(root / "site")
        config = root / "mkdocs.yml"
        config.write_text(config.read_text(encoding="utf-8") + LEANER, encoding="utf-8")
        for made in ("site", ".cache"):
            shutil.rmtree(root / made, ignore_errors=True)
        yield Row(LEAN, guides, self._measure(root, LEAN, guides, ((sys.executable, "-m", "mkdocs", "build", "-q"),)))
        shutil.rmtree(root)

    def peer(self, peer: Peer, guides: int) -> Row:
        """One cold build; two, one a language, count as one."""
        root = self.folder / "peer"
        root.mkdir()
        programs = environment(peer.pins, self.cache)
        task = self.progress.add_task(f"writing {guides:,} articles for {peer.name}", total=None)
        peer.write(root, guides, self.frame)
        self.progress.remove_task(task)
        commands = tuple((str(programs / program), *rest) for program, *rest in peer.commands)
        row = Row(peer.name, guides, self._measure(root, peer.name, guides, commands))
        shutil.rmtree(root)
        return row

    def _measure(self, root: Path, name: str, guides: int, commands: tuple[tuple[str, ...], ...]) -> Measure | None:
        task = self.progress.add_task(f"{name}: {guides:,} × 2", total=None)
        try:
            return total(
                measure(list(one), root, root / "site", ENV, timeout=self.timeout, tick=self.progress.refresh)
                for one in commands
            )
        except Failed as failed:
            self.progress.console.print(str(failed), style="red", markup=False)
            return None
        finally:
            self.progress.remove_task(task)


LEANER = "      api: false\n      markdown: false\n"
"""Lines for the configuration of `bench.articles`: nothing beside the pages."""


def _frame(site: Path) -> Frame:
    page = next(path for path in sorted((site / "en/guides").glob("*/index.html")) if "article" in path.parent.name)
    match = _BODY.search(page.read_text(encoding="utf-8"))
    if not match:
        raise Failed(f"{page.relative_to(site)} has no article")
    return _SCRIPT.sub("", match[1]), _SCRIPT.sub("", match[2])


def markdown(rows: list[Row]) -> str:
    """The page that is kept."""
    today = datetime.datetime.now(datetime.UTC)
    ours = {row.guides: row.result for row in rows if row.builder == OURS}
    pins = ", ".join(sorted({line for file in HERE.glob("*.txt") for line in file.read_text(encoding="utf-8").split()}))
    return "\n".join(
        [
            "# Beside others",
            "",
            f"Written by `make bench-peers` on {today:%Y-%m-%d} (UTC). Machine: {machine()}.",
            f"{versions(())}; peers: {pins.replace('==', ' ')}.",
            "",
            f"Articles recombined from the samples in `tests/importing/samples` (seed {SEED}), in English and",
            "Japanese, each builder in a process of its own, cold. Two builds, one a language, are added up. Peak: the",
            "largest process. Hugo's pages carry the frame of ours as fixed text.",
            "",
            f"| {' | '.join(COLUMNS)} |",
            "|---|" + "---:|" * (len(COLUMNS) - 2) + "---|",
            *(f"| {' | '.join(row.cells(ours.get(row.guides)))} |" for row in rows),
            "",
        ]
    )


@click.command(help="Build the same imported articles with this project and with others.")
@click.option("--guides", default=[1000, 3000], multiple=True, show_default=True, help="How many; may be repeated.")
@click.option(
    "--peer", "names", multiple=True, type=click.Choice([one.name for one in PEERS]), help="Which; all if none."
)
@click.option("--timeout", default=600.0, show_default=True, help="Seconds after which a build is stopped.")
@click.option("--cache", type=click.Path(path_type=Path, file_okay=False), default=cache_folder(), show_default=True)
@click.option("--write/--no-write", default=True, show_default=True, help="Write bench/beside.md.")
def main(*, guides: tuple[int, ...], names: tuple[str, ...], timeout: float, cache: Path, write: bool) -> None:
    """Run everything, print the table, and keep it."""
    console = Console(width=None if sys.stdout.isatty() else 140)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    rows: list[Row] = []

    def add(row: Row) -> None:
        rows.append(row)
        console.print("  ".join(cell for cell in row.cells(None) if cell), highlight=False)

    with (
        tempfile.TemporaryDirectory(prefix="kb-bench-") as folder,
        Progress(*columns, console=console, transient=True) as progress,
    ):
        for count in guides:
            bench = Beside(Path(folder), cache, timeout, progress)
            for row in bench.ours(count):
                add(row)
            for peer in PEERS:
                if not names or peer.name in names:
                    add(bench.peer(peer, count))
    text = markdown(rows)
    if write:
        RESULTS.write_text(text, encoding="utf-8")
    console.print(text, highlight=False, markup=False)
    if any(row.result is None for row in rows):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
