"""Documents made to break the import: cleaned or refused by name, and never slow."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.importing.conftest import Base, new_base
from tests.support import build, calls, page

HEAD = "# {}\n\n"


def pair(identity: str, target: str, source: str) -> str:
    """A passage as the format writes it."""
    return (
        f'<span data-ttu-id="{identity}">{target}</span><span class="sxs-lookup">'
        f'<span data-stu-id="{identity}">{source}</span></span>'
    )


TITLE = HEAD.format(pair("a-1", "題", "Title"))

REFUSED = {
    "nothing": (b"", "empty"),
    "only gaps": (b" \n\t\n", "empty"),
    "Latin-1": (b"# caf\xe9 " + pair("a-1", "x", "y").encode(), "not UTF-8: byte 0xe9 in line 1"),
    "Shift JIS": (TITLE.encode("shift_jis"), "not UTF-8"),
    "UTF-16 without a mark": (b"#\0 \0T\0i\0t\0l\0e\0" * 9, "NUL bytes"),
    "another encoding than the mark says": (b"\xff\xfe" + b"\x00\xd8\x00", "the byte order mark says utf-16-le"),
    "no passage": (b"# Title\n\nText\n", "no side-by-side passage"),
    "ten megabytes in a paragraph": (TITLE + "word " * 2_000_000, "characters; at most"),
    "seventeen megabytes": (b"x" * 17_000_000, "larger than 16 MB"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_by_name(name: str, base: Base) -> None:
    document, reason = REFUSED[name]
    (account,) = base.one(document, locale="ja").accounts
    assert account.outcome == "refused"
    assert reason in account.reason
    assert not base.guides.exists()
    assert not (base.root / "locales").exists()


HOSTILE = TITLE + "\n\n".join(
    [
        pair("a-2", "<script>alert(1)</script>悪", "<script>alert(1)</script>evil"),
        pair("a-3", "[押す](javascript:alert(1))", "[press](javascript:alert(1))"),
        pair(
            "a-4", '<a href="JaVa&#x73;cript:alert(1)" onclick="x()">押す</a>', '<a href="java\tscript:alert(1)">go</a>'
        ),
        pair("a-5", "<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>words"),
        pair("a-6", "[d](data:text/html,x) [v](vbscript:x)", "[d](data:text/html,x) [f](file:///etc/passwd)"),
        '<iframe src="https://evil.example/"></iframe><style>*{display:none}</style><svg onload=alert(1)>',
        pair("a-7", "最後", "last") + "\x00\x01\x1b[31m",
        '<form action="https://evil.example/"><input name="q"></form>'
        + pair("a-8", "{{ 7*7 }} {% x %}", "{{ 7*7 }} ${x}"),
    ]
)


def test_nothing_of_a_stranger_becomes_markup(base: Base, tmp_path: Any) -> None:
    (account,) = base.one(HOSTILE, locale="ja").accounts
    assert (account.segments, account.placed) == (8, 8)
    reasons = {(note.kind, note.what) for note in account.notes}
    assert {("refused", "<script>"), ("refused", "link"), ("changed", "control character")} <= reasons
    config = base.root / "mkdocs.yml"
    config.write_text(config.read_text(encoding="utf-8").replace("en, ja, ar, zh-CN", "en, ja"), encoding="utf-8")
    site = build(base.root, tmp_path / "site")
    for locale in ("en", "ja"):
        html = (site / locale / "guides/page/index.html").read_text(encoding="utf-8")
        article = html[html.index("<article") : html.index("</article>")].lower()
        for sign in (
            "javascript:",
            "<script",
            "<iframe",
            "<img",
            "onerror=",
            "onclick=",
            "<form",
            "<style",
            "evil.example",
        ):
            assert sign not in article.replace('<script type="application/ld+json">', ""), sign
        assert "data:text" not in article
        assert page(site / locale / "guides/page/index.html").problems == []


SLOW: dict[str, Callable[[int], str]] = {
    "opened spans": lambda n: '<span data-ttu-id="a-2">' * n,
    "opened spans in lines": lambda n: '<span data-ttu-id="a-2">x\n' * n,
    "closed spans": lambda n: "</span>" * n + pair("a-2", "x", "y"),
    "one id": lambda n: pair("a-2", "x", "y") * n,
    "paragraphs": lambda n: "\n\n".join(pair(f"a-{i}", "x", "y") for i in range(n)),
    "letters": lambda n: "\n".join(f"{pair(f'a-{i}', 'a.', 'a.')} x<BR/>" for i in range(n)),
    "asterisks": lambda n: pair("a-2", "*" * n, "**" * n),
    "brackets": lambda n: pair("a-2", "[" * n, "[a](" * n),
    "backticks": lambda n: pair("a-2", "`" * n, "` `` " * n),
    "less-than signs": lambda n: "<" * n + pair("a-2", "<a " * n, "<" * n),
    "comments": lambda n: "<!-- " * n + pair("a-2", "x", "y"),
    "containers": lambda n: ":::a\n" * n + pair("a-2", "x", "y"),
    "quotations": lambda n: ">" * n + pair("a-2", "x", "y"),
    "elements": lambda n: "<ul><li>" * n + pair("a-2", "x", "y"),
    "bold over passages": lambda n: " ".join(pair(f"a-{i}", "**x", "y**") for i in range(n)),
    "columns": lambda n: "|a" * n + "|\n" + "|-" * n + "|\n|" + pair("a-2", "x", "y") + "\n",
    "fences": lambda n: "```\n" * n + pair("a-2", "x", "y"),
}


def _work(root: Any, text: str) -> int:
    """What it costs to import a document."""
    base = new_base(root)
    return calls(lambda: base.one(TITLE + text, locale="ja"))


@pytest.mark.parametrize("name", SLOW)
def test_work_grows_no_faster_than_the_document(name: str, tmp_path: Any) -> None:
    _work(tmp_path / "warm", "x")
    small, large = (_work(tmp_path / str(size), SLOW[name](size)) for size in (150, 600))
    assert large < 5 * small
