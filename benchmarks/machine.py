"""On what machine, with what, and when something was measured."""

import os
import platform
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

_CPUINFO = Path("/proc/cpuinfo")
_MEMINFO = Path("/proc/meminfo")


def machine() -> dict[str, str]:
    """Describe it: processor, memory, system, versions, and the day (UTC)."""
    return {
        "day": f"{datetime.now(UTC):%Y-%m-%d}",
        "processor": f"{os.cpu_count()} cores, {_after(_CPUINFO, 'model name') or platform.machine()}",
        "memory": f"{int(_after(_MEMINFO, 'MemTotal').split()[0] or 0) / 1024 / 1024:.0f} GiB"
        if _MEMINFO.exists()
        else "unknown",
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "botocore": version("botocore"),
        "load": f"{os.getloadavg()[0]:.1f}",
    }


def _after(path: Path, name: str) -> str:
    """Give the value of the first line of a /proc file that begins with a name."""
    if not path.exists():
        return ""
    lines = path.read_text("utf-8").splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(name)), "")
