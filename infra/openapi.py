"""Writes the HTTP contract, which GET /api/openapi.json serves: `make openapi`."""

import json
import tomllib
from pathlib import Path

from infra.contract.document import document

ROOT = Path(__file__).parents[1]
WRITTEN = ROOT / "functions" / "complaint_intake" / "openapi.json"


def contract() -> str:
    """Give the contract as it is written down."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return json.dumps(document(project["version"]), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    WRITTEN.write_text(contract(), "utf-8")
    print(f"wrote {WRITTEN.relative_to(ROOT)}")
