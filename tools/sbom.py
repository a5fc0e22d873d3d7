"""`python -m tools.sbom`: the bill of materials, `sbom.cdx.json` (CycloneDX 1.6), made of `requirements.lock`.

It names what is installed and what is carried along. The digests of every file that may be installed stand in
`requirements.lock`; no machine, no time and no host is named, so that the same lock gives the same bytes.
"""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
FILE = ROOT / "sbom.cdx.json"
LINE = re.compile(r"^([a-z0-9][a-z0-9.-]*)==([^\s;\\]+)(?: ; ([^\\\n]+?))? *\\?$", re.MULTILINE)
"""A line of the lock: name, version, and where it applies."""
HASH = re.compile(r"^ +--hash=sha256:[0-9a-f]{64}(?: \\)?$")

CARRIED = (
    ("axe-core", ROOT / "tests/browser/axe/axe.min.js", r"axe v([\d.]+)", "MPL-2.0", "pkg:npm/axe-core@{}"),
    ("noto-sans-cjk-jp", ROOT / "tools/cards/font/OFL.txt", r"()", "OFL-1.1", ""),
)
"""What is in this repository and was made by others: name, file, where its version stands, licence, address."""


def pinned(lock: str) -> list[tuple[str, str, str]]:
    """Name, version and condition of every package of a lock."""
    return [(name, version, (where or "").strip()) for name, version, where in LINE.findall(lock)]


def bill() -> str:
    """The bill of materials as JSON."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    components = [_package(*one) for one in pinned((ROOT / "requirements.lock").read_text(encoding="utf-8"))]
    components += [_carried(*one) for one in CARRIED]
    found = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": project["name"],
                "name": project["name"],
                "version": project["version"],
                "licenses": [{"license": {"id": project["license"]["text"]}}],
            }
        },
        "components": components,
    }
    return json.dumps(found, indent=2) + "\n"


def _package(name: str, version: str, where: str) -> dict[str, Any]:
    address = f"pkg:pypi/{name}@{version}"
    found: dict[str, Any] = {
        "type": "library",
        "bom-ref": address,
        "name": name,
        "version": version,
        "purl": address,
    }
    return found | ({"properties": [{"name": "python:marker", "value": where}]} if where else {})


def _carried(name: str, file: Path, pattern: str, licence: str, address: str) -> dict[str, Any]:
    match = re.search(pattern, file.read_text(encoding="utf-8"))
    version = match[1] if match else ""
    found: dict[str, Any] = {"type": "library", "bom-ref": name, "name": name}
    found |= {"version": version, "purl": address.format(version)} if version else {}
    return found | {"licenses": [{"license": {"id": licence}}]}


if __name__ == "__main__":
    FILE.write_text(bill(), encoding="utf-8")
