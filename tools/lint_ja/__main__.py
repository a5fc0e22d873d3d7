"""`python -m tools.lint_ja`: read the Japanese catalogues with textlint. Exit status 1 when it finds something.

A tool for those who change the Japanese: it needs Node.js, which nothing else in this repository does. The packages
are pinned in package.json and package-lock.json and are installed below this folder, where git ignores them.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

from tools.lint_ja.dump import Message, findings, markdown, messages

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
CATALOGUES = ROOT / "locales" / "ja" / "LC_MESSAGES"
BUILD = ROOT / "build" / "lint-ja"
NODE = "Node.js 20 or newer and npm are needed for this (https://nodejs.org); nothing else here needs them."


def main() -> int:
    npm, node = shutil.which("npm"), shutil.which("node")
    if not npm or not node:
        sys.stderr.write(f"lint-ja: {NODE}\n")
        return 2
    if not _install(npm):
        return 2
    found: dict[str, dict[int, Message]] = {}
    BUILD.mkdir(parents=True, exist_ok=True)
    for path in sorted(CATALOGUES.glob("*.po")):
        document, at = markdown(list(messages(path, path.relative_to(ROOT).as_posix())))
        target = BUILD / f"{path.stem}.md"
        target.write_text(document, encoding="utf-8")
        found[str(target)] = at
    textlint = HERE / "node_modules" / "textlint" / "bin" / "textlint.js"
    command = [node, str(textlint), "--config", str(HERE / ".textlintrc.json"), "--format", "json", *found]
    done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode not in (0, 1) or not done.stdout.lstrip().startswith("["):
        sys.stderr.write(f"lint-ja: textlint failed\n{done.stdout}{done.stderr}\n")
        return 2
    count = 0
    for report in json.loads(done.stdout):
        for finding in findings(report["messages"], found[report["filePath"]]):
            sys.stdout.write(f"{finding}\n")
            count += 1
    sys.stderr.write(f"lint-ja: {sum(map(len, found.values()))} messages read, {count or 'no'} findings.\n")
    return 1 if count else 0


def _install(npm: str) -> bool:
    """Install the packages when they are not those of the lock file."""
    lock, stamp = HERE / "package-lock.json", HERE / "node_modules" / ".installed"
    if stamp.exists() and stamp.read_bytes() == lock.read_bytes():
        return True
    sys.stderr.write("lint-ja: installing textlint (once) …\n")
    done = subprocess.run(
        [npm, "ci", "--no-audit", "--no-fund", "--loglevel=error"],
        cwd=HERE,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.stderr.write(f"lint-ja: npm could not install textlint; is the network there?\n{done.stderr}\n")
        return False
    stamp.write_bytes(lock.read_bytes())
    return True


if __name__ == "__main__":
    sys.exit(main())
