"""The standard of the content: nothing unfounded, nothing untested, nothing that cannot be undone.

The rules are those of the craft, for every knowledge base:

- A variant has a source, a fix, a role that can fix it, and a sample: a text as somebody pasted it. (The first
  three are said by the record definitions, as [`Rule`][generator.records.types.Rule]; the reader reports them.)
- A word that decides stands in a text or a sample of its own variant; a sample shows the code or such a word.
- Whoever lowers security is told so, and is offered a way that does not.
- Where the way of a message is told in stages, every error stands on it.
- What nobody has compared with its evidence, and evidence that nothing rests on, is pointed out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from generator.checks.references import Locate
from generator.library import Library
from generator.problems import Problem
from generator.records.error import Error, Variant
from generator.records.tables import Sample


def content_problems(library: Library, locate: Locate, *, broken: bool) -> Iterator[Problem]:
    """Problems with the standard of the content, record by record."""
    yield from _samples(library, locate)
    yield from _variants(library, locate, broken=broken)
    yield from _fixes(library, locate)
    yield from _stages(library, locate)
    yield from _unverified(library, locate)


def samples_of(library: Library) -> dict[str, list[Sample]]:
    """The samples of each variant, by `code/variant`."""
    found = defaultdict(list)
    for sample in library.samples.values():
        if sample.variant:
            found[sample.variant].append(sample)
    return found


def needs_sample(variant: Variant) -> bool:
    """Whether a variant is recognised by a text, so that there must be one to try it with.

    An announced answer has not been seen by anybody; a symptom without words has no text.
    """
    return variant.state != "announced" and bool(variant.match.texts or variant.match.words)


def folded(text: str) -> str:
    """A text for comparing words: case and the width of gaps do not count."""
    return " ".join(text.casefold().split())


def shows(sample: Sample, error: Error, variant: Variant) -> bool:
    """Whether a sample holds the code, a word that decides, or a text of its variant."""
    text = folded(sample.text)
    signs = (error.code, *variant.match.words, *variant.match.texts)
    return any(folded(sign) in text for sign in signs if sign)


def _samples(library: Library, locate: Locate) -> Iterator[Problem]:
    for identity, sample in library.samples.items():
        found = library.variant(sample.variant)
        if found and not shows(sample, *found):
            yield Problem(
                locate("sample", identity, "text"),
                "KB315",
                f"the text holds neither the code nor a word of {sample.variant}",
                "correct 'variant', or add the words of this text to the variant",
            )
        elif found is None and sample.variant in library.errors:
            names = ", ".join(f"{sample.variant}/{variant.id}" for variant in library.errors[sample.variant].variants)
            yield Problem(
                locate("sample", identity, "variant"),
                "KB315",
                f"'{sample.variant}' is a code, not a variant",
                f"one of: {names}",
            )


def _variants(library: Library, locate: Locate, *, broken: bool) -> Iterator[Problem]:
    samples = samples_of(library)
    for name, error, variant in library.variants():
        own = samples[name]
        if not own and not broken and needs_sample(variant):
            yield Problem(
                locate("error", error.id, f"variants.{variant.id}.match"),
                "KB313",
                f"no sample shows the variant '{variant.id}'",
                f"add a text as somebody pasted it to samples/{error.id}.yml, with 'variant: {name}'",
            )
        texts = [folded(text) for text in (*variant.match.texts, *(sample.text for sample in own))]
        for word in variant.match.words:
            if texts and not any(folded(word) in text for text in texts):
                yield Problem(
                    locate("error", error.id, f"variants.{variant.id}.match.words"),
                    "KB314",
                    f"'{word}' stands in no text and no sample of this variant",
                    "correct the word, or add the text that it comes from",
                )


def _fixes(library: Library, locate: Locate) -> Iterator[Problem]:
    for fix in library.fixes.values():
        if fix.risk.lowers and fix.risk.level == "none":
            yield Problem(
                locate("fix", fix.id, "risk"),
                "KB319",
                "the risk is none, but something gets weaker",
                "choose low, medium or high, or remove 'lowers'",
            )
        others = [library.fixes[one] for one in fix.alternatives if one in library.fixes]
        if fix.risk.lowers and others and all(other.risk.lowers for other in others):
            yield Problem(
                locate("fix", fix.id, "alternatives"),
                "KB320",
                "every alternative lowers security too",
                "add one that does not, such as another sending method",
            )


def _stages(library: Library, locate: Locate) -> Iterator[Problem]:
    placed = {one for stage in library.stages.values() for one in stage.errors}
    if not placed or any(one not in library.errors and not library.variant(one) for one in placed):
        return  # a name that is wrong is said already, and may be the one that is missed here
    for error in library.errors.values():
        left = [f"{error.id}/{one.id}" for one in error.variants if f"{error.id}/{one.id}" not in placed]
        if error.id not in placed and left:
            yield Problem(
                locate("error", error.id, "id"),
                "KB322",
                f"no stage leads to {error.id if len(left) == len(error.variants) else left[0]}",
                "name it in stages.yml, at the stage that can give it",
            )


def _unverified(library: Library, locate: Locate) -> Iterator[Problem]:
    for kind, name, record in library.verifiable():
        if record.verified is None and not getattr(record, "origin", None):
            identity, _, text = name.partition("/")
            yield Problem(
                locate(kind, identity, f"variants.{text}" if text else "id"),
                "KB318",
                f"nobody has verified '{record.id}'",
                "compare it with its sources, then run `kb verify`",
                "warning",
            )


def unused_sources(library: Library, used: set[str], locate: Locate) -> Iterator[Problem]:
    """Sources that nothing rests on; `used` are those that a record names."""
    origins = "\n".join(sample.source for sample in library.samples.values())
    for source in library.sources.values():
        if source.id not in used and source.url not in origins and source.id not in origins:
            yield Problem(
                locate("source", source.id, "id"),
                "KB317",
                f"nothing rests on the source '{source.id}'",
                "name it where it is the evidence, or remove it",
                "warning",
            )
