"""The hooks, in the order in which MkDocs calls them. All state of a build begins in `on_config`."""

from __future__ import annotations

import gc
import gzip
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jinja2
from markupsafe import escape
from mkdocs.commands.build import _populate_page, get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from generator import headers, workshop
from generator.addresses import relative
from generator.api import record_files
from generator.drawing import Document, draw
from generator.files import local_files, neutral_files
from generator.inputs import Need
from generator.languages import direction
from generator.longtext import LongTexts
from generator.output import Output, OutputError
from generator.phrases import phrased
from generator.plans import Plan, title_of
from generator.plugin.assets import add_assets, remove_unused
from generator.plugin.beside import Beside
from generator.plugin.config import settings_of
from generator.plugin.context import FILTERS, LocalConfig, local_navigation, theme_locale
from generator.plugin.cutting import cut
from generator.plugin.keeping import Keeping, record_numbers
from generator.plugin.knowing import Knowing
from generator.plugin.linking import SiteLinks
from generator.plugin.pages import JOINED, Alternate, RecordPage, Spot, key_of, locale_of, places_of
from generator.plugin.press import Leaf, Press, Written
from generator.plugin.previews import Previews
from generator.plugin.printing import Printer
from generator.plugin.sorting import Sorting
from generator.plugin.stopping import explain, stop
from generator.plugin.strict import warned
from generator.plugin.written import clashes, fall_back, names_linked, stand_in, untranslated
from generator.report import report
from generator.search import search_files
from generator.shipped import OVERRIDES
from generator.store import digest, digest_of_files

log = get_plugin_logger("kb")

MISSING = "404.html"
"""The page for what does not exist: one at the root of the site, and one a locale."""


