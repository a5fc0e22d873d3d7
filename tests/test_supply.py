"""What is installed is known to the byte, listed, and named the same for everybody."""

from __future__ import annotations

import itertools
import json
import re
import subprocess
import sys
import tomllib

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from tests.support import HERE, ROOT, environment
from tools.sbom import FILE, HASH, bill, pinned

LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")


def test_every_package_is_pinned_with_its_digests() -> None:
    """`pip install --require-hashes` refuses everything else; `make requirements` writes the file."""
    kinds = [
        "digest" if HASH.match(line) else "package" if pinned(line) else "comment" if line.startswith("#") else line
        for line in LOCK.splitlines()
    ]
    assert set(kinds) == {"comment", "package", "digest"}
    followers = [after for before, after in itertools.pairwise(kinds) if before == "package"]
    assert set(followers) == {"digest"}
    assert "--require-hashes" in (ROOT / "Makefile").read_text(encoding="utf-8")


def test_the_lock_is_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extra = project["optional-dependencies"]
    versions = {name: version for name, version, _ in pinned(LOCK)}
    for text in (*project["dependencies"], *(one for group in extra.values() for one in group)):
        wanted = Requirement(text)
        assert wanted.name.lower() in versions, f"run `make requirements`: {wanted.name} is not in the lock"
        assert versions[wanted.name.lower()] in SpecifierSet(str(wanted.specifier)), wanted


def test_nothing_names_a_machine_or_a_registry() -> None:
    for text in (LOCK, FILE.read_text(encoding="utf-8")):
        assert re.findall(r"https?:|file:|index-url|find-links|/home/|/root/|/tmp/", text) == []


def test_the_bill_of_materials_is_up_to_date() -> None:
    assert FILE.read_text(encoding="utf-8") == bill(), "run `make sbom`"
    listed = {(one["name"], one.get("version")) for one in json.loads(bill())["components"]}
    assert {(name, version) for name, version, _ in pinned(LOCK)} <= listed
    assert any(name == "axe-core" and version for name, version in listed)


def test_the_guard_against_a_network_guards() -> None:
    """`tests/offline/` makes a network impossible for the build in test_reproducible.py."""
    done = subprocess.run(
        [sys.executable, "-c", "import socket; socket.create_connection(('127.0.0.1', 9))"],
        env=environment(PYTHONPATH=str(HERE / "offline")),
        capture_output=True,
        text=True,
        check=False,
    )
    assert "there is no network here" in done.stderr
