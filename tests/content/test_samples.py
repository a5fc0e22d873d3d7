"""Real texts: each belongs to a variant and shows it, and hardly any variant has fewer than three."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from generator.checks.content import needs_sample, samples_of, shows
from tests.content.library import project
from tests.support import some

LIBRARY = project().library
FEW = {
    "errors/5.6.241/header-from-mismatch": "Microsoft documents the number only; no text has been seen",
    "errors/5.7.62/envelope-from-mismatch": "Microsoft documents the number only; no text has been seen",
    "errors/aadsts53004/proof-up-blocked": "the registry gives a name and no sentence",
}
"""Variants of which fewer than three texts are known, and why."""


@pytest.mark.parametrize("identity", LIBRARY.samples)
def test_a_sample_shows_the_variant_that_it_names(identity: str) -> None:
    sample = LIBRARY.samples[identity]
    if not sample.variant:
        assert identity.startswith("not-")
        return
    found = LIBRARY.variant(sample.variant)
    assert found, f"{sample.variant} does not exist"
    assert shows(sample, *found)
    assert identity.partition("/")[0] == found[0].id, "a sample stands in the file of its code"


def test_every_variant_has_three_samples_where_that_many_are_known() -> None:
    samples = samples_of(LIBRARY)
    few = {
        f"errors/{error.id}/{variant.id}"
        for error in LIBRARY.errors.values()
        for variant in error.variants
        if needs_sample(variant) and len(samples[f"{error.id}/{variant.id}"]) < 3
    }
    assert few == FEW.keys()


def test_no_text_is_there_twice() -> None:
    texts = Counter(sample.text for sample in some(LIBRARY.samples.values()))
    assert [text for text, count in texts.items() if count > 1] == []


PRIVATE = re.compile(
    r"[\w.+-]+@(?!(?:[\w-]+\.)*(?:contoso|fabrikam|example|adatum|northwindtraders|tailspintoys|wingtiptoys|litware)"
    r"(?:-\w+)?\.)(?!(?:messaging\.)?microsoft\.com)[\w-]+\.[\w.-]*[a-z]{2,}",
    re.IGNORECASE,
)


def test_samples_name_nobody() -> None:
    """Addresses of people are fictitious; message ids with the names of Microsoft's servers may stay."""
    found = {
        match[0]
        for sample in LIBRARY.samples.values()
        for match in PRIVATE.finditer(sample.text)
        if not re.search(r"outlook\.com|exchangelabs\.com|onmicrosoft\.com", match[0], re.IGNORECASE)
    }
    assert found == set()
