"""`sam deploy` that CloudFormation takes back by itself where the alarm on releases rings.

The SAM CLI has no option for rollback triggers. Its own program runs here, in its own environment, and the
one request that begins a deployment is given them:

    WATCH=30 python -m infra.release deploy …    # minutes after the deployment; 0 watches nothing
"""

import os
import sys
from collections.abc import Mapping
from functools import partial
from typing import Any, Final

import boto3
from botocore import handlers

from infra.local.failure import CannotRun, ended

OUTPUT: Final = "ReleaseAlarmArn"
USUAL, MOST = 30, 45
"""Minutes: the slowest alarm takes twenty; the SAM CLI itself waits for an hour, deployment and all."""
REQUESTS: Final = ("CreateChangeSet", "UpdateStack")
NOTHING: Final[Mapping[str, Any]] = {"RollbackTriggers": [], "MonitoringTimeInMinutes": 0}
"""Said, not left out: CloudFormation would take what the last deployment said."""


def minutes_of(environ: Mapping[str, str]) -> int:
    """Give how long to watch; CannotRun where WATCH is no number of minutes that can be waited for."""
    said = environ.get("WATCH") or str(USUAL)
    if not said.isdecimal() or int(said) > MOST:
        raise CannotRun(f"WATCH={said} won't do: minutes from 0 (nothing is watched) to {MOST}")
    return int(said)


def watched(stack: str, minutes: int) -> Mapping[str, Any]:
    """Give what CloudFormation is to watch while it updates this stack and for these minutes after it.

    Nothing where the release before has no such alarm. Raises CannotRun where it rings already: all that is
    deployed would be taken back.
    """
    arn = _alarm_of(stack) if minutes else None
    if arn is None:
        return NOTHING
    name = arn.partition(":alarm:")[2]
    found = boto3.client("cloudwatch").describe_alarms(AlarmNames=[name], AlarmTypes=["CompositeAlarm"])
    for alarm in found["CompositeAlarms"]:
        if alarm["StateValue"] == "ALARM":
            raise CannotRun(f"{name} rings already: mend what it tells, or deploy what mends it with WATCH=0")
    triggers = [{"Arn": arn, "Type": "AWS::CloudWatch::CompositeAlarm"}]
    return {"RollbackTriggers": triggers, "MonitoringTimeInMinutes": minutes}


def watch(minutes: int) -> None:
    """Let every client that is made from now on send what is to be watched when it begins a deployment."""
    for request in REQUESTS:
        handlers.BUILTIN_HANDLERS.append(
            (f"before-parameter-build.cloudformation.{request}", partial(_complete, minutes))
        )


def main() -> int:
    """Run the SAM CLI with this process's arguments; it ends the process with its own code."""
    watch(minutes_of(os.environ))
    # Its environment is not the project's.
    from samcli.cli.main import cli  # type: ignore[import-not-found]

    return int(cli(prog_name="sam") or 0)


def _complete(minutes: int, params: dict[str, Any], **_: object) -> None:
    stack, is_first = params["StackName"], params.get("ChangeSetType") == "CREATE"
    params["RollbackConfiguration"] = found = NOTHING if is_first else watched(stack, minutes)
    how = (
        f"taken back by itself within {minutes} minutes" if found["RollbackTriggers"] else "watched by nobody"
    )
    print(f"\n{stack}: this deployment is {how}")


def _alarm_of(stack: str) -> str | None:
    [described] = boto3.client("cloudformation").describe_stacks(StackName=stack)["Stacks"]
    told = {output["OutputKey"]: output["OutputValue"] for output in described.get("Outputs", [])}
    return told.get(OUTPUT)


if __name__ == "__main__":
    sys.exit(ended(main))
