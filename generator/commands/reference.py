"""`kb reference`: what records, problems and commands there are, written from the code itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
from rich.console import Console

from generator import reference as described

err = Console(stderr=True, highlight=False, soft_wrap=True)


@click.command()
@click.option(
    "--to",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default="docs/reference",
    help="The folder. Default: docs/reference.",
)
@click.pass_context
def reference(context: click.Context, folder: Path) -> None:
    """Write the reference of records, problems and commands into a folder, as Markdown."""
    pages = {
        "records.md": described.records(),
        "problems.md": described.problems(),
        "commands.md": commands(context.find_root().command),
    }
    target = context.obj.root / folder
    target.mkdir(parents=True, exist_ok=True)
    for name, text in pages.items():
        (target / name).write_text(text, encoding="utf-8")
    err.print(f"{len(pages)} pages in {folder.as_posix()}/.")


def commands(main: click.Command) -> str:
    """Every command with its arguments and options."""
    lines = [
        "# Commands",
        "",
        "Made by `kb reference` from the commands themselves; a test compares them. `kb` stands for `.venv/bin/kb`.",
        "Exit status 0: it is done; 1: something is wrong, and named; 2: the command was called wrongly.",
    ]
    for context in _all(click.Context(main, info_name="kb", **main.context_settings)):
        command, name = context.command, context.command_path
        usage = " ".join([name, *command.collect_usage_pieces(context)])
        lines += ["", f"## {name}", "", f"`{usage}`", "", *_paragraphs(command.help or "")]
        options = [_option(one, context) for one in command.params if isinstance(one, click.Option)]
        # click keeps the option for help of whichever context asked first
        asking = f"| `{', '.join(context.help_option_names)}` | Show this message and exit. |"
        lines += ["", "| option | meaning |", "|---|---|", *options, asking]
    return "\n".join(lines) + "\n"


def _all(context: click.Context) -> Iterator[click.Context]:
    """The context of a command, and of every command below it."""
    yield context
    command = context.command
    if isinstance(command, click.Group):
        for name in sorted(command.commands):
            yield from _all(click.Context(command.commands[name], info_name=name, parent=context))


def _option(option: click.Option, context: click.Context) -> str:
    shown, meaning = option.get_help_record(context) or ("", "")
    cells = (one.replace("|", "\\|").replace("<", "&lt;") for one in (f"`{shown}`", meaning))
    return f"| {' | '.join(cells)} |"


def _paragraphs(text: str) -> list[str]:
    paragraphs = [" ".join(part.split()) for part in text.replace("\b", "").split("\n\n")]
    return "\n\n".join(paragraphs).split("\n")
