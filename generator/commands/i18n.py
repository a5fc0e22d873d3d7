"""`kb i18n`: what translators and their tools need."""

from __future__ import annotations

import gc
import sys
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from generator import sheets, whole
from generator.catalogue import Catalogue, read_catalogues
from generator.checks.catalogue import CARELESS
from generator.commands.locales import chosen
from generator.composing import locate
from generator.coverage import STATES, coverage
from generator.library import Library
from generator.messages import Wanted
from generator.problems import Problem, errors
from generator.project import load
from generator.pseudo import pseudo as accented
from generator.reader import read
from generator.records import KINDS
from generator.records.types import LOCALE
from generator.settings import Settings
from generator.store import Store
from generator.translate import catalogue_path, messages_of, rewrite, template, update_catalogues

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


@click.group()
@click.pass_context
def i18n(context: click.Context) -> None:
    """Translations."""
    if gc.isenabled():  # what a command reads, it holds to its end: there is no garbage to look for
        gc.disable()
        context.call_on_close(gc.enable)


@i18n.command()
@click.pass_obj
def extract(settings: Settings) -> None:
    """Write a template (.pot) for each catalogue, with the lines where texts stand, for Weblate or Poedit."""
    library = _library(settings)
    texts = {
        settings.root / settings.catalogues / f"{name}.pot": template(messages, partial(_line, settings.root))
        for name, messages in messages_of(library, settings.root).items()
    }
    for path in whole.save(texts):
        click.echo(path.relative_to(settings.root).as_posix())


@i18n.command()
@click.option(
    "--minor",
    multiple=True,
    metavar="CONTEXT",
    help="The English changed in its spelling only, for this text or all below (errors/5.7.139#); repeatable.",
)
@click.pass_obj
def update(settings: Settings, minor: tuple[str, ...]) -> None:
    """Bring the PO files up to date with the records and templates; nothing that was translated is lost."""
    library = _library(settings)
    _readable(settings, settings.locales)
    for locale, counts in update_catalogues(settings, library, minor=minor).items():
        err.print(f"{locale}: {counts}")


@i18n.command("format")
@click.pass_obj
def format_(settings: Settings) -> None:
    """Put every PO file into its one form, without wrapped lines, so that a diff shows words."""
    _readable(settings, settings.locales)
    for locale in settings.locales[1:]:
        for path in rewrite(settings, locale, lambda entry: None, headers=True):
            click.echo(path.relative_to(settings.root).as_posix())


@i18n.command()
@click.argument("locale", required=False)
@click.pass_obj
def check(settings: Settings, locale: str | None) -> None:
    """Report what is wrong with translations, careless spelling too. What is missing or stale: kb i18n status."""
    if locale:
        _known(settings, locale)
    below = f"{settings.catalogues}/{locale}/" if locale else f"{settings.catalogues}/"
    found = [
        problem
        for problem in load(settings, lines=False).problems
        if problem.place.file.startswith(below) and not problem.locale
    ]
    _stop(found, always=False)
    err.print("No problems.", style="green")


@i18n.command()
@click.option("--list", "listed", is_flag=True, help="Also list what is missing or stale, with file and line.")
@click.pass_obj
def status(settings: Settings, listed: bool) -> None:
    """Say how much of each catalogue is translated."""
    table = Table(box=None, pad_edge=False)
    for column in ("locale", "catalogue", "done", *STATES):
        table.add_column(column)
    catalogues = _readable(settings, settings.locales)
    problems = load(settings, lines=listed).problems
    for locale in coverage(catalogues, problems):
        for section in locale.sections:
            row = (locale.locale, section.name, f"{section.percent} %", *map(str, section.counts))
            table.add_row(*row)
            if not out.is_terminal:
                click.echo("\t".join(row))
        if locale.absent:
            err.print(f"{locale.locale}: in no file yet: {locale.absent}; kb i18n update adds them")
    if out.is_terminal:
        out.print(table)
    if listed:
        for problem in problems:
            if problem.locale:
                click.echo(str(problem))


