"""The engine of the local stack alone: program and settings of `make run`, with no stack deployed on it."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

from infra.local import engine
from infra.local.progress import Progress
from infra.local.tools import prepare
from tests.engines.engine import KEY


@contextmanager
def running() -> Iterator[str]:
    """Run MiniStack on a free port; give its endpoint, stop it afterwards.

    Raises:
        CannotRun: it can't be installed or doesn't start.
    """
    with tempfile.TemporaryDirectory() as folder:
        port = engine.free_port()
        pid = engine.start_engine(prepare(Progress(StringIO())), Path(folder), port, KEY)
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            engine.stop(pid)
