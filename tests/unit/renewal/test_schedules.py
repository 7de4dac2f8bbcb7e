"""What schedulers are given, read as they read it."""

import plistlib
import shlex
import shutil
import subprocess
from configparser import ConfigParser
from datetime import timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from grantlab.renewal.schedules import (
    Installation,
    IntervalError,
    Scheduler,
    write_schedule,
)
from tests.support.clocks import DAY, HOUR, MINUTE

PLAIN = Installation(
    python=Path("/srv/grantlab/.venv/bin/python"),
    folder=Path("/srv/grantlab"),
    instance=Path("/var/lib/grantlab"),
)
ODD = Installation(
    python=Path('/srv/it\'s 100% "mine" $HOME/bin/python'),
    folder=Path("/srv/it's 100% mine"),
    instance=Path("/var/lib/a b%c"),
)
INSTALLATIONS = [
    pytest.param(PLAIN, id="plain paths"),
    pytest.param(ODD, id="paths with blanks, quotes and per cent"),
]
TASK = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"


@pytest.mark.parametrize("installation", INSTALLATIONS)
def test_cron_is_given_one_line_that_a_shell_reads(installation: Installation) -> None:
    text = write_schedule(Scheduler.CRON, installation, every=5 * MINUTE)

    comment, line = text.splitlines()
    assert comment.startswith("#")
    times, command = line[:11], line[12:]
    assert times == "*/5 * * * *"
    assert "%" not in command.replace(r"\%", "")
    assert shlex.split(command.replace(r"\%", "%")) == [
        "cd",
        str(installation.folder),
        "&&",
        f"GRANTLAB_INSTANCE={installation.instance}",
        *installation.command,
    ]


@pytest.mark.parametrize(
    ("every", "times"),
    [
        pytest.param(MINUTE, "*/1 * * * *", id="every minute"),
        pytest.param(20 * MINUTE, "*/20 * * * *", id="a part of an hour"),
        pytest.param(HOUR, "0 * * * *", id="every hour"),
        pytest.param(8 * HOUR, "0 */8 * * *", id="a part of a day"),
        pytest.param(DAY, "0 0 * * *", id="every day"),
    ],
)
def test_cron_is_told_what_it_can_do(every: timedelta, times: str) -> None:
    text = write_schedule(Scheduler.CRON, PLAIN, every=every)

    assert text.splitlines()[1].startswith(f"{times} cd ")


@pytest.mark.parametrize(
    ("every", "nearest"),
    [
        pytest.param(7 * MINUTE, "6m and 10m", id="no part of an hour"),
        pytest.param(59 * MINUTE, "30m and 1h", id="almost an hour"),
        pytest.param(90 * MINUTE, "1h and 2h", id="an hour and a half"),
        pytest.param(5 * HOUR, "4h and 6h", id="no part of a day"),
        pytest.param(DAY - MINUTE, "12h and 1d", id="almost a day"),
    ],
)
def test_what_cron_cannot_do_is_refused_with_the_nearest_that_it_can(
    every: timedelta, nearest: str
) -> None:
    with pytest.raises(IntervalError, match=nearest):
        write_schedule(Scheduler.CRON, PLAIN, every=every)


@pytest.mark.parametrize(
    ("scheduler", "written"),
    [
        (Scheduler.SYSTEMD, "OnUnitActiveSec=97min"),
        (Scheduler.LAUNCHD, "<integer>5820</integer>"),
        (Scheduler.TASK_SCHEDULER, "<Interval>PT97M</Interval>"),
    ],
)
def test_the_others_take_any_number_of_minutes(
    scheduler: Scheduler, written: str
) -> None:
    assert written in write_schedule(scheduler, PLAIN, every=97 * MINUTE)


@pytest.mark.parametrize("installation", INSTALLATIONS)
def test_launchd_is_given_a_property_list(installation: Installation) -> None:
    text = write_schedule(Scheduler.LAUNCHD, installation, every=5 * MINUTE)

    properties = plistlib.loads(text.encode())
    assert properties["ProgramArguments"] == list(installation.command)
    assert properties["WorkingDirectory"] == str(installation.folder)
    assert properties["EnvironmentVariables"] == {
        "GRANTLAB_INSTANCE": str(installation.instance)
    }
    assert properties["StartInterval"] == 300


def test_the_task_scheduler_is_given_a_task() -> None:
    text = write_schedule(Scheduler.TASK_SCHEDULER, PLAIN, every=90 * MINUTE)

    task = ET.fromstring(text)  # noqa: S314 -- our own
    assert task.tag == f"{TASK}Task"
    assert task.findtext(f".//{TASK}Interval") == "PT90M"
    assert task.findtext(f".//{TASK}WorkingDirectory") == "/srv/grantlab"
    arguments = task.findtext(f".//{TASK}Arguments") or ""
    assert 'set "GRANTLAB_INSTANCE=/var/lib/grantlab"' in arguments
    assert "/srv/grantlab/.venv/bin/python -m flask connections renew" in arguments


def units(text: str) -> tuple[str, str]:
    """Return service and timer, without the words that say where each goes."""
    service, _, timer = text.partition("# grantlab-renewal.timer")
    return service, timer.partition("[Unit]")[1] + timer.partition("[Unit]")[2]


def test_systemd_is_given_a_service_and_a_timer() -> None:
    service, timer = units(write_schedule(Scheduler.SYSTEMD, PLAIN, every=5 * MINUTE))

    read = ConfigParser(interpolation=None)
    read.read_string(service)
    assert read["Service"]["WorkingDirectory"] == "/srv/grantlab"
    assert read["Service"]["Environment"] == '"GRANTLAB_INSTANCE=/var/lib/grantlab"'
    assert shlex.split(read["Service"]["ExecStart"]) == list(PLAIN.command)
    read = ConfigParser(interpolation=None)
    read.read_string(timer)
    assert read["Timer"]["OnUnitActiveSec"] == "5min"


def test_systemd_is_not_misled_by_odd_paths() -> None:
    service, _ = units(write_schedule(Scheduler.SYSTEMD, ODD, every=5 * MINUTE))

    assert r'"/srv/it' in service
    assert r"100%% \"mine\" $$HOME" in service
    assert "WorkingDirectory=/srv/it's 100%% mine" in service


@pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="no systemd is installed"
)
def test_systemd_finds_nothing_wrong_with_them(tmp_path: Path) -> None:
    here = Installation(python=Path("/bin/sh"), folder=tmp_path, instance=tmp_path)
    for name, text in zip(
        ("grantlab-renewal.service", "grantlab-renewal.timer"),
        units(write_schedule(Scheduler.SYSTEMD, here, every=5 * MINUTE)),
        strict=True,
    ):
        (tmp_path / name).write_text(text)

    found = subprocess.run(  # noqa: S603 -- with files of our own
        (  # noqa: S607 -- wherever this machine has it
            "systemd-analyze",
            "verify",
            "--user",
            str(tmp_path / "grantlab-renewal.timer"),
        ),
        capture_output=True,
        text=True,
        check=False,
    )

    assert "grantlab-renewal" not in found.stderr
