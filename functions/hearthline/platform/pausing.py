"""Waiting between tries."""

import random
import time


def jittered_sleep(seconds: float) -> None:
    """Wait half of `seconds` to all of it, so that those who collided don't collide again."""
    time.sleep(seconds * random.uniform(0.5, 1))  # noqa: S311 - spreads retries, protects nothing
