"""What makes the files that MkDocs does not hear of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mkdocs.config.defaults import MkDocsConfig

from generator.addresses import Addresses
from generator.inputs import Watched
from generator.links import Known
from generator.plugin.beside import Beside
from generator.plugin.linking import SiteLinks
from generator.plugin.pages import Draw, Sheet, Spot, places_of
from generator.plugin.press import Printed
from generator.shell import Shell

NOTHING = Known((), ())


@dataclass(frozen=True, slots=True)
class Printer:
    """Makes the files of one build, from what that build knows."""

    config: MkDocsConfig
    addresses: Addresses
    watched: Watched
    beside: Beside
    links: SiteLinks
    draw: Draw

    def page(self, shell: Shell, spot: Spot) -> Printed:
        """A page, and its Markdown where there is one."""
        names = self.beside.names(spot)
        markdown = "".join(name.rpartition("/")[2] for name in names[1:])
        document, needs = self.draw(spot.plan, spot.locale)
        html = document.html + document.data
        whole = Sheet(spot, shell, markdown, *places_of(spot, self.addresses, self.config)).joined(document)
        beside = (self.beside.markdown(spot.url, document.html) for _ in names[1:])
        files = (whole.encode("utf-8", errors="xmlcharrefreplace"), *beside)
        return Printed(files, needs, self.links.read(spot.file, html, spot.hrefs))

    def data(self, name: str, make: Callable[[], bytes]) -> Printed:
        """A file of a record that is no page."""
        self.watched.start()
        data = make()
        return Printed((data,), self.watched.needs, self.links.read(name, data.decode()))

    def text(self, text: str) -> Printed:
        """A file that was made already, whose addresses nobody follows."""
        return Printed((text.encode(),), (), NOTHING)
