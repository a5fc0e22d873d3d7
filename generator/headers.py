"""The headers that a host should send: a strict Content-Security-Policy, made from the scripts that pages really hold.

Pages load scripts, styles, pictures and data from their own host only. What the theme writes into a page as a script is
allowed by its hash, so that nothing else that got into a page could ever run. Data in a script element (JSON) does not
run and needs no hash.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Iterable, Iterator

FILE = "_headers"
"""Where Netlify, Cloudflare Pages and others look for headers, at the root of a site."""

_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_TYPE = re.compile(r"""\btype\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
_RUNS = ("module", "text/javascript", "application/javascript")

OTHERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), interest-cohort=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def inline_scripts(page: str) -> Iterator[str]:
    """The scripts that stand in a page itself, exactly as they stand there."""
    for attributes, text in _SCRIPT.findall(page):
        kind = _TYPE.search(attributes)
        if "src=" not in attributes and text and (kind is None or html.unescape(kind[1]).lower() in _RUNS):
            yield text


def policy(scripts: Iterable[str]) -> str:
    """The value of Content-Security-Policy for a site whose pages hold these scripts."""
    hashes = sorted(
        f"'sha256-{base64.b64encode(hashlib.sha256(one.encode()).digest()).decode()}'" for one in set(scripts)
    )
    rules = {
        "default-src": "'none'",
        "script-src": " ".join(["'self'", *hashes]),
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "worker-src": "'self'",
        "manifest-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def headers(scripts: Iterable[str]) -> dict[str, str]:
    """The headers of every page, by name."""
    return {"Content-Security-Policy": policy(scripts), **OTHERS}


def headers_file(values: dict[str, str]) -> str:
    """The file for hosts that read one."""
    return "/*\n" + "".join(f"  {name}: {value}\n" for name, value in values.items())


def read_headers(text: str) -> dict[str, str]:
    """What `headers_file` wrote."""
    return dict(line.strip().split(": ", 1) for line in text.splitlines() if line.startswith("  "))


def nginx(values: dict[str, str]) -> str:
    """The same for nginx, to be included in a `server` block."""
    return "".join(f'add_header {name} "{value}" always;\n' for name, value in values.items())
