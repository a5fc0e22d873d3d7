"""Ways in which a translation goes wrong, each applied to an entry. Imports nothing from the checks.

A corruption takes the source, the translation and a source of chance, and gives the corrupted translation, or nothing
where the entry cannot carry it. What it changes is told by its own expressions, not by those of the checks.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable

Corrupt = Callable[[str, str, random.Random], str | None]
CORRUPTIONS: dict[str, Corrupt] = {}

JAPANESE = "ぁ-んァ-ヶー一-龠々"
CODE = re.compile(r"`[^`]+`")
NUMBER = re.compile(r"(?<![A-Za-z0-9.,/:-])\d+(?:\.\d+)*(?![A-Za-z0-9.:-])")
KATAKANA = re.compile("[ァ-ヶー]{3,}")
LONG = ("サーバー", "ユーザー", "ヘッダー", "センター", "ブラウザー", "フィルター", "フォルダー", "コンピューター")
REAL = (
    # (English, Japanese as it should be, Japanese as it was published)
    ("Use smtp-hve.office365.com.", "smtp-hve.office365.com を使います。", "smtp-have.office365.com を使います。"),
    ("Run New-RemoteMailbox.", "New-RemoteMailbox を実行します。", "新規-Remotembox を実行します。"),
    ("Run `New-RemoteMailbox`.", "`New-RemoteMailbox` を実行します。", "`新規-Remotembox` を実行します。"),
    ("Open certmgr.msc.", "certmgr.msc を開きます。", "ertmgr.msc を開きます。"),
    ("Install Node.js first.", "先に Node.js をインストールします。", "先に Node.jis をインストールします。"),
    ("Set the language to en-US.", "言語を en-US に設定します。", "言語を ja-JP に設定します。"),
    (
        "See [how](https://learn.example/en-us/exchange/mail-flow/setup).",
        "[手順](https://learn.example/en-us/exchange/mail-flow/setup) をご覧ください。",
        "[手順](https://learn.example/en-us/exchange/setup) をご覧ください。",
    ),
    ("Open /admin/mail/flow/ there.", "/admin/mail/flow/ を開きます。", "/admin/flow/ を開きます。"),
)
"""Six corruptions seen in published Japanese pages, in prose and in code."""


def corruption(function: Corrupt) -> Corrupt:
    """Registers a corruption by its name."""
    CORRUPTIONS[function.__name__] = function
    return function


def _prose(text: str) -> list[tuple[int, int]]:
    """Where prose stands: outside of code, of placeholders, and of what links point to."""
    spans, at = [], 0
    for match in re.finditer(r"`[^`]+`|\]\([^)]*\)|https?://\S+|%\(\w+\)s|\{\w+\}", text):
        spans.append((at, match.start()))
        at = match.end()
    return [*spans, (at, len(text))]


def _find(pattern: str, text: str, chance: random.Random) -> re.Match[str] | None:
    """A match in prose, chosen by chance."""
    compiled = re.compile(pattern)
    inside = [match for start, end in _prose(text) for match in compiled.finditer(text, start, end)]
    return chance.choice(inside) if inside else None


def _put(text: str, match: re.Match[str], new: str) -> str:
    return text[: match.start()] + new + text[match.end() :]


def _other_letter(word: str, chance: random.Random) -> str:
    places = [index for index, letter in enumerate(word) if letter.isascii() and letter.isalnum()]
    if not places:
        return word + "x"
    at = chance.choice(places)
    letter = "7" if word[at].isdigit() and word[at] != "7" else "3" if word[at].isdigit() else "q"
    return word[:at] + (letter if word[at] != letter else "w") + word[at + 1 :]


@corruption
def code_changed(source: str, text: str, chance: random.Random) -> str | None:
    found = [*CODE.finditer(text)]
    if not found:
        return None
    match = chance.choice(found)
    return _put(text, match, f"`{_other_letter(match[0][1:-1], chance)}`")


@corruption
def code_dropped(source: str, text: str, chance: random.Random) -> str | None:
    found = [*CODE.finditer(text)]
    return _put(text, chance.choice(found), "コード") if found else None


@corruption
def code_without_marks(source: str, text: str, chance: random.Random) -> str | None:
    found = [*CODE.finditer(text)]
    match = chance.choice(found) if found else None
    return _put(text, match, match[0][1:-1]) if match else None


@corruption
def code_doubled(source: str, text: str, chance: random.Random) -> str | None:
    found = [*CODE.finditer(text)]
    match = chance.choice(found) if found else None
    return _put(text, match, f"{match[0]} {match[0]}") if match else None


@corruption
def link_changed(source: str, text: str, chance: random.Random) -> str | None:
    found = [*re.finditer(r"\]\(([^)]+)\)", text)]
    match = chance.choice(found) if found else None
    return _put(text, match, f"]({_other_letter(match[1], chance)})") if match else None


@corruption
def link_segment_lost(source: str, text: str, chance: random.Random) -> str | None:
    match = re.search(r"\]\(https://[^)/]+(/[^)/]+)[^)]*\)", text)
    return text[: match.start(1)] + text[match.end(1) :] if match else None


@corruption
def link_dropped(source: str, text: str, chance: random.Random) -> str | None:
    found = [*re.finditer(r"\[([^\[\]]*)\]\([^)]+\)", text)]
    match = chance.choice(found) if found else None
    return _put(text, match, match[1] or "こちら") if match else None


@corruption
def bold_dropped(source: str, text: str, chance: random.Random) -> str | None:
    found = [*re.finditer(r"\*\*(.+?)\*\*", text)]
    match = chance.choice(found) if found else None
    return _put(text, match, match[1]) if match else None


@corruption
def bold_half_open(source: str, text: str, chance: random.Random) -> str | None:
    at = text.find("**")
    return text[:at] + text[at + 2 :] if at >= 0 else None


@corruption
def label_changed(source: str, text: str, chance: random.Random) -> str | None:
    found = [*re.finditer(r"\*\*\[([^\[\]]+)\]\*\*", text)]
    match = chance.choice(found) if found else None
    return _put(text, match, f"**[{match[1]}ボタンの名]**") if match else None


@corruption
def placeholder_changed(source: str, text: str, chance: random.Random) -> str | None:
    found = [*re.finditer(r"%\((\w+)\)s|\{(\w+)\}", text)]
    match = chance.choice(found) if found else None
    return _put(text, match, match[0].replace(match[1] or match[2], "nanashi")) if match else None


@corruption
def placeholder_lost(source: str, text: str, chance: random.Random) -> str | None:
    found = [*re.finditer(r"%\((\w+)\)s|\{(\w+)\}", text)]
    return _put(text, chance.choice(found), "何か") if found else None


@corruption
def host_changed(source: str, text: str, chance: random.Random) -> str | None:
    match = _find(r"(?<![\w.])[a-z][\w-]*(?:\.[a-z][\w-]*)+(?![\w.])", text, chance)
    return _put(text, match, _other_letter(match[0], chance)) if match else None


@corruption
def name_changed(source: str, text: str, chance: random.Random) -> str | None:
    match = _find(r"(?<![\w-])(?:[A-Z][a-z]+-[A-Z]\w+|[A-Z]?[a-z]+[A-Z]\w+|[A-Z][A-Za-z]*[0-9])(?![\w-])", text, chance)
    return _put(text, match, _other_letter(match[0], chance)) if match else None


def _number(source: str, text: str, chance: random.Random) -> re.Match[str] | None:
    """A number of the translation that the source writes in digits too; no date, no part of a product's name,
    and none that the translation writes more often, for a word of the source.
    """
    plain = source.replace(",", "")
    said = [match[0] for start, end in _prose(plain) for match in NUMBER.finditer(plain, start, end)]
    shown = re.findall(r"\d+(?:\.\d+)*", text.replace(",", ""))
    found = [
        match
        for start, end in _prose(text)
        for match in NUMBER.finditer(text, start, end)
        if match[0] in said
        and shown.count(match[0]) <= said.count(match[0])
        and not re.search("(?:Microsoft|Office) $", text[: match.start()])
        and not re.match(r"[ ,\d]*[年月日万]|,\d", text[match.end() :])
    ]
    return chance.choice(found) if found else None


@corruption
def number_changed(source: str, text: str, chance: random.Random) -> str | None:
    match = _number(source, text, chance)
    if not match:
        return None
    at = chance.choice([index for index, letter in enumerate(match[0]) if letter.isdigit()])
    digit = str((int(match[0][at]) + chance.randrange(1, 10)) % 10)
    return _put(text, match, match[0][:at] + digit + match[0][at + 1 :])


@corruption
def number_with_a_digit_lost(source: str, text: str, chance: random.Random) -> str | None:
    match = _number(source, text, chance)
    return _put(text, match, match[0][:-1]) if match and len(match[0]) > 1 and match[0][-2].isdigit() else None


@corruption
def number_dropped(source: str, text: str, chance: random.Random) -> str | None:
    match = _number(source, text, chance)
    return _put(text, match, "いくつか") if match else None


@corruption
def number_in_full_width(source: str, text: str, chance: random.Random) -> str | None:
    match = _find(r"\d+", text, chance)
    return _put(text, match, "".join(chr(ord(one) + 0xFEE0) for one in match[0])) if match else None


@corruption
def day_changed(source: str, text: str, chance: random.Random) -> str | None:
    match = _find(r"(?<=月 )(\d{1,2})(?= 日)", text, chance)
    return _put(text, match, str(int(match[0]) % 27 + 1)) if match else None


@corruption
def month_changed(source: str, text: str, chance: random.Random) -> str | None:
    match = _find(r"(?<=年 )(\d{1,2})(?= 月)", text, chance)
    return _put(text, match, str(int(match[0]) % 12 + 1)) if match else None


@corruption
def year_changed(source: str, text: str, chance: random.Random) -> str | None:
    match = _find(r"20\d\d(?= 年)", text, chance)
    return _put(text, match, str(int(match[0]) + 1)) if match else None


@corruption
def half_width_kana(source: str, text: str, chance: random.Random) -> str | None:
    match = _find(KATAKANA.pattern, text, chance)
    return _put(text, match, "".join(_half(letter) for letter in match[0])) if match else None


def _half(letter: str) -> str:
    for half in (chr(code) for code in range(0xFF66, 0xFF9E)):
        if unicodedata.normalize("NFKC", half) == letter:
            return half
        for mark in "ﾞﾟ":
            if unicodedata.normalize("NFKC", half + mark) == letter:
                return half + mark
    return letter


@corruption
def full_width_letters(source: str, text: str, chance: random.Random) -> str | None:
    match = _find(r"[A-Za-z]+", text, chance)
    return _put(text, match, "".join(chr(ord(one) + 0xFEE0) for one in match[0])) if match else None


@corruption
def full_width_space(source: str, text: str, chance: random.Random) -> str | None:
    match = _find(" ", text, chance)
    return _put(text, match, "\u3000") if match else None


@corruption
def short_vowel(source: str, text: str, chance: random.Random) -> str | None:
    match = _find(rf"(?:{'|'.join(LONG)})(?![ァ-ヶー])", text, chance)
    return _put(text, match, match[0][:-1]) if match else None


@corruption
def too_long_vowel(source: str, text: str, chance: random.Random) -> str | None:
    match = _find("(?:コネクタ|セキュリティ|プロパティ|ライブラリ|ディレクトリ)(?![ァ-ヶー])", text, chance)
    return _put(text, match, f"{match[0]}ー") if match else None


@corruption
def space_lost(source: str, text: str, chance: random.Random) -> str | None:
    match = _find(f"(?<=[{JAPANESE}]) (?=[A-Za-z0-9])|(?<=[A-Za-z0-9])(?<!\\)s) (?=[{JAPANESE}])", text, chance)
    return _put(text, match, "") if match else None


@corruption
def space_beside_code_lost(source: str, text: str, chance: random.Random) -> str | None:
    match = re.search(f"(?<=[{JAPANESE}]) (?=`)", text)
    return _put(text, match, "") if match else None


@corruption
def space_doubled(source: str, text: str, chance: random.Random) -> str | None:
    match = _find("(?<=[^ ]) (?=[^ ])", text, chance)
    return _put(text, match, "  ") if match else None


@corruption
def space_before_stop(source: str, text: str, chance: random.Random) -> str | None:
    match = _find("[。、]", text, chance)
    return _put(text, match, f" {match[0]}") if match else None


@corruption
def space_at_the_end(source: str, text: str, chance: random.Random) -> str | None:
    return f"{text} " if any(map(str.isalnum, text)) else None


@corruption
def bracket_lost(source: str, text: str, chance: random.Random) -> str | None:
    match = _find("[（）「」]", text, chance)
    return _put(text, match, "") if match else None


@corruption
def stop_lost(source: str, text: str, chance: random.Random) -> str | None:
    return text[:-1] if source.endswith(".") and text.endswith("。") and text[-2] not in ")`）」" else None


@corruption
def latin_stop(source: str, text: str, chance: random.Random) -> str | None:
    return f"{text[:-1]}." if source.endswith(".") and text.endswith("。") else None


@corruption
def stop_added(source: str, text: str, chance: random.Random) -> str | None:
    return f"{text}。" if source[-1].isalnum() and re.search(f"[{JAPANESE}A-Za-z0-9]$", text) else None


@corruption
def left_in_english(source: str, text: str, chance: random.Random) -> str | None:
    prose = re.sub(r"`[^`]*`|%\(.*?\)s", " . ", source)
    return source if re.search(f"[{JAPANESE}]", text) and re.search("[a-z]{2} [a-z]{2}", prose) else None


@corruption
def invisible(source: str, text: str, chance: random.Random) -> str | None:
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.choice("\u200b\u200e\u00ad\u2060\ufeff\u202e") + text[at:]


@corruption
def line_break(source: str, text: str, chance: random.Random) -> str | None:
    match = _find("(?<=[。、]).", text, chance)
    return _put(text, match, f"\n{match[0]}") if match else None


@corruption
def html_put_in(source: str, text: str, chance: random.Random) -> str | None:
    match = _find(f"[{JAPANESE}]+", text, chance)
    return _put(text, match, f"<b>{match[0]}</b>") if match else None
