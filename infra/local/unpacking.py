"""Unpacks each archive once, however often it is asked for.

MiniStack unpacks a function's whole code anew for each of its worker processes, in the engine itself: with
one archive for all functions, two seconds of the processor for each worker that starts, during which the
engine serves little else.
"""

import hashlib
import os
import shutil
import threading
import zipfile
from pathlib import Path
from typing import Any


def unpack_once(kept: Path) -> None:
    """Let `ZipFile.extractall` unpack an archive into `kept` the first time, and link to that from then on.

    For whoever only reads what was unpacked: a file that is changed in place changes for all. New files, and
    files that are removed or replaced, are each one's own.
    """
    unpack = zipfile.ZipFile.extractall
    one_at_a_time = threading.Lock()

    def extractall(
        archive: zipfile.ZipFile, path: Any = None, members: Any = None, pwd: bytes | None = None
    ) -> None:
        if path is None or members is not None or pwd is not None:
            unpack(archive, path, members, pwd)
            return
        known = kept / _digest(archive)
        with one_at_a_time:
            if not known.exists():
                draft = known.with_suffix(".draft")
                unpack(archive, draft)
                draft.rename(known)
        shutil.copytree(known, path, copy_function=os.link, dirs_exist_ok=True)

    zipfile.ZipFile.extractall = extractall  # type: ignore[method-assign, assignment]


def _digest(archive: zipfile.ZipFile) -> str:
    told = [(each.filename, each.CRC, each.file_size) for each in archive.infolist()]
    return hashlib.sha256(repr(told).encode()).hexdigest()
