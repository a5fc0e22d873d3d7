"""`python -m tools.pwsh`: read every command with PowerShell itself. Exit status 1 when something is found.

A tool for those who change commands: it needs PowerShell 7 (`pwsh`) and its module PSScriptAnalyzer, which nothing
else in this repository does. The tests read the same commands with a grammar from PyPI.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from generator.project import load
from generator.settings import read_settings
from tools.pwsh.texts import findings, texts

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
BUILD = ROOT / "build" / "pwsh"
NEEDED = (
    "PowerShell 7 (pwsh) is needed for this (https://aka.ms/powershell), with the module PSScriptAnalyzer "
    "(Install-Module PSScriptAnalyzer -Scope CurrentUser); nothing else here needs them."
)


def main() -> int:
    pwsh = shutil.which("pwsh")
    if not pwsh:
        sys.stderr.write(f"pwsh: {NEEDED}\n")
        return 2
    shutil.rmtree(BUILD, ignore_errors=True)
    BUILD.mkdir(parents=True)
    count = 0
    for name, content in texts(load(read_settings(ROOT))):
        (BUILD / name).write_bytes(content)
        count += 1
    sys.stderr.write(f"pwsh: reading {count} commands …\n")
    command = [pwsh, "-NoProfile", "-NonInteractive", "-File", str(HERE / "check.ps1"), str(BUILD)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        needed = f"{NEEDED}\n" if done.returncode == 3 else ""
        sys.stderr.write(f"pwsh: {needed or 'the check failed'}\n{done.stdout}{done.stderr}\n")
        return 2
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    if sum('"commands"' in line for line in lines) != count:
        sys.stderr.write(f"pwsh: not every command was read\n{done.stdout}{done.stderr}\n")
        return 2
    found = [str(finding) for finding in findings(lines)]
    sys.stdout.write("".join(f"{finding}\n" for finding in found))
    sys.stderr.write(f"pwsh: {count} commands read, {len(found) or 'no'} findings.\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
