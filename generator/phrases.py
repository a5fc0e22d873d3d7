"""Where Japanese titles may break: between phrases, and within a long one between words.

Most browsers break Japanese between any two letters. Titles of a page therefore say where they may break (`<wbr>`), and
the style sheet forbids it elsewhere (`word-break: keep-all`). Nothing of this is in what is copied or searched.
"""

from __future__ import annotations

import re
from functools import lru_cache

_KANA = "ぁ-ゖ"
_KATA = "ァ-ヺー"
_HAN = "一-鿿々"
_STEM = "いきしちみりびぎえけせてめれげべ"
"""What stands between the two halves of a compound verb: 取り消す, 割り当てる."""

_PHRASE = re.compile(
    rf"(?<=[{_KANA}])(?<!もう)(?<![こそあ]の)(?<![^な]どの)(?<![おご])"
    rf"(?!(?<=[{_HAN}][{_STEM}])[{_HAN}][{_KANA}])(?=[{_KATA}{_HAN}])"
    rf"|(?<=[{_KANA}{_KATA}{_HAN}])(?=[（「『])|(?<=、)"
)
"""After what is written in hiragana, as particles and endings are, after a comma, and before an opening bracket."""
_WORD = re.compile(
    rf"(?<=[{_KATA}])(?=[{_HAN}]{{2}})|(?<=[{_HAN}]{{2}})(?=[{_KATA}])"
    rf"|(?<=[{_KATA}{_HAN}][がのはを])(?=[{_KANA}])|(?<=[{_KANA}])(?<!その)(?=もの|こと|ため|とき)|(?=または)|(?<=は)(?=ど[れのう])"
)
"""Between katakana and kanji, but not at one kanji alone (クライアント｜資格情報, サーバー側); after a particle."""
LONGEST = 10
"""A phrase of more letters than this does not fit the line of a title on a small phone."""

_GLUED = re.compile(
    rf"(?<![\w.])([A-Za-z0-9][\w.+-]{{0,11}} [{_KANA}]{{1,4}}|\d{{1,3}} [{_HAN}][{_KANA}]*)(?=<|[ （]|$)", re.ASCII
)
"""A name and its particle (`OAuth で`), a number and what it counts (`1 人の`): no line begins with the second."""

_TITLE = re.compile(
    r"<(?:(h[1-6]|th|dt|summary|button)\b"
    r'|(p|span|a)\b[^>]* class="(?:[^"]* )?(?:kb-card__title|kb-list__title|kb-option__label|md-button)[ "]'
    r"|li\b[^>]*>\s*<(a)\b)"
    r"[^>]*>.*?</(?:\1|\2|\3)>",
    re.DOTALL,
)
_TEXT = re.compile(r">([^<]+)")


def phrased(html: str, locale: str) -> str:
    """A page of this locale whose titles say where they may break; as it is where the locale is not Japanese."""
    if locale.partition("-")[0] != "ja":
        return html
    return _TITLE.sub(lambda title: _TEXT.sub(lambda text: f">{_broken(text[1])}", title[0]), html)


@lru_cache(maxsize=20_000)
def _broken(text: str) -> str:
    parts = (part for phrase in _PHRASE.split(text) for part in _parts(phrase))
    return _GLUED.sub(r'<span class="kb-whole">\1</span>', "<wbr>".join(parts))


def _parts(phrase: str) -> list[str]:
    return _WORD.split(phrase) if max(map(len, phrase.split(" "))) > LONGEST else [phrase]
