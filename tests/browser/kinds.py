"""One page of every kind of this repository's site: where a promise about all pages is tried."""

from __future__ import annotations

LOCALES = ("en", "ja")
KINDS = {
    "home": "",
    "list": "errors/",
    "fixes": "fixes/",
    "guides": "guides/",
    "error": "errors/5.7.57/",
    "overview": "errors/5.7.139/",
    "variant": "errors/5.7.139/security-defaults/",
    "fix": "fixes/use-oauth/",
    "risky fix": "fixes/disable-security-defaults/",
    "guide": "guides/solving-smtp-authentication-issues/",
    "guide by sender": "guides/multifunction-printer/",
    "methods": "methods/",
    "timeline": "timeline/",
    "way": "way/",
    "glossary": "glossary/",
    "sources": "sources/",
    "report": "report/",
    "translation": "translation/",
    "written": "about/",
    "first question": "diagnose/smtp-auth/",
    "question": "diagnose/smtp-auth/reason/",
    "check": "diagnose/smtp-auth/mailbox-switch/",
    "instruction": "diagnose/smtp-auth/find-text/",
    "outcome": "diagnose/smtp-auth/out-mailbox-off/",
    "handoff": "diagnose/smtp-auth/ask-admin/",
    "whole flow": "diagnose/smtp-auth/all/",
    "graph": "diagnose/smtp-auth/graph/",
}
"""The kind of a page, and its address below the locale."""

PAGES = [f"{locale}/{path}" for locale in LOCALES for path in KINDS.values()]
ROOT_PAGES = ["", "404.html"]
