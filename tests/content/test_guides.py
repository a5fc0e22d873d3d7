"""A guide for a kind of sender answers the same questions as every other one."""

from __future__ import annotations

import pytest

from generator.checks.rules import cost
from generator.inline import references
from generator.records.guide import Errors, Guide, Heading, ItemList, Table
from tests.content.library import project

LIBRARY = project().library
SENDERS = [guide for guide in LIBRARY.guides.values() if guide.group == "senders"]
PARTS = ["settings", "methods", "log", "shown-errors"]


def _fixes(guide: Guide) -> list[str]:
    """The ways to send that a guide offers, in its order."""
    (choices,) = (block for block in guide.body if isinstance(block, ItemList) and block.id == "choices")
    found = (references(item.text.source) for item in choices.items)
    return [identity for refs in found for kind, identity, _ in refs if kind == "fix"]


def test_there_is_a_guide_for_each_kind_of_sender() -> None:
    assert {guide.id for guide in SENDERS} >= {
        "application-server-local-relay",
        "dotnet-powershell",
        "monitoring-appliance",
        "multifunction-printer",
        "python",
        "wordpress-php",
    }


@pytest.mark.parametrize("guide", SENDERS, ids=lambda guide: guide.id)
def test_a_guide_says_settings_ways_log_and_errors(guide: Guide) -> None:
    headings = [block.id for block in guide.body if isinstance(block, Heading)]
    assert [one for one in headings if one in PARTS] == PARTS
    assert any(isinstance(block, Table) for block in guide.body)
    assert any(isinstance(block, Errors) and len(block.errors) >= 5 for block in guide.body)
    assert guide.sources, "no claim about a product without a source"


@pytest.mark.parametrize("guide", SENDERS, ids=lambda guide: guide.id)
def test_a_password_is_the_last_way_that_a_guide_offers(guide: Guide) -> None:
    ways = _fixes(guide)
    assert len(ways) >= 3
    assert not [one for one in ways if LIBRARY.fixes[one].risk.level == "high"]
    if "enable-smtp-auth-mailbox" in ways:
        assert ways[-1] == "enable-smtp-auth-mailbox"
    assert min(cost(LIBRARY.fixes[one]) for one in ways) <= (1, False), "there is a way that lowers nothing"
