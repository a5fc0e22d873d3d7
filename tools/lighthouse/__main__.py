"""`python -m tools.lighthouse [RUNS]`: measure pages of every important kind, as a phone sees them.

Each page is measured five times, or as often as is said, and the median counts. Exit status 1 when a page stays below
what is promised. Needs Node.js and the Chromium of the tests; package.json and its lock file pin the packages.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.browser.chromium import ARGUMENTS, NoChromium, find
from tests.support import build_here, served
from tools.npm import node_with

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
BUILD = ROOT / "build" / "lighthouse"
RUNS = 5
ALL = {"performance": 98, "accessibility": 100, "best-practices": 100}
FOUND = {**ALL, "seo": 100}
PAGES = {
    "": FOUND,
    "errors/5.7.139/security-defaults/": FOUND,
    "fixes/use-oauth/": FOUND,
    "diagnose/smtp-auth/reason/": ALL,
    "diagnose/smtp-auth/out-mailbox-off/": FOUND,
}
"""Pages below their locale, and the least that is promised of each, out of 100."""
LOCALES = ("en", "ja")


def main(runs: int) -> int:
    node = node_with(HERE, "lighthouse", "Lighthouse")
    if not node:
        return 2
    try:
        chromium = find()
    except NoChromium as error:
        sys.stderr.write(f"lighthouse: {error}\n")
        return 2
    below = 0
    site = build_here(ROOT, BUILD / "site", site_url="https://help.example.com/")
    with served(site, compress=True) as address:
        for path in (f"{locale}/{path}" for locale in LOCALES for path in PAGES):
            promised = PAGES[path.partition("/")[2]]
            reports = [_measure(node, chromium, address + path, promised) for _ in range(runs)]
            below += _tell(path, promised, reports)
    return 1 if below else 0


def _measure(node: str, chromium: str, address: str, categories: dict[str, int]) -> dict[str, Any]:
    command = [
        node,
        str(HERE / "node_modules" / "lighthouse" / "cli" / "index.js"),
        address,
        "--quiet",
        "--output=json",
        f"--only-categories={','.join(categories)}",
        f"--chrome-flags=--headless=new {' '.join(ARGUMENTS)}",
    ]
    done = subprocess.run(
        command, cwd=HERE, env={**os.environ, "CHROME_PATH": chromium}, capture_output=True, text=True, check=False
    )
    if done.returncode or not done.stdout.startswith("{"):
        raise SystemExit(f"lighthouse: {address} could not be measured\n{done.stdout}{done.stderr}")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _tell(path: str, promised: dict[str, int], reports: list[dict[str, Any]]) -> int:
    """Print the medians of a page, and what costs points where they are too low. Returns how many are."""
    scores = {
        name: round(100 * statistics.median(report["categories"][name]["score"] for report in reports))
        for name in promised
    }
    sys.stdout.write(f"{path:45} {'  '.join(f'{name} {score}' for name, score in scores.items())}\n")
    low = [name for name, least in promised.items() if scores[name] < least]
    for name in low:
        sys.stdout.write(f"    {name} {scores[name]}, promised is {promised[name]}:\n")
        audits = reports[-1]["audits"]
        for one in reports[-1]["categories"][name]["auditRefs"]:
            audit = audits[one["id"]]
            if one["weight"] and audit["score"] is not None and audit["score"] < 1:
                shown = audit.get("displayValue") or audit["title"]
                sys.stdout.write(f"      {one['id']}: {audit['score']} ({shown})\n")
    sys.stdout.flush()
    return len(low)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else RUNS))
