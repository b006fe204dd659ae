"""Builds the production template as it is, and deploys it onto the local engine by infra/release.py."""

import hashlib
import os
import shutil
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import boto3

from infra import build
from infra.local.failure import CannotRun
from infra.local.tools import ROOT, TOOLS, Tools, alone

STACK = "hearthline"
ARTEFACTS = "hearthline-artefacts"
REGION = "us-east-1"
BUILDS = TOOLS.parent / "build"


def built(tools: Tools) -> Path | None:
    """Give the built template of the sources as they are; None where it must be built."""
    folder = _folder(tools)
    return folder / "template.yaml" if (folder / "done").is_file() else None


def make(tools: Tools) -> Path:
    """Run `sam build` and the build step, and give the built template; CannotRun says what failed."""
    with alone("build"):
        template = built(tools)
        if template is not None:
            return template
        folder = _folder(tools)
        where = ["--template-file", str(ROOT / "template.yaml"), "--build-dir", str(folder)]
        # One function's build serves all: the build step points the others to it.
        what = ["build", "ComplaintIntake", *where, "--parameter-overrides", *_of_this_machine(tools)]
        _run(tools, [tools.sam], what, {})
        try:
            build.make(folder, tools.runtime)
        except build.BuildFailed as failure:
            raise CannotRun(str(failure)) from failure
        (folder / "done").touch()
        _forget_older_than(folder)
    return folder / "template.yaml"


def _forget_older_than(folder: Path) -> None:
    """Remove what was built before; not the last hour's, which another stack may be about to deploy."""
    for other in folder.parent.iterdir():
        if other.is_dir() and other != folder and other.stat().st_mtime < time.time() - 3600:
            shutil.rmtree(other)


def deploy(
    tools: Tools,
    template: Path,
    environment: Mapping[str, str],
    public_url: str,
    parameters: Mapping[str, str],
) -> dict[str, str]:
    """Run the release with the endpoint and credentials of `environment`; give the stack's outputs.

    `parameters` of the template stand beside those that this machine needs.
    """
    session = boto3.Session(
        environment["AWS_ACCESS_KEY_ID"], environment["AWS_SECRET_ACCESS_KEY"], region_name=REGION
    )
    endpoint = environment["AWS_ENDPOINT_URL"]
    session.client("s3", endpoint_url=endpoint).create_bucket(Bucket=ARTEFACTS)
    overrides = [
        *_of_this_machine(tools),
        f"PublicUrl={public_url}",
        "DeletionProtection=false",
        "PasswordSignIn=true",
        # The pool's own addresses resolve on AWS alone; here the engine answers for them.
        f"OidcRoot={endpoint}",
        "SmsAdapter=sns",
        *(f"{name}={value}" for name, value in parameters.items()),
    ]
    where = ["--template-file", str(template), "--stack-name", STACK, "--s3-bucket", ARTEFACTS]
    how = [
        "--capabilities",
        "CAPABILITY_IAM",
        "CAPABILITY_AUTO_EXPAND",
        "--no-confirm-changeset",
        "--no-progressbar",
    ]
    # In the SAM CLI's own environment, as infra/deploy.sh does.
    release: list[str | Path] = [tools.sam.with_name("python"), "-m", "infra.release"]
    what = ["deploy", *where, *how, "--parameter-overrides", *overrides]
    _run(tools, release, what, {**environment, "PYTHONPATH": str(ROOT)})
    stacks: Any = session.client("cloudformation", endpoint_url=endpoint).describe_stacks(StackName=STACK)
    return {output["OutputKey"]: output["OutputValue"] for output in stacks["Stacks"][0]["Outputs"]}


def _of_this_machine(tools: Tools) -> list[str]:
    return [f"Runtime={tools.runtime}", f"Architecture={tools.architecture}"]


def _folder(tools: Tools) -> Path:
    """Give the folder for what is built of the sources as they are now."""
    digest = hashlib.sha256(f"{tools.runtime} {tools.architecture}".encode())
    sources = [ROOT / "template.yaml", ROOT / "infra" / "build.py", *(ROOT / "infra").glob("*.yaml")]
    folders = [ROOT / "infra" / "stand_ins", ROOT / "functions"]
    for path in sorted([*sources, *(path for folder in folders for path in folder.rglob("*"))]):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(f"{path.relative_to(ROOT)} {path.stat().st_size}\n".encode())
            digest.update(path.read_bytes())
    return BUILDS / digest.hexdigest()[:16]


def _run(
    tools: Tools, program: Sequence[str | Path], arguments: list[str], environment: Mapping[str, str]
) -> None:
    """Run the SAM CLI, by its name or ours, away from samconfig.toml: that file is for deploying to AWS."""
    BUILDS.mkdir(parents=True, exist_ok=True)
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "SAM_"))}
    settings = {
        # The builder looks for the runtime's interpreter, and its pip, on PATH.
        "PATH": f"{tools.engine_python.parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
        "SAM_CLI_TELEMETRY": "0",
        "SAM_CLI_POLL_DELAY": "0.5",
        "AWS_DEFAULT_REGION": REGION,
    }
    done = subprocess.run(
        [*program, *arguments],
        cwd=BUILDS,
        env={**inherited, **settings, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        log = BUILDS / f"sam-{arguments[0]}.log"
        log.write_text(done.stdout + done.stderr)
        said = [
            line.strip()
            for line in (done.stdout + done.stderr).splitlines()
            if "rror" in line or "failed" in line
        ]
        raise CannotRun(
            f"sam {arguments[0]} failed: {said[-1] if said else 'no reason given'} (all of it: {log})"
        )