class KnowledgeBasePlugin(Knowing):
    """Turns the records of a knowledge base into pages of a MkDocs site, in all its languages at once."""

    output: Output | None = None
    press: Press | None = None
    lasting = False
    """Whether what stays from build to build has been made."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read and check everything, before anything of an existing site is touched."""
        self.settings = settings_of(config, self.config)
        if self.lasting:
            gc.collect()  # the build before: it holds a whole library, and itself
        folders = self.know(config)
        self.spots: list[Spot] = []
        self.pages: list[RecordPage] = []
        self.inline: set[str] = set()
        if str(OVERRIDES) not in config.theme.dirs:
            config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(OVERRIDES))
        config.theme.static_templates |= {
            "sitemap.xml",
            MISSING,
            *(f"{one}/{MISSING}" for one in self.settings.shown),
        }
        if not self.lasting:
            gc.freeze()  # the library stays: nobody need look for garbage in it again
        self.lasting = True
        self._begin(config)
        self.api = self.config.api and not self.config.offline
        made, markdown = Path(config.site_dir), self.config.markdown and not self.config.offline
        self.beside = Beside(self.speakers, self.words, made, markdown=markdown, api=self.api)
        self.keeping = self._keeping(config, folders)
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Add a page for each plan and locale, the scripts and the style sheet."""
        add_assets(files, config)
        self.previews = Previews(self.settings.root / self.settings.content, self.settings.shown)
        self.previews.add(files, config)
        plans = self.plans = list(self._plans())
        if self.config.report:
            plans.append(workshop.report_plan(report(self.project, self.as_of), self.as_of))
        plans.append(workshop.translation_plan(self.project.coverage))
        fall_back(files, config, self.settings)
        for locale, speaker in self.speakers.items():
            self.spots += [self._spot(plan, locale, config) for plan in plans]
            for name, content in local_files(self.project.library, speaker):
                files.append(File.generated(config, f"{locale}/{name}", content=content))
        sources = (self.addresses.source(one.locale, one.plan.key).lower() for one in self.spots)
        stop(clashes(files, sources, self.settings.docs_dir))
        renderer = self.renderers[self.settings.shown[0]]
        neutral = neutral_files(self.speakers, renderer, self.forwards, self.pieces, api=self.api)
        for name, content in (*neutral, *self.beside.files(plans)):
            files.append(File.generated(config, name, content=content))
            self.links.add(name, content)
        if "index.md" not in {file.src_uri for file in files}:
            root = "---\ntemplate: kb-root.html\nhide: [navigation, toc]\n---\n"
            files.append(File.generated(config, "index.md", content=root, inclusion=InclusionLevel.NOT_IN_NAV))
        self.data = dict(record_files(self.speakers)) if self.api else {}
        self.sorting = Sorting(self.spots, self._names, names_linked(files), self.keeping, self.settings)
        for spot in self.sorting.told:
            self._add(spot, files, config)
        return files

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
        """One navigation a locale; record pages belong to the list that they are in, and are in none."""
        self.sections: dict[tuple[str, str], RecordPage] = {}
        self.navigations: dict[str, Navigation] = {}
        for page in self.pages:
            if page.plan.listed:
                self.sections[page.locale, page.plan.key] = page
                page.title = str(escape(title_of(page.plan, self.speakers[page.locale])))
        for page in self.pages:
            if not page.plan.listed:
                page.parent = self.sections[page.locale, page.plan.section]  # type: ignore[assignment]
        for locale in self.settings.shown:
            lists = [page for page in self.sections.values() if page.locale == locale]
            written = [
                file.page
                for file in files.documentation_pages()
                if locale_of(file.src_uri) == locale and file.page and not isinstance(file.page, RecordPage)
            ]
            self.navigations[locale] = local_navigation([*lists, *written])
        return nav

    @event_priority(-100)
    def on_env(self, env: jinja2.Environment, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Cut a shell for each group of pages, and keep it only where it gives the very bytes of the theme.

        Lists stand in the theme's navigation, which is drawn differently on each of them: the theme draws them.
        """
        env.filters |= FILTERS
        remove_unused(files)
        missing = {f"{locale}/{MISSING}": f'{{% extends "{MISSING}" %}}' for locale in self.settings.shown}
        env.loader = jinja2.ChoiceLoader([*filter(None, [env.loader]), jinja2.DictLoader(missing)])
        documents = files.documentation_pages()
        groups: dict[tuple[object, ...], list[RecordPage]] = defaultdict(list)
        for page in self.pages:
            if page.plan.listed:
                page.meta["template"] = "main.html"
            else:
                groups[page.spot.group].append(page)
        printer = self.printer = Printer(config, self.addresses, self.watched, self.beside, self.links, self._draw)
        leaves: list[Leaf] = []
        for group, pages in groups.items():
            render = partial(self._render, env, documents=documents, config=config)
            found = cut(pages[0], self.sorting.sample(pages[1:]), render, self._frame)
            if found:
                leaves += self.sorting.leaves(group, found, partial(printer.page, found))
            else:
                pages += [self._late(spot, files, config) for spot in self.sorting.left(group)]
            for page in pages:
                page.shell = found
                page.meta["template"] = JOINED if found else "main.html"
        data = [(name, "", partial(printer.data, name, make)) for name, make in self.data.items()]
        self.press = Press(Path(config.site_dir), [*leaves, *self.sorting.data(data)])
        return env

    def _frame(self, page: RecordPage, whole: str) -> None:
        """Note what stands around the bodies of a group."""
        self.inline.update(headers.inline_scripts(whole))
        self.links.frame(page.spot.file, whole)

    def _late(self, spot: Spot, files: Files, config: MkDocsConfig) -> RecordPage:
        """A page that MkDocs hears of only now."""
        page = self._add(spot, files, config)
        page.parent = self.sections[page.locale, page.plan.section]  # type: ignore[assignment]
        _populate_page(page, config, files)
        return page

    def on_page_content(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Say it where a hand-written page stands in for its translation; break titles as those of records."""
        locale = locale_of(page.file.src_uri)
        if page.meta.get("kb_fallback"):
            return stand_in(html, self.project.catalogues[locale], self.settings.locales[0])
        return html if isinstance(page, RecordPage) else phrased(html, locale)

    def on_page_context(self, context: Any, page: Page, config: MkDocsConfig, nav: Navigation) -> Any:
        """Give the theme the words, the navigation and the name of the page's language."""
        locale = locale_of(page.file.src_uri)
        if locale not in self.settings.shown:
            locale = self.settings.shown[0]
        if isinstance(page, RecordPage):
            alternates = page.alternates
        else:
            alternates = self._alternates(key_of(page.file.src_uri), page.url, config)
        base = relative(f"{locale}/", page.url)
        context.update(self._words(config, locale, alternates, base))
        context.update(kb_sites=self._alternates("", page.url, config), kb_card=self.previews.of(page, locale))
        context["kb_markdown"] = page.markdown_file if isinstance(page, RecordPage) else self.beside.head(page)
        return context

    def on_template_context(self, context: Any, template_name: str, config: MkDocsConfig) -> Any:
        """The same for templates that belong to no page (404, sitemap)."""
        locale, _, name = template_name.rpartition("/")
        if name == MISSING:  # hosts show it at any depth
            context["base_url"] = urlsplit(config.site_url or "/").path
        locale = locale or self.settings.shown[0]
        base = context["base_url"]
        home = f"{base.rstrip('/')}/" if base else ""
        sites = tuple(
            Alternate(one, language, f"{home}{self.addresses.url(one, '')}", "", one == locale)
            for one, language in self.words.languages.items()
        )
        context.update(self._words(config, locale, sites, f"{home}{locale}/"))
        context["kb_sites"] = sites
        context["kb_pages"] = [
            (f"{config.site_url.rstrip('/')}/{spot.url}", [(one.locale, one.link) for one in spot.alternates])
            for spot in (self.spots if name == "sitemap.xml" else ())
            if config.site_url and not spot.plan.canonical and not spot.plan.robots
        ]
        return context

    def on_post_page(self, output: str, page: Page, config: MkDocsConfig) -> str:
        """Let go of what has been written; what a page's own template writes as scripts is known from its group."""
        if not (isinstance(page, RecordPage) and page.shell):
            self.inline.update(headers.inline_scripts(output))
        self.links.note(page, output)
        self.beside.write(page)
        if isinstance(page, RecordPage):
            page.forget()
        return output

    def on_post_template(self, output_content: str, template_name: str, config: MkDocsConfig) -> str:
        """Remember the scripts of pages without a source (404)."""
        self.inline.update(headers.inline_scripts(output_content))
        if template_name.endswith(MISSING):
            self.links.page(template_name, output_content)
        return output_content

    @event_priority(-100)
    def on_post_build(self, config: MkDocsConfig) -> None:
        """Show the site, after every other plugin has done its part; say in one line what readers see in English."""
        assert self.output is not None and self.press is not None
        indexes = list(self._indexes())  # while others write pages
        written = [*self.press.finish(), *Press(Path(config.site_dir), indexes).finish()]
        for one in written:
            self.links.take(one.leaf.files[0], one.links)
        if not self.config.offline:
            headers.write_headers(Path(config.site_dir), self.inline)
        sitemap = Path(config.site_dir) / "sitemap.xml"
        if sitemap.exists():  # MkDocs writes the time of the build into it
            sitemap.with_suffix(".xml.gz").write_bytes(gzip.compress(sitemap.read_bytes(), mtime=0))
        self.beside.finish(self.spots, self.output.site, self.settings)
        for problem in self.links.problems(Path(config.site_dir), self.sorting.kept, self.spots):
            log.warning(str(problem))
        if not (config.strict and warned()):
            try:
                made = {name: one.digests[name] for one in written for name in one.digests} if self.keeping else {}
                self.output.finish(self.sorting.kept, made)
            except OutputError as error:
                raise Abort(str(error)) from None
            self._remember(written)
        config.site_dir = str(self.output.site)
        for said in untranslated(self.project.problems, self.settings.locales[1:]):
            log.info(said)

    def on_build_error(self, error: Exception) -> None:
        """Leave the site as it was, whoever failed; say what to do."""
        self._abandon()
        explain(error, self.output)

    def on_shutdown(self) -> None:
        """Leave nothing behind."""
        self._abandon()

    def _abandon(self) -> None:
        if self.press:
            self.press.abandon()
        if self.output:
            self.output.abandon()

    def _begin(self, config: MkDocsConfig) -> None:
        """Let MkDocs, and everybody who asks its configuration, write to a tree that nobody sees yet."""
        self._abandon()
        self.output = Output(Path(config.site_dir))
        try:
            config.site_dir = str(self.output.begin())
            self.links = SiteLinks(self.addresses.base, self.output, self.settings)
        except OutputError as error:
            raise Abort(str(error)) from None

    def _keeping(self, config: MkDocsConfig, folders: tuple[Path, ...]) -> Keeping | None:
        """What is kept of the site before: nothing where another plugin or hook may have a say in each page."""
        if self.output is None or self.project.inputs is None or len(config.plugins) > 1:
            return None
        world = (repr(self._options(config)), digest_of_files(*folders))
        numbers = record_numbers(self.project.library.records.items())
        return Keeping(self.output.work, self.output.site, self.project.inputs, numbers, world)

    def _add(self, spot: Spot, files: Files, config: MkDocsConfig) -> RecordPage:
        """A page of MkDocs for a plan in a locale."""
        inclusion = InclusionLevel.INCLUDED if spot.plan.listed else InclusionLevel.NOT_IN_NAV
        source = self.addresses.source(spot.locale, spot.plan.key)
        file = File.generated(config, source, content="", inclusion=inclusion)
        files.append(file)
        page = RecordPage(spot, file, config, self._draw)
        page.markdown_file = self.beside.head(page)
        page.canonical_url, page.edit_url = places_of(spot, self.addresses, config)
        self.pages.append(page)
        return page

    def _names(self, spot: Spot) -> tuple[str, ...]:
        """Every file that is written for a page."""
        return self.beside.names(spot)

    def _indexes(self) -> Iterator[Leaf]:
        """The search indexes of all locales."""
        long = LongTexts(self.config.long_text, (self.stores or {}).get("words"), self.project.inputs)
        for locale, speaker in self.speakers.items():
            made = search_files(self.plans, speaker, self.addresses, long, self.pieces, offline=self.config.offline)
            texts = ((f"{locale}/{name}", index) for name, index in made)
            yield from self.sorting.data((name, digest(text), partial(self.printer.text, text)) for name, text in texts)

    def _remember(self, written: Iterable[Written]) -> None:
        """Keep for the next build what this one has learned."""
        for store in (self.stores or {}).values():
            store.save()
        if self.keeping:
            self.links.save()
            for leaf, needs, *_ in written:
                self.keeping.remember(leaf.files, leaf.own, needs, leaf.shell)
            for page in self.pages:
                if page.shell:
                    own, needs = self.keeping.of(page.spot)
                    names = self.beside.names(page.spot)
                    self.keeping.remember(names, own, needs + page.needs, digest(*page.shell.parts))
            self.keeping.forget(self.links.faulty)
            self.keeping.save()

    def _draw(self, plan: Plan, locale: str) -> tuple[Document, tuple[Need, ...]]:
        self.watched.start()
        document = draw(plan, self.speakers[locale], self.renderers[locale], self.addresses)
        return document, self.watched.needs

    def _render(self, env: jinja2.Environment, page: RecordPage, documents: Any, config: MkDocsConfig) -> str:
        nav = self.navigations[page.locale]
        page.active = True
        try:
            context: Any = get_context(nav, documents, config, page)
            context = config.plugins.on_page_context(context, page=page, config=config, nav=nav)
            return env.get_template("main.html").render(context)
        finally:
            page.active = False

    def _words(self, config: MkDocsConfig, locale: str, others: tuple[Alternate, ...], base: str) -> dict[str, Any]:
        """What templates of a locale are given, pages and others alike."""
        return self.words.given(self.project.catalogues[locale], others, base) | {
            "config": LocalConfig(config, site_name=self.words.names[locale]),
            "nav": self.navigations[locale],
            "kb_theme_locale": theme_locale(config.theme.dirs, locale),
            "kb_direction": direction(locale),
            "kb_offline": self.config.offline,
            **self.beside.links,
        }
