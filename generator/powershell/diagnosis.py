"""The one line that the diagnosis command prints, and what it says.

    KB1 tenant=True mailbox= policy=False via=user

`KB1` names the version of the format. Each field holds a state, never a name or an address; blank is a
state too. Which states there are and what they mean is data (`content/diagnosis.yml`); this module
only reads the line and finds the first rule that fits it. Pages do the same with `readDiagnosis` in
`overrides/assets/javascripts/powershell.js`; the vectors are shared.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_LINE = re.compile(r"(?<![A-Za-z0-9])KB1((?:[ \t\r\n]+[a-z]+=[A-Za-z0-9]*)+)")
_FIELD = re.compile(r"([a-z]+)=([A-Za-z0-9]*)")


@dataclass(frozen=True, slots=True)
class Rule:
    """A combination of states; its id answers a step of a flow. Fields that `when` does not name may have any state."""

    id: str
    when: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The fix whose check prints the line, its fields in that order with the states each can have, the rules in order,
    and the step of a flow that they answer."""

    fix: str
    flow: str
    step: str
    fields: Mapping[str, tuple[str, ...]]
    rules: tuple[Rule, ...]


def diagnosis(data: Mapping[str, Any]) -> Diagnosis:
    """The diagnosis from the parsed YAML of `content/diagnosis.yml`."""
    return Diagnosis(
        fix=str(data["fix"]),
        flow=str(data["flow"]),
        step=str(data["step"]),
        fields={entry["id"]: tuple(str(state) for state in entry["states"]) for entry in data["fields"]},
        rules=tuple(
            Rule(
                id=entry["id"],
                when={field: tuple(str(state) for state in states) for field, states in entry["when"].items()},
            )
            for entry in data["rules"]
        ),
    )


def read(text: str) -> dict[str, str] | None:
    """The states in a pasted text, or nothing when it holds no such line.

    The line may stand among other output, be broken between two fields, or be full-width. With
    several lines the last counts: it is the newest.
    """
    lines = _LINE.findall(unicodedata.normalize("NFKC", text))
    return dict(_FIELD.findall(lines[-1])) if lines else None


def unknown(states: Mapping[str, str], fields: Mapping[str, Sequence[str]]) -> list[str]:
    """Fields of a line that are missing, or have a state that the data does not know."""
    return [name for name, known in fields.items() if states.get(name) not in known]


def conclude(states: Mapping[str, str], rules: Sequence[Rule]) -> Rule | None:
    """The first rule that fits; a field that the line lacks fits no condition."""
    for rule in rules:
        if all(states.get(name) in allowed for name, allowed in rule.when.items()):
            return rule
    return None
