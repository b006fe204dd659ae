"""Clients of AWS services: botocore alone, because boto3 adds start-up time and nothing that is used here."""

from functools import cache
from typing import Any

CONNECT_SECONDS = 2
READ_SECONDS = 10


TRIES = 4
ONCE = frozenset({"sesv2", "sns"})
"""What reaches people: repeating such a call after a lost answer would tell them twice."""


def make_client(service: str) -> Any:
    """Make a client with the environment's region and credentials.

    A call is tried at most 4 times, with back-off; one that reaches people only once, because the sender
    keeps its own record of what may be tried again.
    """
    return _session().create_client(service, config=config_of(service))


def config_of(service: str) -> Any:
    """Give how clients of a service behave, for whoever makes one with credentials of their own."""
    from botocore.config import Config

    return Config(
        connect_timeout=CONNECT_SECONDS,
        read_timeout=READ_SECONDS,
        retries={"mode": "standard", "total_max_attempts": 1 if service in ONCE else TRIES},
        # What S3 signs for others (an upload, a download) is good in every region only so.
        signature_version="s3v4" if service == "s3" else None,
        # AWS checks what it is sent, and so do the tests; here it took a third of a large request's time.
        parameter_validation=False,
    )


@cache
def _session() -> Any:
    """Give the one session of all clients: it wires up botocore's hooks and reads its common data once."""
    from botocore.session import get_session

    return get_session()
