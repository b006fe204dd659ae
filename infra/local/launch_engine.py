"""Starts MiniStack so that its Lambda workers run on an interpreter without any package of its own.

MiniStack runs Python functions with its own interpreter, whose environment holds boto3 and much else: what
an artefact forgot would be found there, and missing on AWS.
"""

import os
import sys

from ministack.app import main  # type: ignore[import-not-found]  # installed beside this environment

sys.executable = os.environ.pop("LAMBDA_PYTHON")
main()
