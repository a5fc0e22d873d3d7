"""What can be wrong with the input, and how it is said.

Everything that can go wrong because of what an author, a translator or an administrator wrote is a
[`Problem`][]: a value with a place, a code, a message and a hint. Checks *yield* problems; whoever
started the work gathers them and raises [`Problems`][] once, so that a person sees all of them in one run.

    KnowledgeBaseError
    └── Problems          the input is wrong: holds every Problem found
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from generator.limits import UNSEEN

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A position in a file. Lines and columns count from 1; 0 means "the whole file"."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if not self.line:
            return self.file
        return f"{self.file}:{self.line}:{self.column or 1}"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong, and how to mend it.

    `code` is a key of [`generator.codes.CODES`][], never reused and never removed. `locale` is there where readers of
    that language get a passage in the source language; `context` is that of the passage, and blank for a word of the
    interface.
    """

    place: Place
    code: str
    message: str
    hint: str = ""
    severity: Severity = "error"
    locale: str = ""
    context: str = ""

    def __str__(self) -> str:
        word = "warning: " if self.severity == "warning" else ""
        head = f"{self.place}: {self.code} {word}{self.message}"
        return shown(f"{head}\n  hint: {self.hint}" if self.hint else head)


def shown(text: str) -> str:
    """A text of somebody else as a terminal may show it: what it would obey, or not show, is written out."""
    return UNSEEN.sub(lambda match: f"<U+{ord(match[0]):04X}>", text)


def named(path: Path, root: Path) -> str:
    """How problems call a file: by its path below `root`, with `/` on every system."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


class KnowledgeBaseError(Exception):
    """The root of every error that this package raises on purpose."""


class Problems(KnowledgeBaseError):
    """The input is wrong. `problems` holds everything found, in the order of files and lines."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def errors(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Only the problems that must stop a build."""
    return (problem for problem in problems if problem.severity == "error")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names the nearest known word, or lists what is allowed when nothing is near."""
    choices = sorted(known)
    near = difflib.get_close_matches(word, choices, n=1, cutoff=0.6)
    if near:
        return f"did you mean '{near[0]}'?"
    if not choices:
        return ""
    shown = ", ".join(choices[:12])
    return f"one of: {shown}" + (" …" if len(choices) > 12 else "")
