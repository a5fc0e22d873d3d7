"""A build ends with everything that is wrong, or with who failed, and nothing is built."""

from __future__ import annotations

import traceback
from collections.abc import Iterable
from types import TracebackType

from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.plugins import get_plugin_logger

from generator.output import Output
from generator.problems import Problem, Problems

log = get_plugin_logger("kb")


def stop(problems: Iterable[Problem]) -> None:
    """End the build where there are problems."""
    found = Problems(problems)
    if found.problems:
        count = len(found.problems)
        raise Abort(f"{found}\n\n{count} {'problem' if count == 1 else 'problems'}; nothing was built.")


def explain(error: Exception, output: Output | None) -> None:
    """End the build with what to do where a disk is the reason, or another plugin; else the error goes on as it is."""
    if output and isinstance(error, OSError) and output.concerns(error):
        raise Abort(str(output.explain(error)))
    if isinstance(error, MkDocsException):
        return
    event, frame = _event(error.__traceback__)
    if not frame or frame.tb_frame.f_globals.get("__name__", "").partition(".")[0] == "generator":
        return
    file = frame.tb_frame.f_code.co_filename
    line = [one.lineno for one in traceback.extract_tb(frame) if one.filename == file][-1]
    log.debug("What failed, in full:", exc_info=error)
    raise Abort(
        f"{file}:{line}: a hook or a plugin failed in {event}: {type(error).__name__}: {error}\n"
        "  hint: mend it, or take it out of 'hooks' or 'plugins' in mkdocs.yml, and build again; "
        "'mkdocs build --verbose' shows every call\n\nThe site is as it was before."
    ) from None


def _event(trace: TracebackType | None) -> tuple[str, TracebackType | None]:
    """The event that failed, and where its method was entered: what MkDocs called last on the way to the error."""
    found: tuple[str, TracebackType | None] = ("", None)
    while trace and trace.tb_next:
        if trace.tb_frame.f_code.co_name == "run_event":
            found = (f"on_{trace.tb_frame.f_locals.get('name')}", trace.tb_next)
        trace = trace.tb_next
    return found
