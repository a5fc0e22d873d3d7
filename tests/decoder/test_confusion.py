"""Every text decodes to its own variant, and no other ties with it: all samples against all variants."""

from __future__ import annotations

import pytest

from generator.decoder import Decoded, decode
from generator.decoder.decode import RANK
from tests.decoder.material import Labelled, content_samples, known, labelled, real_signatures, real_table

CODE_ONLY = {
    "pos-215": "the browser translated the answer; only the code is left",
    "pos-168": "'account locked' has no variant of its own",
    "pos-228": "a device's own number, which no record holds",
}
"""Samples whose variant cannot be told; they must not be answered with confidence."""


def ties(decoded: Decoded) -> bool:
    return len(decoded.candidates) > 1 and (
        RANK[decoded.candidates[0].confidence] == RANK[decoded.candidates[1].confidence] < RANK["possible"]
    )


@pytest.mark.parametrize("signature", real_signatures(), ids=lambda signature: signature.variant)
def test_the_texts_of_a_variant_decode_to_it_alone(signature: object) -> None:
    for text in signature.texts:  # type: ignore[attr-defined]
        decoded = decode(text, real_table())
        assert decoded.candidates, text
        assert decoded.candidates[0].variant == signature.variant, text  # type: ignore[attr-defined]
        assert not ties(decoded), text


@pytest.mark.parametrize("sample", [*labelled("samples.jsonl")], ids=lambda sample: sample.id)
def test_a_sample_decodes_to_its_own_variant(sample: Labelled) -> None:
    decoded = decode(sample.text, real_table())
    if sample.negative:
        assert decoded.candidates == ()
        return
    if sample.code:
        assert decoded.code == sample.code
    variants = known(sample, real_table())
    if sample.id in CODE_ONLY or not variants:
        assert all(one.confidence == "possible" for one in decoded.candidates)
        return
    assert decoded.candidates[0].variant in variants
    assert not ties(decoded)


@pytest.mark.parametrize("sample", content_samples(), ids=lambda sample: sample.id)
def test_a_sample_of_the_content_decodes_to_its_own_variant(sample: Labelled) -> None:
    decoded = decode(sample.text, real_table())
    if sample.negative:
        assert decoded.candidates == ()
        return
    assert decoded.candidates, sample.text
    assert decoded.candidates[0].variant == sample.variants[0], sample.text
    assert not ties(decoded)
