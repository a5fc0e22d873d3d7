"""The two implementations side by side, with results that can be compared: places as the marked text."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

from generator.decoder import Table, decode, decode_log, scrub

IN_BROWSER = """([texts, table]) => texts.map((text) => {
  const decoded = decoder.decode(text, table);
  const log = decoder.decodeLog(text, table);
  return {
    code: decoded.code,
    foreign: decoded.foreign,
    overview: decoded.overview,
    candidates: decoded.candidates.map(({ variant, confidence, code, spans }) => (
      { variant, confidence, code, marked: spans.map(([start, end]) => text.slice(start, end)) }
    )),
    log: { ...log, rows: log.rows.map((row) => ({ ...row, first: text.slice(...row.first) })) },
    scrubbed: decoder.scrub(text),
  };
})"""


def result(text: str, table: Table) -> dict[str, Any]:
    """What Python says, without the log and the scrubbed text."""
    decoded = decode(text, table)
    return {
        "code": decoded.code,
        "foreign": decoded.foreign,
        "overview": decoded.overview,
        "candidates": [
            {
                "variant": one.variant,
                "confidence": one.confidence,
                "code": one.code,
                "marked": [text[start:end] for start, end in one.spans],
            }
            for one in decoded.candidates
        ],
    }


def in_python(texts: list[str], table: Table) -> list[dict[str, Any]]:
    found = []
    for text in texts:
        log = decode_log(text, table)
        rows = [
            {"variant": row.variant, "code": row.code, "count": row.count, "first": text[row.first[0] : row.first[1]]}
            for row in log.rows
        ]
        counts = {"records": log.records, "rows": rows, "foreign": [list(pair) for pair in log.foreign]}
        found.append({**result(text, table), "log": counts, "scrubbed": scrub(text)})
    return found


def in_browser(page: Page, texts: list[str], table: Table) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate(IN_BROWSER, [texts, table])
    return found
