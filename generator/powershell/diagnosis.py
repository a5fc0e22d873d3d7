"""The one line that the diagnosis snippet prints, and what it says.

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

from generator.powershell.template import slots

_LINE = re.compile(r"(?<![A-Za-z0-9])KB1((?:[ \t\r\n]+[a-z]+=[A-Za-z0-9]*)+)")
_FIELD = re.compile(r"([a-z]+)=([A-Za-z0-9]*)")


@dataclass(frozen=True, slots=True)
class Rule:
    """What a combination of states means. Fields that `when` does not name may have any state."""

    id: str
    when: Mapping[str, tuple[str, ...]]
    says: str
    fix: str = ""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The snippet, its fields in the order of printing, the states each can have, and the rules in order."""

    module: str
    parameters: Mapping[str, str]
    code: str
    fields: Mapping[str, tuple[str, ...]]
    rules: tuple[Rule, ...]


def diagnosis(data: Mapping[str, Any]) -> Diagnosis:
    """The diagnosis from the parsed YAML of `content/diagnosis.yml`."""
    return Diagnosis(
        module=str(data["module"]),
        parameters={entry["id"]: entry["type"] for entry in data["parameters"]},
        code=str(data["code"]),
        fields={entry["id"]: tuple(str(state) for state in entry["states"]) for entry in data["fields"]},
        rules=tuple(
            Rule(
                id=entry["id"],
                when={field: tuple(str(state) for state in states) for field, states in entry["when"].items()},
                says=str(entry["says"]),
                fix=str(entry.get("fix", "")),
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


def placeholders(found: Diagnosis) -> tuple[str, ...]:
    """The placeholders of the snippet, each once."""
    return tuple(dict.fromkeys(name for name, _ in slots(found.code)))
