"""What an import kept, changed and refused, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["kept", "changed", "refused", "conflict"]
KINDS: tuple[Kind, ...] = ("kept", "changed", "refused", "conflict")
"""kept: as it was; changed: its words are there in another form; refused: left out; conflict: edited on both sides."""

Outcome = Literal["new", "updated", "unchanged", "refused"]


@dataclass(frozen=True, slots=True, order=True)
class Note:
    """One thing that happened to a part of a document, and the reason."""

    kind: Kind
    what: str
    reason: str = ""
    shown: str = ""


@dataclass(slots=True)
class Account:
    """What happened to one document. Equal notes are counted; an example of each is kept."""

    document: str
    locale: str = ""
    guide: str = ""
    outcome: Outcome = "unchanged"
    reason: str = ""
    segments: int = 0
    placed: int = 0
    notes: Counter[Note] = field(default_factory=Counter)
    _examples: dict[tuple[Kind, str, str], Note] = field(default_factory=dict)

    def add(self, kind: Kind, what: str, reason: str = "", shown: str = "", count: int = 1) -> None:
        """Count one more of a thing; the first example of its kind is the one that is shown."""
        note = self._examples.setdefault((kind, what, reason), Note(kind, what, reason, _short(shown)))
        self.notes[note] += count

    def refuse(self, reason: str) -> None:
        """The whole document is left out."""
        self.outcome, self.reason = "refused", reason

    def data(self) -> dict[str, Any]:
        """The account as data for `--json`."""
        return {
            "document": self.document,
            "locale": self.locale,
            "guide": self.guide,
            "outcome": self.outcome,
            **({"reason": self.reason} if self.reason else {}),
            "segments": self.segments,
            "placed": self.placed,
            "notes": [
                {"kind": note.kind, "what": note.what, "reason": note.reason, "example": note.shown, "count": count}
                for note, count in sorted(self.notes.items())
            ],
        }


@dataclass(slots=True)
class Report:
    """The accounts of all documents, and what concerns the import as a whole."""

    accounts: list[Account] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    dry: bool = False

    def count(self, outcome: Outcome) -> int:
        """How many documents ended so."""
        return sum(account.outcome == outcome for account in self.accounts)

    @property
    def conflicts(self) -> int:
        """How many passages were edited on both sides."""
        return sum(
            count for account in self.accounts for note, count in account.notes.items() if note.kind == "conflict"
        )

    def data(self) -> dict[str, Any]:
        """The report as data for `--json`."""
        return {
            "dry_run": self.dry,
            "documents": len(self.accounts),
            **{outcome: self.count(outcome) for outcome in ("new", "updated", "unchanged", "refused")},
            "segments": sum(account.segments for account in self.accounts),
            "placed": sum(account.placed for account in self.accounts),
            "conflicts": self.conflicts,
            "written": self.written,
            "remarks": self.remarks,
            "accounts": [account.data() for account in self.accounts],
        }

    def lines(self, *, verbose: bool = False) -> Iterable[str]:
        """The report as text: totals by reason, then every refused document and every conflict."""
        data = self.data()
        yield (
            f"{data['documents']} documents: {data['new']} new, {data['updated']} updated, "
            f"{data['unchanged']} unchanged, {data['refused']} refused."
        )
        yield f"{data['segments']} segments, {data['placed']} in place."
        totals: Counter[tuple[Kind, str, str]] = Counter()
        for account in self.accounts:
            for note, count in account.notes.items():
                totals[note.kind, note.what, note.reason] += count
        for kind in KINDS:
            for (_, what, reason), count in sorted(item for item in totals.items() if item[0][0] == kind):
                yield f"  {kind}: {count} × {what}" + (f" ({reason})" if reason else "")
        for account in self.accounts:
            if account.outcome == "refused":
                yield f"{account.document}: refused: {account.reason}"
            for note, count in sorted(account.notes.items()):
                if verbose or note.kind == "conflict":
                    times = f" × {count}" if count > 1 else ""
                    reason = f" ({note.reason})" if note.reason else ""
                    shown = f": {note.shown}" if note.shown else ""
                    yield f"{account.document}: {note.kind}: {note.what}{times}{reason}{shown}"
        yield from self.remarks
        if self.dry:
            yield "Nothing was written (--dry-run)."


def _short(text: str) -> str:
    text = " ".join(text[:400].split())
    return text if len(text) <= 80 else text[:79] + "…"
