"""What programs, mail clients, terminals and people do to a text before it is pasted; none of it changes the answer."""

from __future__ import annotations

import html
import json
import quopri
import textwrap
import urllib.parse
from collections.abc import Callable


def hard(columns: int) -> Callable[[str], str]:
    """Every line broken at a column, wherever that is: in a word, in a code, in a reply code."""

    def wrap(text: str) -> str:
        lines = text.split("\n")
        return "\n".join(line[at : at + columns] for line in lines for at in range(0, max(len(line), 1), columns))

    return wrap


def hyphened(text: str) -> str:
    """Broken at 30 columns, with a hyphen where a word is cut."""
    pieces = [text[at : at + 30] for at in range(0, len(text), 30)]
    cut = [one[-1:].isalpha() and after[:1].isalpha() for one, after in zip(pieces, [*pieces[1:], ""], strict=True)]
    return "\n".join(piece + "-" * hyphen for piece, hyphen in zip(pieces, cut, strict=True))


def prefixed(head: str) -> Callable[[str], str]:
    return lambda text: "\n".join(head + line for line in text.split("\n"))


def wide(text: str) -> str:
    """Full-width letters, digits and blanks, as some Japanese forms make them."""
    return "".join(
        "\u3000" if char == " " else chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text
    )


def wrapped_quote(text: str) -> str:
    return "\n".join("> > " + part for line in text.split("\n") for part in textwrap.wrap(line, 50) or [""])


WRAPPERS: dict[str, Callable[[str], str]] = {
    "JSON": lambda text: json.dumps({"m": text}),
    "JSON in JSON": lambda text: json.dumps(json.dumps(text)),
    "JSON with other letters as they are": lambda text: json.dumps({"m": text}, ensure_ascii=False),
    "URL": urllib.parse.quote,
    "URL with +": urllib.parse.quote_plus,
    "URL in URL": lambda text: urllib.parse.quote(urllib.parse.quote(text)),
    "HTML": lambda text: "<p>" + html.escape(text).replace("\n", "<br>\n") + "</p>",
    "HTML shown as HTML": lambda text: html.escape(html.escape(text)),
    "quoted-printable": lambda text: quopri.encodestring(text.encode()).decode("ascii"),
    "Python bytes": lambda text: repr(text.encode()),
    "XML": lambda text: f'<Data Name="m"><![CDATA[{text}]]></Data>',
    "CSV": lambda text: '"2026-11-19","x","' + text.replace('"', '""') + '"',
    "Go field": lambda text: 'err="' + text.replace('"', '\\"').replace("\n", "\\n") + '"',
    "JavaScript string": lambda text: "m: '" + text.replace("'", "\\'") + "'",
    "terminal colours": lambda text: f"\x1b[1;31m{text}\x1b[0m",
    "terminal colours as text": lambda text: f"\\u001b[31m{text}\\033[0m",
    "16 columns": hard(16),
    "20 columns": hard(20),
    "40 columns": hard(40),
    "76 columns": hard(76),
    "hyphens": hyphened,
    "quote": prefixed("> "),
    "quote in a quote, wrapped": wrapped_quote,
    "indented": prefixed("      | "),
    "capitals": str.upper,
    "full width": wide,
    "word processor": lambda text: text.replace("'", "’").replace('"', "“").replace("-", "–"),
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "zero-width spaces": lambda text: text.replace(".", ".\u200b"),
    "two spaces": lambda text: text.replace(" ", "  "),
    "Japanese sentence": lambda text: f"エラーが出ます。「{text}」と表示されました。",
    "German sentence": lambda text: f"Fehler beim Senden: {text} – was nun?",
}
