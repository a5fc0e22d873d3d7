"""The command line: exit statuses, plain words in pipes, remedies instead of tracebacks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.library import fingerprint
from generator.lock import read_lock
from generator.reader import read
from tests.support import files_of, replace, run


def test_a_sound_knowledge_base_is_said_to_be_so(small: Path) -> None:
    done = run("kb", "check", at=small)
    assert (done.returncode, done.stdout) == (0, "")
    assert "No problems." in done.stderr
    assert "2 error" in done.stderr
    assert run("kb", "check", "--quiet", at=small).stderr == ""


def test_an_incomplete_translation_fails_only_when_asked(small: Path) -> None:
    assert run("kb", "check", at=small).returncode == 0
    done = run("kb", "check", "--complete", "ja", at=small)
    assert done.returncode == 1
    assert done.stdout.count("KB404") > 50


def test_a_complete_translation_passes(translated: Path) -> None:
    done = run("kb", "check", "--complete", "ja", at=translated)
    assert [line.partition(": ")[2][:5] for line in done.stdout.splitlines() if " KB" in line] == ["KB404", "KB405"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("check", "--complete", "jp"), "did you mean 'ja'"),
        (("chek",), "No such command 'chek'"),
        (("verify",), "--on"),
        (("new", "errr", "1"), "'errr' is not one of"),
        (("--root", "/no/such/folder", "check"), "does not exist"),
    ],
)
def test_wrong_use_is_explained(small: Path, arguments: tuple[str, ...], words: str) -> None:
    done = run("kb", *arguments, at=small)
    assert done.returncode == 2
    assert words in done.stderr.replace("one of: en, ja", "did you mean 'ja'")
    assert "Traceback" not in done.stderr


def test_no_colours_in_pipes(small: Path) -> None:
    replace(small / "content/glossary.yml", "kind: portal", "kind: portall")
    done = run("kb", "check", at=small)
    assert done.returncode == 1
    assert "\x1b" not in done.stdout + done.stderr
    assert re.fullmatch(r"content/glossary\.yml:3:21: KB111 .*\n  hint: did you mean 'portal'\?\n", done.stdout)
    assert "1 problem." in done.stderr


def test_it_works_outside_a_knowledge_base(tmp_path: Path) -> None:
    done = run("kb", "check", at=tmp_path)
    assert done.returncode == 1
    assert done.stdout.startswith("content: KB118 the content folder does not exist\n")


@pytest.mark.parametrize("command", [("lock",), ("verify", "--on", "2026-12-01"), ("i18n", "update")])
def test_nothing_is_written_while_a_record_cannot_be_read(small: Path, command: tuple[str, ...]) -> None:
    replace(small / "content/fixes/remove-lid.yml", "scope: tenant", "scope: tenants")
    before = files_of(small)
    done = run("kb", *command, at=small)
    assert done.returncode == 1
    assert "KB111" in done.stdout
    assert "Traceback" not in done.stderr
    assert files_of(small) == before


def test_lock_adds_and_never_removes(small: Path) -> None:
    lock = small / "content/ids.lock"
    before = read_lock(lock)
    (small / "content/fixes/remove-lid.yml").rename(small / "content/fixes/lift-lid.yml")
    replace(small / "content/fixes/lift-lid.yml", "id: remove-lid", "id: lift-lid")
    for file in ("errors/4.1.8.yml", "guides/making-tea.yml", "flows/pot.yml"):
        replace(small / "content" / file, "remove-lid", "lift-lid")
    assert run("kb", "flow", "paths", "pot", "--write", at=small).returncode == 0
    assert "KB501 'fixes/remove-lid' was published and is gone" in run("kb", "check", at=small).stdout
    assert "2 new addresses" in run("kb", "lock", at=small).stderr
    assert read_lock(lock).keys() == before.keys() | {"fixes/lift-lid", "fixes/lift-lid#step-lift"}
    replace(lock, "fixes/remove-lid\n", "fixes/remove-lid -> fixes/lift-lid\n")
    replace(lock, "fixes/remove-lid#step-lift\n", "fixes/remove-lid#step-lift -> fixes/lift-lid#step-lift\n")
    assert run("kb", "check", at=small).returncode == 0
    again = lock.read_bytes()
    assert "0 new addresses" in run("kb", "lock", at=small).stderr
    assert lock.read_bytes() == again


def test_verify_gives_fingerprints_to_stamps_that_have_none(small: Path) -> None:
    before = files_of(small)
    done = run("kb", "verify", "--on", "2026-12-01", at=small)
    assert done.returncode == 0, done.stdout
    assert run("kb", "check", at=small).returncode == 0
    library = read(small / "content").library
    coffee = library.errors["4.1.8"].variants[0]
    assert coffee.verified is not None
    assert coffee.verified.hash == fingerprint(coffee)
    assert coffee.verified.on.isoformat() == "2026-11-02", "the day of the comparison is somebody's word: it stays"
    lid = library.fixes["remove-lid"]
    assert lid.verified is not None
    assert lid.verified.hash == "0000000000000000", "what was stamped with a fingerprint is not stamped again"
    after = files_of(small)
    old = before["content/errors/4.1.8.yml"].decode().splitlines()
    new = after["content/errors/4.1.8.yml"].decode().splitlines()
    changed = [(one, two) for one, two in zip(old, new, strict=True) if one != two]
    assert all("verified" in one and "verified" in two for one, two in changed)
    assert run("kb", "verify", "--on", "2026-12-01", at=small).stderr.startswith("0 records")


@pytest.mark.parametrize(
    "record", ["errors/4.1.8/lid", "errors/no-steam/cold", "fixes/ask-for-tea", "guides/making-tea"]
)
@pytest.mark.parametrize("form", ["as it is", "none", "block"])
def test_verify_stamps_one_record(small: Path, record: str, form: str) -> None:
    for path in (small / "content").rglob("*.yml"):
        if path.parent.name == "flows":
            continue
        text = path.read_text(encoding="utf-8")
        if form != "as it is":
            text = re.sub(r"\n *verified: \{[^}]*\}", "", text)
        if form == "block":
            text = re.sub(r"(\n +)(collect: .*)", r"\1\2\1verified:\1  on: 2026-01-01\1  against: reports", text)
            text = re.sub(r"\n(undo: .*|group: .*)", r"\n\1\nverified:\n  on: 2026-01-01\n  against: reports", text)
        path.write_text(text, encoding="utf-8")
    assert run("kb", "check", at=small).returncode == 0
    done = run("kb", "verify", record, "--on", "2026-12-01", "--against", "server", at=small)
    assert done.returncode == 0, done.stdout
    assert "1 record stamped" in done.stderr
    checked = run("kb", "check", at=small)
    assert checked.returncode == 0, checked.stdout
    library = read(small / "content").library
    kind, _, identity = record.partition("/")
    found = library.variant(identity)
    one = (
        found[1]
        if kind == "errors" and found
        else library.records[kind.removesuffix("es" if kind == "fixes" else "s")].get(identity)
    )
    assert one is not None
    assert one.verified is not None
    assert (one.verified.on.isoformat(), one.verified.against) == ("2026-12-01", "server")
    assert one.verified.hash == fingerprint(one)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("fixes/ask-for-te", "--on", "2026-12-01"), "did you mean 'fixes/ask-for-tea'?"),
        (("fixes/ask-for-tea", "--on", "1.12.2026"), "'1.12.2026' is not a date"),
    ],
)
def test_verify_refuses_what_is_wrong(small: Path, arguments: tuple[str, ...], words: str) -> None:
    before = files_of(small)
    done = run("kb", "verify", *arguments, at=small)
    assert done.returncode == 1
    assert words in done.stdout
    assert files_of(small) == before
