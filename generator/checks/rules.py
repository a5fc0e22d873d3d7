"""The rules of the craft: least risk first, risks never alone, words that decide."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

from generator.checks.references import Locate
from generator.library import Library
from generator.problems import Problem
from generator.records.fix import Fix
from generator.records.guide import Action

RANK = {"none": 0, "low": 1, "medium": 2, "high": 3}


def rule_problems(library: Library, locate: Locate) -> Iterator[Problem]:
    """Problems with the rules that hold for every knowledge base."""
    yield from _variants(library, locate)
    yield from _fixes(library, locate)
    yield from _guides(library, locate)


def _variants(library: Library, locate: Locate) -> Iterator[Problem]:
    for error in library.errors.values():
        words: dict[str, str] = {}
        for variant in error.variants:
            path = f"variants.{variant.id}"
            fixes = [library.fixes[choice.fix] for choice in variant.fixes if choice.fix in library.fixes]
            for before, message in misplaced(fixes):
                place = locate("error", error.id, f"{path}.fixes.{before.id}")
                yield Problem(place, "KB301", message, "put the fix with less risk first")
            if fixes and all(fix.risk.lowers for fix in fixes):
                yield Problem(
                    locate("error", error.id, f"{path}.fixes"),
                    "KB302",
                    "every fix of this variant lowers security",
                    "add a safer way, such as another sending method",
                )
            if error.code and not variant.match.texts and variant.state != "announced":
                yield Problem(
                    locate("error", error.id, f"{path}.match"),
                    "KB305",
                    "there is no text to recognise the variant by",
                    "add the server's answer under 'texts'",
                )
            for word in variant.match.words:
                taken = words.setdefault(word.casefold(), variant.id)
                if taken != variant.id:
                    yield Problem(
                        locate("error", error.id, f"{path}.match.words"),
                        "KB304",
                        f"'{word}' also decides for the variant '{taken}'",
                        "choose words that only one of them has",
                    )


def _fixes(library: Library, locate: Locate) -> Iterator[Problem]:
    for fix in library.fixes.values():
        others = [library.fixes[other] for other in fix.alternatives if other in library.fixes]
        for _, message in misplaced(others):
            place = locate("fix", fix.id, "alternatives")
            yield Problem(place, "KB301", message, "put the alternative with less risk first")
        for other in others:
            if fix.risk.lowers and cost(other) > cost(fix):
                yield Problem(
                    locate("fix", fix.id, "alternatives"),
                    "KB301",
                    f"'{other.id}' ({risk(other)}) is to be preferred to this fix ({risk(fix)})",
                    "leave it out, or look at the two risks again",
                )
        if fix.risk.lowers and not fix.alternatives:
            yield Problem(
                locate("fix", fix.id, "risk"),
                "KB303",
                "this fix lowers security and names no alternative",
                "list what to prefer under 'alternatives'",
            )
        if fix.risk.level in ("medium", "high") and not fix.risk.lowers:
            yield Problem(
                locate("fix", fix.id, "risk"),
                "KB306",
                f"the risk is {fix.risk.level}, and nothing says what gets weaker",
                "say it in 'lowers'",
            )


def _guides(library: Library, locate: Locate) -> Iterator[Problem]:
    for guide in library.guides.values():
        for block in guide.body:
            if isinstance(block, Action) and block.fix in library.fixes:
                known = {step.id for step in library.fixes[block.fix].steps}
                for step in block.steps:
                    if step not in known:
                        yield Problem(
                            locate("guide", guide.id, f"body.{block.id}.steps"),
                            "KB307",
                            f"the fix '{block.fix}' has no step '{step}'",
                            f"one of: {', '.join(sorted(known))}",
                        )


def misplaced(fixes: Iterable[Fix]) -> Iterator[tuple[Fix, str]]:
    """Fixes that stand before one that costs less, each with what is wrong."""
    for before, after in itertools.pairwise(fixes):
        if cost(before) > cost(after):
            yield before, f"'{before.id}' ({risk(before)}) is before '{after.id}' ({risk(after)})"


def risk(fix: Fix) -> str:
    """The risk of a fix in words."""
    level = "no" if fix.risk.level == "none" else fix.risk.level
    return f"{level} risk, lowers security" if fix.risk.lowers else f"{level} risk"


def cost(fix: Fix) -> tuple[int, bool]:
    """What a fix costs in security, to be compared: its risk, then whether it lowers anything."""
    return RANK[fix.risk.level], bool(fix.risk.lowers)
