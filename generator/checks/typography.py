"""How a language is written: widths, spaces, brackets, ends of sentences, spelling.

Rules for Japanese follow the style guide that Microsoft publishes for its Japanese texts: a half-width space between
Japanese and other letters, full-width punctuation, a long vowel mark at the end of words from English -er, -or, -ar.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from generator.checks.fidelity import Fault
from generator.inline import is_plain, parse
from generator.limits import unseen

CODE, OPEN, CLOSE, LINK = "\ue000", "\ue001", "\ue002", "\ue003"
"""What stands for code, the edges of bold, and the edges of links, when a text is looked at as letters."""

HOLE = "\ue004"
"""What stands for a placeholder: it may be anything, so nothing is expected beside it."""

PAIRS = ("（）", "「」", "『』", "【】", "〈〉", "《》", "()", "[]", "«»")
QUOTES = {
    **dict.fromkeys(("bg", "cs", "da", "de", "et", "is", "ka", "lt", "mk", "sk", "sl", "sr"), "„“"),
    **dict.fromkeys(("hr", "hu", "pl", "ro"), "„”"),
}
"""Quotation marks of languages that close where English opens, or open below the line (CLDR: delimiters)."""
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufffd]")
NATURAL = {"ar": "\u200c\u200d\u200e\u200f", "he": "\u200e\u200f", "fa": "\u200c\u200d\u200e\u200f"}
"""Invisible characters that a language needs for its own writing."""

LONG = """
アダプタ アドミニストレータ インストーラ エディタ オーナ オペレータ カウンタ コンテナ コンピュータ サーバ スキャナ
スケジューラ セレクタ センタ タイマ トリガ ドライバ バッファ パートナ パラメータ ハンドラ フィルタ フォルダ ブラウザ
プライバシ プリンタ プレビュ プロバイダ ヘッダ ベンダ ポリシ マネージャ メーカ メニュ メンバ モニタ ユーザ リーダ ルータ
エラ キュ コピ フロ リレ レイヤ
"""
"""Words that lack the mark which they end in."""
SHORT = """
コネクター セキュリティー プロパティー ライブラリー ディレクトリー レジストリー メモリー カテゴリー エントリー クエリー
エンティティー バッテリー アクセサリー
"""
"""Words that end in a mark which they should not have."""

_J = "぀-ヿ㐀-鿿々"
_LONG = re.compile(
    f"(?:{'|'.join(word if len(word) > 2 else f'(?<![ァ-ヶー]){word}' for word in LONG.split())})(?![ァ-ヶー])"
)
_SHORT = re.compile("|".join(SHORT.split()))
_HALF_KANA = re.compile("[\uff61-\uff9f]+")
_WIDE = re.compile("[！-～]+")
_WIDE_RIGHT = frozenset("（）：；！？／～＋")
_WIDE_WRONG = "".join(letter for letter in map(chr, range(ord("！"), ord("～"))) if letter not in _WIDE_RIGHT)
_NO_SPACE = re.compile(rf"[{_J}][A-Za-z0-9{CODE}{OPEN}]|[A-Za-z0-9%{CODE}{CLOSE}][{_J}]")
_SPACE = re.compile(r" [、。，．！？：；）」』】]|[（「『【、。，．：！？] ")
_SUSPECT = re.compile(rf"{_HALF_KANA.pattern}|[{_WIDE_WRONG}]|{_NO_SPACE.pattern}|{_SPACE.pattern}")
"""Nearly every text is well written; one look tells."""
_LONG_ENDS = re.compile(f"[{''.join({word[-1] for word in LONG.split()})}](?![ァ-ヶー])")
_BRACKETS = re.compile(f"[{re.escape(''.join(PAIRS) + '„“”')}]")
_BARE = re.compile(rf"(?<![「（［\[]){LINK}{LINK} ?[\w{CODE}{OPEN}]")
"""A reference, which shows a title, with a word behind it that belongs to the same sentence."""
_STOPS = {"ja": "。", "zh": "。", "hi": "।", "ar": ".", "fa": "."}
_MARKS = {"code_inline": CODE, "strong_open": OPEN, "strong_close": CLOSE, "link_open": LINK, "link_close": LINK}
_GAP = re.compile("  |\u3000|\t")
_CLOSING = ")）」』】]”\"*_’'» "


def letters(text: str) -> str:
    """The text with code, bold and links replaced by one letter each."""
    if is_plain(text):
        return text
    return "".join([token.text if token.type == "text" else _MARKS.get(token.type, "") for token in parse(text)])


def typography_faults(locale: str, source: str, text: str) -> Iterator[Fault]:
    """What is wrong with how a translation is written. Placeholders are replaced by a hole before."""
    language = locale.partition("-")[0]
    seen = letters(text)
    yield from _characters(language, text, seen)
    yield from _spaces(language, source, text, seen)
    for pair in (*PAIRS, QUOTES.get(language, "“”")) if _BRACKETS.search(seen) else ():
        if seen.count(pair[0]) != seen.count(pair[1]):
            shown = f"{seen.count(pair[0])} {pair[0]} and {seen.count(pair[1])} {pair[1]}"
            yield "KB415", f"brackets are not in pairs: {shown}", f"each {pair[0]} has its {pair[1]}"
    yield from _end(language, source, seen)
    if language == "ja":
        for match in _BARE.finditer(seen):
            yield "KB421", f"a title runs into '{_named(match[0][2:].strip())}'", "write 「[](…)」, without spaces"
        for match in _LONG.finditer(seen) if _LONG_ENDS.search(seen) else ():
            yield "KB413", f"'{match[0]}' lacks its long vowel mark", f"write '{match[0]}ー'"
        for match in _SHORT.finditer(seen):
            yield "KB413", f"'{match[0]}' has a long vowel mark", f"write '{match[0].removesuffix('ー')}'"


def unseen_faults(text: str) -> Iterator[Fault]:
    """The first character that no text may hold, in any language."""
    hidden = unseen(text)
    if hidden:
        yield "KB418", f"an invisible character, {hidden}", "delete it, and write the word again"


def _characters(language: str, text: str, seen: str) -> Iterator[Fault]:
    for match in INVISIBLE.finditer(text):
        if match[0] not in NATURAL.get(language, ""):
            yield "KB418", f"an invisible character, U+{ord(match[0]):04X}", "delete it, and write the word again"
            return
    yield from unseen_faults(text)
    if language != "ja" or not _SUSPECT.search(seen):
        return
    for match in _HALF_KANA.finditer(seen):
        wide = unicodedata.normalize("NFKC", match[0])
        yield "KB411", f"half-width kana '{match[0]}'", f"write '{wide}'"
    for match in _WIDE.finditer(seen):
        wrong = "".join(letter for letter in match[0] if letter not in _WIDE_RIGHT)
        if wrong:
            yield "KB412", f"full-width '{wrong}'", f"write '{unicodedata.normalize('NFKC', wrong)}'"


def _spaces(language: str, source: str, text: str, seen: str) -> Iterator[Fault]:
    if _edges(text) != _edges(source) and text and source.strip(" ,"):
        yield "KB414", "a space at the beginning or end", "begin and end as the English does"
    match = _GAP.search(text.strip())
    if match and match[0] not in source:
        yield "KB414", f"a double, wide or tab space after '{_before(text, match)}'", "write one half-width space"
    if language != "ja" or not _SUSPECT.search(seen):
        return
    for match in _NO_SPACE.finditer(seen):
        hint = "a half-width space stands between Japanese and the rest"
        yield "KB414", f"no space in '{_named(match[0])}'", hint
    for match in _SPACE.finditer(seen):
        yield "KB414", f"a space beside '{match[0].strip()}'", "full-width punctuation has no space beside it"


def _end(language: str, source: str, seen: str) -> Iterator[Fault]:
    if not seen or seen[-1] in LINK:
        return
    stop = _STOPS.get(language, ".")
    here = letters(source).rstrip(_CLOSING)[-1:]
    last = seen.rstrip(_CLOSING)[-1:]
    if here == "." and last not in (stop, "…", "？", "?", "！", "!", LINK):
        yield "KB416", f"the sentence ends in '{_named(last)}'", f"write '{stop}', as the English ends in '.'"
    elif (here.isalnum() or here == HOLE) and last in (stop, "、", ","):
        yield "KB416", f"the text ends in '{last}', and the English in no sentence", f"take the '{last}' away"


def _edges(text: str) -> tuple[bool, bool]:
    return text[:1].isspace(), text[-1:].isspace()


def _before(text: str, match: re.Match[str]) -> str:
    return text.strip()[: match.start()][-8:]


def _named(seen: str) -> str:
    for mark, name in ((CODE, "`"), (OPEN, "**"), (CLOSE, "**"), (LINK, "link")):
        seen = seen.replace(mark, name)
    return seen
