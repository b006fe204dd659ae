"""The OpenAPI 3.1 document, made of the operations, the models that check requests, and those of answers."""

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from hearthline.members.sessions import COOKIE
from hearthline.platform.request import FORM, JSON
from infra.contract import problem_schemas
from infra.contract.attachment_operations import ATTACHMENTS
from infra.contract.campaign_file_operations import CAMPAIGN_FILES
from infra.contract.campaign_operations import CAMPAIGNS
from infra.contract.desk_member_operations import DESK_MEMBERS
from infra.contract.document_operations import DOCUMENTS, REPLYING
from infra.contract.form import form_schema
from infra.contract.home_operations import HOMES
from infra.contract.import_operations import IMPORTS
from infra.contract.improvement_contract import IMPROVEMENTS
from infra.contract.incident_operations import INCIDENTS
from infra.contract.insight_operations import INSIGHT
from infra.contract.life_contract import LIVES
from infra.contract.links import links
from infra.contract.member_operations import MEMBERS
from infra.contract.message_contract import MESSAGES
from infra.contract.operations import Answer, Operation
from infra.contract.own_data_contract import OWN_DATA
from infra.contract.points_contract import POINTS
from infra.contract.privacy_operations import PRIVACY
from infra.contract.public_operations import PUBLIC
from infra.contract.questionnaire_operations import QUESTIONNAIRES
from infra.contract.results_operations import RESULTS
from infra.contract.segment_operations import SEGMENTS
from infra.contract.staff_operations import STAFF
from infra.contract.standing_contract import STANDING
from infra.contract.survey_contract import SURVEYS
from infra.contract.trend_operations import TRENDS
from infra.contract.words import OVERVIEW, WORDS

OPERATIONS = (
    *(*PUBLIC, *STAFF, *IMPORTS, *REPLYING, *ATTACHMENTS, *INCIDENTS, *IMPROVEMENTS),
    *(*DOCUMENTS, *PRIVACY, *MEMBERS, *POINTS, *STANDING, *SEGMENTS, *QUESTIONNAIRES),
    *(*CAMPAIGN_FILES, *CAMPAIGNS, *RESULTS, *INSIGHT, *TRENDS, *HOMES, *LIVES, *DESK_MEMBERS),
    *(*MESSAGES, *OWN_DATA, *SURVEYS),
)
_LINKS = links(OPERATIONS)
_REFERENCE = "#/components/schemas/{model}"
_TAGS = {
    "Complaints": "What customers do.",
    "Board": "What anybody can read.",
    "Service": "About the service itself.",
    "Desk": "What staff do with cases.",
    "Incidents": "One cause behind many complaints.",
    "Improvements": "What complaints teach, and what became of it.",
    "Imports": "History from another system.",
    "Documents": "What the rules run by, as people edit it.",
    "Members": "The club: joining, signing in, and what is one's own.",
    "Segments": "Whom a filter means, and how many they are.",
    "Questionnaires": "What surveys ask, in versions.",
    "Campaigns": "Whom a questionnaire is asked, how far it is, and what came of it.",
    "Reports": "What complaints add up to, and the cases behind a figure.",
    "Surveys": "What somebody is asked, and what they answer.",
    "Homes": "What the sales system tells, and what follows from it.",
    "Persons": "Whom staff know: members, owners, partners, press.",
    "Privacy": "What a person may ask of their data, and who read it.",
}
_PATH_PARAMETERS: Mapping[str, Mapping[str, Any]] = {
    "number": {"description": "The complaint's number.", "example": "K7Q2-9XPD-D"},
    "id": {
        "description": "The id of what the address names, as an answer gave it.",
        "example": "0123456789ABCDEF",
    },
    "token": {
        "description": "The end of a link that a message carries.",
        "example": "0123456789ABCDEF-me-AAAAAAAAAAAAAAAAAAAAAA",
    },
    "entry": {"description": "The id of an entry of the ledger.", "example": "TKKBG3K3AEKGP30AA9C358RTQG"},
    "run": {
        "description": "The id of a count, as the answer that began it gave it.",
        "example": "0123456789ABCDEF",
    },
    "name": {"description": "The document's name.", "example": "reporting-line"},
    "version": {"description": "A version of it.", "example": "1"},
}
_HEADER_PARAMETERS: Mapping[str, Mapping[str, Any]] = {
    "IdempotencyKey": {
        "name": "Idempotency-Key",
        "in": "header",
        "description": "16 to 128 visible characters of the caller's own making, new for each request. The "
        "same key "
        "with the same body does nothing a second time; with another body, a 422.",
        "schema": {"type": "string", "pattern": "^[!-~]{16,128}$"},
        "example": "0b8e6a52-3f54-4a55-9a0d-2f6f6c4d8f11",
    },
    "IfMatch": {
        "name": "If-Match",
        "in": "header",
        "description": "Change it only while it is of this version: the `ETag` that was read; `*` for any.",
        "schema": {"type": "string"},
        "example": '"3"',
    },
}


