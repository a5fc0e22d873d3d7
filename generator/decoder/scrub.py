"""Taking out of a text what names a person, a computer or a tenant, so that it can be shown to others.

The order matters: what contains something else is taken first. Every pattern is bounded or anchored where a run
begins, so the cost is linear. The reader is shown the result before anything leaves the page; this is a help, not a
promise.
"""

from __future__ import annotations

import re

H = "[0-9A-Fa-f]{1,4}"
BYTE = "(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])"
HOST = r"[0-9A-Za-z-]{1,63}(?:\.[0-9A-Za-z-]{1,63}){1,8}"
NOTHING_BEFORE = "(?<![0-9A-Za-z_])"

PATTERNS: tuple[tuple[str, str, str], ...] = (
    # Tokens and passwords.
    (rf"{NOTHING_BEFORE}(bearer )[0-9a-z._~+/-]{{8,}}=*", "i", r"\1<credentials>"),
    (rf"{NOTHING_BEFORE}eyJ[0-9A-Za-z_-]{{6,}}(?:\.[0-9A-Za-z_-]*){{0,4}}", "", "<credentials>"),
    (
        rf"{NOTHING_BEFORE}(password|passwd|pass|pwd|client_secret|secret|access_token|refresh_token|token)"
        r"([\"']?[ \t]{0,4}[=:][ \t]{0,4}[\"']?)[^ \t\r\n\"',;&<>]{1,200}",
        "i",
        r"\1\2<credentials>",
    ),
    (
        rf"{NOTHING_BEFORE}(AUTH[ \t]{{1,4}}(?:LOGIN|PLAIN|XOAUTH2|OAUTHBEARER|NTLM|CRAM-MD5)[ \t]{{1,4}})"
        r"(?:[0-9A-Za-z+/]{12,}={0,2}|[0-9A-Za-z+/]{1,11}={1,2})",
        "i",
        r"\1<credentials>",
    ),
    # A word of base64: padded anywhere (`Message='` is none).
    (
        r"(?<![0-9A-Za-z+/=])(?=[0-9A-Za-z+/]{0,200}[A-Z])(?=[0-9A-Za-z+/]{0,200}[a-z])(?:[0-9A-Za-z+/]{4}){1,999}"
        r"(?:[0-9A-Za-z+/]{2}==|[0-9A-Za-z+/]{3}=(?![^ \t\r\n,;)]))(?![0-9A-Za-z+/=])",
        "",
        "<credentials>",
    ),
    (
        r"(?<![0-9A-Za-z+/=])(?=[A-Za-z+/]{0,200}[0-9])(?=[0-9A-Za-z+/]{0,200}[A-Z])(?=[0-9A-Za-z+/]{0,200}[a-z])"
        r"(?:[0-9A-Za-z+/]{4}){1,999}[0-9A-Za-z+/]{3}=(?![0-9A-Za-z+/=])",
        "",
        "<credentials>",
    ),
    # The tag at the end of a server's reply (host, time, id), and such hosts elsewhere.
    (
        r"\[(?:Hostname=)?[0-9A-Za-z_-]{1,63}(?:\.[0-9A-Za-z_-]{1,63}){2,8}"
        r"(?:[ \t\r\n]{1,4}[0-9]{4}-[0-9T:.Z-]{8,24}[ \t\r\n]{1,4}[0-9A-Fa-f]{8,20})?\]",
        "",
        "[<server>]",
    ),
    (
        r"(?<![0-9A-Za-z_.-])(?=[A-Za-z]{1,8}[0-9])[0-9A-Za-z]{6,30}(?<=[0-9]{2})(?:\.[0-9A-Za-z-]{1,40}){2,5}",
        "",
        "<server>",
    ),
    # Addresses of people; `=40` and `%40` are an @ in quoted-printable and in an URL.
    (
        r"[0-9A-Za-z._%+~-]{1,64}(?:@|%40|=40)[0-9A-Za-z-]{1,63}(?:\.[0-9A-Za-z-]{1,63}){1,8}",
        "",
        "<address>",
    ),
    # GUIDs and long ids.
    (r"(?<![0-9A-Za-z-])[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}(?![0-9A-Za-z])", "", "<guid>"),
    (r"(?<![0-9A-Za-z])(?:[0-9A-Fa-f]{32}|08D[0-9A-F]{13})(?![0-9A-Za-z])", "", "<guid>"),
    # IP addresses; 504.5.7.4 is a reply and a code, not an address.
    (rf"(?<![0-9.]){BYTE}(?:\.{BYTE}){{3}}(?![0-9]|\.[0-9])", "", "<ip>"),
    (
        rf"(?<![0-9A-Za-z:.])(?:(?:{H}:){{7}}{H}|(?:{H}:){{1,6}}(?::{H}){{1,6}}|(?:{H}:){{1,7}}:)(?![0-9A-Za-z:])",
        "",
        "<ip>",
    ),
    # Names in paths, and computers that say who they are.
    (
        rf"{NOTHING_BEFORE}([a-z]:\\{{1,2}}(?:users|documents and settings)\\{{1,2}})[^\\/:*?\"<>|\r\n]{{1,64}}",
        "i",
        r"\1<name>",
    ),
    (r"(/home/|/Users/)[^/ \t\r\n:\"'<>]{1,64}", "", r"\1<name>"),
    (r"(?<!\\)(\\\\)[0-9A-Za-z_-]{2,63}(?=\\)", "", r"\1<server>"),
    (rf"{NOTHING_BEFORE}((?:EHLO|HELO)[ \t]{{1,4}}|helo=<?)[0-9A-Za-z._-]{{1,255}}", "i", r"\1<server>"),
    (
        rf"{NOTHING_BEFORE}(from[ \t]|by[ \t]|host[ \t]|relay=|server at[ \t]|generating server:|生成サーバー:)"
        rf"([ \t]{{0,4}})(?!smtp\.){HOST}",
        "i",
        r"\1\2<server>",
    ),
    # A word of base64 at the end of a line, mixed letters and digits. Last: one of the names above may stand before it.
    (
        r"((?:(?<![^\n])|[:>~])[^0-9A-Za-z\n]{0,8})(?=[0-9A-Za-z+/]{0,80}[0-9+/])(?=[0-9A-Za-z+/]{0,80}[a-z])"
        r"(?=[0-9A-Za-z+/]{0,80}[A-Z])[0-9A-Za-z+/]{8,}([ \t\r]{0,4})(?![^\n])",
        "",
        r"\1<credentials>\2",
    ),
)
"""What to look for, its flags, and what to put there. `decoder.js` has the same list; a test compares the results."""

FLAGS = {"": re.A, "i": re.A | re.I}
RULES = tuple((re.compile(pattern, FLAGS[flags]), replacement) for pattern, flags, replacement in PATTERNS)


def scrub(text: str) -> str:
    """`text` with addresses, IPs, GUIDs, server tags, credentials and names replaced by what they are."""
    for pattern, replacement in RULES:
        text = pattern.sub(replacement, text)
    return text
