"""Other generators, each in an environment of its own that is made from the pins beside this file."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def environment(name: str, cache: Path) -> Path:
    """The folder of programs for the pins in `<name>.txt`; made when there is none for these pins yet.

    Raises CalledProcessError when the packages cannot be had.
    """
    pins = HERE / f"{name}.txt"
    digest = hashlib.sha256(pins.read_bytes() + sys.version.encode()).hexdigest()[:12]
    folder = cache / f"{name}-{digest}"
    programs = folder / "bin"
    done = folder / ".installed"
    if not done.exists():
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=True)
        quiet = ["--quiet", "--disable-pip-version-check"]
        subprocess.run([str(programs / "python"), "-m", "pip", "install", *quiet, "-r", str(pins)], check=True)
        done.touch()
    return programs
