"""`python -m tests.hostile.fuzz TARGET [options of libFuzzer]`: the targets with what Atheris finds. Needs atheris.

It begins with honest input and keeps what it finds in build/fuzz/. Only generator/ is watched: what its libraries do is
theirs, and watching everything takes minutes to begin. A run ends with the first promise that is broken, and leaves the
input in a file that it names.
"""

from __future__ import annotations

import hashlib
import importlib
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
BUILD = ROOT / "build" / "fuzz"


def main() -> None:
    """Fuzz one target; everything after its name goes to libFuzzer (`-max_total_time=600`)."""
    try:
        atheris = importlib.import_module("atheris")
    except ImportError:
        raise SystemExit("atheris is needed: .venv/bin/pip install atheris (Linux, Python 3.11 to 3.13)") from None
    with atheris.instrument_imports(include=["generator"]):
        targets = importlib.import_module("tests.hostile.targets").TARGETS
    if len(sys.argv) < 2 or sys.argv[1] not in targets:
        raise SystemExit(f"name a part with TARGET=…, one of: {', '.join(targets)}")
    name = sys.argv.pop(1)
    folder = BUILD / name
    folder.mkdir(parents=True, exist_ok=True)
    for seed in importlib.import_module("tests.hostile.test_fuzz").seeds(name):
        data = seed.encode()
        (folder / hashlib.sha1(data).hexdigest()).write_bytes(data)
    atheris.Setup([*sys.argv, f"-artifact_prefix={BUILD}/{name}-", str(folder)], targets[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
