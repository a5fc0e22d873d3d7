"""The headers that a host should send: a strict Content-Security-Policy, made from the scripts that pages really hold.

Pages load scripts, styles, pictures and data from their own host only. What the theme writes into a page as a script is
allowed by its hash, so that nothing else that got into a page could ever run. Data in a script element (JSON) does not
run and needs no hash.
"""

from __future__ import annotations

import base64
import hashlib
import html
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

FILE = "_headers"
"""Where Netlify, Cloudflare Pages and others look for headers, at the root of a site."""

HASHED = r"assets/.+\.[0-9a-f]{8}\.(?:min\.)?(?:css|js)"
"""Files whose names hold a digest of their content: the same name is always the same bytes."""

FOREVER = "public, max-age=31536000, immutable"
"""What a cache is told of such files. Of all others hosts say themselves that they are to be asked for anew."""

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


def headers_file(values: Mapping[str, str], names: Iterable[str] = ()) -> str:
    """The file for hosts that read one. `names` are those of all files of the site, relative to its root."""
    rules = {"/*": values} | {
        f"/{name}": {"Cache-Control": FOREVER} for name in sorted(names) if re.fullmatch(HASHED, name)
    }
    return "".join(
        f"{path}\n" + "".join(f"  {name}: {value}\n" for name, value in sent.items()) for path, sent in rules.items()
    )


def write_headers(site: Path, scripts: Iterable[str]) -> None:
    """Write the headers of a built site into its root. `scripts` are those that stand in its pages."""
    names = (path.relative_to(site).as_posix() for path in site.glob("assets/**/*.*"))
    (site / FILE).write_text(headers_file(headers(scripts), names), encoding="utf-8")


def read_headers(text: str) -> dict[str, str]:
    """The headers of every page, from what `headers_file` wrote."""
    first = itertools.takewhile(lambda line: line.startswith("  "), text.splitlines()[1:])
    return dict(line.strip().split(": ", 1) for line in first)
