"""`python -m tools.mutate [AREA …] [--sample N] [--seed N]`: would the tests notice if the code were wrong?

mutmut changes one thing in a function, and runs the tests that call it; a change that no test notices survives. Each
area has the files that are changed and the tests that keep their promises. A copy below build/mutate/ is changed, never
the tree itself; what survived stands there as differences, in `survivors.diff`. Methods of dataclasses and what stands
outside of functions are not changed: mutmut 3 leaves them alone.

The area `quick` is the part that `make test` runs; it is left out where no area is named.

Exit status 1 when fewer are noticed in an area than it promises, 2 when the tests cannot be run.
"""

from __future__ import annotations

import argparse
import contextlib
import random
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
BUILD = ROOT / "build" / "mutate"
COPIED = ("generator", "tests", "tools", "overrides", "locales", "content", "mkdocs.yml", "pyproject.toml")
DANGLING = "KB122-link"
"""A case that is a link to nowhere on purpose; mutmut follows links where it copies."""
NOTICED = ("killed", "timeout", "segfault", "suspicious")
SAMPLE = 60
SEED = 20261125


@dataclass(frozen=True)
class Area:
    """What is changed, by which tests it is kept, and how many of a hundred changes they notice at least."""

    files: tuple[str, ...]
    tests: tuple[str, ...]
    noticed: int
    isolation: str = "forkserver"
    """Each change is tried in a fork that has run nothing yet: what another run has cached would hide it. `fork` is
    quicker, where nothing is cached."""


CHECKED = "tests/test_problems.py::test_kb_check_says_exactly_what_is_expected"
AREAS = {
    "reader": Area(
        ("generator/reader.py", "generator/composing.py", "generator/converting.py", "generator/limits.py"),
        (
            CHECKED,
            "tests/test_reader.py",
            "tests/hostile/test_corpus.py::test_records",
            "tests/hostile/test_corpus.py::test_texts",
            "tests/hostile/test_corpus.py::test_every_text_is_read_as_it_was_written",
        ),
        80,
    ),
    "checks": Area(
        ("generator/checks/*.py",),
        (
            CHECKED,
            "tests/translation/test_shortcuts.py",
            "tests/translation/test_corruptions.py",
            "tests/test_catalogue.py::test_of_a_word_of_the_interface_what_misleads_nobody_is_a_warning",
            "tests/test_kept.py",
        ),
        88,
    ),
    "catalogue": Area(
        ("generator/catalogue.py", "generator/pofile.py"),
        ("tests/test_catalogue.py", CHECKED, "tests/hostile/test_corpus.py::test_catalogues", "tests/test_kept.py"),
        84,
    ),
    "decoder": Area(
        ("generator/decoder/*.py",),
        (
            "tests/decoder/test_vectors.py::test_python_gives_every_vector_its_result",
            "tests/decoder/test_heldout.py",
            "tests/decoder/test_confusion.py",
            "tests/decoder/test_wrappers.py::test_a_wrapper_changes_no_answer",
            "tests/decoder/test_scrub.py::test_what_names_somebody_is_taken",
            "tests/decoder/test_scrub.py::test_what_names_nobody_stays",
            "tests/decoder/test_codes.py",
            "tests/decoder/test_log.py",
        ),
        82,
    ),
    "quoting": Area(
        ("generator/powershell/quote.py",),
        ("tests/powershell/test_quote.py",),
        96,
    ),
    "quick": Area(
        ("generator/limits.py", "generator/powershell/quote.py"),
        (
            "tests/powershell/test_quote.py::test_a_number_stands_bare_and_all_else_in_quotes",
            "tests/powershell/test_quote.py::test_brackets_come_in_pairs_and_a_dot_may_end_a_domain",
            "tests/powershell/test_quote.py::test_the_longest_value_is_taken_and_one_more_letter_is_too_long",
            "tests/powershell/test_quote.py::test_vectors_of_acceptance",
            "tests/test_limits.py",
        ),
        80,
        "fork",
    ),
}


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.mutate", description=__doc__.split("\n")[0])
    parser.add_argument("areas", nargs="*", metavar="AREA", help=f"{', '.join(AREAS)}; without, all but quick")
    parser.add_argument("--sample", type=int, default=SAMPLE, help="changes an area; 0 tries all of them")
    parser.add_argument("--seed", type=int, default=SEED, help="which ones are chosen")
    wanted = parser.parse_args(arguments)
    if unknown := set(wanted.areas) - set(AREAS):
        parser.error(f"there is no area {', '.join(sorted(unknown))}; there are {', '.join(AREAS)}")
    areas = wanted.areas or [name for name in AREAS if name != "quick"]
    return max(_try(name, wanted.sample, wanted.seed) for name in areas)