def document(version: str) -> dict[str, Any]:
    """Give the whole contract; the same input gives the same document, in the same order."""
    schemas = _schemas()
    paths: dict[str, dict[str, Any]] = {}
    for operation in OPERATIONS:
        paths.setdefault(operation.address, {})[operation.method] = _operation(operation, schemas)
    queries = {operation.query.__name__ for operation in OPERATIONS if operation.query}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Hearthline",
            "version": version,
            "summary": "Customer relations for residential developers.",
            "description": OVERVIEW,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "tags": [{"name": name, "description": words} for name, words in _TAGS.items()],
        "paths": paths,
        "components": {
            "schemas": {name: schema for name, schema in schemas.items() if name not in queries},
            "responses": problem_schemas.responses(),
            "headers": {name: dict(header) for name, (_, header) in problem_schemas.HEADERS.items()},
            "parameters": {name: dict(given) for name, given in _HEADER_PARAMETERS.items()},
            "securitySchemes": {
                "staff": {
                    "type": "http",
                    "scheme": "bearer",
                    "bearerFormat": "JWT",
                    "description": "A JWT of the configured issuer, with its groups.",
                },
                "feed": {
                    "type": "http",
                    "scheme": "bearer",
                    "bearerFormat": "JWT",
                    "description": "A JWT of the configured issuer for the sales system's client, with the "
                    "scope `feed` (client credentials).",
                },
                "member": {
                    "type": "apiKey",
                    "in": "cookie",
                    "name": COOKIE,
                    "description": "The session that joining or signing in gave, for 30 days. A browser's "
                    "request that changes anything must come from this very origin.",
                },
            },
        },
    }


def _schemas() -> dict[str, Any]:
    models = {model.__name__: model for operation in OPERATIONS for model in _models(operation)}
    _, found = models_json_schema(
        [(model, "validation") for model in models.values()], ref_template=_REFERENCE
    )
    schemas = {name: _tidy(schema) for name, schema in found["$defs"].items()}
    for name, model in models.items():
        if model.__doc__ and name in schemas:
            schemas[name]["description"] = " ".join(model.__doc__.split())
    for name, schema in schemas.items():
        _describe(schema, _words(name, models.get(name)))
    for operation in OPERATIONS:
        if operation.body and operation.form:
            schemas[operation.form] = form_schema(schemas, operation.body.__name__, operation.form_extra)
    return dict(sorted({**schemas, **problem_schemas.schemas()}.items()))


def _models(operation: Operation) -> Iterable[type[BaseModel]]:
    given = (operation.query, operation.body, *(answer.model for answer in operation.answers))
    return [model for model in given if model]


def _words(name: str, model: type[BaseModel] | None) -> dict[str, str]:
    names = [parent.__name__ for parent in reversed(model.__mro__)] if model else [name]
    return {member: words for each in names for member, words in WORDS.get(each, {}).items()}


def _describe(schema: dict[str, Any], words: Mapping[str, str]) -> None:
    for member, shape in schema.get("properties", {}).items():
        if member in words and "description" not in shape:
            shape["description"] = words[member]


