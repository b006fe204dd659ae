"""The operations of imports: complaints of another system, members, an outside firm's results."""

from pydantic import RootModel

from hearthline.complaints.imports.bodies import ImportBody
from hearthline.members.imports.bodies import MemberImportBody
from hearthline.platform.access import ALLOWED, Action
from hearthline.surveys.third_party.bodies import ResultImportBody
from infra.contract import staff_answers as answers
from infra.contract.operations import Answer, Operation
from infra.contract.public_operations import OF_THE_STATE


class AnyImport(RootModel[ImportBody | MemberImportBody | ResultImportBody]):
    """`POST /api/imports`: `kind` says which of them it is, complaints where it says nothing."""


def _roles(action: Action) -> str:
    return f"For {', '.join(sorted(ALLOWED[action]))}."


IMPORTS: tuple[Operation, ...] = (
    Operation(
        "POST /api/imports",
        "beginImport",
        "Imports",
        "Begin an import of complaints, members or an outside firm's results",
        "Takes the mapping of a CSV file's columns, and lends the right to upload the file. Rows are "
        "checked one by "
        f"one; running it twice adds nothing. {_roles(Action.IMPORT)}",
        (Answer(201, "It is prepared.", answers.ImportBegun, headers=("Location",)),),
        body=AnyImport,
        headers=("IdempotencyKey",),
        staff=True,
        examples={
            "old-desk": {
                "value": {
                    "city": "sz",
                    "source": "old-desk",
                    "filename": "cases.csv",
                    "mapping": {
                        "external_id": {"column": "case"},
                        "opened": {
                            "column": "opened",
                            "format": "%Y-%m-%d %H:%M:%S",
                            "zone": "Asia/Shanghai",
                        },
                        "due": {"column": "due", "format": "%Y-%m-%d %H:%M:%S", "zone": "Asia/Shanghai"},
                        "title": {"template": "{type} {street}"},
                        "kind": {"constant": "repair"},
                    },
                }
            },
            "old-club": {
                "value": {
                    "kind": "members",
                    "source": "old-club",
                    "mapping": {
                        "external_id": {"column": "member"},
                        "name": {"column": "name"},
                        "phone": {"column": "mobile"},
                        "joined_on": {"column": "since", "format": "%Y/%m/%d"},
                        "consents": {
                            "text_version": 1,
                            "on": "2024-05-01",
                            "given": {"survey:email": {"column": "mail", "values": {"Y": "yes", "N": "no"}}},
                        },
                    },
                }
            },
            "firm": {
                "value": {
                    "kind": "survey_results",
                    "campaign": "0123456789ABCDEF",
                    "source": "firm",
                    "mapping": {
                        "pseudonym": {"column": "pseudonym"},
                        "answers": {"q.satisfaction": {"column": "Q1"}, "q.parts.garden": {"column": "Q2_3"}},
                    },
                }
            },
        },
    ),
    Operation(
        "GET /api/imports/{id}",
        "readImport",
        "Imports",
        "How far an import is",
        f"Progress while it runs, and what came of the rows. {_roles(Action.IMPORT)}",
        (Answer(200, "The import.", answers.ImportView),),
        {404: "No such import."},
        staff=True,
    ),
    Operation(
        "GET /api/imports/{id}/rejected",
        "readRejectedRows",
        "Imports",
        "The rows that were not taken",
        f"To a CSV file of the rejected rows, each with its line and reason. {_roles(Action.IMPORT)}",
        (Answer(303, "On to the file, for a minute.", headers=("Location",)),),
        {404: "No such import, or no row of it was rejected.", 409: f"It still runs. {OF_THE_STATE}"},
        staff=True,
    ),
)
