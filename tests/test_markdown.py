"""Each page as Markdown: the same words, in a form that other programs read."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from generator.markdown import markdown_file, to_markdown
from tests.support import Document, build_here, page, replace, some

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def test_what_tables_code_steps_and_notes_become() -> None:
    made = to_markdown(
        '<h1 id="top">T &lt;b&gt; *c* _d_</h1>'
        '<h2 id="x"><a class="kb-anchor" href="#x">Head <code>a</code></a></h2>'
        "<p>see &lt;script&gt; and [x](y)</p>"
        "<table><thead><tr><th>A</th><th>B</th></tr></thead>"
        '<tbody><tr><td><code>a|b</code></td><td><a href="../q/?a=1&amp;b=2#e">link</a></td></tr></tbody></table>'
        '<ol><li class="kb-step" id="step-a"><p>One <a class="kb-step__link" href="#step-a">#</a></p>'
        '<pre><code class="language-powershell">Get-A `\n  -B &lt;c&gt; $false</code></pre>'
        "<kb-copy for='x' hidden><button>Copy</button></kb-copy><ul><li>a<ul><li>b</li></ul></li></ul></li></ol>"
        '<div class="admonition danger"><p class="admonition-title">Lower</p><p>less safe</p></div>'
        '<nav class="kb-crumbs"><a href="..">back</a></nav>'
        '<script type="application/ld+json">{"a":1}</script>',
        "https://h.example/en/p/",
    )
    assert made == (
        "# T &lt;b> \\*c\\* \\_d\\_\n\n## Head `a`\n\nsee &lt;script> and [x]&#40;y)\n\n"
        "| A | B |\n| --- | --- |\n| `a\\|b` | [link](https://h.example/en/q/?a=1&b=2#e) |\n\n"
        "1. One\n\n   ```powershell\n   Get-A `\n     -B <c> $false\n   ```\n\n   - a\n     - b\n\n"
        "Lower\n\nless safe\n"
    )


@pytest.mark.parametrize("which", ["built", "plain_addresses"])
def test_every_page_of_a_language_has_its_markdown_and_links_to_it(which: str, request: pytest.FixtureRequest) -> None:
    site: Path = request.getfixturevalue(which)
    pages = [file for locale in ("en", "ja") for file in (site / locale).rglob("*.html") if file.name != "404.html"]
    assert pages
    for file in pages:
        (link,) = page(file).all("link", type="text/markdown")
        assert (file.parent / link.attributes["href"]).resolve() == Path(markdown_file(str(file)))
        assert (file.parent / link.attributes["href"]).is_file()
        assert link.attributes["rel"] == "alternate "
    assert not (site / "index.md").exists()


def _words(html: str) -> str:
    text = "".join(Document.of(f"<body>{html}</body>").elements[0].text.split())
    return text.replace("¶", "")


@pytest.mark.parametrize("locale", ["en", "ja"])
def test_page_and_markdown_say_the_same_words(built: Path, locale: str) -> None:
    """Read by another library, the Markdown gives every word of the page and no other, in the same order."""
    for file in some((built / locale).rglob("index.html")):
        whole = file.read_text(encoding="utf-8")
        body = whole[whole.index("<article") : whole.index("</article>")].partition(">")[2]
        body = re.sub(r'<p class="kb-edit">.*', "", body, flags=re.DOTALL)
        shown = _words(_without(body))
        markdown = file.with_name("index.md").read_text(encoding="utf-8")
        assert _words(PARSER.render(markdown)) == shown, file


class _Without(HTMLParser):
    """HTML without what only works on the page, and what it hides."""

    TAGS = ("kb-copy", "kb-parameters", "button", "form", "nav", "script", "svg")
    CLASSES = ("kb-step__link", "kb-share", "kb-toc")
    VOID = ("br", "input", "hr", "img", "wbr")

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.out: list[str] = []
        self.depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = (dict(attrs).get("class") or "").split()
        out = tag in self.TAGS or "hidden" in dict(attrs) or any(one in self.CLASSES for one in classes)
        if self.depth or out:
            self.depth += tag not in self.VOID
        else:
            self.out.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if self.depth:
            self.depth -= 1
        else:
            self.out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if not self.depth:
            self.out.append(data)

    def handle_entityref(self, name: str) -> None:
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.handle_data(f"&#{name};")


def _without(html: str) -> str:
    parser = _Without()
    parser.feed(html)
    return "".join(parser.out)


def test_links_in_markdown_lead_to_pages(built: Path) -> None:
    base = "https://help.example.com/"
    links = set()
    for file in built.rglob("*.md"):
        for token in PARSER.parse(file.read_text(encoding="utf-8")):
            links |= {str(one.attrs["href"]) for one in token.children or () if one.type == "link_open"}
    inside = {one.removeprefix(base).partition("?")[0] for one in links if one.startswith(base)}
    assert len(inside) > 50
    assert not [one for one in links if not one.startswith(("https://", "mailto:"))]
    for one in inside:
        address, _, anchor = one.partition("#")
        target = built / address / ("index.html" if not address or address.endswith("/") else "")
        assert target.is_file(), one
        assert not anchor or anchor in page(target).ids, one


def test_it_can_be_switched_off_and_on_again(small: Path, tmp_path: Path) -> None:
    replace(small / "mkdocs.yml", "locales: [en, ja]", "locales: [en, ja]\n      markdown: false")
    site = build_here(small, tmp_path / "site", strict=True)  # no page is drawn by the theme
    assert not [*site.rglob("*.md"), *site.rglob("llms*")]
    assert not page(site / "en/fixes/remove-lid/index.html").all("link", type="text/markdown")
    replace(small / "mkdocs.yml", "markdown: false", "markdown: true")
    build_here(small, tmp_path / "site")
    assert (site / "en/fixes/remove-lid/index.md").is_file()
    (site / "en/fixes/remove-lid/index.md").write_text("somebody was here", encoding="utf-8")
    build_here(small, tmp_path / "site")
    assert (site / "en/fixes/remove-lid/index.md").read_text(encoding="utf-8").startswith("# Remove the lid\n")
