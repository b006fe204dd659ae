"""`python3 -m infra.local COMMAND`: the local stack's commands. `make` lists them with their promises.

What runs first needs the standard library only; the rest runs on the engine's environment, made on the way.
"""

import os
import sys
from typing import NoReturn

from infra.local import tools
from infra.local.failure import CannotRun
from infra.local.progress import Progress


def main() -> NoReturn:
    """Make the tools (exit with 2 where they can't be), then go on as this command on the engine's Python."""
    try:
        ready = tools.prepare(Progress())
    except CannotRun as failure:
        print(f"hearthline: {failure}", file=sys.stderr)
        sys.exit(2)
    # Documents are checked by the functions' own code.
    os.environ["PYTHONPATH"] = str(tools.ROOT / "functions")
    os.execv(  # noqa: S606 (this very program again, on another Python)
        ready.engine_python, [str(ready.engine_python), "-m", "infra.local.commands", *sys.argv[1:]]
    )


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
