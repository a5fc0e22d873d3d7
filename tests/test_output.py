"""A site is whole at every moment: the one before, or the new one."""

from __future__ import annotations

import fcntl
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from generator import trees
from generator.output import Output, OutputError
from tests.support import ROOT, build, environment, files_of, replace, run

PHASES = ("reading", "writing", "swapping")
KEPT = ["links", "lock", "pages.json", "spare"]
"""What a build leaves beside the site."""


def killed(folder: Path, site: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.killing", str(folder), str(site), *options]
    return subprocess.run(
        command, cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=120, check=False
    )


def edit(folder: Path) -> None:
    replace(folder / "content/fixes/ask-for-tea.yml", "title: Ask for tea", "title: Ask for green tea")


@pytest.fixture(scope="module")
def two(translated: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    """A changed knowledge base, its site before the change, and its site after."""
    at = tmp_path_factory.mktemp("two")
    folder = shutil.copytree(translated, at / "kb")
    before = build(folder, at / "before")
    edit(folder)
    return folder, before, build(folder, at / "after")


def moments(two: tuple[Path, Path, Path], at: Path, journal: list[str], each: int) -> list[int]:
    """Moments of every phase, by a fixed seed: `each` of a phase where it has so many."""
    folder, before, _ = two
    done = killed(folder, shutil.copytree(before, at / "site"), *journal)
    assert done.returncode == 0, done.stderr
    counts = json.loads(done.stdout)
    chosen, first = [], 1
    for phase in PHASES:
        numbers = range(first, first + counts[phase])
        chosen += random.Random(20261125).sample(numbers, min(each, len(numbers)))
        first += counts[phase]
    return chosen


@pytest.mark.parametrize("journal", [[], ["--journal"]], ids=["one step", "two renames"])
@pytest.mark.parametrize("each", [2, pytest.param(10, marks=pytest.mark.long)])
def test_a_build_that_is_killed_leaves_a_whole_site(
    two: tuple[Path, Path, Path], tmp_path: Path, journal: list[str], each: int
) -> None:
    folder, before, after = two
    old, new = files_of(before), files_of(after)
    assert old != new
    for moment in moments(two, tmp_path / "count", journal, each):
        site = shutil.copytree(before, tmp_path / str(moment) / "site")
        done = killed(folder, site, *journal, "--moment", str(moment))
        assert done.returncode == -signal.SIGKILL, (moment, done.stderr)
        if site.exists():
            assert files_of(site) in (old, new), moment
        else:  # between two renames the new site is whole, and the next build begins by moving it in
            assert journal
            Output(site).begin()
            assert files_of(site) == new
        assert killed(folder, site, *journal).returncode == 0
        assert files_of(site) == new, moment
        assert sorted(path.name for path in (site.parent / ".site-build").iterdir()) == KEPT


@pytest.mark.parametrize("part", [0.0, 0.2, 0.4])
def test_a_disk_that_fills_up_leaves_the_site(two: tuple[Path, Path, Path], tmp_path: Path, part: float) -> None:
    folder, before, _ = two
    counts = json.loads(killed(folder, shutil.copytree(before, tmp_path / "count/site")).stdout)
    site = shutil.copytree(before, tmp_path / "site")
    done = killed(folder, site, "--fail", str(counts["reading"] + int(part * counts["writing"])))
    assert "there is no room left to write in\n  hint: free some, then build again" in done.stderr
    assert "Traceback" not in done.stderr
    assert files_of(site) == files_of(before)


def test_a_full_disk_is_told_without_a_traceback(two: tuple[Path, Path, Path], tmp_path: Path) -> None:
    """The limit of a file's size is a disk that is full for everything larger."""
    folder, before, _ = two
    site = shutil.copytree(before, tmp_path / "site")
    done = subprocess.run(
        [str(Path(sys.executable).with_name("mkdocs")), "build", "--quiet", "-d", str(site)],
        cwd=folder,
        env=environment(PYTHONDONTWRITEBYTECODE="1"),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000)),
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "site/ cannot be written: there is no room left" in done.stdout + done.stderr
    assert files_of(site) == files_of(before)


def test_a_place_that_cannot_be_written_is_named(small: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = run("mkdocs", "build", "--quiet", "-d", tmp_path / "file" / "site", at=small)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "cannot be written to" in done.stdout + done.stderr
    assert "--site-dir" in done.stdout + done.stderr


def test_the_second_of_two_builds_gives_way(small: Path, tmp_path: Path) -> None:
    first = Output(tmp_path / "site")
    first.begin()
    done = run("mkdocs", "build", "--quiet", "-d", tmp_path / "site", at=small)
    assert done.returncode == 1
    assert f"site/ is being built by another process (number {os.getpid()})" in done.stdout + done.stderr
    first.abandon()
    build(small, tmp_path / "site")


@pytest.mark.parametrize("event", ["on_env", "on_post_page", "on_post_build"])
def test_a_plugin_that_fails_leaves_the_site(two: tuple[Path, Path, Path], tmp_path: Path, event: str) -> None:
    folder, before, _ = two
    folder = shutil.copytree(folder, tmp_path / "kb")
    site = shutil.copytree(before, tmp_path / "site")
    (folder / "probe.py").write_text(f"def {event}(*args, **kwargs):\n    raise ValueError('no')\n", encoding="utf-8")
    with (folder / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write("\nhooks: [probe.py]\n")
    done = run("mkdocs", "build", "-d", site, at=folder)
    assert done.returncode == 1
    assert f"{folder / 'probe.py'}:2: a hook or a plugin failed in {event}: ValueError: no\n  hint: " in done.stdout
    assert "Traceback" not in done.stderr
    assert files_of(site) == files_of(before)
    assert not (tmp_path / ".site-build" / "next").exists()


def test_a_strict_build_that_ends_with_a_warning_leaves_the_site(two: tuple[Path, Path, Path], tmp_path: Path) -> None:
    folder, before, _ = two
    folder = shutil.copytree(folder, tmp_path / "kb")
    site = shutil.copytree(before, tmp_path / "site")
    (folder / "content/pages/en/more.md").write_text("# More\n\n[nowhere](nowhere.md)\n", encoding="utf-8")
    for program in ("mkdocs", "properdocs"):
        done = run(program, "build", "--strict", "-d", site, at=folder)
        assert done.returncode == 1, done.stderr
        assert "in strict mode" in done.stdout + done.stderr
        assert files_of(site) == files_of(before)


def test_unchanged_files_are_the_same_files(two: tuple[Path, Path, Path], tmp_path: Path) -> None:
    folder, before, after = two
    site = shutil.copytree(before, tmp_path / "site", copy_function=shutil.copy2)
    was = {path: path.stat() for path in site.rglob("*") if path.is_file()}
    build(folder, site)
    old, new = files_of(before), files_of(after)
    assert new == files_of(site)
    assert any(old.get(name) != new[name] for name in new)
    for name in new:
        one = was.get(site / name)
        if one and old[name] == new[name]:
            now = (site / name).stat()
            assert (now.st_ino, now.st_mtime_ns) == (one.st_ino, one.st_mtime_ns), name


def test_no_file_that_was_visible_is_written(two: tuple[Path, Path, Path], tmp_path: Path) -> None:
    """Whoever holds the old site open, or has linked its files, keeps the old bytes."""
    folder, before, _ = two
    site = shutil.copytree(before, tmp_path / "site")
    kept = shutil.copytree(site, tmp_path / "kept", copy_function=os.link)
    build(folder, site)
    build(folder, site)
    assert files_of(kept) == files_of(before)


def test_two_trees_that_change_places_hold_nothing_of_other_builds(tmp_path: Path) -> None:
    """What somebody puts into the site stays there until the next build, and is never seen again."""
    place = Output(tmp_path / "site")
    states = [
        {"index.html": "1", "a/b/page": "1", "a/c": "1", "d": "1"},
        {"index.html": "2", "a/b/page": "1", "a/c": "1", "d/e": "2"},
        {"index.html": "3", "a/b/page": "1", "d": "3"},
        {"index.html": "4", "a/b/page": "1", "a/c/f": "4", "d": "3"},
        {"index.html": "4", "a/b/page": "1", "a/c/f": "4", "d": "3"},
    ]
    before: dict[str, str] = {}
    for state in states:
        made = place.begin()
        kept = [name for name, text in state.items() if before.get(name) == text]
        for name in state.keys() - kept:
            (made / name).parent.mkdir(parents=True, exist_ok=True)
            (made / name).write_text(state[name], encoding="utf-8")
        place.finish({name: (place.site / name).lstat().st_ino for name in kept})
        found = {name: data.decode() for name, data in files_of(place.site).items()}
        listed = (place.site / trees.MANIFEST).read_text(encoding="utf-8").splitlines()
        assert {line.split("  ")[1] for line in listed} == found.keys() - {trees.MANIFEST} == state.keys()
        assert {name: found[name] for name in state} == state
        assert not list(place.site.glob("**/stranger*"))
        (place.site / "a/stranger").write_text("here", encoding="utf-8")
        (place.site / "strangers/deep").mkdir(parents=True)
        (place.site / "strangers/deep/link").symlink_to(tmp_path)
        before = state


def test_links_that_cannot_be_made_are_copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("before", "after"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "same").write_text("same", encoding="utf-8")
    os.utime(tmp_path / "before" / "same", (1, 1))
    monkeypatch.setattr(os, "link", lambda *_, **__: (_ for _ in ()).throw(OSError("no links here")))
    trees.share(tmp_path / "before", tmp_path / "after")
    assert (tmp_path / "after" / "same").stat().st_mtime == 1
    assert (tmp_path / "after" / "same").stat().st_ino != (tmp_path / "before" / "same").stat().st_ino


def test_a_link_to_the_site_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "site").symlink_to("real")
    place = Output(tmp_path / "site")
    (place.begin() / "index.html").write_text("new", encoding="utf-8")
    place.finish()
    assert (tmp_path / "site").is_symlink()
    assert (tmp_path / "real" / "index.html").read_text(encoding="utf-8") == "new"


def test_a_lock_that_nobody_holds_is_no_lock(tmp_path: Path) -> None:
    place = Output(tmp_path / "site")
    place.work.mkdir()
    (place.work / "lock").write_text("1", encoding="ascii")
    place.begin()
    with pytest.raises(OutputError), (place.work / "lock").open("a") as other:
        fcntl.flock(other, fcntl.LOCK_UN)
        Output(tmp_path / "site").begin()
    place.abandon()
