"""A site is built out of sight and takes the place of the one before in a single step.

    site/               what visitors get
    .site-build/        beside it; holds nothing that is missed when it is deleted
        lock            held by the build that is running
        next/           the tree that is being built; after the exchange, the one that was replaced
        journal         there while two renames stand in for the exchange
        old/            the site before, between those two renames

No file that visitors can see is ever written: a file with the same bytes as before is the same file (a hard
link), every other one is new. The two trees change places by one system call where there is one; elsewhere by
two renames, which the next build finishes when they were interrupted. Phases are said to `sys.audit`, so that
tests can end the process in each.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import fcntl
import hashlib
import os
import shutil
import sys
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import IO

from generator.problems import KnowledgeBaseError

MANIFEST = "manifest.sha256"
"""The list of all files of a site, in its root."""

_AT_FDCWD = -100
_SWAP = 2
"""RENAME_EXCHANGE of Linux (renameat2) and RENAME_SWAP of macOS (renamex_np) have the same number."""
_CANNOT = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP)
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_READ_ONLY = (errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOTDIR)


class OutputError(KnowledgeBaseError):
    """The site cannot be written; the message says why and what to do. The site before is as it was."""


class Output:
    """The place of a site, and the tree that will take it."""

    def __init__(self, site: Path) -> None:
        self.site = Path(os.path.realpath(site))
        self.work = self.site.parent / f".{self.site.name}-build"
        self.next = self.work / "next"
        self._old = self.work / "old"
        self._journal = self.work / "journal"
        self._lock: IO[str] | None = None

    def begin(self) -> Path:
        """An empty tree to build in. Raises OutputError when it cannot be made, or when another build runs."""
        with self._explained():
            self.work.mkdir(parents=True, exist_ok=True)
            self._lock = self._locked()
            self._recover()
            sys.audit("kb.output", "writing")
            self.next.mkdir()
            if self.site.exists():
                shutil.copymode(self.site, self.next)
        return self.next

    def finish(self, kept: Collection[str] = ()) -> None:
        """Let the new tree take the place of the site, with the files of the site that are `kept` as they are.

        Raises OutputError when that cannot be done.
        """
        with self._explained():
            share(self.site, self.next)
            keep(self.site, self.next, kept)
            write_manifest(self.site, self.next, set(kept))
            _share_file(self.site, self.next, MANIFEST)
            sys.audit("kb.output", "swapping")
            if not self.site.exists():
                self.next.rename(self.site)
            elif not trade_places(self.next, self.site):
                self._rename_twice()
            sys.audit("kb.output", "clearing")
            _remove(self.next)
            _remove(self._old)
        self._unlock()

    def abandon(self) -> None:
        """Leave the site as it was; what was built is thrown away. May be called at any time."""
        if self._lock is not None:
            with contextlib.suppress(OSError):
                _remove(self.next)
            self._unlock()

    def close(self) -> None:
        """Remove the folder beside the site, for a site that is removed too."""
        self.abandon()
        shutil.rmtree(self.work, ignore_errors=True)

    def concerns(self, error: OSError) -> bool:
        """Whether an error is one of writing the site; that of a full disk does not name a file."""
        return error.errno in _FULL or str(error.filename or "").startswith(str(self.work))

    def explain(self, error: OSError) -> OutputError:
        """What went wrong while writing, with what to do."""
        shown = self.site.name
        if error.errno in _FULL:
            why, remedy = "there is no room left to write in", "free some, then build again"
        elif error.errno in _READ_ONLY:
            why = f"'{self.site.parent}' cannot be written to ({error.strerror})"
            remedy = "change its permissions, or build to another folder with --site-dir"
        elif error.errno in (errno.EBUSY, errno.EXDEV):
            why = f"'{self.site}' is a mount point, and cannot be replaced in one step"
            remedy = "build to a folder inside of it with --site-dir"
        else:
            why, remedy = str(error), "build again, or build to another folder with --site-dir"
        return OutputError(f"{shown}/ cannot be written: {why}\n  hint: {remedy}\n\nThe site is as it was before.")

    def _locked(self) -> IO[str]:
        lock = (self.work / "lock").open("a+", encoding="ascii")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            owner = lock.read().strip()
            lock.close()
            raise OutputError(
                f"{self.site.name}/ is being built by another process{f' (number {owner})' if owner else ''}\n"
                "  hint: wait until it has finished, or build to another folder with --site-dir"
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        return lock

    def _unlock(self) -> None:
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def _recover(self) -> None:
        """Finish what an interrupted build began, or undo it."""
        if self._journal.exists() and not self.site.exists():
            (self.next if self.next.exists() else self._old).rename(self.site)
        _remove(self._old)
        _remove(self.next)
        self._journal.unlink(missing_ok=True)

    def _rename_twice(self) -> None:
        """The exchange, where the system has none. The journal says that the new tree is whole."""
        self._journal.touch()
        self.site.rename(self._old)
        sys.audit("kb.output", "swapping")
        try:
            self.next.rename(self.site)
        except OSError:
            self._old.rename(self.site)
            raise
        self._journal.unlink()

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            explained = self.explain(error)
            self.abandon()
            raise explained from None


def trade_places(one: Path, other: Path) -> bool:
    """Let two folders change places in one step; False where the system or the file system cannot do so."""
    libc = ctypes.CDLL(None, use_errno=True)
    names = (os.fsencode(one), os.fsencode(other))
    if hasattr(libc, "renameat2"):
        failed = libc.renameat2(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _SWAP)
    elif hasattr(libc, "renamex_np"):
        failed = libc.renamex_np(*names, _SWAP)
    else:
        return False
    if not failed:
        return True
    number = ctypes.get_errno()
    if number in _CANNOT:
        return False
    raise OSError(number, os.strerror(number), str(other))


def share(before: Path, after: Path) -> None:
    """Make every file of `after` that has the same bytes in `before` the same file, by a hard link.

    A file that did not change keeps its time, so that whoever copies the site sees what to copy. Where links
    cannot be made, the new file takes the time of the old one.
    """
    for folder, _, names in os.walk(after):
        inside = os.path.relpath(folder, after)
        for name in names:
            new, old = os.path.join(folder, name), os.path.join(before, inside, name)  # noqa: PTH118
            if _same(old, new):
                _link(old, new)


def _share_file(before: Path, after: Path, name: str) -> None:
    if _same(f"{before}/{name}", f"{after}/{name}"):
        _link(f"{before}/{name}", f"{after}/{name}")


def write_manifest(before: Path, after: Path, kept: Collection[str]) -> None:
    """List every file of `after` with its SHA-256, as `sha256sum` does, in the order of names.

    Whoever publishes the site compares two such lists and sends what differs. The digests of files that are `kept`
    are taken from the list of `before`.
    """
    known = {}
    with contextlib.suppress(OSError, ValueError):
        for line in (before / MANIFEST).read_text(encoding="utf-8").splitlines():
            digest, name = line.split("  ", 1)
            if name in kept:
                known[name] = digest
    lines = []
    for folder, _, names in os.walk(after):
        inside = "" if folder == str(after) else f"{os.path.relpath(folder, after)}/".replace(os.sep, "/")
        for name in names:
            digest = known.get(f"{inside}{name}", "")
            if not digest:
                with open(f"{folder}/{name}", "rb") as file:  # noqa: PTH123
                    digest = hashlib.file_digest(file, "sha256").hexdigest()
            lines.append(f"{inside}{name}\n{digest}")
    pairs = (line.split("\n") for line in sorted(lines))
    (after / MANIFEST).write_text("".join(f"{digest}  {name}\n" for name, digest in pairs), encoding="utf-8")


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


def _remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
