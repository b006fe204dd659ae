import gzip
import json
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from infra import build

RUNTIME = f"python{sys.version_info.major}.{sys.version_info.minor}"
TEMPLATE = """\
Globals:
  Function:
    CodeUri: functions/
Resources:
  One:
    Properties:
      CodeUri: One
  Two:
    Properties:
      CodeUri: Two
  Stack:
    Properties:
      TemplateURL: Data/template.yaml
"""
KEPT: dict[str, Any] = {
    "operations": {"Query": {"input": {"shape": "Table"}}},
    "shapes": {
        "Table": {"type": "structure", "members": {"documentation": {"shape": "Text"}}},
        "Text": {"type": "string"},
    },
}
MODEL = {
    "documentation": "Long.",
    "operations": {**KEPT["operations"], "DeleteTable": {"input": {"shape": "Deletion"}}},
    "shapes": {
        "Table": {**KEPT["shapes"]["Table"], "documentation": "Longer."},
        "Text": {"type": "string", "documentation": "Longest."},
        "Deletion": {"type": "structure", "members": {}},
    },
}


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give what `sam build` leaves, with a botocore of three files: none that could be replaced or run."""
    monkeypatch.setitem(build.OPERATIONS, "dynamodb", frozenset({"Query"}))
    monkeypatch.setattr(build, "STAND_INS", tmp_path / "no-stand-ins", raising=False)
    monkeypatch.setattr(build, "prove", lambda *_: None, raising=False)
    (tmp_path / "template.yaml").write_text(TEMPLATE)
    for folder in ("One", "Two"):
        for path, content in {
            "handler.py": b"def handle(): return 1\n",
            "requirements.txt": b"x",
            "pydantic-2.dist-info/METADATA": b"x",
            "botocore/data/dynamodb/2012-08-10/service-2.json.gz": gzip.compress(json.dumps(MODEL).encode()),
            "botocore/data/dynamodb/2012-08-10/paginators-1.json": b"{}",
            "botocore/data/ec2/2016-11-15/service-2.json.gz": b"x",
            "botocore/data/endpoints.json": json.dumps(
                {"partitions": [{"services": {"ec2": {}, "sqs": {}}}]}
            ).encode(),
        }.items():
            target = tmp_path / folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
    return tmp_path


def test_every_function_points_to_the_one_artefact(built: Path) -> None:
    build.make(built, RUNTIME)

    text = (built / "template.yaml").read_text()
    assert text.count("CodeUri: functions.zip") == 3
    assert "TemplateURL: Data/template.yaml" in text


def test_the_artefact_holds_code_bytecode_and_the_models_called(built: Path) -> None:
    with zipfile.ZipFile(build.make(built, RUNTIME)) as artefact:
        names = {name for name in artefact.namelist() if not name.endswith(".pyc")}
        model = json.loads(artefact.read("botocore/data/dynamodb/2012-08-10/service-2.json"))
        compiled = [name for name in artefact.namelist() if name.endswith(".pyc")]

    assert names == {
        "handler.py",
        "botocore/data/dynamodb/2012-08-10/service-2.json",
        "botocore/data/endpoints.json",
    }
    assert model == KEPT
    assert len(compiled) == 1


def test_bytecode_is_valid_whatever_the_date_of_its_source(built: Path) -> None:
    with zipfile.ZipFile(build.make(built, RUNTIME)) as artefact:
        [compiled] = [name for name in artefact.namelist() if name.endswith(".pyc")]
        flags = int.from_bytes(artefact.read(compiled)[4:8], "little")

    assert flags == 0b01  # hash-based, unchecked (PEP 552)


def test_doing_it_twice_changes_nothing(built: Path) -> None:
    first = build.make(built, RUNTIME).read_bytes()

    assert build.make(built, RUNTIME).read_bytes() == first


def test_a_missing_interpreter_is_said(built: Path) -> None:
    with pytest.raises(build.BuildFailed, match=r"python9\.9 is not on PATH"):
        build.make(built, "python9.9")


def test_what_was_not_built_is_said(tmp_path: Path) -> None:
    with pytest.raises(build.BuildFailed, match="run `sam build` first"):
        build.make(tmp_path, RUNTIME)


def test_an_artefact_over_its_limit_is_refused(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "LIMIT", 100)

    with pytest.raises(build.BuildFailed, match="over its limit"):
        build.make(built, RUNTIME)
