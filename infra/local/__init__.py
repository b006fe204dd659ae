"""The local stack: the whole of Hearthline on one machine, with one command."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - whoever has an older one shall read this line, not a traceback
    sys.stderr.write("hearthline: Python 3.11 or newer is needed; name one: make up PYTHON=python3.13\n")
    raise SystemExit(2)
