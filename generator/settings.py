"""Where a knowledge base is, and in which languages."""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.composing import MappingNode, ScalarNode, SequenceNode, compose_freely, step
from generator.limits import leads_out, name_fault, site_fault
from generator.problems import Place, Problem, Problems
from generator.records.types import LOCALE

ADDRESSES = ("site_url", "repo_url")
FOLDERS = ("content", "catalogues", "docs_dir")
DAY = "write year, month and day: 2027-01-05"


@dataclass(frozen=True, slots=True)
class Settings:
    """Folders are relative to `root`, the folder of mkdocs.yml. The first locale is the source language.

    `directories` is MkDocs' `use_directory_urls`.
    """

    root: Path
    content: str = "content"
    catalogues: str = "locales"
    locales: tuple[str, ...] = ("en", "ja")
    as_of: str = ""
    site_url: str = ""
    repo_url: str = ""
    docs_dir: str = "docs"
    directories: bool = True

    @property
    def shown(self) -> tuple[str, ...]:
        """The locales that are built: all, or the one in `KB_LOCALE`, for a preview while somebody translates."""
        only = os.environ.get("KB_LOCALE", "")
        return (only,) if only in self.locales else self.locales

    @property
    def part(self) -> str:
        """Which pages alone are drawn (`KB_PART`, generator/merging.py), to be merged with others; empty for all."""
        return os.environ.get("KB_PART", "")

    @property
    def cache(self) -> Path:
        """The folder of what is kept between builds (generator/store.py)."""
        return self.root / ".cache" / "kb"

    @property
    def lock(self) -> Path:
        """The file that holds every published address."""
        return self.root / self.content / "ids.lock"


def read_settings(root: Path) -> Settings:
    """The settings in a project's mkdocs.yml; the defaults where it says nothing or cannot be read."""
    options = _options(root)
    found: dict[str, Any] = {}
    for name in ("content", "catalogues", "as_of"):
        value = step(options, name)
        if isinstance(value, ScalarNode):
            found[name] = value.value
    for name in (*ADDRESSES, "docs_dir"):
        value = step(compose_freely(root / "mkdocs.yml"), name)
        if isinstance(value, ScalarNode):
            found[name] = value.value
    directories = step(compose_freely(root / "mkdocs.yml"), "use_directory_urls")
    if isinstance(directories, ScalarNode):
        found["directories"] = directories.value != "false"
    locales = step(options, "locales")
    if isinstance(locales, SequenceNode):
        found["locales"] = tuple(str(entry.value) for entry in locales.value)
    return Settings(root, **found)


def settings_problems(settings: Settings) -> Iterator[Problem]:
    """What options have a value that they cannot have."""
    yield from _locales(settings)
    for name in FOLDERS:
        folder = settings.root / getattr(settings, name)
        if leads_out(folder, settings.root):
            message = f"'{getattr(settings, name)}' is not a folder below that of mkdocs.yml"
            yield _wrong(settings, name, message, "write a folder beside mkdocs.yml, such as content or locales")
    if not leads_out(settings.root / settings.docs_dir, settings.root):
        yield from _links(settings)
    for name in ADDRESSES:
        address = getattr(settings, name)
        if address and site_fault(address):
            yield _wrong(settings, name, f"{name} is '{address[:60]}': {site_fault(address)}", "write https://…")
    if settings.as_of and not is_day(settings.as_of):
        yield _wrong(settings, "as_of", f"as_of is '{settings.as_of}'", DAY)
    for name in ("KB_AS_OF",):
        value = os.environ.get(name)
        if value and not is_day(value):
            yield Problem(Place(name), "KB504", f"the environment variable is '{value}'", DAY)
    for name in settings.part.removeprefix("-").split(",") if settings.part else ():
        if name not in settings.locales and not re.fullmatch(r"[\w-][\w.-]*/[\w./-]*", name, re.ASCII):
            hint = f"one of: {', '.join(settings.locales)}; or how addresses begin, such as guides/"
            yield Problem(Place("KB_PART"), "KB504", f"'{name}' is not a locale of this site", hint)
    only = os.environ.get("KB_LOCALE")
    if only and only not in settings.locales:
        hint = f"one of: {', '.join(settings.locales)}"
        yield Problem(Place("KB_LOCALE"), "KB504", f"the environment variable is '{only}'", hint)


def _links(settings: Settings) -> Iterator[Problem]:
    """Links among the hand-written pages that lead out of the project: MkDocs would publish what is there."""
    for folder, folders, files in os.walk(settings.root / settings.docs_dir):
        for name in sorted((*folders, *files)):
            path = Path(folder, name)
            if path.is_symlink() and leads_out(path, settings.root):
                shown = path.relative_to(settings.root).as_posix()
                yield Problem(Place(shown), "KB122", "it is a link that leads elsewhere", "put the file itself here")


def _locales(settings: Settings) -> Iterator[Problem]:
    if not settings.locales:
        yield _wrong(settings, "locales", "there is no locale", "list the language of the records first: [en, ja]")
    for number, locale in enumerate(settings.locales):
        if not LOCALE.expression.fullmatch(locale):
            yield _wrong(settings, "locales", f"'{locale}' is not {LOCALE.what}", "write tags such as en, ja, pt-BR")
        elif locale in settings.locales[:number]:
            yield _wrong(settings, "locales", f"the locale '{locale}' is listed twice", "keep one of the two")
        elif locale.lower() in (one.lower() for one in settings.locales[:number]):
            message = f"the locale '{locale}' differs from another one in its capitals only"
            yield _wrong(settings, "locales", message, "their folders are one on some systems: keep one of the two")
        elif name_fault(locale):
            yield _wrong(settings, "locales", f"'{locale}' {name_fault(locale)}", "choose another tag")


def as_of(option: str = "") -> datetime.date:
    """The day that counts as today (UTC): `KB_AS_OF`, the option, `SOURCE_DATE_EPOCH`, or today.

    Raises Problems when it is written wrongly.
    """
    variable = os.environ.get("KB_AS_OF")
    written = variable or option
    if written:
        if not is_day(written):
            place = Place("KB_AS_OF" if variable else "mkdocs.yml")
            raise Problems([Problem(place, "KB504", f"as_of is '{written}'", DAY)])
        return datetime.date.fromisoformat(written)
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch and epoch.isdigit():
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date()
    return datetime.datetime.now(datetime.UTC).date()


def is_day(written: str) -> bool:
    """Whether this is a date as we write them: year, month and day."""
    try:
        return datetime.date.fromisoformat(written).isoformat() == written
    except ValueError:
        return False


def _wrong(settings: Settings, option: str, message: str, hint: str) -> Problem:
    whole = option in (*ADDRESSES, "docs_dir")
    node = step(compose_freely(settings.root / "mkdocs.yml") if whole else _options(settings.root), option)
    place = Place("mkdocs.yml", node.start_mark.line + 1, node.start_mark.column + 1) if node else Place("mkdocs.yml")
    return Problem(place, "KB504", message, hint)


def _options(root: Path) -> Any:
    """The node of the plugin's options."""
    plugins = step(compose_freely(root / "mkdocs.yml"), "plugins")
    if isinstance(plugins, MappingNode):
        return step(plugins, "kb")
    entries = plugins.value if isinstance(plugins, SequenceNode) else ()
    return next((options for entry in entries if (options := step(entry, "kb"))), None)
