"""`python -m bench.decoder`: what reading a pasted text costs in Chromium, beside the targets. Writes `decoder.md`."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.chromium import ARGUMENTS, find
from tests.decoder.material import SCRIPT, labelled, real_table

RESULTS = Path(__file__).parent / "decoder.md"
LINE = "2026-11-19 09:41:18 relay postfix/smtp[42]: "
TARGETS = {"20 lines": 16.0, "a log of 1 MB": 200.0, "a log of 10 MB": 0.0, "1 MB made to be slow": 200.0}
"""Milliseconds; 0 where only the longest piece between two pauses counts."""
PIECE = 50.0
"""Milliseconds after which a page feels stuck."""
MEASURE = """([text, table]) => {
  const once = () => {
    let longest = 0
    const begin = performance.now()
    let last = begin
    for (const steps = decoder.logSteps(text, table); ;) {
      const { done } = steps.next()
      const now = performance.now()
      longest = Math.max(longest, now - last)
      last = now
      if (done) return [now - begin, longest]
    }
  }
  decoder.prepare(table)
  const runs = Array.from({ length: 5 }, once).sort((a, b) => a[0] - b[0])
  return runs[2]
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


def main() -> int:
    """Measure the median of five runs each, print the table, and keep it."""
    rows = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=list(ARGUMENTS))
        page = browser.new_page()
        page.set_content("<!doctype html><title>decoder</title>")
        source = SCRIPT.read_text(encoding="utf-8")
        page.add_script_tag(content=f"{source}\nglobalThis.decoder = {{ logSteps, prepare }};", type="module")
        page.wait_for_function("globalThis.decoder !== undefined")
        for name, text in texts().items():
            took, longest = page.evaluate(MEASURE, [text, real_table()])
            target = TARGETS[name]
            met = took < target if target else longest < PIECE
            said = f"< {target:.0f} ms" if target else f"no piece over {PIECE:.0f} ms"
            rows.append(f"| {name} | {took:.1f} | {longest:.1f} | {said}: {'met' if met else 'missed'} |")
            sys.stdout.write(f"{rows[-1]}\n")
        browser.close()
    head = (
        "# What reading a pasted text costs\n\n"
        f"Written by `make bench` on {datetime.datetime.now(datetime.UTC):%Y-%m-%d} (UTC), in Chromium; "
        "medians of five runs.\n\n"
        "| text | ms | longest piece, ms | target |\n|---|---:|---:|---|\n"
    )
    RESULTS.write_text(head + "\n".join(rows) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
