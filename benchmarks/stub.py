"""A DynamoDB client inside the process that answers at once: what is left is the product's own work."""

from typing import Any

from hearthline.platform.attributes import Item


class StubClient:
    """Answers like the service does when nothing is stored but `items`, which every query finds."""

    def __init__(self) -> None:
        self.items: list[Item] = []
        self.written: list[Item] = []

    def query(self, *, KeyConditionExpression: str, **request: Any) -> dict[str, Any]:  # noqa: ARG002, N803
        """Find all items there are, but no saved documents."""
        documents = request["ExpressionAttributeValues"][":pk"] == {"S": "DOC"}
        return {"Items": [] if documents else self.items}

    def transact_write_items(self, *, TransactItems: list[dict[str, Any]]) -> dict[str, Any]:  # noqa: N803
        """Take a transaction, and keep what the last one put."""
        self.written = [action["Put"]["Item"] for action in TransactItems if "Put" in action]
        return {}