def _tidy(schema: Any) -> Any:
    """Leave out what pydantic adds and nobody reads: titles that repeat names, and defaults of nothing."""
    if isinstance(schema, list):
        return [_tidy(inner) for inner in schema]
    if not isinstance(schema, dict):
        return schema
    tidied = {}
    for name, inner in schema.items():
        if name == "properties":
            tidied[name] = {member: _tidy(shape) for member, shape in inner.items()}
        elif not (name == "title" and isinstance(inner, str)) and not (name == "default" and inner is None):
            tidied[name] = _tidy(inner)
    return tidied


def _operation(operation: Operation, schemas: Mapping[str, Any]) -> dict[str, Any]:
    answers = {str(answer.status): _answer(operation, answer) for answer in operation.answers}
    refusals = {
        str(status): problem_schemas.reference(status, meaning)
        for status, meaning in operation.all_refusals.items()
    }
    parameters = [
        *_path_parameters(operation.address),
        *_query_parameters(operation.query, schemas),
        *({"$ref": f"#/components/parameters/{name}"} for name in operation.headers),
    ]
    return {
        "operationId": operation.id,
        "tags": [operation.tag],
        "summary": operation.summary,
        "description": operation.description,
        **_security(operation),
        **({"parameters": parameters} if parameters else {}),
        **({"requestBody": _body(operation)} if operation.body else {}),
        "responses": {**answers, **refusals},
    }


def _security(operation: Operation) -> dict[str, Any]:
    asked = {"staff": operation.staff, "feed": operation.feed, "member": operation.member}
    schemes = [name for name, asks in asked.items() if asks]
    return {"security": [{name: []} for name in schemes]} if schemes else {}


def _answer(operation: Operation, answer: Answer) -> dict[str, Any]:
    content: dict[str, Any] = {}
    if answer.model:
        content[JSON] = {"schema": {"$ref": _REFERENCE.format(model=answer.model.__name__)}}
    if answer.schema:
        content[JSON] = {"schema": {"type": "object", "required": ["openapi", "paths"]}}
    for kind in answer.files:
        content[kind] = {"schema": {"type": "string", "contentEncoding": "base64"}}
    if answer.page:
        content["text/html"] = {"schema": {"type": "string"}}
    return {
        "description": answer.description,
        "headers": problem_schemas.header_references(("RequestId", *answer.headers)),
        **({"content": content} if content else {}),
        **({"links": leads} if (leads := _LINKS.get((operation.id, answer.status))) else {}),
    }


def _path_parameters(address: str) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "path", "required": True, **words, "schema": {"type": "string", "minLength": 1}}
        for name, words in _PATH_PARAMETERS.items()
        if f"{{{name}}}" in address
    ]


def _query_parameters(model: type[BaseModel] | None, schemas: Mapping[str, Any]) -> list[dict[str, Any]]:
    if model is None:
        return []
    schema = schemas[model.__name__]
    return [
        _query_parameter(name, dict(shape), name in schema.get("required", ()))
        for name, shape in schema["properties"].items()
    ]


def _query_parameter(name: str, shape: dict[str, Any], required: bool) -> dict[str, Any]:
    description = shape.pop("description", None)
    choices = [inner for inner in shape.pop("anyOf", ()) if inner != {"type": "null"}]
    return {
        "name": name,
        "in": "query",
        **({"required": True} if required else {}),
        **({"description": description} if description else {}),
        "schema": {**shape, **(choices[0] if choices else {})},
    }


def _body(operation: Operation) -> dict[str, Any]:
    name = operation.body.__name__ if operation.body else ""
    json: dict[str, Any] = {"schema": {"$ref": _REFERENCE.format(model=name)}}
    if operation.examples:
        json["examples"] = dict(operation.examples)
    content = {JSON: json}
    if operation.form:
        content[FORM] = {"schema": {"$ref": _REFERENCE.format(model=operation.form)}}
    return {"required": not operation.body_optional, "content": content}
