"""A build ends with everything that is wrong, and nothing is built."""

from __future__ import annotations

from collections.abc import Iterable

from mkdocs.exceptions import Abort

from generator.problems import Problem, Problems


def stop(problems: Iterable[Problem]) -> None:
    """End the build where there are problems."""
    found = Problems(problems)
    if found.problems:
        count = len(found.problems)
        raise Abort(f"{found}\n\n{count} {'problem' if count == 1 else 'problems'}; nothing was built.")
