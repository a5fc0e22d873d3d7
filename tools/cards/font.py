"""`python -m tools.cards.font REGULAR BOLD`: make the fonts of the pictures from Noto Sans CJK JP.

    python -m tools.cards.font NotoSansCJK-Regular.ttc NotoSansCJK-Bold.ttc

They hold what the pictures say, Latin letters and kana. Needs the packages fonttools and brotli, which nothing else
here does. The fonts are under the SIL Open Font License
(font/OFL.txt), and so is what is made of them.
"""

from __future__ import annotations

import string
import sys
from pathlib import Path

from tools.cards.draw import CHARACTERS, FONTS, all_cards

ROOT = Path(__file__).parent.parent.parent
JAPANESE = 0
"""The number of the Japanese face in Noto's collections."""


def main(files: list[str]) -> int:
    try:
        from fontTools import subset, ttLib  # noqa: PLC0415
    except ImportError:
        sys.stderr.write("cards: this needs fonttools and brotli (pip install fonttools brotli)\n")
        return 2
    if len(files) != len(FONTS):
        sys.stderr.write(f"{__doc__}\n")
        return 2
    letters = {letter for card in all_cards(ROOT) for letter in card.site + card.title + card.lead}
    letters |= {*string.ascii_letters, *string.digits, *string.punctuation, *" …–—“”‘’、。「」・（）？！ー"}
    letters |= {chr(code) for code in (*range(0x3041, 0x3097), *range(0x30A1, 0x30FB))}
    options = subset.Options(
        flavor="woff2", layout_features=["kern", "palt"], name_IDs=[0, 1, 2, 13, 14], hinting=False
    )
    for file, target in zip(files, FONTS.values(), strict=True):
        font = ttLib.TTFont(file, fontNumber=JAPANESE, recalcTimestamp=False)
        subsetter = subset.Subsetter(options)
        subsetter.populate(text="".join(letters))
        subsetter.subset(font)
        target.parent.mkdir(exist_ok=True)
        subset.save_font(font, str(target), options)
    CHARACTERS.write_text("".join(sorted(letters)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
