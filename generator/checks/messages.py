"""Messages that are ready to be sent: every text has them, and whoever sends one has nothing left to fill in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.references import Locate
from generator.facts import PLACEHOLDER
from generator.library import Library
from generator.problems import Problem
from generator.records.flow import Handoff
from generator.records.types import Text

EXAMPLE = re.compile(r"[\w.@-]*\b(?:contoso|fabrikam|example)\.(?:com|org|net)\b")
"""Names that stand for the reader's own. In a message they would be sent as they are."""


def message_problems(library: Library, locate: Locate) -> Iterator[Problem]:
    """Where one text has a reply or a message to the administrator, every text has it."""
    yield from _missing(library, locate)
    for kind, identity, path, text in _messages(library):
        for found in (*PLACEHOLDER.finditer(text.source), *EXAMPLE.finditer(text.source)):
            yield Problem(
                locate(kind, identity, path),
                "KB324",
                f"'{found[0]}' would be sent as it stands",
                "say it so that it fits everybody: a message is copied and sent without a change",
            )


def _missing(library: Library, locate: Locate) -> Iterator[Problem]:
    every = list(library.variants())
    for field, name in (("reply", "reply"), ("ask", "message to the administrator")):
        having = any(getattr(variant, field) for _, _, variant in every)
        for _, error, variant in every if having else ():
            if not getattr(variant, field):
                yield Problem(
                    locate("error", error.id, f"variants.{variant.id}"),
                    "KB323",
                    f"'{variant.id}' has no {name}, and other texts have one",
                    f"write '{field}': what to send as it stands; the page adds its link",
                )


def _messages(library: Library) -> Iterator[tuple[str, str, str, Text]]:
    for _, error, variant in library.variants():
        for field in ("reply", "ask"):
            text = getattr(variant, field)
            if text:
                yield "error", error.id, f"variants.{variant.id}.{field}", text
    for flow in library.flows.values():
        for node in flow.nodes:
            if isinstance(node, Handoff):
                yield "flow", flow.id, f"nodes.{node.id}.ask", node.ask
