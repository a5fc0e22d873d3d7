"""`python -m tools.matrix [TEST …]`: the tests that know the theme, with the oldest and the newest packages allowed.

Each environment is made below build/matrix/ from the ranges in pyproject.toml: `lowest` has the lower end of each range
of what the site needs, `highest` whatever the registry has newest. Exit status 1 when tests fail in one of them, 2 when
one cannot be made.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
BUILD = ROOT / "build" / "matrix"
TESTS = (
    "tests/test_build.py",
    "tests/test_shell.py",
    "tests/test_golden.py",
    "tests/test_incremental.py",
    "tests/test_output.py",
    "tests/test_second.py",
    "tests/browser/test_subpath.py",
    "tests/browser/test_promises.py",
)
SHOWN = ("mkdocs", "mkdocs-material", "properdocs")


def main(tests: list[str]) -> int:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = project["dependencies"]
    extra = project["optional-dependencies"]
    theirs = [one for one in extra["test"] if one.startswith("properdocs")]
    tools = [one for one in (*extra["test"], *extra["build"]) if one not in theirs]
    rows = {"lowest": [lowest(one) for one in (*needed, *theirs)], "highest": [*needed, *theirs]}
    failed = [name for name, wanted in rows.items() if not _try(name, [*wanted, *tools], tests or TESTS)]
    _say(f"failed: {', '.join(failed)}." if failed else "both ends of every range work.")
    return 1 if failed else 0


def lowest(requirement: str) -> str:
    """The requirement that is met by the lower end of its range only: `mkdocs>=1.6,<2` gives `mkdocs==1.6`."""
    match = re.fullmatch(r"([\w-]+)>=([\w.]+)(?:,.*)?", requirement)
    if not match:
        raise ValueError(f"'{requirement}' has no lower end")
    return f"{match[1]}=={match[2]}"


def _try(name: str, wanted: list[str], tests: Sequence[str]) -> bool:
    folder = BUILD / name
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    _say(f"{name}: installing …")
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--upgrade"]
    for arguments in (wanted, ["--no-deps", "--no-build-isolation", "-e", str(ROOT)]):
        if subprocess.run([*pip, *arguments], check=False).returncode:
            _say(f"{name}: it cannot be installed")
            raise SystemExit(2)
    said = "import importlib.metadata as m, sys; print(', '.join(f'{n} {m.version(n)}' for n in sys.argv[1:]))"
    versions = subprocess.run([str(python), "-c", said, *SHOWN], check=True, capture_output=True, text=True).stdout
    _say(f"{name}: {versions.strip()}; testing …")
    return not subprocess.run([str(python), "-m", "pytest", "-q", *tests], cwd=ROOT, check=False).returncode


def _say(text: str) -> None:
    sys.stderr.write(f"matrix: {text}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
