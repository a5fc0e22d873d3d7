"""A site is built out of sight and takes the place of the one before in a single step.

    site/               what visitors get
    .site-build/        beside it; holds nothing that is missed when it is deleted
        lock            held by the build that is running
        next/           what is being built: files that are made anew
        spare/          the site before, which the next build turns into the site after
        turned/         that tree while it is turned
        journal         there while two renames stand in for the exchange; names the tree that is whole
        old/            the site before, between those two renames

No file that visitors can see is ever written: a file with the same bytes as before is the same file (a hard
link), every other one is new. Two trees change places all the time, so that a build moves and removes what has
changed, and leaves thousands of links as they are. They do so by one system call where there is one; elsewhere by
two renames, which the next build finishes when they were interrupted. Phases are said to `sys.audit`, so that
tests can end the process in each.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import fcntl
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from generator.problems import KnowledgeBaseError
from generator.trees import keep, remove, renew, share, write_manifest
from generator.whole import clear

_AT_FDCWD = -100
_SWAP = 2
"""RENAME_EXCHANGE of Linux (renameat2) and RENAME_SWAP of macOS (renamex_np) have the same number."""
_CANNOT = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP)
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
NONE: Mapping[str, Any] = {}
_READ_ONLY = (errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOTDIR)


class OutputError(KnowledgeBaseError):
    """The site cannot be written; the message says why and what to do. The site before is as it was."""


class Output:
    """The place of a site, and the tree that will take it."""

    def __init__(self, site: Path) -> None:
        self.site = Path(os.path.realpath(site))
        self.work = self.site.parent / f".{self.site.name}-build"
        self.next = self.work / "next"
        self._spare = self.work / "spare"
        self._turned = self.work / "turned"
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

    def finish(self, kept: Mapping[str, int] = NONE, made: Mapping[str, str] = NONE) -> None:
        """Let what was built take the place of the site, with the files of the site that are `kept` as they are.

        `kept` holds their names and numbers (inodes), `made` the SHA-256 of new files, where it is known. Raises
        OutputError when that cannot be done.
        """
        with self._explained():
            share(self.site, self.next)
            write_manifest(self.site, self.next, kept, made)
            tree = self._whole(kept)
            sys.audit("kb.output", "swapping")
            if not self.site.exists():
                tree.rename(self.site)
            elif not trade_places(tree, self.site):
                self._rename_twice(tree)
            sys.audit("kb.output", "clearing")
            replaced = self._old if self._old.exists() else tree
            if replaced.exists():
                remove(self._spare)
                replaced.rename(self._spare)
            remove(self.next)
        self._unlock()

    def abandon(self) -> None:
        """Leave the site as it was; what was built is thrown away. May be called at any time."""
        if self._lock is not None:
            with contextlib.suppress(OSError):
                remove(self.next)
                remove(self._turned)
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

    def _whole(self, kept: Mapping[str, int]) -> Path:
        """The tree that takes the place of the site: the spare one, turned, or what was built with all that is kept."""
        if not (kept and self._spare.exists()):
            keep(self.site, self.next, kept)
            return self.next
        self._spare.rename(self._turned)
        renew(self._turned, self.next, self.site, kept)
        if self.site.exists():
            shutil.copymode(self.site, self._turned)
        return self._turned

    def _recover(self) -> None:
        """Finish what an interrupted build began, or undo it."""
        if self._journal.exists() and not self.site.exists():
            tree = self.work / self._journal.read_text(encoding="ascii")
            (tree if tree.exists() else self._old).rename(self.site)
        for left in (self._old, self._turned, self.next):
            remove(left)
        self._journal.unlink(missing_ok=True)
        clear(self.work)

    def _rename_twice(self, tree: Path) -> None:
        """The exchange, where the system has none. The journal says which tree is whole."""
        self._journal.write_text(tree.name, encoding="ascii")
        self.site.rename(self._old)
        sys.audit("kb.output", "swapping")
        try:
            tree.rename(self.site)
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
