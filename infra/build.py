"""The step between `sam build` and `sam deploy`: one small zip with valid bytecode, for all functions.

`sam build` copies the same folder once for each function and strips bytecode; without bytecode that ignores
dates, each cold start would compile all it imports. botocore's data describe four hundred services of which a
handful are called. This step keeps one folder for all functions, cuts it down, compiles it with the runtime's
own minor version, zips it, and holds the zip to its limit. The same sources give the same bytes.

Usage: python3 infra/build.py [--build .aws-sam/build] [--runtime python3.13]
"""

import argparse
import gzip
import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

OPERATIONS: dict[str, frozenset[str]] = {
    "dynamodb": frozenset(
        {"BatchGetItem", "GetItem", "PutItem", "Query", "Scan", "TransactWriteItems", "UpdateItem"}
    ),
    "events": frozenset({"PutEvents"}),
    "s3": frozenset(
        {"CompleteMultipartUpload", "CreateMultipartUpload", "GetObject", "PutObject", "UploadPart"}
        | {"DeleteObject", "DeleteObjects", "ListObjectVersions", "ListObjectsV2"}
        | {"CreateBucket", "HeadBucket"}  # botocore's own: to sign a form, and to find a bucket's region
    ),
    "secretsmanager": frozenset({"GetSecretValue"}),
    "sesv2": frozenset({"SendEmail"}),
    "sns": frozenset({"Publish"}),
    "sqs": frozenset({"SendMessageBatch"}),
}
"""The operations that some function calls, by service. The deployed artefact knows no other ones."""

LIMIT = 12 * 1024 * 1024
"""Most bytes that the zipped artefact may have (docs/performance.md)."""

UNUSED = (
    "bin",
    "*.dist-info",
    "*.data",
    "requirements.*",
    "**/tests",
    "**/test",
    "**/*.pyi",
    "**/py.typed",
    "**/__pycache__",
    "pydantic/v1",
    "phonenumbers/geodata",
    "phonenumbers/carrierdata",
    "phonenumbers/tzdata",
)
"""What no function imports or reads: metadata of pip, tests, stubs, an older API, data by telephone area."""

STAND_INS = Path(__file__).parent / "stand_ins"
"""Modules put in place of the libraries' own: those load much at each start for what no function does."""

PROOF = """
import sys
sys.path.insert(0, sys.argv[1])
from botocore.session import get_session
session = get_session()
session.set_credentials("none", "none")
clients = {service: session.create_client(service, region_name="us-east-1") for service in sys.argv[2:]}
clients["s3"].generate_presigned_post("bucket", "key")
clients["s3"].generate_presigned_url("get_object", {"Bucket": "bucket", "Key": "key"})
"""


class BuildFailed(Exception):
    """The artefact can't be made; the message says what to do."""


def main(arguments: list[str] | None = None) -> int:
    """Run the step; 0 when the artefact is ready, 2 with one line on stderr when it can't be."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--build", type=Path, default=Path(".aws-sam/build"), help="where `sam build` put it")
    parser.add_argument("--runtime", default="python3.13", help="the template's parameter Runtime")
    given = parser.parse_args(arguments)
    try:
        artefact = make(given.build, given.runtime)
    except BuildFailed as failure:
        print(f"build: {failure}", file=sys.stderr)
        return 2
    print(f"{artefact}: {_mib(unpacked(artefact))} unpacked, {_mib(artefact.stat().st_size)} zipped")
    return 0


def make(build: Path, runtime: str) -> Path:
    """Turn what `sam build` left in `build` into one compiled zip, and give its path.

    Raises BuildFailed where there is no built template, the runtime's interpreter is missing, or the zip has
    grown over its limit. Doing it twice changes nothing.
    """
    template = build / "template.yaml"
    if not template.is_file():
        raise BuildFailed(f"{template} is missing; run `sam build` first")
    interpreter = shutil.which(runtime) or (sys.executable if _is_running(runtime) else None)
    if interpreter is None:
        raise BuildFailed(f"{runtime} is not on PATH; bytecode is only valid for the version that made it")
    artefact = build / "functions.zip"
    folder = _one_folder(template, artefact.name)
    if folder is not None:
        trim(folder)
        compile_all(folder, interpreter)
        prove(folder, interpreter)
        pack(folder, artefact)
        shutil.rmtree(folder)
    size = artefact.stat().st_size
    if size > LIMIT:
        raise BuildFailed(f"{artefact} has {_mib(size)}, over its limit of {_mib(LIMIT)}")
    return artefact


def _is_running(runtime: str) -> bool:
    return runtime == f"python{sys.version_info.major}.{sys.version_info.minor}"


def _one_folder(template: Path, artefact: str) -> Path | None:
    """Keep one of the equal folders, and let every function of the built template point to the artefact.

    `sam build` of one function is enough: the others are the same. None when there is nothing left to do.
    """
    text = template.read_text()
    named: list[str] = sorted(set(re.findall(r"^ +CodeUri: ([\w/]+)$", text, re.MULTILINE)))
    built = [folder for folder in (template.parent / name for name in named) if folder.is_dir()]
    if not built:
        return None
    for copy in built[1:]:
        shutil.rmtree(copy)
    # In Globals, too, which serves the functions that were not built.
    template.write_text(re.sub(r"^( +CodeUri: )[\w/]+$", rf"\1{artefact}", text, flags=re.MULTILINE))
    return built[0]


def trim(artefact: Path) -> None:
    """Remove what no function imports or reads, and cut botocore's data down to the services called."""
    for pattern in UNUSED:
        for path in sorted(artefact.glob(pattern)):
            if path.is_dir():
                shutil.rmtree(path)
            elif path.exists():
                path.unlink()
    trim_botocore(artefact / "botocore" / "data")
    put_stand_ins(artefact)


