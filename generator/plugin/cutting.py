"""The shell of a group of pages, cut from what the theme makes of one and compared with what it makes of others."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from mkdocs.plugins import get_plugin_logger

from generator import shell
from generator.plugin.pages import RecordPage

log = get_plugin_logger("kb")


def cut(
    model: RecordPage,
    others: Iterable[RecordPage],
    render: Callable[[RecordPage], str],
    seen: Callable[[RecordPage, str], None],
) -> shell.Shell | None:
    """The shell of a group, or nothing where it does not give the very bytes of the theme for `model` and `others`.

    `render` gives those bytes; they are `seen` before they are compared.
    """
    found = shell.cut(render(model.with_slots(shell.marks(model.slots()))))
    for page in (model, *others):
        page.shell = found
        whole = render(page)
        seen(page, whole)
        if page.joined != whole:
            log.warning(
                f"{page.url}: the theme draws this page differently from its shell; "
                "pages of its kind are drawn by the theme, which is slow"
            )
            return None
    return found
