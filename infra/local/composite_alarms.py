"""MiniStack makes a composite alarm when CloudWatch is asked; here CloudFormation may ask, too."""

from collections.abc import Mapping
from typing import Any, Final

from ministack.services import cloudwatch  # type: ignore[import-not-found]  # installed beside this environment
from ministack.services.cloudformation import provisioners  # type: ignore[import-not-found]

KIND: Final = "AWS::CloudWatch::CompositeAlarm"


def provide_composite_alarms() -> None:
    """Let templates have composite alarms, whose names are never their own."""
    provisioners._RESOURCE_HANDLERS[KIND] = {  # noqa: SLF001 (the engine is pinned)
        "create": _create,
        "update": _update,
        "delete": _delete,
    }


def _create(logical_id: str, properties: Mapping[str, Any], stack: str) -> tuple[str, dict[str, str]]:
    return _put(provisioners._physical_name(stack, logical_id, max_len=255), properties)  # noqa: SLF001


def _update(
    name: str, _before: Mapping[str, Any], properties: Mapping[str, Any], _stack: str
) -> tuple[str, dict[str, str]]:
    return _put(name, properties)


def _put(name: str, properties: Mapping[str, Any]) -> tuple[str, dict[str, str]]:
    asked = {**properties, "AlarmName": name}
    status, _, body = cloudwatch._put_composite_alarm({}, asked, is_cbor=False, is_json=True)  # noqa: SLF001
    if status != 200:
        raise ValueError(body.decode())
    return name, {"Arn": cloudwatch._composite_alarms[name]["AlarmArn"]}  # noqa: SLF001


def _delete(name: str, _properties: Mapping[str, Any]) -> None:
    cloudwatch._composite_alarms.pop(name, None)  # noqa: SLF001
