"""What changed is what is sent: `make publish-check` runs the commands of docs/hosting.md with a real rsync.

A small site is copied to a folder that stands for the server, a record is edited, the site is built again, and what
rsync sends must be what differs: once by time and size, once by checksum from a machine that has built everything
afresh. Another folder stands for an object store, to which the difference of two manifests is copied.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import click

from tests.support import ROOT, build, copy_small, files_of, replace

SENT = re.compile(r"^[<>]f\S+ (.+)$", re.MULTILINE)
"""A file of which bytes were sent, as rsync itemizes it."""


def commands(words: str) -> str:
    """The block of commands in docs/hosting.md that holds these words."""
    blocks = re.findall(r"```sh\n(.*?)```", (ROOT / "docs/hosting.md").read_text(encoding="utf-8"), re.DOTALL)
    return next(block for block in blocks if words in block)


def shell(script: str, at: Path) -> str:
    """What a script says. Raises CalledProcessError when it fails."""
    done = subprocess.run(["bash", "-ec", script], cwd=at, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout


def sent(command: str, at: Path, server: Path) -> set[str]:
    """The files that an rsync of docs/hosting.md sends to a folder instead of a server."""
    here = command.partition("#")[0].replace("server:/srv/www/kb/", f"{server}/").replace("rsync ", "rsync -i ", 1)
    return {*SENT.findall(shell(here, at))}


def main() -> int:
    """Build, edit, build, send; say what was sent. Returns how many ways sent something else than what differs."""
    if not shutil.which("rsync"):
        sys.exit("publish-check: rsync is needed for this (Debian: apt-get install rsync); nothing else here needs it.")
    with tempfile.TemporaryDirectory(prefix="kb-publish-") as folder:
        top = Path(folder)
        content, site = copy_small(top / "content"), top / "site"
        by_sum, by_time = re.findall(r"^rsync .*$", commands("rsync -rt"), re.MULTILINE)
        build(content, site)
        before = files_of(site)
        servers = {by_time: top / "by-time", by_sum: top / "by-sum"}
        for server in (*servers.values(), top / "store"):
            shell(f"cp -a site {server}", top)
        shutil.copy(site / "manifest.sha256", top / "before")
        replace(content / "content/fixes/remove-lid.yml", "title: ", "title: Gently ")
        (content / "content/pages/en/about.md").unlink(missing_ok=True)
        build(content, site)
        found = {"rsync, by time and size": sent(by_time, top, servers[by_time])}
        shutil.rmtree(site)
        shutil.rmtree(top / ".site-build")
        build(content, site)  # everything is new, and nothing has its old time
        found["rsync, by checksum"] = sent(by_sum, top, servers[by_sum])
        shell(
            re.sub(
                r"^curl .*$",
                "sort before > old; mv old before",
                commands("manifest.sha256 | sort > before"),
                flags=re.MULTILINE,
            ),
            top,
        )
        found["difference of manifests"] = {*(top / "changed").read_text(encoding="utf-8").split("\n")} - {""}
        shell("cd site; xargs -d '\\n' cp --parents -t ../store < ../changed; cp manifest.sha256 ../store", top)
        shell("cd store; xargs -r -d '\\n' rm < ../gone", top)
        after = files_of(site)
        changed = {name for name in after if after[name] != before.get(name)}
        wrong = 0
        for way, names in found.items():
            good = names | {"manifest.sha256"} == changed
            wrong += not good
            click.echo(f"{way}: {len(names)} of {len(after)} files, {'what differs' if good else 'NOT what differs'}")
        for place in (*servers.values(), top / "store"):
            same = files_of(place) == after
            wrong += not same
            click.echo(f"{place.name}: {'the site, byte for byte' if same else 'NOT the site'}")
            shell("sha256sum --check --quiet manifest.sha256", place)
        return wrong


if __name__ == "__main__":
    sys.exit(main())
