"""`mkdocs serve`: what is watched, what is shown first, and what happens while a record is broken.

A change is shown in two steps. A first look (`generator.plugin.glancing`) makes the pages that somebody looks at, and
browsers load them. Then a whole build makes the site complete, while the site of before is served; another change
ends it, because that change has a first look and a whole build of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from functools import partial
from pathlib import Path
from typing import Any

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority, get_plugin_logger
from mkdocs.structure.files import Files

from generator.drawing import Document
from generator.inputs import Need
from generator.plans import Plan
from generator.plugin.glancing import Settled
from generator.plugin.hooks import KnowledgeBasePlugin
from generator.plugin.keeping import Keeping
from generator.plugin.pages import Spot
from generator.plugin.strict import warned
from generator.plugin.watching import Hurry
from generator.shipped import OVERRIDES
from generator.store import digest_of_files

log = get_plugin_logger("kb")

OPEN = 4
"""How many pages somebody may look at, in several tabs: those that were asked for last."""


class Superseded(BaseException):
    """Something has changed again. No error: nobody who logs and forgives errors is to see it."""


class ServingPlugin(KnowledgeBasePlugin):
    """The plugin, with what a preview needs beyond a build."""

    settled: Settled | None = None
    preview: Preview | None = None
    hurry: Hurry | None = None
    _glancing = False
    _themed: Callable[[Spot], tuple[bytes, ...] | None]

    def glance(self, looked: Collection[str]) -> list[str]:
        """Show a change where somebody looks (`looked`, names of files); returns the names of the pages made anew.

        Raises what a build raises when something is wrong. A whole build must follow.
        """
        if self.settled is None:
            return []
        config = self.settled.printer.config
        self._glancing = True  # whoever saves often sees something: no other change ends a first look
        try:
            folders = self.know(config)
            spots = (self._spot(plan, locale, config) for plan in self._plans() for locale in self.speakers)
            return self.settled.glance(self.project, digest_of_files(*folders), spots, looked)
        finally:
            self._glancing = False

    def _keeping(self, config: MkDocsConfig, folders: tuple[Path, ...]) -> Keeping | None:
        self._mind()
        return super()._keeping(config, folders)

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        self._mind()
        return super().on_files(files, config)

    @event_priority(-100)
    def on_env(self, env: jinja2.Environment, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        self._mind()
        self._themed = partial(self._draw_list, env, files, config)
        return super().on_env(env, config, files)

    @event_priority(-100)
    def on_post_build(self, config: MkDocsConfig) -> None:
        self._mind()
        super().on_post_build(config)
        self.settled = None
        if self.output and self.keeping and self.project.inputs and not (config.strict and warned()):
            shells = {page.spot.group: page.shell for page in self.pages if page.shell}
            known = (self.project.inputs, self.keeping.templates, self.keeping.needs, shells, self.printer)
            self.settled = Settled(self.output.site, *known, self._themed)

    def on_serve(self, server: LiveReloadServer, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Watch what pages are made of."""
        folders = [self.settings.root / self.settings.content, self.settings.root / self.settings.catalogues, OVERRIDES]
        folders += [Path(folder) for folder in (config.theme.custom_dir,) if folder]
        self.preview = Preview(server, self, dict.fromkeys(folder.resolve() for folder in folders))
        self.hurry = Hurry(server)
        self.hurry.start()
        return server

    def on_shutdown(self) -> None:
        """A preview leaves nothing at all."""
        super().on_shutdown()
        if self.hurry:
            self.hurry.stop()
        if self.output and self.preview:
            self.output.close()

    def _spot(self, plan: Plan, locale: str, config: MkDocsConfig) -> Spot:
        self._mind()
        return super()._spot(plan, locale, config)

    def _names(self, spot: Spot) -> tuple[str, ...]:
        self._mind()
        return super()._names(spot)

    def _draw(self, plan: Plan, locale: str) -> tuple[Document, tuple[Need, ...]]:
        self._mind()
        return super()._draw(plan, locale)

    def _draw_list(
        self, env: jinja2.Environment, files: Files, config: MkDocsConfig, spot: Spot
    ) -> tuple[bytes, ...] | None:
        page = self.sections.get((spot.locale, spot.plan.key))
        if page is None:
            return None
        page.spot, page.plan, page.alternates = spot, spot.plan, spot.alternates
        page.render(config, files)
        whole = self._render(env, page, files.documentation_pages(), config)
        beside = [self.beside.markdown(page.url, page.content or "") for _ in self.beside.names(spot)[1:]]
        return whole.encode("utf-8", errors="xmlcharrefreplace"), *beside

    def _mind(self) -> None:
        heard = self.hurry and self.hurry.heard
        if self.preview and not self._glancing and (heard or self.preview.superseded):
            raise Superseded


class Preview:
    """Stands between MkDocs' server and its builds."""

    def __init__(self, server: LiveReloadServer, plugin: ServingPlugin, folders: Iterable[Path]) -> None:
        self._server, self._plugin = server, plugin
        self._whole, self._answer = server.builder, server.serve_request
        self._looked: list[str] = []
        server.builder = self.build
        server.set_app(self.answer)
        for folder in folders:
            server.watch(str(folder))

    @property
    def superseded(self) -> bool:
        """Whether something has changed since the server asked for the build that runs."""
        return self._server._want_rebuild

    def answer(self, environ: Any, start_response: Any) -> Iterable[bytes]:
        """Answer a request, and note which page it is for."""
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
        base = self._server.mount_path
        if path.startswith(base) and path.endswith(("/", ".html")):
            name = f"{path[len(base) :]}{'index.html' * path.endswith('/')}"
            self._looked = [name, *(one for one in self._looked if one != name)][:OPEN]
        return self._answer(environ, start_response)

    def build(self) -> None:
        """Show what has changed, then build all of it. The last good site stays while a record is broken."""
        try:
            shown = self._first_look()
            if shown:
                self._load_again()
            before = self._seen()
            self._whole()
            if shown and self._seen() != before:
                self._server._wanted_epoch += 1  # the server tells browsers when this returns
        except Superseded:
            self._plugin._abandon()
            self._server._want_rebuild = True  # what was heard of may be nothing to the server
        except Abort as error:
            log.error(str(error))

    def _first_look(self) -> list[str]:
        try:
            shown = self._plugin.glance(self._looked)
        except Abort:
            raise
        except Exception:  # whatever it is, the whole build says it
            return []
        if shown:
            log.info(f"Pages shown: {', '.join(shown)}; the site follows")
        return shown

    def _load_again(self) -> None:
        """Let browsers load what there is, and answer requests while the whole build runs."""
        with self._server._epoch_cond:
            self._server._visible_epoch = self._server._wanted_epoch
            self._server._epoch_cond.notify_all()

    def _seen(self) -> list[bytes]:
        """What those see who look at pages."""
        files = [Path(self._server.root, name) for name in self._looked]
        return [file.read_bytes() for file in files if file.is_file()]
