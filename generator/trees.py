"""Trees of files that have most of their files in common.

Two names of a file with the same number (inode) are the same file. What only reads trees need not know what they are.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

MANIFEST = "manifest.sha256"
"""The list of all files of a site, in its root."""


def share(before: Path, after: Path) -> None:
    """Make every file of `after` that has the same bytes in `before` the same file, by a hard link.

    A file that did not change keeps its time, so that whoever copies the site sees what to copy. Where links
    cannot be made, the new file takes the time of the old one.
    """
    if not before.exists():
        return
    for folder, _, names in os.walk(after):
        inside = os.path.relpath(folder, after)
        for name in names:
            new, old = os.path.join(folder, name), os.path.join(before, inside, name)  # noqa: PTH118
            if _same(old, new):
                _link(old, new)


def write_manifest(before: Path, after: Path, kept: Iterable[str], made: Mapping[str, str]) -> None:
    """List every file of `after`, and of `before` those that are `kept`, with its SHA-256.

    The list is written as `sha256sum` does, in the order of names. Whoever publishes the site compares two such lists
    and sends what differs. The digests of files that are `kept` are taken from the list of `before`; `made` holds
    those that are known of files of `after`.
    """
    known: dict[str, str] = {}
    with contextlib.suppress(OSError, ValueError):
        known = {line[66:]: line[:64] for line in (before / MANIFEST).read_text(encoding="utf-8").splitlines()}
    digests = {name: known.get(name) or _digest(f"{before}/{name}") for name in kept}
    digests |= {name: made.get(name) or _digest(f"{after}/{name}") for name in _numbers(after)[0]}
    lines = (f"{digests[name]}  {name}\n" for name in sorted(digests) if name != MANIFEST)
    (after / MANIFEST).write_text("".join(lines), encoding="utf-8")
    if _same(f"{before}/{MANIFEST}", f"{after}/{MANIFEST}"):
        _link(f"{before}/{MANIFEST}", f"{after}/{MANIFEST}")


def renew(tree: Path, new: Path, before: Path, kept: Mapping[str, int]) -> None:
    """Make of `tree`, whatever it holds, the files of `new`, which are moved, and those of `before` that are `kept`.

    `kept` holds their names and numbers: what `tree` has already under this name and number is left as it is.
    """
    have, folders = _numbers(tree)
    made = _numbers(new)[0]
    wanted = {**kept, **made}
    right = {name for name, number in wanted.items() if have.get(name) == number}
    for name in have.keys() - right:
        os.unlink(f"{tree}/{name}")  # noqa: PTH108
    needed = {name.rpartition("/")[0] for name in wanted}
    for folder in sorted(folders, reverse=True):  # those inside of others first
        if folder in needed:
            needed.add(folder.rpartition("/")[0])
            continue
        os.rmdir(f"{tree}/{folder}")  # noqa: PTH106
    keep(before, tree, kept.keys() - right - made.keys())
    for name in made.keys() - right:
        os.makedirs(os.path.dirname(f"{tree}/{name}"), exist_ok=True)  # noqa: PTH103, PTH120
        os.replace(f"{new}/{name}", f"{tree}/{name}")  # noqa: PTH105


def _numbers(tree: Path) -> tuple[dict[str, int], set[str]]:
    """The files below a folder with their numbers, and the folders below it. A link is a file, whatever it leads to."""
    files: dict[str, int] = {}
    folders = [""]
    for inside in folders:  # grows while it is walked
        with os.scandir(f"{tree}/{inside}") as entries:
            for entry in entries:
                name = f"{inside}/{entry.name}" if inside else entry.name
                if entry.is_dir(follow_symlinks=False):
                    folders.append(name)
                else:
                    files[name] = entry.inode()
    return files, {*folders[1:]}


def _digest(file: str) -> str:
    with open(file, "rb") as opened:  # noqa: PTH123
        return hashlib.file_digest(opened, "sha256").hexdigest()


def keep(before: Path, after: Path, names: Iterable[str]) -> None:
    """Let files of `before` be files of `after` too, by their names relative to both."""
    made = set()
    for name in names:
        folder = os.path.dirname(name)  # noqa: PTH120
        if folder not in made:
            os.makedirs(after / folder, exist_ok=True)  # noqa: PTH103
            made.add(folder)
        try:
            os.link(f"{before}/{name}", f"{after}/{name}", follow_symlinks=False)
        except FileNotFoundError:
            raise
        except OSError:
            shutil.copy2(f"{before}/{name}", f"{after}/{name}")


def _same(old: str, new: str) -> bool:
    try:
        one, other = os.lstat(old), os.lstat(new)
        if one.st_size != other.st_size or one.st_ino == other.st_ino:
            return False
        with open(old, "rb") as left, open(new, "rb") as right:  # noqa: PTH123
            return left.read() == right.read()
    except OSError:
        return False


def _link(old: str, new: str) -> None:
    beside = f"{new}.kb-link"
    try:
        os.link(old, beside, follow_symlinks=False)
    except OSError:
        shutil.copystat(old, new)
    else:
        os.replace(beside, new)  # noqa: PTH105


def remove(folder: Path) -> None:
    """Remove a folder with all that is in it, where there is one."""
    if folder.exists():
        shutil.rmtree(folder)
