"""The keys that links, cursors and codes are signed with: a new one beside the old, or the old taken away.

    make rotate-secret                 # a new key, in force in half an hour; the older ones stay good
    make rotate-secret RETIRE=1        # later: what the older ones signed is refused from now on
    make rotate-secret NOW=1           # a key has leaked: both at once, and every function begins anew

The key of stored hashes (contacts, homes, repeated requests, invitations) stays: see docs/operations.md.
"""

import argparse
import secrets
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, Final

from hearthline.platform.instants import instant
from hearthline.platform.secret import READ_AGAIN, Key, Keyring
from hearthline.platform.surroundings import utc_now
from infra.installation import installation, stack_of
from infra.local.failure import CannotRun

LEAD: Final = 3 * READ_AGAIN
"""How long before it signs a new key is known: functions read every READ_AGAIN, and may fail to twice."""
BYTES: Final = 48


class StillComing(Exception):
    """The newest key is not in force before `since`: nothing may be done to the ring until then."""

    def __init__(self, since: datetime) -> None:
        super().__init__(instant(since))
        self.since = since


def renewed(value: str, now: datetime, lead: timedelta = LEAD) -> Keyring:
    """Give the ring of the secret's value with a new key, in force after `lead`; may raise StillComing."""
    return _settled(value, now).with_new(Key(secrets.token_urlsafe(BYTES), now + lead))


def retired(value: str, now: datetime) -> Keyring:
    """Give the ring with the key alone that signs now; may raise StillComing."""
    return _settled(value, now).retired(now)


def replaced(value: str, now: datetime) -> Keyring:
    """Give the ring with one key alone that signs from now on; the others have leaked."""
    return Keyring.read(value).with_new(Key(secrets.token_urlsafe(BYTES), now)).only_newest()


def begin_anew(lambda_: Any, stack: str, now: datetime) -> int:
    """Let every function of the stack begin with new processes, which know nothing yet; give their number.

    A variable that nobody reads does it.
    """
    count = 0
    for name, variables in _functions(lambda_, f"{stack}-"):
        changed = {"Variables": {**variables, "BEGUN_ANEW": instant(now)}}
        lambda_.update_function_configuration(FunctionName=name, Environment=changed)
        count += 1
    return count


def _settled(value: str, now: datetime) -> Keyring:
    ring = Keyring.read(value)
    if ring.signing[-1].since > now:
        raise StillComing(ring.signing[-1].since)
    return ring


def _functions(lambda_: Any, prefix: str) -> Iterator[tuple[str, dict[str, str]]]:
    for page in lambda_.get_paginator("list_functions").paginate():
        for function in page["Functions"]:
            if function["FunctionName"].startswith(prefix):
                yield function["FunctionName"], function.get("Environment", {}).get("Variables", {})


def main(arguments: list[str] | None = None) -> int:
    """Run the tool; 0 when done, 1 when it is too early, 2 with the reason on stderr when it can't run."""
    parser = argparse.ArgumentParser(prog="python -m infra.rotate_secret")
    parser.add_argument("--deployed", default="", help="a stack on AWS; without it the local one is meant")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--retire", action="store_true", help="refuse what older keys have signed")
    how.add_argument("--at-once", action="store_true", help="a new key and no other, for all functions now")
    given = parser.parse_args(arguments)
    now = utc_now()
    try:
        outputs, client = installation(given.deployed)
        store, identifier = client("secretsmanager"), outputs["SecretArn"]
        value = store.get_secret_value(SecretId=identifier)["SecretString"]
        change = retired if given.retire else replaced if given.at_once else renewed
        ring = change(value, now)
    except StillComing as early:
        print(f"hearthline: the newest key signs from {early} on; wait for it", file=sys.stderr)
        return 1
    except CannotRun as refused:
        print(f"hearthline: {refused}", file=sys.stderr)
        return 2
    store.put_secret_value(SecretId=identifier, SecretString=ring.written())
    print(
        f"{len(ring.signing)} keys are accepted; the newest signs from {instant(ring.signing[-1].since)} on"
    )
    if given.at_once:
        print(f"{begin_anew(client('lambda'), stack_of(outputs), now)} functions begin anew")
    return 0


if __name__ == "__main__":
    sys.exit(main())