def _try(name: str, sample: int, seed: int) -> int:
    area = AREAS[name]
    folder = BUILD / name
    made = prepare(folder, area)
    chosen = choose(made, sample, seed)
    _say(f"{name}: trying {len(chosen)} of {len(made)} changes …")
    said = tried(folder, chosen)
    count = Counter("noticed" if one in NOTICED else one for one in said.values())
    if count["not checked"] == len(chosen):
        _say(f"{name}: the tests did not run; {folder / 'mutmut.log'} says why")
        return 2
    share = 100 * count["noticed"] // len(chosen)
    rest = ", ".join(f"{number} {state}" for state, number in sorted(count.items()) if state != "noticed")
    _say(f"{name}: {count['noticed']} noticed ({share} of 100, {area.noticed} promised){f', {rest}' if rest else ''}")
    return 1 if share < area.noticed else 0


def choose(made: list[str], sample: int, seed: int = SEED) -> list[str]:
    """So many of the changes that can be made, always the same ones; all of them for 0."""
    return sorted(random.Random(seed).sample(made, sample)) if 0 < sample < len(made) else made


def tried(folder: Path, chosen: list[str]) -> dict[str, str]:
    """What became of each change (`killed`, `survived`, `no tests`, …); what survived is in `survivors.diff`."""
    with (folder / "mutmut.log").open("w", encoding="utf-8") as log:
        subprocess.run(
            [_mutmut(), "run", "--max-children", "1", *chosen], cwd=folder, stdout=log, stderr=log, check=False
        )
    listed = _ask(folder, "results", "--all", "true")
    results = dict(line.strip().split(": ", 1) for line in listed.splitlines() if ": " in line)
    said = {one: results.get(one, "not checked") for one in chosen}
    survivors = [one for one, state in said.items() if state not in NOTICED]
    (folder / "survivors.diff").write_text("\n".join(_ask(folder, "show", one) for one in survivors), encoding="utf-8")
    return said


def prepare(folder: Path, area: Area) -> list[str]:
    """A copy of what the tests need, and what mutmut is told about it; returns the changes that can be made."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", DANGLING))
        else:
            shutil.copy(ROOT / name, folder / name)
    lists = {
        "source_paths": ["generator"],
        "only_mutate": area.files,
        "also_copy": [name for name in COPIED if name not in ("generator", "tests", "pyproject.toml")],
        "pytest_add_cli_args_test_selection": area.tests,
        "pytest_add_cli_args": ["-p", "no:cacheprovider"],
    }
    text = "".join(f"{key} =\n" + "".join(f"    {one}\n" for one in values) for key, values in lists.items())
    head = "[mutmut]\nuse_git_change_detection = false\ntrack_dependencies = false\n"
    isolation = f"process_isolation = {area.isolation}\n"
    (folder / "setup.cfg").write_text(head + isolation + text, encoding="utf-8")
    with contextlib.chdir(folder):  # mutmut looks for its settings where it is
        return _made(folder, area)


def _made(folder: Path, area: Area) -> list[str]:
    """The names of all changes that mutmut makes in the files of an area."""
    from mutmut.mutation.file_mutation import mutate_file_contents  # noqa: PLC0415

    found = []
    for pattern in area.files:
        for file in sorted(folder.glob(pattern)):
            where = file.relative_to(folder)
            module = ".".join(where.with_suffix("").parts).removesuffix(".__init__")
            made = mutate_file_contents(where.as_posix(), file.read_text(encoding="utf-8"))
            found += [f"{module}.{name}" for name in made.mutant_names]
    return found


def _ask(folder: Path, *arguments: str) -> str:
    return subprocess.run([_mutmut(), *arguments], cwd=folder, capture_output=True, text=True, check=False).stdout


def _mutmut() -> str:
    return str(Path(sys.executable).with_name("mutmut"))


def _say(text: str) -> None:
    sys.stderr.write(f"mutate: {text}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
