"""`python -m tools.lint_ja`: read the Japanese catalogues with textlint. Exit status 1 when it finds something.

A tool for those who change the Japanese: it needs Node.js, which nothing else in this repository does. The packages
are pinned in package.json and package-lock.json and are installed below this folder, where git ignores them.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tools.lint_ja.dump import Message, findings, markdown, messages
from tools.npm import node_with

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
CATALOGUES = ROOT / "locales" / "ja" / "LC_MESSAGES"
BUILD = ROOT / "build" / "lint-ja"


def main() -> int:
    node = node_with(HERE, "lint-ja", "textlint")
    if not node:
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


if __name__ == "__main__":
    sys.exit(main())
