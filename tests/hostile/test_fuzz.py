"""Generated input: nothing crashes, nothing of it becomes markup, and work grows with its length only.

The short part has a fixed seed and belongs to `make test`; the long part is new each
time, and belongs to `make test-all`.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import partial

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from generator.decoder import decode
from generator.decoder.index import Meter
from tests.decoder.both import in_browser, in_python
from tests.decoder.conftest import EXPORTS, SCRIPT
from tests.hostile.targets import TARGETS, _table
from tests.hostile.test_corpus import cases
from tests.support import ROOT, SMALL, calls

TOKENS = [
    *"\0\t\n\r\x1b \"'`*_[](){}<>&!|>-?:#%@\\/=,;~^$",
    *["\u202e", "\u200b", "\u2028", "\ufeff", "\U000e0041", "é", "日本", "ﬀ", "𝒳"],
    *["<script>", "</span>", "<!--", "-->", "]]>", "&lt;", "&#x3c;", "javascript:", "https://", "mailto:", "](", "**"],
    *["id: ", "\n- ", "\n  - ", ": ", "!!x ", "&a ", "*a", "---\n", "|\n", ">-\n", "? "],
    *['msgid "', 'msgstr "', 'msgctxt "', '"\n', "#~ ", "#, fuzzy\n", "\\n", "%(x)s", "%", "msgid_plural"],
    *['<span data-ttu-id="a-1">', '<span class="sxs-lookup">', "```\n", "| a |", "\n\n", "# ", "{{x}}", ":::"],
    *["5.7.57", "550 5.7.3 ", "535 ", "\r\n", "5.7.", "418 4.1.8 "],
]


def seeds(name: str) -> list[str]:
    """Honest input of a part, to be spoiled."""
    texts = [case["text"] for case in cases("texts")]
    if name == "reader":
        return [path.read_text(encoding="utf-8") for path in sorted((SMALL / "content").rglob("*.yml"))]
    if name == "catalogue":
        return [path.read_text(encoding="utf-8")[:3_000] for path in sorted((SMALL / "locales").rglob("*.po"))]
    if name == "importer":
        samples = sorted((ROOT / "tests/importing/samples").glob("*.md"))
        return [
            *(case["text"] for case in cases("imports")),
            *(one.read_text(encoding="utf-8")[:4_000] for one in samples),
        ]
    if name == "decoder":
        files = sorted((ROOT / "content/samples").glob("*.yml"))
        return [one["text"] for file in files for one in yaml.safe_load(file.read_text(encoding="utf-8"))]
    return texts


def spoiled(honest: str, chance: random.Random) -> bytes:
    """The text with a few pieces cut out, doubled, moved, or put in; at times a few bytes are others."""
    text = honest
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        start = chance.randrange(len(text) + 1)
        end = min(len(text), start + chance.choice((0, 0, 1, 3, 30, 300)))
        put = chance.choice(
            ("", text[start:end] * 2, *chance.choices(TOKENS, k=3), "".join(chance.choices(TOKENS, k=6)))
        )
        text = text[:start] + put * chance.choice((1, 1, 1, 2, 40)) + text[end:]
    data = bytearray(text[:20_000].encode("utf-8", "replace"))
    for _ in range(chance.choice((0, 0, 0, 1, 4)) if data else 0):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data)


def inputs(name: str) -> st.SearchStrategy[bytes]:
    honest = seeds(name)
    pieces = st.lists(st.one_of(st.sampled_from(TOKENS), st.text(max_size=8)), max_size=40)
    made = pieces.map(lambda parts: "".join(parts).encode("utf-8", "replace"))
    mended = st.tuples(st.sampled_from(honest), st.integers(0, 2**32)).map(
        lambda pair: spoiled(pair[0], random.Random(pair[1]))
    )
    return st.one_of(mended, mended, made, st.binary(max_size=60))


QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


@pytest.mark.parametrize("name", TARGETS)
def test_promises_hold_for_spoiled_input(name: str) -> None:
    @settings(max_examples=80, suppress_health_check=QUIET)
    @given(inputs(name))
    def hold(data: bytes) -> None:
        TARGETS[name](data)

    hold()


@pytest.mark.long
@pytest.mark.parametrize("name", TARGETS)
def test_promises_hold_for_a_long_time(name: str) -> None:
    @settings(derandomize=False, max_examples=5_000, suppress_health_check=QUIET)
    @given(inputs(name))
    def hold(data: bytes) -> None:
        TARGETS[name](data)

    hold()


def agree(chromium: Browser, count: int, seed: int) -> None:
    """Both decoders say the same of spoiled texts."""
    chance = random.Random(seed)
    honest = seeds("decoder")
    texts = [spoiled(chance.choice(honest), chance).decode("utf-8", "replace") for _ in range(count)]
    page: Page = chromium.new_page()
    page.set_content("<!doctype html><title>decoder</title>")
    source = SCRIPT.read_text(encoding="utf-8")
    page.add_script_tag(content=f"{source}\nglobalThis.decoder = {{ {EXPORTS} }};", type="module")
    page.wait_for_function("globalThis.decoder !== undefined")
    for text, ours, theirs in zip(texts, in_python(texts, _table()), in_browser(page, texts, _table()), strict=True):
        assert ours == theirs, text
    page.close()


def test_both_decoders_agree_on_spoiled_texts(chromium: Browser) -> None:
    agree(chromium, 120, 20261125)


@pytest.mark.long
def test_both_decoders_agree_for_a_long_time(chromium: Browser) -> None:
    agree(chromium, 5_000, random.randrange(2**32))


LONG: dict[str, tuple[str, Callable[[int], str]]] = {
    "entries": ("reader", lambda n: "".join(f"- {{id: a{i}, kind: role, name: x}}\n" for i in range(n))),
    "entries of one id": ("reader", lambda n: "- {id: a, kind: role, name: x}\n" * n),
    "blocks": (
        "reader",
        lambda n: "id: x\nbody:\n" + "".join(f"  - {{type: paragraph, id: a{i}, text: x}}\n" for i in range(n)),
    ),
    "fields": ("reader", lambda n: "".join(f"a{i}: x\n" for i in range(n))),
    "fields of one name": ("reader", lambda n: "a: x\n" * n),
    "messages": ("catalogue", lambda n: "".join(f'msgid "a{i}"\nmsgstr "b{i}"\n\n' for i in range(n))),
    "messages with plurals": (
        "catalogue",
        lambda n: "".join(f'msgid "a{i}"\nmsgid_plural "c"\nmsgstr[0] "b"\n\n' for i in range(n)),
    ),
    "messages of one name": ("catalogue", lambda n: 'msgid "a"\nmsgstr "b"\n\n' * n),
    "lines of a message": ("catalogue", lambda n: 'msgid "a"\nmsgstr ""\n' + '"b"\n' * n),
    "escapes": ("catalogue", lambda n: 'msgid "a"\nmsgstr "' + '\\"' * n + '"\n'),
    "asterisks": ("inline", lambda n: "*" * n),
    "asterisks and letters": ("inline", lambda n: "*a" * n),
    "bold": ("inline", lambda n: "**a** " * n),
    "brackets": ("inline", lambda n: "[" * n),
    "links that do not end": ("inline", lambda n: "[a](" * n),
    "links": ("inline", lambda n: "[a](https://a.example/) " * n),
    "accents": ("inline", lambda n: "`" * n),
    "accents of many lengths": ("inline", lambda n: " ".join("`" * (i % 17) for i in range(n))),
    "elements": ("inline", lambda n: "<a " * n),
    "backslashes": ("inline", lambda n: "\\*" * n),
    "quotation marks": ("quoting", lambda n: "'" * n),
}


@pytest.mark.parametrize("name", LONG)
def test_work_grows_with_the_length_only(name: str) -> None:
    """The number of calls at four times the length is four times as many, and a half more for good measure."""
    target, text = LONG[name]
    TARGETS[target](text(3).encode())
    small, large = (calls(partial(TARGETS[target], text(size).encode())) for size in (150, 600))
    assert large < 6 * small, (small, large)


def test_the_steps_of_the_decoder_grow_with_the_length_only() -> None:
    for text in ("550 5.7.57 x\n", "a", "5.7.", "535 ", "(", "coffee is not served ", "4.1.8 "):
        small, large = Meter(), Meter()
        decode(text * 200, _table(), small)
        decode(text * 800, _table(), large)
        assert large.work <= 5 * small.work + 100, text


def test_the_targets_notice(monkeypatch: pytest.MonkeyPatch) -> None:
    """A passage that is not escaped, and a link that may lead anywhere, are noticed."""
    monkeypatch.setattr("generator.inline.escape", lambda text: text)
    with pytest.raises((AssertionError, KeyError)):
        TARGETS["inline"](b"<b>x</b> &")
    monkeypatch.undo()
    monkeypatch.setattr("generator.inline.address_fault", lambda address: "")
    with pytest.raises(AssertionError):
        TARGETS["inline"](b"[x](javascript:alert(1))")
