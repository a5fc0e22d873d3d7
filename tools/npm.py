"""Tools of this repository that run on Node.js. Nothing that a site is made with does.

Each has a folder with package.json and package-lock.json; its packages are installed below it, where git ignores them.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

NODE = "Node.js 20 or newer and npm are needed for this (https://nodejs.org); nothing else here needs them."


def node_with(folder: Path, name: str, what: str) -> str | None:
    """The program of Node.js, after the packages of a folder were installed; says why there is none.

    `name` is the tool's, `what` is installed when the packages are not those of the lock file.
    """
    npm, node = shutil.which("npm"), shutil.which("node")
    if not npm or not node:
        sys.stderr.write(f"{name}: {NODE}\n")
        return None
    lock, stamp = folder / "package-lock.json", folder / "node_modules" / ".installed"
    if stamp.exists() and stamp.read_bytes() == lock.read_bytes():
        return node
    sys.stderr.write(f"{name}: installing {what} (once) …\n")
    command = [npm, "ci", "--no-audit", "--no-fund", "--loglevel=error"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.stderr.write(f"{name}: npm could not install {what}; is the network there?\n{done.stderr}\n")
        return None
    stamp.write_bytes(lock.read_bytes())
    return node
