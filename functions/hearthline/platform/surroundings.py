"""What a process stands in: its environment and the time. Read here, and handed to everything else."""

import os
from collections.abc import Mapping
from datetime import UTC, datetime


def environment() -> Mapping[str, str]:
    """Give the process's environment."""
    return os.environ


def utc_now() -> datetime:
    """Give the present instant."""
    return datetime.now(UTC)
