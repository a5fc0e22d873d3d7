"""Paste the error, get the answer: which variant a pasted text is, and which words decided it.

One small algorithm (docs/decoder.md), written twice: here, and in `overrides/assets/javascripts/decoder.js`
for the browser. Both read the table that [`compile_table`][] makes, and both must pass tests/decoder/vectors.jsonl.

    reading.py   text → clean characters → letters, each with its place in the text
    table.py     variants' match texts and providers' marks → the table (plain JSON)
    decode.py    text + table → ranked variants, how sure, and the words that decided
    log.py       a whole log → a count for each variant
    scrub.py     takes out what names a person, a host or a tenant

Nothing here knows a product or a provider: those are data. The grammar of replies and codes is RFC 5321, 3463 and 4954.
"""

from __future__ import annotations

from generator.decoder.decode import Candidate, Decoded, decode
from generator.decoder.log import LONG, LogCount, LogRow, decode_log, is_log
from generator.decoder.scrub import scrub
from generator.decoder.table import ForeignSignature, Signature, Table, compile_table

__all__ = [
    "LONG",
    "Candidate",
    "Decoded",
    "ForeignSignature",
    "LogCount",
    "LogRow",
    "Signature",
    "Table",
    "compile_table",
    "decode",
    "decode_log",
    "is_log",
    "scrub",
]
