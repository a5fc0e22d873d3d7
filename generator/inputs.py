"""What a page was made from, noted while it is made, so that nobody has to keep a list of it.

An *input* is a record with its translations in every language. Pages see the records through [`Watched`][], which
notes each record that is asked for, each that is asked for and is not there, and each kind that is gone through.
Everything that is not a record with a page of its own (tables, words of the interface, our own code) is one more
input, the *world*: pages are all drawn anew when it changes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from generator.catalogue import Catalogue
from generator.library import Library
from generator.records import KINDS
from generator.store import digest, our_digest

Need = tuple[str, str]
"""The kind and id of a record that was asked for; `*` for a kind that was gone through."""

PLURALS = {kind.plural: kind.name for kind in KINDS.values() if kind.pages}


class Inputs:
    """The digests of all records with their translations, and of the world."""

    def __init__(self, library: Library, files: Mapping[str, str], catalogues: Mapping[str, Catalogue]) -> None:
        """`files` holds the digest of every file that the library was read from."""
        messages, words = _messages(catalogues)
        own = {library.files[kind, key] for kind in PLURALS.values() for key in library.records[kind]}
        tables = [part for name, one in sorted(files.items()) if name not in own for part in (name, one)]
        self.world = digest(our_digest(), *catalogues, *tables, *words)
        self._records = {
            (kind, identity): digest(files[library.files[kind, identity]], *messages[plural, identity])
            for plural, kind in PLURALS.items()
            for identity in library.records[kind]
        }
        kinds: dict[str, list[str]] = {kind: [] for kind in PLURALS.values()}
        for (kind, identity), one in self._records.items():
            kinds[kind] += (identity, one)
        self._known: dict[tuple[Need, ...], str] = {}
        self._kinds = {kind: digest(*parts) for kind, parts in kinds.items()}

    def of(self, needs: tuple[Need, ...]) -> str:
        """The digest of everything that was asked for, and of the world."""
        found = self._known.get(needs)
        if found is None:
            found = self._known[needs] = digest(self.world, repr([(need, self._one(need)) for need in needs]))
        return found

    def since(self, before: Inputs) -> set[Need]:
        """The records that are new, gone or not as they were, and their kinds. The world is not compared."""
        named = {need for need, _ in self._records.items() ^ before._records.items()}
        return named | {(kind, "*") for kind, _ in self._kinds.items() ^ before._kinds.items()}

    def _one(self, need: Need) -> str:
        return self._kinds[need[0]] if need[1] == "*" else self._records.get(need, "")


def _messages(catalogues: Mapping[str, Catalogue]) -> tuple[dict[tuple[str, str], list[str]], list[str]]:
    """What there is in each language for a record with a page of its own, and for all others with the interface."""
    records: dict[tuple[str, str], list[str]] = defaultdict(list)
    words: list[str] = []
    for locale, catalogue in catalogues.items():
        for place, said in catalogue.digests.items():
            plural, _, identity = place.partition("/")
            target = records[plural, identity] if plural in PLURALS else words
            target += (locale, place, said)
    return records, words


class _Kind(Mapping[str, Any]):
    """The records of a kind, that note who is asked for."""

    def __init__(self, kind: str, records: Mapping[str, Any], needs: dict[Need, None]) -> None:
        self._kind, self._records, self._needs = kind, records, needs

    def __getitem__(self, identity: str) -> Any:
        self._needs[self._kind, identity] = None
        return self._records[identity]

    def __iter__(self) -> Iterator[str]:
        self._needs[self._kind, "*"] = None
        return iter(self._records)

    def __len__(self) -> int:
        self._needs[self._kind, "*"] = None
        return len(self._records)


class Watched:
    """A library that notes what is asked of it. Tables are of the world, and are not watched."""

    def __init__(self, library: Library) -> None:
        self._needs: dict[Need, None] = {}
        self.library = Library(
            {
                kind: _Kind(kind, records, self._needs) if KINDS[kind].pages else records
                for kind, records in library.records.items()
            },
            library.files,
            library.data,
        )

    def start(self) -> None:
        """Forget what was asked for until now."""
        self._needs.clear()

    @property
    def needs(self) -> tuple[Need, ...]:
        """What has been asked for since the start."""
        return tuple(self._needs)
