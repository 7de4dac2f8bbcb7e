"""What makes a machine's own scheduler run the renewal: text to read, and then to install."""

import plistlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from shlex import quote
from subprocess import list2cmdline
from typing import ClassVar
from xml.etree import ElementTree as ET

from grantlab.errors import GrantlabError
from grantlab.protocol.durations import format_duration

LABEL = "grantlab.renewal"
UNIT = "grantlab-renewal"
INSTANCE_VARIABLE = "GRANTLAB_INSTANCE"
_ARGUMENTS = ("-m", "flask", "connections", "renew", "--json")
_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
_CRON_KNOWS = (
    *(item * _MINUTE for item in range(1, 60) if 60 % item == 0),
    *(item * _HOUR for item in range(1, 25) if 24 % item == 0),
)
_TASK = "http://schemas.microsoft.com/windows/2004/02/mit/task"


class IntervalError(GrantlabError):
    """A scheduler cannot run anything every so many minutes."""

    slug: ClassVar[str] = "interval"

    def __init__(self, every: timedelta) -> None:
        below = max(item for item in _CRON_KNOWS if item < every)
        above = min(item for item in _CRON_KNOWS if item > every)
        super().__init__(
            f"cron cannot run anything every {format_duration(every)}: it begins anew with "
            f"each hour and each day; the nearest that it can are {format_duration(below)} "
            f"and {format_duration(above)}"
        )


class Scheduler(StrEnum):
    """What can run a command every so often."""

    CRON = "cron"
    SYSTEMD = "systemd"
    LAUNCHD = "launchd"
    TASK_SCHEDULER = "task-scheduler"


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """Where this copy of Grantlab is; absolute paths."""

    python: Path
    folder: Path
    """The clone: ``flask`` finds the application there."""

    instance: Path

    @property
    def command(self) -> tuple[str, ...]:
        return (str(self.python), *_ARGUMENTS)


def write_schedule(
    scheduler: Scheduler, installation: Installation, *, every: timedelta
) -> str:
    """Return what a scheduler has to be given to run the renewal every so many minutes.

    Raises:
        IntervalError: it cannot run anything so often; the message has the nearest.
    """
    return _WRITERS[scheduler](installation, every)


def _cron(installation: Installation, every: timedelta) -> str:
    command = " ".join(map(quote, installation.command))
    line = (
        f"cd {quote(str(installation.folder))} && "
        f"{INSTANCE_VARIABLE}={quote(str(installation.instance))} {command}"
    )
    # A bare percent sign would end the command: cron makes a new line of it.
    escaped = line.replace("%", r"\%")
    return (
        "# Add with `crontab -e`. Other GRANTLAB_ variables that are set go before the command.\n"
        f"{_cron_times(every)} {escaped}\n"
    )


def _cron_times(every: timedelta) -> str:
    """Return the five fields, in which steps begin anew with each hour and each day."""
    if every not in _CRON_KNOWS:
        raise IntervalError(every)
    if every == _DAY:
        return "0 0 * * *"
    if every == _HOUR:
        return "0 * * * *"
    if every < _HOUR:
        return f"*/{every // _MINUTE} * * * *"
    return f"0 */{every // _HOUR} * * *"


def _systemd(installation: Installation, every: timedelta) -> str:
    minutes = every // _MINUTE
    return f"""\
# {UNIT}.service: put it into ~/.config/systemd/user/
[Unit]
Description=Grantlab: refresh the connections that are due

[Service]
Type=oneshot
WorkingDirectory={_percent(str(installation.folder))}
Environment={_systemd_word(f"{INSTANCE_VARIABLE}={installation.instance}")}
# Other GRANTLAB_ variables that are set; a file that only its owner can read:
# EnvironmentFile=%h/.config/grantlab.env
ExecStart={" ".join(map(_systemd_word, installation.command))}
# 1 says that a connection needs somebody; the journal has which.
SuccessExitStatus=1

# {UNIT}.timer: put it beside the service, then
# systemctl --user daemon-reload && systemctl --user enable --now {UNIT}.timer
[Unit]
Description=Grantlab: when the renewal runs

[Timer]
OnBootSec=1min
OnUnitActiveSec={minutes}min
AccuracySec=30s

[Install]
WantedBy=timers.target
"""


