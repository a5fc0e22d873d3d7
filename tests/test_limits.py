"""What any input may hold, at the very edge: the longest that is taken, and what is said of one more."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.limits import MAX_ADDRESS, MAX_ID, address_fault, leads_out, name_fault, site_fault, unseen

HERE = "https://a.example/"
LONG = f"it has {MAX_ADDRESS + 1} characters, and at most {MAX_ADDRESS} are allowed"


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("a\u2068b\u2069c", ""),
        ("a\u2068b", "U+2068"),
        ("a\u2069b\u2068c", "U+2069"),
        ("a\u2068b\u2067c\u2069", "U+2068"),
        ("a\u202e\u2068", "U+202E"),
        ("a\U000e0041", "U+E0041"),
        ("a\r\nb\tc", ""),
        ("a\rb", "U+000D"),
    ],
)
def test_the_first_character_that_nobody_sees_is_named(text: str, mark: str) -> None:
    assert unseen(text) == mark


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        (HERE, ""),
        ("mailto:a@b.example", ""),
        (HERE + "a" * (MAX_ADDRESS - len(HERE)), ""),
        (HERE + "a" * (MAX_ADDRESS - len(HERE) + 1), LONG),
        (HERE + "\u200b", "it holds U+200B, which nobody sees"),
        ("https://a@b.example/", "its host or a character is not allowed"),
        ("mailto:a", "it is not the address of one mailbox"),
        ("http://a.example/", "it begins with neither https:// nor mailto:"),
    ],
)
def test_an_address_is_taken_or_its_fault_is_said(address: str, fault: str) -> None:
    assert address_fault(address) == fault


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        (HERE + "a" * (MAX_ADDRESS - len(HERE)), ""),
        (HERE + "a" * (MAX_ADDRESS - len(HERE) + 1), LONG),
        ("ftp://a.example/", "it is not http:// or https://, a host and a path in ASCII"),
    ],
)
def test_the_address_of_a_site_too(address: str, fault: str) -> None:
    assert site_fault(address) == fault


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("a" * MAX_ID, ""),
        ("a" * (MAX_ID + 1), f"has {MAX_ID + 1} characters, and at most {MAX_ID} are allowed"),
        ("con", "is the name of a device on Windows, and no file can be called so there"),
        ("lpt1.a", "is the name of a device on Windows, and no file can be called so there"),
        ("contact", ""),
        ("index", "is the name of a list"),
    ],
)
def test_a_name_is_one_on_every_system(name: str, fault: str) -> None:
    assert name_fault(name) == fault


def test_a_link_leads_out_where_it_ends_elsewhere(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    for name, target in (("here", inside), ("out", tmp_path), ("round", "round")):
        (inside / name).symlink_to(target)
    assert [leads_out(inside / name, inside) for name in ("here", "out", "round", "../x")] == [False, True, True, True]
