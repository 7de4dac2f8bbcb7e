"""The most memory that this process has had."""

import resource
import sys
from pathlib import Path

_STATUS = Path("/proc/self/status")


def peak_octets() -> int:
    """Return the highest resident size of this process, as far as the system tells.

    Linux's ``ru_maxrss`` begins with the size of whoever started the process, which is
    the bench with everything it has loaded. ``VmHWM`` begins with the program.
    """
    if _STATUS.exists():
        (kilobytes,) = (
            line.split()[1]
            for line in _STATUS.read_text().splitlines()
            if line.startswith("VmHWM:")
        )
        return int(kilobytes) * 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # macOS counts octets, everybody else kibibytes.
    return peak if sys.platform == "darwin" else peak * 1024