def _systemd_word(word: str) -> str:
    """Quote a word of a command line or an assignment (systemd.syntax, systemd.unit)."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{_percent(escaped).replace("$", "$$")}"'


def _percent(text: str) -> str:
    return text.replace("%", "%%")


def _launchd(installation: Installation, every: timedelta) -> str:
    properties: Mapping[str, object] = {
        "Label": LABEL,
        "ProgramArguments": list(installation.command),
        "WorkingDirectory": str(installation.folder),
        "EnvironmentVariables": {INSTANCE_VARIABLE: str(installation.instance)},
        "StartInterval": int(every.total_seconds()),
        "RunAtLoad": True,
        "StandardOutPath": str(installation.instance / "renewal.log"),
        "StandardErrorPath": str(installation.instance / "renewal.log"),
    }
    head, _, rest = (
        plistlib.dumps(dict(properties), sort_keys=False).decode().partition("\n")
    )
    return (
        f"{head}\n"
        f"<!-- Save as ~/Library/LaunchAgents/{LABEL}.plist, then\n"
        f"     launchctl bootstrap gui/$UID ~/Library/LaunchAgents/{LABEL}.plist\n"
        "     Other GRANTLAB_ variables that are set go into EnvironmentVariables. -->\n"
        f"{rest}"
    )


def _task_scheduler(installation: Installation, every: timedelta) -> str:
    minutes = every // _MINUTE
    ET.register_namespace("", _TASK)
    task = ET.Element(f"{{{_TASK}}}Task", version="1.2")
    task.append(
        ET.Comment(
            f' Save as renewal.xml, then: schtasks /Create /TN "{LABEL}" /XML renewal.xml'
            " . Other GRANTLAB_ variables that are set are set for the user. "
        )
    )
    about = _add(task, "RegistrationInfo")
    _add(about, "Description", "Grantlab: refresh the connections that are due")
    trigger = _add(_add(task, "Triggers"), "TimeTrigger")
    repetition = _add(trigger, "Repetition")
    _add(repetition, "Interval", f"PT{minutes}M")
    # Any moment that is past: the repetition has no end.
    _add(trigger, "StartBoundary", "2026-01-01T00:00:00")
    settings = _add(task, "Settings")
    _add(settings, "MultipleInstancesPolicy", "IgnoreNew")
    _add(settings, "DisallowStartIfOnBatteries", "false")
    _add(settings, "StartWhenAvailable", "true")
    action = _add(_add(task, "Actions"), "Exec")
    program, arguments = _windows_command(installation)
    _add(action, "Command", program)
    _add(action, "Arguments", arguments)
    _add(action, "WorkingDirectory", str(installation.folder))
    ET.indent(task)
    return f"{ET.tostring(task, encoding='unicode', xml_declaration=False)}\n"


def _windows_command(installation: Installation) -> tuple[str, str]:
    """Return program and arguments; a task has no place for a variable of its own."""
    inner = list2cmdline(installation.command)
    setting = f'set "{INSTANCE_VARIABLE}={installation.instance}"'
    return "cmd.exe", f'/d /s /c "{setting}&& {inner}"'


def _add(parent: ET.Element, name: str, text: str | None = None) -> ET.Element:
    element = ET.SubElement(parent, f"{{{_TASK}}}{name}")
    element.text = text
    return element


_WRITERS: Mapping[Scheduler, Callable[[Installation, timedelta], str]] = {
    Scheduler.CRON: _cron,
    Scheduler.SYSTEMD: _systemd,
    Scheduler.LAUNCHD: _launchd,
    Scheduler.TASK_SCHEDULER: _task_scheduler,
}
