"""The tables as infra/data.yaml defines them, ready for any engine: their definition stands in one place."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

TEMPLATE = Path(__file__).parents[2] / "infra" / "data.yaml"
_COPIED = ("BillingMode", "AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes")


class _TemplateLoader(yaml.CSafeLoader):  # libyaml's: an eighth of the time of yaml's own, in each process
    """Reads CloudFormation's short forms (!Ref, !GetAtt ...) as the plain values they hold."""


def _short_form(loader: yaml.SafeLoader, suffix: str, node: yaml.Node) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return f"{suffix} {node.value}"
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    if isinstance(node, yaml.MappingNode):
        return loader.construct_mapping(node, deep=True)
    raise TypeError(type(node))


_TemplateLoader.add_multi_constructor("!", _short_form)


@dataclass(frozen=True, slots=True)
class TableDefinition:
    """One table: its CreateTable request without the name."""

    logical_id: str
    request: Mapping[str, Any]

    def keys_of(self, index: str | None) -> frozenset[str]:
        """Give the key attributes of the table, or of one of its indexes."""
        return frozenset(part["AttributeName"] for part in self._schema(index))

    def partition_of(self, index: str | None) -> str:
        """Give the attribute that says in which partition an item stands."""
        return str(next(part["AttributeName"] for part in self._schema(index) if part["KeyType"] == "HASH"))

    def _schema(self, index: str | None) -> Any:
        if index is None:
            return self.request["KeySchema"]
        indexes = self.request["GlobalSecondaryIndexes"]
        return next(each["KeySchema"] for each in indexes if each["IndexName"] == index)


def read_template(path: Path) -> dict[str, Any]:
    """Give a CloudFormation template as plain data."""
    template: dict[str, Any] = yaml.load(path.read_text("utf-8"), Loader=_TemplateLoader)
    return template


@functools.cache
def table_definitions(path: Path = TEMPLATE) -> dict[str, TableDefinition]:
    """Give each DynamoDB table of the template by its logical id ("ComplaintsTable")."""
    return {
        logical_id: TableDefinition(logical_id, _create_request(resource["Properties"]))
        for logical_id, resource in read_template(path)["Resources"].items()
        if resource["Type"] == "AWS::DynamoDB::Table"
    }


def _create_request(properties: Mapping[str, Any]) -> dict[str, Any]:
    request = {name: properties[name] for name in _COPIED if name in properties}
    if "StreamSpecification" in properties:
        request["StreamSpecification"] = {"StreamEnabled": True, **properties["StreamSpecification"]}
    return request
