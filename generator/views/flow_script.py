"""What the script of the pages of a flow knows (overrides/assets/javascripts/flow.js): one file a locale."""

from __future__ import annotations

from typing import Any

from generator.addresses import step_key
from generator.flows.graph import asks, edges_of, options_of, revision
from generator.jsontext import compact
from generator.records.flow import STILL, Flow
from generator.views.labels import FLOW
from generator.views.voice import Speaker


def script_name(flow: Flow) -> str:
    """The name of the script that knows a flow, from the root of a locale."""
    return f"diagnose/{flow.id}.js"


def flow_script(speaker: Speaker, flow: Flow) -> str:
    """What the script of the pages knows of a flow: its graph by ids, and the words for it in every language.

    A script and not JSON, because pages opened from a disk may not fetch. Addresses are relative to the root of a
    locale, which makes them the same in all of them.
    """
    root = speaker.addresses.url(speaker.locale, "").removesuffix("index.html")
    data = {
        "start": flow.start,
        "revision": revision(flow),
        "steps": {
            node.id: {
                "at": speaker.addresses.url(speaker.locale, step_key(flow, node.id)).removeprefix(root),
                "asks": asks(node),
                "answers": {edge.option: edge.target for edge in edges_of(node)},
                "back": [edge.option for edge in edges_of(node) if edge.retry or edge.option == STILL],
            }
            for node in flow.nodes
        },
        "words": {one.locale: _script_words(one, flow) for one in speaker.others or (speaker,)},
    }
    text = compact(data)
    return f'(self.kbFlows??={{}})["{flow.id}"]={text};\n'


def _script_words(speaker: Speaker, flow: Flow) -> dict[str, Any]:
    """The titles of steps and the words of answers, and what the script itself says."""
    word = speaker.catalogue.gettext
    answers = {
        node.id: {
            option.id: speaker.plain(option.label) if option.label else word(FLOW["unsure"])
            for option in options_of(node)
        }
        for node in flow.nodes
    }
    return {
        **{name: word(text) for name, text in FLOW.items()},
        "flow": speaker.plain(flow.title),
        "titles": {node.id: speaker.plain(node.title) for node in flow.nodes},
        "labels": {name: found for name, found in answers.items() if found},
    }
