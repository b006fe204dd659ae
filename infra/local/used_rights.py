"""Notes which of its role's rights each function uses, as the engine looks them up (`make idle-rights`)."""

import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any


def running(record: Path) -> Path:
    """Give the file beside a record in which stands what test is running."""
    return record.with_suffix(".test")


class Record:
    """Appends to a file, once each: what a role may do at all, and in which test it was let do what."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._running = running(file)
        self._seen: set[str] = set()
        self._roles: set[str] = set()
        self._one_at_a_time = threading.Lock()

    def watching(self, evaluate: Callable[..., Any]) -> Callable[..., Any]:
        """Give the engine's own evaluation of policies, with a note of what it lets a role do."""

        def evaluated(context: Any, policies: Any, *limits: Any) -> Any:
            result = evaluate(context, policies, *limits)
            if result.decision == "Allow" and ":assumed-role/" in context.principal_arn:
                role = context.principal_arn.split("/")[1]
                if role not in self._roles:
                    self._roles.add(role)
                    self._note_all(role, policies)
                self._note("used", role, context.action, context.resource_arn, self._test())
            return result

        return evaluated

    def _note_all(self, role: str, policies: Any) -> None:
        for statement in (one for policy in policies for one in policy if one.effect == "Allow"):
            for action in statement.actions:
                for resource in statement.resources:
                    self._note("granted", role, action, resource)

    def _test(self) -> str:
        return self._running.read_text("utf-8") if self._running.exists() else ""

    def _note(self, *what: str) -> None:
        line = json.dumps(what)
        with self._one_at_a_time:
            if line not in self._seen:
                self._seen.add(line)
                with self._file.open("a", encoding="utf-8") as out:
                    out.write(f"{line}\n")
