"""`python -m bench.messages`: what 50,000 messages cost, beside the targets. Writes `messages.md`.

Each command runs in a process of its own, as a translator runs it, on a knowledge base that nobody has read before.
Counted is the time of the processor: it is the same on a machine that is busy with something else.
"""

from __future__ import annotations

import contextlib
import datetime
import io
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config

from bench.corpus import write_records
from generator.catalogue import read_catalogues

ROOT = Path(__file__).parent.parent
RESULTS = Path(__file__).parent / "messages.md"
MESSAGES = 50_000
GUIDES = 926
"""How many guides of the corpus have so many texts."""
COMMANDS = ("extract", "update", "check")
TOGETHER = 20.0
"""Seconds for the three commands."""
SAVED = 2.0
"""Seconds from saving a PO file to the page, in a preview of one locale."""
WAIT = 0.6
"""Seconds that MkDocs' preview waits at most: it looks for changes every 0.5 s, and lets 0.1 s go."""
READING = 2.0
"""Seconds for one build's reading of the catalogues."""


def command(folder: Path, name: str) -> float:
    """Seconds of the processor that a command of `kb i18n` takes in a knowledge base."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    program = Path(sys.executable).with_name("kb")
    done = subprocess.run([program, "i18n", name], cwd=folder, check=False, capture_output=True, text=True)
    assert done.returncode <= 1, done.stderr  # 1: there is something to say of how the corpus is written
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def reading(folder: Path) -> tuple[float, int]:
    """Seconds of the processor for reading the catalogues without a cache, and how many messages they hold."""
    begin = time.process_time()
    found = read_catalogues(folder / "locales", ("en", "ja"), folder)
    return time.process_time() - begin, sum(len(one.records) for one in found.catalogues.values())


def saved(folder: Path) -> float:
    """Seconds from saving a translation of this repository to its page in a preview of one locale."""
    for name in ("content", "locales", "overrides"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    file = folder / "locales/ja/LC_MESSAGES/errors.po"
    os.environ["KB_LOCALE"] = "ja"
    try:
        config = load_config(str(folder / "mkdocs.yml"), site_dir=str(folder / "site"))
        with contextlib.redirect_stderr(io.StringIO()):
            build(config)
        head, sign, rest = file.read_text(encoding="utf-8").rpartition("。")
        file.write_text(f"{head}{sign}{sign}{rest}", encoding="utf-8")
        begin = time.process_time()
        shown = config.plugins["kb"].glance(())
        took = time.process_time() - begin
    finally:
        del os.environ["KB_LOCALE"]
    assert shown
    return WAIT + took


def main() -> int:
    """Measure, print the table, and keep it."""
    folder = Path(tempfile.mkdtemp(prefix="kb-bench-"))
    try:
        write_records(folder, GUIDES)
        took = {name: command(folder, name) for name in COMMANDS}
        seconds, count = reading(folder)
        shown = saved(folder / "own")
    finally:
        shutil.rmtree(folder)
    assert count >= MESSAGES, count
    rows = [(f"kb i18n {name}", took[name], 0.0) for name in COMMANDS]
    rows += [("the three together", sum(took.values()), TOGETHER), ("one build's reading", seconds, READING)]
    rows += [(f"a saved PO file in a preview, {WAIT} s of waiting included", shown, SAVED)]
    lines = [
        "# What messages cost",
        "",
        f"Written by `make bench` on {datetime.datetime.now(datetime.UTC):%Y-%m-%d} (UTC): {count:,} messages, "
        f"{os.cpu_count()} cores, seconds of the processor.",
        "",
        "| what | CPU s | target |",
        "|---|---:|---|",
    ]
    for what, value, target in rows:
        verdict = f"< {target:.0f} s: {'met' if value < target else 'missed'}" if target else ""
        lines.append(f"| {what} | {value:.2f} | {verdict} |")
    RESULTS.write_text("\n".join(lines) + "\n", encoding="utf-8")
    sys.stdout.write("\n".join(lines[4:]) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
