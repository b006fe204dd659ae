"""`python3 -m infra.local COMMAND`: the local stack's commands. `make` lists them with their promises.

What runs first needs the standard library only; the rest runs on the engine's environment, made on the way.
"""

import os
import sys

from infra.local import tools
from infra.local.failure import CannotRun
from infra.local.progress import Progress


def main() -> int:
    """Make the tools, then go on as the same command on the engine's Python."""
    try:
        ready = tools.prepare(Progress())
    except CannotRun as failure:
        print(f"hearthline: {failure}", file=sys.stderr)
        return 2
    sys.stdout.flush()
    os.execv(ready.engine_python, [str(ready.engine_python), "-m", "infra.local.commands", *sys.argv[1:]])


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