def put_stand_ins(artefact: Path) -> None:
    """Replace modules of libraries by ours; raises BuildFailed where a library no longer has such a one."""
    for path in sorted(STAND_INS.rglob("*.py")):
        replaced = artefact / path.relative_to(STAND_INS)
        if not replaced.is_file():
            raise BuildFailed(f"{path} stands in for nothing: the library has changed")
        shutil.copyfile(path, replaced)


def trim_botocore(data: Path) -> None:
    """Keep the newest model of each service called, cut down to the operations called, as plain JSON.

    Paginators, waiters and examples go too: the functions page by hand. Unzipping at a cold start costs more
    than the bytes it saves in an artefact that is zipped as a whole.
    """
    for service in [path for path in data.iterdir() if path.is_dir()]:
        if service.name not in OPERATIONS:
            shutil.rmtree(service)
            continue
        *older, newest = sorted(service.iterdir())
        for version in older:
            shutil.rmtree(version)
        for path in newest.iterdir():
            if path.name.split(".")[0] not in {"service-2", "endpoint-rule-set-1"}:
                path.unlink()
            else:
                _rewrite(path, OPERATIONS[service.name])
    _trim_endpoints(data)


def _rewrite(path: Path, operations: frozenset[str]) -> None:
    packed = path.suffix == ".gz"
    model = json.loads(gzip.decompress(path.read_bytes()) if packed else path.read_bytes())
    if packed:
        path.unlink()
        path = path.with_suffix("")
    shortened = _without_documentation(model)
    if "operations" in shortened:
        _keep_operations(shortened, operations)
    for parameter in shortened.get("clientContextParams", {}).values():
        parameter["documentation"] = ""  # botocore reads it when it signs an address for somebody else
    path.write_text(json.dumps(shortened, separators=(",", ":")))


def _keep_operations(model: dict[str, Any], operations: frozenset[str]) -> None:
    """Drop the other operations, and the shapes that they alone need; KeyError where there is no such one."""
    model["operations"] = {name: model["operations"][name] for name in sorted(operations)}
    kept: dict[str, Any] = {}
    wanted = list(_shapes_in(model["operations"]))
    while wanted:
        name = wanted.pop()
        if name not in kept:
            kept[name] = model["shapes"][name]
            wanted += _shapes_in(kept[name])
    model["shapes"] = kept


def _shapes_in(node: Any) -> Iterator[str]:
    """Give the names of the shapes that a part of a model refers to."""
    if isinstance(node, dict):
        if isinstance(node.get("shape"), str):
            yield node["shape"]
        node = list(node.values())
    if isinstance(node, list):
        for value in node:
            yield from _shapes_in(value)


def _without_documentation(node: Any) -> Any:
    """Drop each `documentation` text; a member of a shape that has this name is a mapping and stays."""
    if isinstance(node, dict):
        return {
            key: _without_documentation(value)
            for key, value in node.items()
            if not (key == "documentation" and isinstance(value, str))
        }
    if isinstance(node, list):
        return [_without_documentation(value) for value in node]
    return node


def _trim_endpoints(data: Path) -> None:
    """Keep the partitions and regions, and of the services' endpoints only those of the services called."""
    for name in ("endpoints.json", "endpoints.json.gz"):
        path = data / name
        if not path.exists():
            continue
        raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        endpoints = json.loads(raw)
        prefixes = {*OPERATIONS, "email"}
        for partition in endpoints["partitions"]:
            partition["services"] = {k: v for k, v in partition["services"].items() if k in prefixes}
        path.unlink()
        (data / "endpoints.json").write_text(json.dumps(endpoints, separators=(",", ":")))


def compile_all(artefact: Path, interpreter: str) -> None:
    """Compile every module, so that a cold start neither compiles nor compares dates.

    Raises BuildFailed where a module doesn't compile under the runtime's version.
    """
    command = [interpreter, "-m", "compileall", "-q", "-j0", "--invalidation-mode", "unchecked-hash", "."]
    done = subprocess.run(command, cwd=artefact, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BuildFailed(f"compiling failed: {done.stdout.strip() or done.stderr.strip()}")


def prove(artefact: Path, interpreter: str) -> None:
    """Make each client and sign addresses with what is left; raises BuildFailed where too much was taken."""
    command = [interpreter, "-I", "-B", "-c", PROOF, str(artefact), *OPERATIONS]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BuildFailed(f"the trimmed botocore makes no client: {done.stderr.strip().splitlines()[-1]}")


def pack(folder: Path, artefact: Path) -> None:
    """Zip the folder's files, in order and dated alike, so that equal sources give equal bytes."""
    with zipfile.ZipFile(artefact, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                entry = zipfile.ZipInfo(path.relative_to(folder).as_posix())
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = (0o755 if path.suffix == ".so" else 0o644) << 16
                archive.writestr(entry, path.read_bytes())


def unpacked(artefact: Path) -> int:
    """Give the bytes of all files in the zip."""
    with zipfile.ZipFile(artefact) as archive:
        return sum(entry.file_size for entry in archive.infolist())


def _mib(size: int) -> str:
    return f"{size / 1024 / 1024:.1f} MiB"


if __name__ == "__main__":
    sys.exit(main())
