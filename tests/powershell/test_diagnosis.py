"""One read-only command, one line without names, one answer for every combination of states."""

from __future__ import annotations

import itertools
import re

import pytest
import yaml

from generator.powershell.diagnosis import conclude, diagnosis, read, unknown
from generator.powershell.template import render
from generator.powershell.tree import commands, parse
from tests.support import some

from .units import CONTENT, TABLE

FOUND = diagnosis(yaml.safe_load((CONTENT / "diagnosis.yml").read_text(encoding="utf-8")))
FIX = yaml.safe_load((CONTENT / "fixes" / f"{FOUND.fix}.yml").read_text(encoding="utf-8"))
CODE = FIX["commands"]["check"]["code"]
FLOW = yaml.safe_load((CONTENT / "flows" / f"{FOUND.flow}.yml").read_text(encoding="utf-8"))
EVERY = [dict(zip(FOUND.fields, states, strict=True)) for states in itertools.product(*FOUND.fields.values())]


def line(states: dict[str, str]) -> str:
    return "KB1 " + " ".join(f"{name}={state}" for name, state in states.items())


def test_the_snippet_only_reads() -> None:
    assert not [command.name for command in some(commands(parse(render(CODE).text))) if TABLE.changes(command)]


def test_the_snippet_prints_the_fields_of_the_data_and_nothing_that_names_anybody() -> None:
    printed = re.search(r"'(KB1 [^']*)' -f (.*)", CODE)
    assert printed
    names = re.findall(r"([a-z]+)=\{(\d+)\}", printed[1])
    assert names == [(name, str(number)) for number, name in enumerate(FOUND.fields)]
    assert [one.strip() for one in printed[2].split(",")] == [
        "$tenant", "$mailbox", "$policy", "$via", "$config.RejectDirectSend",
    ]  # fmt: skip


@pytest.mark.parametrize("states", EVERY, ids=line)
def test_every_combination_is_read_and_answered(states: dict[str, str]) -> None:
    assert read(line(states)) == states
    assert unknown(states, FOUND.fields) == []
    assert conclude(states, FOUND.rules)


def test_the_mailbox_decides_before_the_organisation() -> None:
    def answer(**states: str) -> str:
        rule = conclude({"policy": "", "via": "", "direct": "False", **states}, FOUND.rules)
        return rule.id if rule else ""

    assert answer(tenant="True", mailbox="False") == "open"
    assert answer(tenant="False", mailbox="True") == "mailbox-off"
    assert answer(tenant="True", mailbox="") == "tenant-off"
    assert answer(tenant="False", mailbox="", policy="False") == "policy-blocks"


def test_a_line_that_lacks_a_field_is_not_guessed_at() -> None:
    assert unknown({"tenant": "True"}, FOUND.fields) == ["mailbox", "policy", "via", "direct"]
    assert conclude({"tenant": "False"}, FOUND.rules) is None


def test_every_rule_answers_the_step_of_the_flow() -> None:
    step = next(node for node in FLOW["nodes"] if node["id"] == FOUND.step)
    assert step["fix"] == FOUND.fix
    assert {rule.id for rule in FOUND.rules} == {option["id"] for option in step["options"]} - {"unsure"}
    for rule in FOUND.rules:
        assert set(rule.when) <= set(FOUND.fields)
        assert all(set(states) <= set(FOUND.fields[name]) for name, states in rule.when.items())