@i18n.command()
@click.argument("locale")
@click.pass_obj
def new(settings: Settings, locale: str) -> None:
    """Begin a language: its PO files, to be filled in. Then one line in mkdocs.yml makes its site."""
    _begin(settings, locale)


@i18n.command()
@click.argument("locale", default="qps-ploc")
@click.pass_obj
def pseudo(settings: Settings, locale: str) -> None:
    """Write a language of accents and brackets, in which a word that nobody wrapped stands out."""

    def fill(entry: Any) -> None:
        entry.msgstr = accented(entry.msgid)

    _begin(settings, locale)
    rewrite(settings, locale, fill)


@i18n.command("export")
@click.argument("locale")
@click.argument("sheet", type=click.Path(dir_okay=False, path_type=Path))
@click.pass_obj
def export_(settings: Settings, locale: str, sheet: Path) -> None:
    """Write a review sheet (CSV: id, English, translation, state)."""
    _known(settings, locale)
    _readable(settings, settings.locales)
    sheet.write_text(sheets.export(settings, locale), encoding="utf-8-sig", newline="")


@i18n.command("import")
@click.argument("locale")
@click.argument("sheet", type=click.Path(dir_okay=False, exists=True, path_type=Path))
@click.pass_obj
def import_(settings: Settings, locale: str, sheet: Path) -> None:
    """Put the translations and states of a review sheet into the PO files."""
    _known(settings, locale)
    _readable(settings, settings.locales)
    for path in sheets.take(settings, locale, sheet.read_bytes(), sheet.name):
        click.echo(path.relative_to(settings.root).as_posix())


def _begin(settings: Settings, locale: str) -> None:
    if not LOCALE.expression.fullmatch(locale):
        raise click.BadParameter(f"'{locale}' is not {LOCALE.what}")
    if locale == settings.locales[0]:
        raise click.BadParameter(f"'{locale}' is the language of the records, which needs no translation")
    if catalogue_path(settings, locale, "x").parent.exists():
        raise click.BadParameter(f"{settings.catalogues}/{locale} exists; kb i18n update brings it up to date")
    counts = update_catalogues(settings, _library(settings), [locale])[locale]
    err.print(f"{counts.missing} messages to translate in {settings.catalogues}/{locale}/LC_MESSAGES/.")
    if locale not in settings.locales:
        listed = ", ".join([*settings.locales, locale])
        err.print(f"Now write this under the plugin kb in mkdocs.yml:\n      locales: [{listed}]", markup=False)


def _line(root: Path, message: Wanted) -> int:
    if "#" not in message.context:
        return 0
    record, _, inside = message.context.partition("#")
    plural, _, identity = record.partition("/")
    many = any(kind.plural == plural and kind.many_in_file for kind in KINDS.values())
    return locate(_path(root, message.file), message.file, f"{identity}.{inside}" if many else inside).line


@lru_cache(maxsize=1)
def _path(root: Path, file: str) -> Path:
    return root / file


def _library(settings: Settings) -> Library:
    store = Store(settings.cache / "records")
    reading = read(settings.root / settings.content, settings.root, store)
    if reading.problems:
        _stop(list(reading.problems))
    store.save()
    return reading.library


def _readable(settings: Settings, locales: tuple[str, ...]) -> dict[str, Catalogue]:
    """The catalogues. Stops before anything is written when one cannot be read whole: the rest would be lost."""
    store = Store(settings.cache / "messages")
    found = read_catalogues(settings.root / settings.catalogues, locales, settings.root, store)
    _stop([problem for problem in found.problems if problem.code in ("KB401", "KB403")], always=False)
    return found.catalogues


def _known(settings: Settings, locale: str) -> None:
    chosen(locale, settings.locales[1:], "translation", "LOCALE")


def _stop(problems: list[Problem], *, always: bool = True) -> None:
    for problem in sorted(problems):
        click.echo(str(problem))
    if always or any(errors(problems)) or any(problem.code in CARELESS for problem in problems):
        sys.exit(1)
