"""Parts that several kinds of record share."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Annotated, Literal

from generator.records.types import SLUG, Ref, Text

Sources = tuple[Annotated[str, Ref("source")], ...]
Confidence = Literal["official", "reproduced", "reported", "contested"]
State = Literal["draft", "active", "announced", "retired"]
Scope = Literal["message", "client", "mailbox", "user", "tenant"]
RiskLevel = Literal["none", "low", "medium", "high"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """When somebody last compared the record with its evidence, and what the record said then."""

    on: Annotated[datetime.date, "The day of the comparison (UTC)."]
    against: Annotated[
        Literal["documents", "reports", "server", "tenant"],
        "What it was compared with: published documents, public reports, a server's answers, or a tenant.",
    ]
    hash: Annotated[
        str,
        "Fingerprint of the record at that moment, written by `kb verify`; when it differs, "
        "the page says that the record has changed since.",
    ] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A dated entry for the feed of changes."""

    id: Annotated[str, SLUG, "Id of the entry within the record."]
    on: Annotated[datetime.date, "The day of the change (UTC)."]
    text: Annotated[Text, "What changed for the reader, in one sentence."]
    minor: Annotated[bool, "A minor change is kept out of the feed."] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A sentence in a list, with an id so that it keeps its translation when the list is reordered."""

    id: Annotated[str, SLUG, "Id of the item within its list."]
    text: Annotated[Text, "The sentence."]
    items: Annotated[tuple[Item, ...], "Sub-steps; lettered or numbered automatically."] = ()
