"""What the decoder's tests read: the fixed table, the table of the real content, samples, held-out texts.

The *fixed* table belongs to the vectors and never changes with the content, so that a vector says something about
the algorithm only. Whether the content's words decide is asked of the *real* table.
"""

from __future__ import annotations

import fnmatch
import functools
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from generator.decoder import ForeignSignature, Signature, Table, compile_table

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
CONTENT = ROOT / "content"
SCRIPT = ROOT / "overrides" / "assets" / "javascripts" / "decoder.js"


@dataclass(frozen=True)
class Labelled:
    """A text and what it is. `variants` are patterns; none of them may exist in the content yet."""

    id: str
    wrapper: str
    text: str
    code: str
    variants: tuple[str, ...]
    negative: bool


def lines(name: str) -> list[Any]:
    """The values of a file of JSON lines."""
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]


def foreign(entries: Iterable[dict[str, Any]]) -> list[ForeignSignature]:
    return [
        ForeignSignature(entry["id"], entry["name"], tuple(entry["marks"]), entry.get("kind", "provider"))
        for entry in entries
    ]


@functools.cache
def fixed_table() -> Table:
    fixed = json.loads((HERE / "fixed_signatures.json").read_text(encoding="utf-8"))
    signatures = [
        Signature(
            one["variant"],
            one["code"],
            tuple(one["replies"]),
            tuple(one["words"]),
            tuple(one["texts"]),
            tuple(one["without"]),
        )
        for one in fixed
    ]
    return compile_table(signatures, foreign(json.loads((HERE / "fixed_foreign.json").read_text(encoding="utf-8"))))


@functools.cache
def real_signatures() -> tuple[Signature, ...]:
    """The match texts of content/errors, read without the generator, so that its reader may change."""
    found = []
    for path in sorted((CONTENT / "errors").glob("*.yml")):
        error = yaml.safe_load(path.read_text(encoding="utf-8"))
        for variant in error["variants"]:
            match = variant["match"]
            found.append(
                Signature(
                    f"{error['id']}/{variant['id']}",
                    error.get("code") or "",
                    *(tuple(found or ()) for found in (error.get("replies"), match.get("words"))),
                    *(tuple(found or ()) for found in (match.get("texts"), match.get("without"))),
                )
            )
    return tuple(found)


@functools.cache
def real_table() -> Table:
    entries = yaml.safe_load((CONTENT / "foreign.yml").read_text(encoding="utf-8"))
    return compile_table(real_signatures(), foreign(entries))


def labelled(name: str) -> list[Labelled]:
    """Samples or held-out texts with their labels: the variants themselves, or a slug that stands for them."""
    slugs = json.loads((HERE / "slugs.json").read_text(encoding="utf-8"))
    return [
        Labelled(
            one["id"],
            one.get("wrapper") or one["client"],
            one["text"],
            one["code"] or "",
            () if one["negative"] else tuple(one.get("variants") or slugs[one["slug"]]),
            one["negative"],
        )
        for one in lines(name)
    ]


def content_samples() -> list[Labelled]:
    """The samples of the content; a variant of "" must not be answered."""
    found = []
    for path in sorted((CONTENT / "samples").glob("*.yml")):
        for one in yaml.safe_load(path.read_text(encoding="utf-8")) or ():
            variant = one.get("variant") or ""
            wrapper = one.get("wrapper") or ""
            found.append(Labelled(f"{path.stem}/{one['id']}", wrapper, one["text"], "", (variant,), not variant))
    return found


def known(label: Labelled, table: Table) -> list[str]:
    """The variants of the table that a text may be: those of its label, with the text's own code where it has one."""
    return [
        variant["id"]
        for variant in table["variants"]
        if any(fnmatch.fnmatch(variant["id"], pattern) for pattern in label.variants)
        and (not label.code or not variant["code"] or _covers(variant["code"], label.code.lower()))
    ]


def _covers(code: str, found: str) -> bool:
    head, _, tail = code.rpartition(".")
    low, dash, high = tail.partition("-")
    if not dash:
        return code == found
    found_head, _, found_tail = found.rpartition(".")
    return head == found_head and int(low) <= int(found_tail) <= int(high)
