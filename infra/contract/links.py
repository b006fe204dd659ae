"""What an answer leads to: OpenAPI's links, from whatever begins a thing to all that can be done with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from infra.contract.operations import Operation


@dataclass(frozen=True, slots=True)
class Leads:
    """What one operation's answer begins: every address under `under` takes the member `named` of it.

    `key` says that the same answer carries the key that opens it, which is sent in the query or in the body.
    """

    begun_by: str
    status: int
    under: str
    named: str
    key: bool = False

    def link(self, to: Operation) -> dict[str, Any]:
        """Give the link to one operation."""
        parameter = self.under.rpartition("{")[2].removesuffix("}")
        given = {f"path.{parameter}": f"$response.body#/{self.named}"}
        opens = "$response.body#/key"
        if self.key and not to.body:
            given["query.key"] = opens
        body = {"requestBody": {"key": opens}} if self.key and to.body else {}
        return {"operationId": to.id, "parameters": given, **body}


_LEADS = (
    Leads("fileComplaint", 201, "/api/complaints/{number}", "number", key=True),
    Leads("fileComplaint", 201, "/api/desk/complaints/{number}", "number"),
    Leads("fileForCustomer", 201, "/api/desk/complaints/{number}", "number"),
    Leads("openIncident", 201, "/api/desk/incidents/{id}", "id"),
    Leads("proposeImprovement", 201, "/api/desk/improvements/{id}", "id"),
    Leads("beginImport", 201, "/api/imports/{id}", "id"),
    Leads("registerPerson", 201, "/api/desk/members/{id}", "id"),
    Leads("erasePerson", 202, "/api/desk/persons/erasures/{id}", "id"),
    Leads("exportPerson", 202, "/api/desk/persons/exports/{id}", "id"),
    Leads("saveSegment", 201, "/api/segments/{id}", "id"),
    Leads("saveQuestionnaire", 201, "/api/questionnaires/{id}", "id"),
    Leads("makeCampaign", 201, "/api/campaigns/{id}", "id"),
)


def links(operations: Iterable[Operation]) -> Mapping[tuple[str, int], dict[str, Any]]:
    """Give the links of each answer by operation and status; those that ask for another id are left out."""
    operations = tuple(operations)
    found: dict[tuple[str, int], dict[str, Any]] = {}
    for leads in _LEADS:
        for to in operations:
            if to.address.startswith(leads.under) and to.address.count("{") == 1:
                found.setdefault((leads.begun_by, leads.status), {})[to.id] = leads.link(to)
    return found
