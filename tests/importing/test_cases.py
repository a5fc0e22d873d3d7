"""Documents in, guides out: what real documents do wrong, one thing a file. A new case is a new document."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.importing.report import Account
from tests.importing.conftest import Base
from tests.support import HERE

CASES = sorted((HERE / "importing/cases").glob("*.md"))


def _said(base: Base, account: Account) -> str:
    """The guide, its translations, and what the report says of it."""
    if account.outcome == "refused":
        return f"refused: {account.reason}\n"
    notes = [f"{one.kind}: {one.what}: {one.reason}" for one in sorted(account.notes) if one.kind != "kept"]
    return "\n".join([base.record(), *(f"ja: {one}" for one in base.target()), *notes]) + "\n"


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_case(case: Path, base: Base, request: pytest.FixtureRequest) -> None:
    (account,) = base.one(case.read_bytes(), locale="ja").accounts
    made = _said(base, account)
    expected = case.with_suffix(".expected")
    if request.config.getoption("--update-golden"):
        expected.write_text(made, encoding="utf-8")
    assert made == expected.read_text(encoding="utf-8")
