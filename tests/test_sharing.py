"""Several processes make what one makes, whatever becomes of the others."""

from __future__ import annotations

import os
import signal
import threading
import time
from pathlib import Path

import pytest

from generator import store
from generator.plugin import press
from generator.project import load
from generator.settings import read_settings
from generator.sharing import Task, processes, shared
from tests.support import build_here, copy_small, files_of, replace


@pytest.fixture(autouse=True)
def _two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_PROCESSES", "2")


def _who(number: int) -> tuple[int, int]:
    time.sleep(0.001)
    return number, os.getpid()


def test_results_stand_where_the_items_stood_and_both_have_worked() -> None:
    found = shared(range(400), _who, 1)
    assert [number for number, _ in found] == list(range(400))
    assert len({process for _, process in found}) == 2


@pytest.mark.parametrize(("least", "named"), [(401, "2"), (1, "1")])
def test_little_work_and_a_wish_are_reasons_to_stay_in_one_process(
    monkeypatch: pytest.MonkeyPatch, least: int, named: str
) -> None:
    monkeypatch.setenv("KB_PROCESSES", named)
    assert {process for _, process in shared(range(400), _who, least)} == {os.getpid()}


def test_there_is_no_fork_beside_a_thread() -> None:
    waiting = threading.Event()
    other = threading.Thread(target=waiting.wait)
    other.start()
    try:
        assert {process for _, process in shared(range(40), _who, 1)} == {os.getpid()}
    finally:
        waiting.set()
        other.join()


def test_what_the_other_process_leaves_undone_is_done_here() -> None:
    this = os.getpid()

    def work(number: int) -> int:
        if os.getpid() != this:
            os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(0.001)
        return number * 2

    assert shared(range(100), work, 1) == [number * 2 for number in range(100)]


def test_a_mistake_is_raised_here_and_nobody_is_left_behind() -> None:
    def work(number: int) -> int:
        if number == 300:
            raise ValueError("the three hundredth")
        return number

    with pytest.raises(ValueError, match="the three hundredth"):
        shared(range(400), work, 1)
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_a_task_can_be_left(tmp_path: Path) -> None:
    def work(number: int) -> None:
        time.sleep(0.05)
        (tmp_path / str(number)).touch()

    task: Task[int, None] = Task(range(200), work, 1)
    task.abandon()
    task.abandon()
    seen = len([*tmp_path.iterdir()])
    time.sleep(0.2)
    assert len([*tmp_path.iterdir()]) == seen < 200


def test_a_site_is_the_same_from_two_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small: Path) -> None:
    monkeypatch.setenv("KB_PROCESSES", "1")
    one = files_of(build_here(small, tmp_path / "one" / "site"))
    monkeypatch.setenv("KB_PROCESSES", "2")
    monkeypatch.setattr(press, "LEAST", 1)
    monkeypatch.setattr(store, "LEAST", 1)
    forks: list[int] = []
    fork = os.fork

    def counted() -> int:
        pid = fork()
        forks.append(pid)
        return pid

    monkeypatch.setattr(os, "fork", counted)
    copy = copy_small(tmp_path / "copy")  # which nobody knows anything of yet
    assert files_of(build_here(copy, tmp_path / "two" / "site")) == one
    assert len(forks) == 4, "for reading, checking, drawing, and the search indexes"


def test_a_task_that_begins_beside_another_takes_no_more_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_PROCESSES", "2")
    first: Task[int, None] = Task(range(50), lambda _: time.sleep(0.001), 1)
    try:
        assert processes() == 1
        assert shared(range(8), lambda number: (number, os.getpid()), 1) == [(one, os.getpid()) for one in range(8)]
        first.finish()
    finally:
        first.abandon()
    assert processes() == 2


@pytest.mark.parametrize("codes", [{"KB201", "KB404"}, {"KB104", "KB108"}], ids=["checked", "read"])
def test_problems_are_the_same_and_in_the_same_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small: Path, codes: set[str]
) -> None:
    replace(small / "content/errors/4.1.8.yml", "family: brewing", "family: nowhere")
    if "KB104" in codes:
        replace(small / "content/fixes/remove-lid.yml", "title: Remove the lid", "titel: Remove the lid")
        (small / "content/guides/empty.yml").touch()
    monkeypatch.setattr(store, "LEAST", 1)
    found = []
    for named in ("1", "2"):
        monkeypatch.setenv("KB_PROCESSES", named)
        stores = {name: store.Store(tmp_path / named / name) for name in ("records", "messages", "checks")}
        found.append(load(read_settings(small), lines=False, stores=stores).problems)
    assert found[0] == found[1]
    assert codes <= {problem.code for problem in found[0]}
