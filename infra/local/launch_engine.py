"""Starts MiniStack so that its Lambda workers run on an interpreter without any package of its own.

MiniStack runs Python functions with its own interpreter, whose environment holds boto3 and much else: what
an artefact forgot would be found there, and missing on AWS. And it starts a worker without unpacking anew
what another one has unpacked (`unpacking.py`), nor reads again what it knows (`quick_engine.py`).
Templates may have composite alarms (`composite_alarms.py`).

With `RIGHTS_RECORD` it notes which rights are used (`used_rights.py`).
"""

import os
import sys
import tempfile
from pathlib import Path

from ministack.app import main  # type: ignore[import-not-found]  # installed beside this environment
from ministack.core import iam_evaluator  # type: ignore[import-not-found]

sys.path.insert(0, str(Path(__file__).parents[2]))
from infra.local.composite_alarms import provide_composite_alarms
from infra.local.quick_engine import quicken
from infra.local.unpacking import unpack_once
from infra.local.used_rights import Record

unpack_once(Path(tempfile.gettempdir(), "unpacked"))
quicken()
provide_composite_alarms()
if rights := os.environ.pop("RIGHTS_RECORD", ""):
    iam_evaluator.evaluate = Record(Path(rights)).watching(iam_evaluator.evaluate)
sys.executable = os.environ.pop("LAMBDA_PYTHON")
main()
