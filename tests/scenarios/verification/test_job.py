"""The job of the README for the build of somebody's project, as it is copied from there."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import yaml

from tests.support.servers import ROOT

SHELL = shutil.which("sh") or ""
README = (ROOT / "README.md").read_text(encoding="utf-8")
SECTION = README[README.index("### In the build of your project") :]


def block(language: str) -> str:
    """Return the first block of that language in the section."""
    found = re.search(rf"```{language}\n(.*?)```", SECTION, re.DOTALL)
    assert found is not None
    return found[1]


@pytest.fixture
def job() -> dict[str, Any]:
    whole: dict[str, Any] = yaml.safe_load(block("yaml"))
    verify: dict[str, Any] = whole["jobs"]["verify"]
    return verify


@pytest.mark.skipif(
    not (SHELL and shutil.which("make")), reason="needs a shell, and make"
)
def test_the_lines_for_a_shell_verify_and_leave_reports(tmp_path: Path) -> None:
    script = tmp_path / "verify.sh"
    script.write_text(block("sh"), encoding="utf-8")

    ended = subprocess.run(  # noqa: S603 -- the README's own lines are what is tried
        [SHELL, script.name],
        cwd=tmp_path,
        env={**os.environ, "GRANTLAB": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )

    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert ended.stdout.rstrip().endswith("All that was checked is as stated.")
    reports = tmp_path / "reports"
    junit = ET.parse(reports / "verification.xml").getroot()  # noqa: S314 -- we wrote it
    assert [suite.attrib["name"] for suite in junit] == [
        "lifecycle.faq",
        "lifecycle.observed",
        "lifecycle.rfc-9700",
    ]
    assert junit.attrib["failures"] == "0"
    assert int(junit.attrib["tests"]) > 0
    assert (reports / "verification.html").stat().st_size > 0
    assert not (tmp_path / "instance").exists()


def test_the_job_runs_these_lines_and_shows_what_they_leave(
    job: dict[str, Any],
) -> None:
    steps = job["steps"]

    named = {step["name"]: step for step in steps if "name" in step}
    assert named["Verify the lifecycle"]["run"] == "sh verify.sh"
    shown = named["Show the report"]
    assert shown["run"].startswith("cat reports/verification.md >> ")
    assert shown["if"] == "always()"
    assert "reports/verification.md" in block("sh").replace("$REPORTS", "reports")
    assert steps[1]["with"]["path"] == "grantlab"
    assert '"${GRANTLAB:=grantlab}" "${REPORTS:=reports}"' in block("sh")
