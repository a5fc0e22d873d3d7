"""Languages as somebody names them at a terminal."""

from __future__ import annotations

from collections.abc import Collection

import click

from generator.problems import did_you_mean


def chosen(locale: str, locales: Collection[str], what: str = "locale", option: str = "--locale") -> str:
    """The language itself. Raises BadParameter, which says what was perhaps meant, where it is none of `locales`."""
    if locale not in locales:
        hint = did_you_mean(locale, locales)
        raise click.BadParameter(f"'{locale}' is not a {what} of this site; {hint}", param_hint=option)
    return locale
