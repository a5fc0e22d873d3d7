"""`python -m tests.hostile.fuzz TARGET [options of libFuzzer]`: the targets with what Atheris finds. Needs atheris.

A run ends with the first promise that is broken, and leaves the input in a file that it names.
"""

from __future__ import annotations

import importlib
import sys

from tests.hostile.targets import TARGETS


def main() -> None:
    """Fuzz one target; everything after its name goes to libFuzzer (`-max_total_time=600`)."""
    if len(sys.argv) < 2 or sys.argv[1] not in TARGETS:
        raise SystemExit(f"one of: {', '.join(TARGETS)}")
    try:
        atheris = importlib.import_module("atheris")
    except ImportError:
        raise SystemExit("atheris is needed: pip install atheris (Linux, Python 3.11 to 3.13)") from None
    name = sys.argv.pop(1)
    atheris.instrument_all()
    atheris.Setup(sys.argv, TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
