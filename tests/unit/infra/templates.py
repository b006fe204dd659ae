"""The templates as data: every resource of the stack, with CloudFormation's functions left as they stand."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[3]
TEMPLATES = [ROOT / "template.yaml", *sorted((ROOT / "infra").glob("*.yaml"))]
TAKEN: set[tuple[str, str, str]] = set()
"""Rights that no role has for a while, to see who misses them: role, action and place (tests/rights)."""


class _Loader(yaml.CSafeLoader):
    """Reads `!Sub x` as `{"Sub": x}`."""


def _function(loader: yaml.SafeLoader, name: str, node: yaml.Node) -> dict[str, Any]:
    if isinstance(node, yaml.ScalarNode):
        return {name: loader.construct_scalar(node)}
    if isinstance(node, yaml.SequenceNode):
        return {name: loader.construct_sequence(node, deep=True)}
    assert isinstance(node, yaml.MappingNode)
    return {name: loader.construct_mapping(node, deep=True)}


_Loader.add_multi_constructor("!", _function)


def resources(kind: str) -> dict[str, dict[str, Any]]:
    """Give the properties of all resources of a kind, by logical id."""
    return {
        name: resource.get("Properties", {})
        for path in TEMPLATES
        for name, resource in _read(path)["Resources"].items()
        if resource["Type"] == kind
    }


def outputs() -> set[str]:
    """Give the names of what the stack tells of itself."""
    return set(_read(TEMPLATES[0])["Outputs"])


def statements() -> Iterator[tuple[str, dict[str, Any]]]:
    """Give each statement of each role, with the role's logical id; of a choice, the first one."""
    for role, properties in resources("AWS::IAM::Role").items():
        for policy in properties["Policies"]:
            for statement in policy["PolicyDocument"]["Statement"]:
                yield from _left_of(role, statement["Fn::If"][1] if "Fn::If" in statement else statement)


def _left_of(role: str, statement: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    actions, places = listed(statement["Action"]), listed(statement["Resource"])
    left = {
        action: [place for place in places if (role, action, place_of(place)) not in TAKEN]
        for action in actions
    }
    if all(left[action] == places for action in actions):
        yield role, statement
        return
    for action in actions:
        if left[action]:
            yield role, {**statement, "Action": action, "Resource": left[action]}


def listed(value: Any) -> list[Any]:
    """Give what a template may write as one thing or as several."""
    return value if isinstance(value, list) else [value]


def place_of(resource: Any) -> str:
    """Give a statement's resource by its logical id: `ComplaintsTable`, `ComplaintsTable/by_city`, `*`."""
    if isinstance(resource, str):
        return resource
    ((kind, value),) = resource.items()
    if kind == "If":
        return str(value[1]) if isinstance(value[1], str) else place_of(value[1])
    if kind == "Sub" and isinstance(value, list):
        ((name, meant),) = value[1].items()
        return str(value[0]).replace(f"${{{name}}}", place_of(meant)).replace("/index/", "/")
    return re.sub(r"^(?:Data|Messaging)\.Outputs\.|\.?Arn$", "", str(value))


@cache
def _read(path: Path) -> dict[str, Any]:
    document: dict[str, Any] = yaml.load(path.read_text("utf-8"), _Loader)
    return document
