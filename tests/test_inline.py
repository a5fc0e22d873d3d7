"""The markup of texts: bold, code, links and references; nothing a stranger writes becomes anything else."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markupsafe import Markup

from generator import inline
from generator.inline import Link, faults, literals, parse, references, to_html, to_plain
from tests.support import Document


def _resolve(kind: str, identity: str, anchor: str) -> Link | None:
    if identity == "gone":
        return None
    href = "" if kind == "term" else f"../{kind}/{identity}/" + (f"#{anchor}" if anchor else "")
    return Link(href, Markup("<code>x</code> Title"))


def _html(text: str) -> str:
    return str(to_html(text, _resolve))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("plain", "plain"),
        ("**Save**", "<strong>Save</strong>"),
        ("`a < b`", "<code>a &lt; b</code>"),
        ("a < b & c", "a &lt; b &amp; c"),
        ("<b>x</b>", "&lt;b&gt;x&lt;/b&gt;"),
        ("&lt;", "&amp;lt;"),
        ("[x](https://example.com/?a=1&b=2)", '<a href="https://example.com/?a=1&amp;b=2" rel="noopener">x</a>'),
        ("[x](mailto:a@example.com)", '<a href="mailto:a@example.com">x</a>'),
        ("[](https://example.com/)", '<a href="https://example.com/" rel="noopener">https://example.com/</a>'),
        ("[x](javascript:alert(1))", "x"),
        ("[x](data:text/html,y)", "x"),
        ("[](fix:ask)", '<a href="../fix/ask/"><code>x</code> Title</a>'),
        ("[so](fix:ask#step-a)", '<a href="../fix/ask/#step-a">so</a>'),
        ("[](error:4.1.8/lid)", '<a href="../error/4.1.8/lid/"><code>x</code> Title</a>'),
        ("[](term:lid)", "<code>x</code> Title"),
        ("[](fix:gone)", "gone"),
        ("# no heading", "# no heading"),
        ("- no list", "- no list"),
        ("![x](https://example.com/y.png)", '!<a href="https://example.com/y.png" rel="noopener">x</a>'),
        ("a\\*b\\*", "a*b*"),
        ("https://example.com", "https://example.com"),
        ("**保存**を押す", "<strong>保存</strong>を押す"),
        ("{{mailbox}} {% x %}", "{{mailbox}} {% x %}"),
        ("\"quoted\" 'so'", "&#34;quoted&#34; &#39;so&#39;"),
    ],
)
def test_to_html(text: str, html: str) -> None:
    assert _html(text) == html


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("plain", []),
        ("**bold** and `code`", []),
        ("[](fix:ask) [x](https://a.example/) [y](mailto:a@b.example)", []),
        ("*italics*", ["KB202"]),
        ("_italics_", ["KB202"]),
        ("<b>x</b>", ["KB202"]),
        ("`<b>x</b>`", []),
        ("a < b > c", []),
        ("<!-- x", ["KB202"]),
        ("**open", ["KB202"]),
        ("`open", ["KB202"]),
        ("**「保存」**を押す", ["KB202"]),
        ("「**保存**」を押す", []),
        ("[x](http://a.example/)", ["KB203"]),
        ("[x](javascript:alert(1))", ["KB203"]),
        ("[x](../fixes/ask/)", ["KB203"]),
        ("[x](fix:Ask)", ["KB203"]),
    ],
)
def test_faults(text: str, codes: list[str]) -> None:
    assert [code for code, _, _ in faults(text)] == codes


def test_literals_are_what_must_not_be_translated() -> None:
    english = literals("See **a**, `Set-X` and [](fix:ask), [here](https://e.example/).")
    assert english == Counter({"**": 1, "`Set-X`": 1, "(fix:ask)": 1, "(https://e.example/)": 1})
    assert literals("[こちら](https://e.example/)、[](fix:ask)、`Set-X`と**甲**。") == english
    assert literals("`set-x`") != literals("`Set-X`")


def test_references() -> None:
    text = "[](fix:ask#step-a) `[](fix:not)` [x](error:4.1.8/lid) [y](https://e.example/)"
    assert list(references(text)) == [("fix", "ask", "step-a"), ("error", "4.1.8/lid", "")]


def test_to_plain() -> None:
    def title(kind: str, identity: str, anchor: str) -> str:
        return f"<{kind} {identity}>"

    assert to_plain("**a** `b` [c](https://e.example/) [](fix:ask) \\*", title) == "a b c <fix ask> *"


@given(st.text(alphabet=st.sampled_from("ab<>&\"'*_`[]()!\\:/#-{}%｜「」急 fix:javascript")))
def test_no_text_becomes_other_elements(text: str) -> None:
    page = Document.of(_html(text))
    assert {one.tag for one in page.elements} <= {"a", "strong", "code"}
    for one in page.elements:
        assert set(one.attributes) <= {"href", "rel"}
        assert one.attributes.get("href", "../").startswith(("https://", "mailto:", "../"))
    assert not page.problems


PARTS = """a|b c| |急|。|「|*|**|**x**|**x y**|`|``|`q`|`**`|[|]|](fix:a)|[](fix:a-b#c)|[x](error:4.1/x)|[](fix:A)|](|)
[x](https://a.example/b)|](https://A.example/c_d/#e)|https://|x..-y.example/a//b##c.|<b>|&amp;|~|_|!|\\\\|#"""


@given(st.lists(st.sampled_from(["\n", *re.split(r"\|\n?|\n", PARTS)]), max_size=9).map("".join))
@example("` q `")
@example("`q``x`")
@example("**x****y**")
@example("a**。**b")
@example("[x](https://a.example/ü)")
def test_what_is_simple_is_read_as_markdown_reads_it(text: str) -> None:
    assert parse(text) == inline._parsed(text)


@pytest.mark.parametrize("text", ["a `b` **c**。", "**甲**を `x`", "[](fix:ask#step-a)「[x](https://a.example/b)」"])
def test_most_markup_is_simple(text: str) -> None:
    assert inline._simple(text) == inline._parsed(text) != ()
