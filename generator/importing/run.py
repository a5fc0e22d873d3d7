"""One import: every document found, converted, merged with what is there, and written."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from generator.composing import MAX_FILE_BYTES, File, compose, compose_text, plain
from generator.importing import documents
from generator.importing.convert import About, Conversion
from generator.importing.documents import Document, Refused, Source, slug
from generator.importing.drafts import Draft, Phrase, sources
from generator.importing.links import key_of
from generator.importing.merging import Merge, digest, keep_ids, named, parts
from generator.importing.pages import is_locale, pair_up, paired
from generator.importing.report import Account, Report
from generator.importing.state import Last, State
from generator.importing.writing import yaml_text
from generator.limits import name_fault
from generator.messages import Wanted, wanted_of
from generator.reader import read_text
from generator.records import KINDS
from generator.settings import Settings
from generator.translate import Translations
from generator.whole import save

VERSION = "1"
"""Goes into the hash of each document: a new one makes the next import look at all of them again."""

FOLDER = "guides"
KIND = KINDS["guide"]


@dataclass(frozen=True, slots=True)
class Wish:
    """What to import: the format, the language of the translations (else each document says), and the options."""

    format: str
    locale: str = ""
    about: About = field(default_factory=About)
    dry: bool = False


@dataclass(slots=True)
class _Job:
    """A document and where it goes. `other` is its translation, in formats that keep it in a file of its own."""

    source: Source
    other: Source | None = None
    locale: str = ""
    key: str = ""
    id: str = ""


class Import:
    """An import into a knowledge base."""

    def __init__(self, settings: Settings, wish: Wish) -> None:
        self.settings = settings
        self.wish = wish
        self.folder = settings.root / settings.content / FOLDER
        self.state = State(self.folder)
        self.report = Report(dry=wish.dry)
        self._translations: dict[str, Translations] = {}
        self._texts: dict[str, str] = {}

    def run(self, paths: Iterable[Path], watch: Callable[[Sequence[Any]], Iterable[Any]] = iter) -> Report:
        """Import every document of the paths; `watch` shows how far it is. Everything is written at the end."""
        found = list(documents.find(paths, is_locale))
        jobs = self._jobs(found)
        self._name(jobs)
        guides = {job.key: job.id for job in jobs}
        for job in watch(jobs):
            account = Account(job.source.origin, job.locale, job.id)
            self.report.accounts.append(account)
            try:
                self._document(job, account, guides)
            except Refused as refused:
                account.refuse(str(refused))
            except RecursionError:
                account.refuse("nested too deeply to be read")
        if not found:
            self.report.remarks.append("There is no Markdown file below these paths.")
        if not self.wish.dry:
            self._write()
        return self.report

    def _jobs(self, found: list[Source]) -> list[_Job]:
        if self.wish.format == "markdown":
            pairs = pair_up(found, self.settings.locales)
            return [_Job(one, other, locale, key) for one, other, locale, key in pairs]
        return [_Job(one, key=_key(one.origin)) for one in found]

    def _name(self, jobs: list[_Job]) -> None:
        """Ids that nobody else has: that of the last import, the file's name, or the name with its folders."""
        taken = {path.stem: "" for path in self.folder.glob("*.yml")}
        for job in jobs:
            if self.state.id(job.key):
                taken[self.state.id(job.key)] = job.key
        for job in jobs:
            job.id = self.state.id(job.key) or self._free(job, taken)
            taken[job.id] = job.key

    def _free(self, job: _Job, taken: dict[str, str]) -> str:
        above = [slug(part) for part in PurePosixPath(job.key).parent.parts]
        name = slug(documents.stem(job.source.origin if self.wish.format != "markdown" else job.key)) or "guide"
        name = name[:100].strip("-")
        name = f"{name}-guide" if name_fault(name) else name
        tried = name
        for part in reversed([one for one in above if one]):
            if taken.get(tried, job.key) == job.key:
                return tried
            tried = f"{part}-{tried}"[:120].strip("-")
        number = 1
        found = tried
        while taken.get(found, job.key) != job.key:
            number += 1
            found = f"{tried}-{number}"
        return found

    def _document(self, job: _Job, account: Account, guides: dict[str, str]) -> None:
        source = self.settings.locales[0]
        if self.wish.format == "markdown" and job.other is None and job.locale != source:
            raise Refused(f"it is in '{job.locale}', and there is no document in '{source}' that it translates")
        document = documents.read(job.source.path)
        other = documents.read(job.other.path) if job.other else None
        account.locale = job.locale = job.locale or self._locale(job, document)
        signature = _signature(self.wish, job, document, other)
        last = self.state.get(job.key, job.locale)
        path = self.folder / f"{job.id}.yml"
        if last and last.hash == signature and (path.is_file() or job.id in self._texts):
            account.segments = account.placed = last.segments
            account.outcome = "unchanged"
            return
        conversion = Conversion(job.id, job.source.origin, job.locale, self.wish.about, account, guides, job.key)
        draft = (
            conversion.side_by_side(document)
            if self.wish.format == "learn-sxs"
            else paired(conversion, document, other)
        )
        self._merge(job, draft, account, signature)

    def _locale(self, job: _Job, document: Document) -> str:
        """The locale of the site that the document's translation is in, or refused."""
        mine = self.settings.locales[1:]
        if self.wish.locale:
            return self.wish.locale
        said = document.first("ms.contentlocale", "lang", "locale", "language")
        said = said or next((part for part in PurePosixPath(job.source.origin).parts[:-1] if is_locale(part)), "")
        if not said:
            if len(mine) == 1:
                return mine[0]
            raise Refused("it does not say its language; give it with --locale")
        small = said.lower()
        for locale in mine:
            if locale.lower() == small:
                return locale
        near = [one for one in mine if one.lower().partition("-")[0] == small.partition("-")[0]]
        if len(near) == 1:
            return near[0]
        raise Refused(f"'{said}' is not a locale of this site; add it to 'locales' in mkdocs.yml, or give --locale")

    def _merge(self, job: _Job, draft: Draft, account: Account, signature: str) -> None:
        """Merge a draft with what is here, in memory."""
        path = self.folder / f"{job.id}.yml"
        last = self.state.any(job.key, job.locale)
        if last:
            keep_ids(draft.record, last.ids)
        here = self._here(path)
        account.outcome = "updated" if here is not None else "new"
        record = sources(draft.record)
        theirs = parts(draft.record)
        base = last.parts if last else {}
        if here is not None and base.get("") != digest(here):
            record = Merge(base, account).record(record, here)
        text, guide = self._written(record, path)
        before = self.state.get(job.key, job.locale)
        phrases = {f"{FOLDER}/{job.id}#{at}": phrase for at, phrase in draft.phrases()}
        targets = {at: digest(phrase.target or "") for at, phrase in phrases.items()}
        if job.locale != self.settings.locales[0]:
            wanted = list(wanted_of("guide", guide, path.relative_to(self.settings.root).as_posix()))
            imported = before.targets if before else {}
            self._translate(job, draft.pairs, wanted, phrases, imported=imported, account=account)
        if here is not None and text == self._now(path) and before and before.targets == targets:
            account.outcome = "unchanged"
        self._texts[job.id] = text
        ids = {element["id"]: words for words, element in named(draft.record)}
        self.state.put(Last(job.id, job.locale, job.key, signature, account.segments, theirs, ids, targets))
        self.state.tell(job.key, theirs, ids)

    def _written(self, record: dict[str, Any], path: Path) -> tuple[str, Any]:
        """The text of a record's file, and the record that is read back from it. Raises Refused where it is none."""
        text = yaml_text(record)
        if len(text.encode()) > MAX_FILE_BYTES:
            raise Refused(f"the guide would be larger than {MAX_FILE_BYTES // 1_000_000} MB")
        made, problems = read_text(KIND, text, path.relative_to(self.settings.root).as_posix())
        if made is None:
            raise Refused(
                f"the guide would not be one: {problems[0].message}" if problems else "it cannot be read back"
            )
        return text, made

    def _translate(
        self,
        job: _Job,
        pairs: Sequence[str],
        wanted: Iterable[Wanted],
        phrases: Mapping[str, Phrase],
        *,
        imported: Mapping[str, str],
        account: Account,
    ) -> None:
        """Merge the translations of a guide with those that are here. `imported` are digests of the last import's."""
        catalogue = self._catalogue(job.locale)
        known = catalogue.of(f"{FOLDER}/{job.id}")
        messages = []
        for message in wanted:
            phrase = phrases.get(message.context)
            new = (phrase.target or "") if phrase else ""
            source, ours = known.get(message.context, ("", ""))
            before = imported.get(message.context)
            if phrase and phrase.source != message.source:
                new = ours if source == message.source else ""
            elif ours and ours != new and digest(ours) != before and source == message.source:
                if before is not None and digest(new) != before:
                    account.add("conflict", message.context, "translated here and in the document: kept as it is here")
                new = ours
            messages.append((message, new, _remark(phrase.segments if phrase else (), pairs)))
        catalogue.put(f"{FOLDER}/{job.id}", messages)

    def _now(self, path: Path) -> str:
        return self._texts.get(path.stem) or (path.read_text(encoding="utf-8") if path.is_file() else "")

    def _here(self, path: Path) -> dict[str, Any] | None:
        """The record as it stands, or nothing. One that cannot be read is somebody's work: it is not touched."""
        if path.stem in self._texts:
            made = plain(compose_text(self._texts[path.stem]))
            return made if isinstance(made, dict) else None
        if not path.is_file():
            return None
        problems: list[Any] = []
        found = plain(compose(path, File(path.name, problems)))
        if problems or not isinstance(found, dict):
            raise Refused(f"{path.name} is there and cannot be read; `kb check` says why")
        return found

    def _catalogue(self, locale: str) -> Translations:
        if locale not in self._translations:
            self._translations[locale] = Translations(self.settings, locale, FOLDER)
        return self._translations[locale]

    def _write(self) -> None:
        """Records first, then translations, then the memory: a run that is stopped is made good by the next."""
        root = self.settings.root
        for identity, text in self._texts.items():
            path = self.folder / f"{identity}.yml"
            if save({path: text}):
                self.report.written.append(path.relative_to(root).as_posix())
        for catalogue in self._translations.values():
            if catalogue.save():
                self.report.written.append(catalogue.path.relative_to(root).as_posix())
        if self._texts:
            self.state.save()


def _key(origin: str) -> str:
    """What a document is called in every language: its path without ending and without folders named by a locale."""
    return key_of("/".join(part for part in origin.split("/") if not is_locale(part)))


def _signature(wish: Wish, job: _Job, document: Document, other: Document | None) -> str:
    text = [VERSION, wish.format, repr(wish.about), job.locale, job.source.origin]
    for one in (document, other):
        text += [repr(one.metadata), one.text] if one else [""]
    return hashlib.sha256("\0".join(text).encode()).hexdigest()[:16]


def _remark(segments: Sequence[int], pairs: Sequence[str]) -> str:
    """The ids of the pairs that a text was made of, for translators and their tools."""
    return "segments: " + " ".join(pairs[number] for number in segments) if segments and pairs else ""
