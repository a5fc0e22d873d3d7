"""The same input gives the same bytes, wherever and whenever it is built."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.support import HERE, build, build_here, environment, files_of


def test_machine_and_moment_leave_no_trace(translated: Path, built: Path, tmp_path: Path) -> None:
    """Another hash seed, time zone, locale, umask, path, order and time of files; and no network at all."""
    folder = tmp_path / "elsewhere, in a folder with a longer name" / "知識"
    for path in sorted(translated.rglob("*"), reverse=True):
        to = folder / path.relative_to(translated)
        if path.is_file() and ".cache" not in path.parts:
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, to)
            os.utime(to, (1_000_000_000, 1_000_000_000))
    mkdocs = str(Path(sys.executable).with_name("mkdocs"))
    more = {"PYTHONHASHSEED": "7", "TZ": "Pacific/Kiritimati", "LANG": "ja_JP.UTF-8", "LC_ALL": "C", "COLUMNS": "40"}
    more |= {"PYTHONPATH": str(HERE / "offline")}
    done = subprocess.run(
        [mkdocs, "build", "-d", str(tmp_path / "site")],
        cwd=folder,
        env=environment(**more),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        umask=0o077,
    )
    assert done.returncode == 0, done.stderr
    ours, theirs = files_of(built), files_of(tmp_path / "site")
    assert sorted(ours) == sorted(theirs)
    assert [name for name in ours if ours[name] != theirs[name]] == []


def test_twice_in_one_process_is_the_same(translated: Path, built: Path, tmp_path: Path) -> None:
    first = files_of(build_here(translated, tmp_path / "one"))
    second = files_of(build_here(translated, tmp_path / "two"))
    assert first == second == files_of(built)


def test_the_manifest_lists_every_file(translated: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(translated, tmp_path / "kb")
    site = build(folder, tmp_path / "site")
    for _ in range(2):
        files = files_of(site)
        lines = files.pop("manifest.sha256").decode().splitlines()
        listed = dict(reversed(line.split("  ", 1)) for line in lines)
        assert list(listed) == sorted(files)
        assert listed == {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
        stamp = (site / "manifest.sha256").stat()
        build(folder, site)
        assert (site / "manifest.sha256").stat().st_mtime_ns == stamp.st_mtime_ns
