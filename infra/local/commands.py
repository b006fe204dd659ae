"""What each command of the local stack does at the terminal."""

import argparse
import json
import os
import signal
import sys
from datetime import UTC, datetime
from typing import Any

from infra.local import feed
from infra.local.failure import CannotRun
from infra.local.stack import LocalStack


def main() -> int:
    """Run one command; 0 when done, 2 with one line on stderr when it can't be."""
    given = _arguments()
    # Both ways to be ended take the same path, the one that leaves nothing behind.
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, signal.default_int_handler)
    try:
        stack = LocalStack.of_environment(os.environ)
        return int(given.run(stack, given) or 0)
    except CannotRun as failure:
        print(f"hearthline: {failure}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        # Who reads it has seen enough, as `make mailbox | head` has; what is left in the buffer goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python3 -m infra.local")
    commands = parser.add_subparsers(required=True)
    for name, run in (("run", _run), ("up", _up), ("down", _down), ("mailbox", _mailbox)):
        commands.add_parser(name).set_defaults(run=run)
    token = commands.add_parser("token")
    token.add_argument("username")
    token.set_defaults(run=_token)
    sweep = commands.add_parser("sweep")
    sweep.add_argument("at", help="instant, as 2026-11-25T08:00:00Z")
    sweep.set_defaults(run=_sweep)
    return parser.parse_args()


def _run(stack: LocalStack, _: argparse.Namespace) -> None:
    described = stack.up()
    try:
        _greet(described)
        print("\nServing until Ctrl-C.", flush=True)
        signal.pause()
    except KeyboardInterrupt:
        print("\nStopping.")
    finally:
        stack.down()


def _up(stack: LocalStack, _: argparse.Namespace) -> None:
    _greet(stack.up())


def _down(stack: LocalStack, _: argparse.Namespace) -> None:
    stack.down()


def _token(stack: LocalStack, given: argparse.Namespace) -> None:
    print(stack.token(given.username))


def _sweep(stack: LocalStack, given: argparse.Namespace) -> None:
    try:
        at = datetime.fromisoformat(given.at)
    except ValueError:
        raise CannotRun(f"{given.at!r} is no instant; give one as AT=2026-11-25T08:00:00Z") from None
    if at.tzinfo is None:
        raise CannotRun(f"{given.at!r} has no time zone; give one as AT={given.at}Z")
    done = stack.sweep(at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"))
    print(json.dumps(done, indent=2, ensure_ascii=False))


def _mailbox(stack: LocalStack, _: argparse.Namespace) -> None:
    messages = stack.mailbox().messages()
    for message in messages:
        print("─" * 100)
        at = f"{message.at:%Y-%m-%d %H:%M:%S}Z  " if message.at else ""
        print(f"{at}{message.channel} to {message.to}")
        if message.subject:
            print(message.subject)
        print(f"\n{message.text.strip()}\n")
    print(f"{len(messages)} messages")


def _greet(described: dict[str, Any]) -> None:
    url = described["url"]
    print(f"\nSite   {url}/\nDesk   {url}/desk   sign in as one of the staff below")
    print(f"API    {url}/api   contract: {url}/api/openapi.json   board: {url}/api/board")
    print("Mails and short messages: make mailbox      a token: make token USER=agent\n\nStaff")
    for member in described["staff"]:
        what = f"{', '.join(member['roles'])} of {', '.join(member['cities'])}"
        print(f"  {member['username']:<12} {member['password']:<26} {what}")
    print(f"  {feed.USERNAME:<12} {'(make token USER=feed)':<26} the sales system, which tells of homes")
    if described["members"]:
        print("\nMembers, who sign in by a code (POST /api/session/code; it arrives in `make mailbox`)")
    for member in described["members"]:
        print(f"  {member['name']:<12} {member['phone'] or member['email']}")
    for filed in described["sample"][:1]:
        print(f"\nA sample complaint, as its filer follows it: {filed['follow_url']}")


if __name__ == "__main__":
    sys.exit(main())
