"""A mapping of members is refused at the border when no file could ever be read by it."""

from typing import Any

import pytest
from pydantic import ValidationError

from hearthline.imports.model import ImportKind
from hearthline.members.imports.bodies import MemberImportBody
from hearthline.members.imports.mapping import MemberMapping
from tests.unit.member_imports.builders import HEADER, a_member_mapping

CONSENTS = a_member_mapping()["consents"]


def a_body(**mapping: Any) -> dict[str, Any]:
    return {"kind": "members", "source": "old-club", "mapping": a_member_mapping(**mapping)}


def test_what_passes_is_what_the_worker_reads() -> None:
    wanted = MemberImportBody.model_validate(a_body()).wanted()

    mapping = MemberMapping.from_document(wanted.mapping)

    assert (wanted.kind, wanted.city, wanted.source) == (ImportKind.MEMBERS, None, "old-club")
    assert mapping == MemberMapping.from_document(a_member_mapping())
    assert set(mapping.columns()) == set(HEADER)


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"external_id": None}, "external_id"),
        ({"name": None}, "name"),
        ({"name": {}}, "name"),
        ({"name": {"column": "a", "constant": "b"}}, "name"),
        ({"birth_date": {"column": "a", "format": "%H:%M"}}, "birth_date"),
        ({"joined_on": {"column": "a", "zone": "Asia/Shanghai"}}, "joined_on"),
        ({"kind": {"constant": "ghost"}}, "kind"),
        ({"sex": {"column": "a", "values": {"m": "man"}}}, "sex"),
        ({"language": {"constant": "fr"}}, "language"),
        ({"education": {"column": "a", "default": "some"}}, "education"),
        ({"tier": {"constant": "gold"}}, "tier"),
        ({"version": {"constant": "7"}}, "version"),
        ({"consents": {**CONSENTS, "on": "2020-02-30"}}, "consents"),
        ({"consents": {**CONSENTS, "text_version": "1"}}, "text_version"),
        ({"consents": {**CONSENTS, "given": {}}}, "given"),
        ({"consents": {**CONSENTS, "given": {"survey:pigeon": {"constant": "yes"}}}}, "given"),
        ({"consents": {**CONSENTS, "given": {"terms": {"constant": "perhaps"}}}}, "terms"),
    ],
)
def test_a_mapping_that_makes_no_sense_is_refused(changes: dict[str, Any], where: str) -> None:
    with pytest.raises(ValidationError) as refused:
        MemberImportBody.model_validate(a_body(**changes))

    assert where in str(refused.value)


@pytest.mark.parametrize("extra", ["id", "tier", "points", "by", "tally"])
def test_nothing_can_be_set_that_is_not_asked_for(extra: str) -> None:
    with pytest.raises(ValidationError):
        MemberImportBody.model_validate({**a_body(), extra: "x"})
