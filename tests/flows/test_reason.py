"""A question without an answer for the unsure is allowed to those who write down why."""

from __future__ import annotations

import shutil
from pathlib import Path

from click.testing import CliRunner

from generator.cli import main
from tests.support import HERE, replace

WITHOUT = HERE / "problems" / "KB604-no-answer-for-the-unsure" / "content"


def test_the_reason_takes_the_place_of_the_answer(tmp_path: Path) -> None:
    content = shutil.copytree(WITHOUT, tmp_path / "content")
    done = CliRunner().invoke(main, ["--root", str(tmp_path), "check"])
    assert done.output.count("KB604") == 1
    title = "    title: What do you see?\n"
    replace(content / "flows" / "pot.yml", title, f"{title}    everybody_knows: Everybody who can read this sees it.\n")
    done = CliRunner().invoke(main, ["--root", str(tmp_path), "check"])
    assert "KB604" not in done.output
    assert done.exit_code == 0
