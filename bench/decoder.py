"""`python -m bench.decoder`: what reading a pasted text costs in Chromium, beside the targets. Writes `decoder.md`.

What is measured is the time of the processor that the page's thread was given, which is the same on a machine that is
busy with something else; pieces are measured by the clock, so the least of the runs is what the page itself takes.
"""

from __future__ import annotations

import datetime
import statistics
import sys
from pathlib import Path

from playwright.sync_api import CDPSession, Page, sync_playwright

from tests.browser.chromium import ARGUMENTS, find
from tests.decoder.material import SCRIPT, labelled, real_table

RESULTS = Path(__file__).parent / "decoder.md"
LINE = "2026-11-19 09:41:18 relay postfix/smtp[42]: "
TARGETS = {"20 lines": 16.0, "a log of 1 MB": 200.0, "a log of 10 MB": 0.0, "1 MB made to be slow": 200.0}
"""Milliseconds; 0 where only the longest piece between two pauses counts."""
PIECE = 50.0
"""Milliseconds after which a page feels stuck."""
RUNS = 7
MEASURE = """() => {
  let longest = 0
  let last = performance.now()
  for (const steps = decoder.logSteps(text, table); ;) {
    const { done } = steps.next()
    const now = performance.now()
    longest = Math.max(longest, now - last)
    last = now
    if (done) return longest
  }
}"""


def texts() -> dict[str, str]:
    """What is pasted: lines of all samples, as a log."""
    lines = [LINE + one.text.replace("\n", " ") + "\n" for one in labelled("samples.jsonl")]
    log = "".join(lines)
    return {
        "20 lines": "".join(lines[:20]),
        "a log of 1 MB": (log * (1_000_000 // len(log) + 1))[:1_000_000],
        "a log of 10 MB": (log * (10_000_000 // len(log) + 1))[:10_000_000],
        "1 MB made to be slow": "[Message=451 5.7.3 " * (1_000_000 // 19),
    }


def measure(page: Page, session: CDPSession, text: str) -> tuple[float, float]:
    """Milliseconds of the processor for the whole text, and of the clock for its longest piece."""

    def spent() -> float:
        metrics = session.send("Performance.getMetrics")["metrics"]
        return float(next(one["value"] for one in metrics if one["name"] == "ThreadTime"))

    page.evaluate("(text) => { self.text = text }", text)
    took, pieces = [], []
    for _ in range(RUNS):
        before = spent()
        pieces.append(page.evaluate(MEASURE))
        took.append(1000 * (spent() - before))
    return statistics.median(took), min(pieces)


def main() -> int:
    """Measure, print the table, and keep it."""
    rows = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=list(ARGUMENTS))
        page = browser.new_page()
        page.set_content("<!doctype html><title>decoder</title>")
        source = SCRIPT.read_text(encoding="utf-8")
        page.add_script_tag(content=f"{source}\nglobalThis.decoder = {{ logSteps, prepare }};", type="module")
        page.wait_for_function("globalThis.decoder !== undefined")
        page.evaluate("(table) => { decoder.prepare(table); self.table = table }", real_table())
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable")
        for name, text in texts().items():
            took, longest = measure(page, session, text)
            target = TARGETS[name]
            met = took < target if target else longest < PIECE
            said = f"< {target:.0f} ms" if target else f"no piece over {PIECE:.0f} ms"
            rows.append(f"| {name} | {took:.1f} | {longest:.1f} | {said}: {'met' if met else 'missed'} |")
            sys.stdout.write(f"{rows[-1]}\n")
        browser.close()
    head = (
        "# What reading a pasted text costs\n\n"
        f"Written by `make bench` on {datetime.datetime.now(datetime.UTC):%Y-%m-%d} (UTC), in Chromium; "
        f"{RUNS} runs each.\n\n"
        "| text | processor, ms (median) | longest piece, ms (least) | target |\n|---|---:|---:|---|\n"
    )
    RESULTS.write_text(head + "\n".join(rows) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
