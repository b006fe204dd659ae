"""Which Hearthline an operator's tool works on: the local stack, or one on AWS."""

import os
from collections.abc import Callable, Mapping
from typing import Any

import boto3

from infra.local.stack import LocalStack

Client = Callable[[str], Any]


def installation(deployed: str) -> tuple[Mapping[str, str], Client]:
    """Give the stack's outputs and a maker of clients; an empty name means the local stack.

    A stack on AWS is reached with the surrounding credentials. Raises CannotRun where no local stack is up.
    """
    if not deployed:
        local = LocalStack.of_environment(os.environ)
        return local.description()["outputs"], local.client
    described = boto3.client("cloudformation").describe_stacks(StackName=deployed)["Stacks"][0]
    client: Any = boto3.client
    return {output["OutputKey"]: output["OutputValue"] for output in described["Outputs"]}, client


def stack_of(outputs: Mapping[str, str]) -> str:
    """Give the stack's name, which the name of each of its functions begins with."""
    return outputs["SlaMonitorFunction"].removesuffix("-sla-monitor")
