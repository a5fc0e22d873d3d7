"""The peers: what each is given and how it is called. Every one builds the same articles in both languages.

Hugo has no theme of its own. It is given the frame of our pages (header, search dialog, footer) as fixed text, so that
its pages carry as much as ours, and a template that does no more than it must.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.peers.articles import LOCALES, write_data, write_trees

Command = tuple[str, ...]
Frame = tuple[str, str]
"""What stands in the body of one of our pages before and after the article."""


@dataclass(frozen=True, slots=True)
class Peer:
    """A generator in one of its ways to build the articles."""

    name: str
    pins: str
    """The file of pins beside this one, without its suffix."""
    write: Callable[[Path, int, Frame], None]
    """Fills an empty project with so many articles."""
    commands: tuple[Command, ...]
    """Run one after the other in the project; the first word is a program of the environment."""


_MATERIAL = """\
site_name: Imported articles
site_url: https://kb.example/
theme:
  name: material
  language: {language}
  font: false
  features: [navigation.prune, navigation.indexes, toc.follow]
docs_dir: {docs}
site_dir: {site}
markdown_extensions: [admonition, attr_list, tables]
"""
_I18N = """\
plugins:
  - search
  - i18n:
      docs_structure: folder
      languages:
        - {locale: en, name: English, default: true, build: true}
        - {locale: ja, name: 日本語, build: true}
"""


def _static_i18n(root: Path, count: int, _: Frame) -> None:
    write_trees(root / "docs", count)
    config = _MATERIAL.format(language="en", docs="docs", site="site") + _I18N
    (root / "mkdocs.yml").write_text(config, encoding="utf-8")


def _alone(root: Path, count: int, _: Frame) -> None:
    write_trees(root / "docs", count)
    for locale in LOCALES:
        config = _MATERIAL.format(language=locale, docs=f"docs/{locale}", site=f"site/{locale}")
        (root / f"mkdocs.{locale}.yml").write_text(config, encoding="utf-8")


_HUGO = """\
baseURL = "https://kb.example/"
title = "Imported articles"
defaultContentLanguage = "en"
defaultContentLanguageInSubdir = true
disableKinds = ["taxonomy", "term", "RSS"]
[security]
allowContent = [".*"]
[markup.goldmark.renderer]
unsafe = true
[outputs]
home = ["HTML", "JSON"]
[languages.en]
label = "English"
contentDir = "content/en"
weight = 1
[languages.ja]
label = "日本語"
contentDir = "content/ja"
weight = 2
"""
_LAYOUTS = {
    "baseof.html": """\
<!doctype html>
<html lang="{{ site.Language.Lang }}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>{{ .Title }} - {{ site.Title }}</title>
<link rel="canonical" href="{{ .Permalink }}">
{{ range .AllTranslations }}<link rel="alternate" hreflang="{{ .Language.Lang }}" href="{{ .Permalink }}">
{{ end }}</head>
<body>
BEFORE
<nav>{{ range .AllTranslations }}<a href="{{ .RelPermalink }}" hreflang="{{ .Language.Lang }}">{{ .Language.Lang }}</a>
{{ end }}</nav>
{{ partialCached "sections.html" . site.Language.Lang }}
<main>{{ block "main" . }}{{ end }}</main>
<footer>{{ with .PrevInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
{{ with .NextInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</footer>
AFTER
</body>
</html>
""",
    "single.html": '{{ define "main" }}<nav>{{ .TableOfContents }}</nav><article>{{ .Content }}</article>{{ end }}\n',
    "list.html": """\
{{ define "main" }}<h1>{{ .Title }}</h1>
<ul>{{ range .RegularPages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>
{{ end }}</ul>{{ end }}
""",
    "index.json": """\
[{{ range $index, $page := site.RegularPages }}{{ if $index }},{{ end }}
{{ dict "title" .Title "href" .RelPermalink "text" (.Summary | plainify) | jsonify }}{{ end }}]
""",
}
_SECTIONS = '<nav>{{ range site.Sections }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>\n{{ end }}</nav>\n'
_ADAPTER = """\
{{ $page := . }}
{{ range resources.Match "LOCALE/*.json" }}
{{ $section := path.BaseName .Name }}
{{ $page.AddPage (dict "kind" "section" "path" $section "title" $section) }}
{{ range . | transform.Unmarshal }}
{{ $content := dict "mediaType" "text/html" "value" .html }}
{{ $page.AddPage (dict "path" (printf "%s/%s" $section .name) "title" .title "content" $content) }}
{{ end }}
{{ end }}
"""


def _hugo(root: Path, frame: Frame) -> None:
    before, after = (part.replace("{{", '{{ "{{" }}') for part in frame)
    layouts = root / "layouts"
    (layouts / "_default").mkdir(parents=True)
    (layouts / "partials").mkdir()
    for name, text in _LAYOUTS.items():
        framed = text.replace("BEFORE", before).replace("AFTER", after)
        (layouts / "_default" / name).write_text(framed, encoding="utf-8")
    (layouts / "partials" / "sections.html").write_text(_SECTIONS, encoding="utf-8")
    (root / "hugo.toml").write_text(_HUGO, encoding="utf-8")


def _hugo_markdown(root: Path, count: int, frame: Frame) -> None:
    _hugo(root, frame)
    write_trees(root / "content", count)
    for index in (root / "content").rglob("index.md"):
        index.rename(index.with_name("_index.md"))


def _hugo_data(root: Path, count: int, frame: Frame) -> None:
    _hugo(root, frame)
    write_data(root / "assets", count)
    for locale in LOCALES:
        (root / "content" / locale).mkdir(parents=True)
        adapter = _ADAPTER.replace("LOCALE", locale)
        (root / "content" / locale / "_content.gotmpl").write_text(adapter, encoding="utf-8")


_HUGO_BUILD: Command = ("hugo", "build", "--quiet", "--destination", "site")
PEERS = (
    Peer("static-i18n", "static-i18n", _static_i18n, (("mkdocs", "build", "--quiet"),)),
    Peer(
        "material, pruned",
        "static-i18n",
        _alone,
        tuple(("mkdocs", "build", "--quiet", "-f", f"mkdocs.{locale}.yml") for locale in LOCALES),
    ),
    Peer(
        "zensical, pruned",
        "zensical",
        _alone,
        tuple(("zensical", "build", "--clean", "-f", f"mkdocs.{locale}.yml") for locale in LOCALES),
    ),
    Peer("hugo, markdown", "hugo", _hugo_markdown, (_HUGO_BUILD,)),
    Peer("hugo, data", "hugo", _hugo_data, (_HUGO_BUILD,)),
)
