"""Pairs of Markdown trees, as site generators keep them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.importing.conftest import Base
from tests.importing.truth import record_texts, translations

ENGLISH = """---
title: Making tea
---
# Making tea {#tea}

Boil **water** first, see [the pot](pot.md) and [rules][r].

!!! warning "Hot"
    Water is hot.

=== "Green"

    Three minutes.

1. Warm the pot.
   - Its lid too.
2. Wait.

| Tea | Minutes |
|---|---|
| Black | 4 |

```sh
boil --now
```

[r]: https://example.com/rules
"""
JAPANESE = """---
title: お茶のいれかた
---
# お茶のいれかた {#tea}

まず**お湯**を沸かします。[ポット](pot.md)と[規則][r]を見てください。

!!! warning "熱い"
    お湯は熱いです。

=== "緑茶"

    3 分です。

1. ポットを温めます。
   - ふたもです。
2. 待ちます。

| お茶 | 分 |
|---|---|
| 紅茶 | 4 |

```sh
boil --now
```

[r]: https://example.com/rules
"""
SAID = {
    "Making tea": "お茶のいれかた",
    "Boil **water** first, see [the pot](guide:pot) and [rules](https://example.com/rules).": (
        "まず**お湯**を沸かします。[ポット](guide:pot)と[規則](https://example.com/rules)を見てください。"
    ),
    "Hot": "熱い",
    "Water is hot.": "お湯は熱いです。",
    "Green": "緑茶",
    "Three minutes.": "3 分です。",
    "Warm the pot.": "ポットを温めます。",
    "Its lid too.": "ふたもです。",
    "Wait.": "待ちます。",
    "Tea": "お茶",
    "Minutes": "分",
    "Black": "紅茶",
    "4": "4",
}
LAYOUTS = {
    "folders": ("en/{}.md", "ja/{}.md"),
    "folders below docs": ("docs/en/{}.md", "docs/ja/{}.md"),
    "Hugo": ("content/en/docs/{}.md", "content/ja/docs/{}.md"),
    "suffixes": ("{}.md", "{}.ja.md"),
    "suffixes of both": ("{}.en.md", "{}.ja.md"),
    "Docusaurus": ("docs/{}.md", "i18n/ja/docusaurus-plugin-content-docs/current/{}.md"),
}


def _write(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_pairs_are_found_and_aligned(layout: str, base: Base, tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    for pattern, (tea, pot) in zip(
        LAYOUTS[layout], ((ENGLISH, "# Pot\n\nRound.\n"), (JAPANESE, "# ポット\n\n丸い。\n")), strict=True
    ):
        _write(tree, pattern.format("tea"), tea)
        _write(tree, pattern.format("pot"), pot)
    report = base.take(tree, form="markdown")
    assert [account.outcome for account in report.accounts] == ["new", "new"], [one.reason for one in report.accounts]
    assert sorted(path.stem for path in base.guides.glob("*.yml")) == ["pot", "tea"]
    source = [text for text in base.source("tea") if text not in ("true", "boil --now", "sh")]
    assert dict(zip(source, base.target("tea"), strict=True)) == SAID
    assert translations(base.root / "locales/ja/LC_MESSAGES/guides.po")["pot"] == ["ポット", "丸い。"]


def test_two_folders_given_by_name(base: Base, tmp_path: Path) -> None:
    _write(tmp_path, "en/a.md", "# A\n\nOne.\n")
    _write(tmp_path, "ja/a.md", "# あ\n\n一。\n")
    base.take(tmp_path / "en", tmp_path / "ja", form="markdown")
    assert base.target("a") == ["あ", "一。"]


def test_what_has_no_partner_is_kept_and_named(base: Base, tmp_path: Path) -> None:
    _write(tmp_path, "en/a.md", "# A\n\nOne.\n\n- Two.\n\nThree.\n")
    _write(tmp_path, "ja/a.md", "# あ\n\n一。\n\n三。\n\n> 余り。\n")
    _write(tmp_path, "ja/b.md", "# び\n")
    _write(tmp_path, "en/c.md", "# C\n\nAlone.\n")
    report = base.take(tmp_path / "en", tmp_path / "ja", form="markdown")
    by_name = {account.document: account for account in report.accounts}
    assert "there is no document in 'en'" in by_name["ja/b.md"].reason
    assert record_texts(base.guides / "c.yml") == ["C", "Alone."]
    assert "余り。" in base.source("a")
    assert base.target("a")[:4] == ["あ", "一。", "", "三。"]
    assert ("changed", "passage only in the translation") in {(one.kind, one.what) for one in by_name["en/a.md"].notes}


def test_mdx_and_containers(base: Base, tmp_path: Path) -> None:
    _write(tmp_path, "docs/a.mdx", "import X from 'x'\n\n# A\n\n:::tip Mind\n\nWater.\n\n:::\n\n<X />\n")
    _write(
        tmp_path,
        "i18n/ja/docusaurus-plugin-content-docs/current/a.mdx",
        "import X from 'x'\n\n# あ\n\n:::tip 注意\n\n水。\n\n:::\n\n<X />\n",
    )
    base.take(tmp_path, form="markdown")
    assert base.source("a")[:3] == ["A", "Mind", "Water."]
    assert base.target("a")[:3] == ["あ", "注意", "水。"]
    assert 'tone: "tip"' in base.record("a")
