"""Colours do not change the text, and can be read in both colour schemes."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.powershell.highlight import highlight
from generator.powershell.template import render

from .units import STYLES

CSS = (STYLES / "code.css").read_text(encoding="utf-8")


def text_of(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", markup))


@pytest.mark.parametrize(
    "code",
    [
        "Set-CASMailbox -Identity {{mailbox}} -SmtpClientAuthenticationDisabled $false",
        '$x = "<b> & $y" # {{mailbox}}\n\n',
        "\n  Get-Date",
        "{{a}}{{b}}",
        "'日本語' @'\n{{x}}\n'@",
    ],
)
def test_the_text_is_the_rendered_snippet(code: str) -> None:
    assert text_of(highlight(code)) == render(code).text


@settings(max_examples=300)
@given(st.text("ab$'\"{}<>&@#`|\n -=(){{x}}", max_size=40))
def test_no_snippet_loses_or_gains_a_character(code: str) -> None:
    assert text_of(highlight(code)) == render(code).text


def test_a_placeholder_is_one_span_for_the_script() -> None:
    slot = '<span class="kb-slot" data-slot="mailbox">\'&lt;mailbox&gt;\'</span>'
    assert slot in highlight("Get-CASMailbox -Identity {{mailbox}} | Format-List")


def test_the_same_snippet_is_coloured_once() -> None:
    assert highlight("Get-Date # once") is highlight("Get-Date # once")


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def colours(scheme: str) -> dict[str, str]:
    block = re.search(rf'\[data-md-color-scheme="{scheme}"\] \{{(.*?)\}}', CSS, re.DOTALL)
    assert block
    return dict(re.findall(r"(--kb-code-[a-z-]+): (#[0-9a-f]{6});", block[1]))


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_every_colour_can_be_read(scheme: str) -> None:
    found = colours(scheme)
    for name, colour in found.items():
        if not name.endswith("background"):
            assert contrast(colour, found["--kb-code-background"]) >= 4.5, name
    assert contrast(found["--kb-code-slot"], found["--kb-code-slot-background"]) >= 4.5


def test_both_schemes_have_the_same_colours_and_every_one_is_used() -> None:
    names = set(colours("default"))
    assert names == set(colours("slate"))
    assert {name for name in names if f"var({name})" not in CSS} == set()


def test_every_class_that_snippets_get_has_a_colour() -> None:
    code = "if ($a -eq 1) { Get-X -A 'b' \"c $d\" @{ e = [uri]::F(2.5) } } # g\n$true; 0x1F"
    classes = set(re.findall(r'class="([a-z0-9]+)"', highlight(code)))
    styled = set(re.findall(r"\.([a-z][a-z0-9]?)\b", CSS))
    assert classes - styled == set()
