"""Whole imports of members: nobody lost, nobody twice, and no contact of two, whatever breaks in between."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from hearthline.imports.model import ImportStatus, Tally
from hearthline.members.imports import recording
from hearthline.members.model import EntryKind, Tier
from hearthline.platform.instants import instant
from tests.engines.club_importer import ClubImporter
from tests.engines.people import People
from tests.engines.world import World
from tests.unit.member_imports.builders import a_file, members

COUNT = 14


@pytest.fixture
def importer(world: World, people: People, now: datetime) -> ClubImporter:
    return ClubImporter(world, people, now)


def heads(importer: ClubImporter) -> list[dict[str, Any]]:
    return [item for item in importer.items() if item["sk"]["S"] == "A" and item["pk"]["S"].startswith("P#")]


def test_a_row_becomes_a_member_with_all_that_it_says(importer: ClubImporter, now: datetime) -> None:
    job = importer.ended(importer.upload(a_file({})))

    stored = importer.people.store.load(importer.id_of("M-1"))
    assert (job.status, job.tally) == (ImportStatus.FINISHED, Tally(rows=1, imported=1))
    assert stored is not None
    person = stored.person
    assert (person.name, person.phone, person.email) == ("王小明", "+8613800138000", "wang@example.com")
    assert person.joined_at == datetime(2020, 4, 30, 16, tzinfo=UTC)
    assert (person.tier, person.tier_since) == (Tier.SENIOR, now)
    assert person.consents == {"terms": True, "marketing:email": True}
    assert person.referral_code
    prints = importer.people.prints
    assert set(stored.contacts) == {
        prints.person("phone", "+8613800138000"),
        prints.person("email", "wang@example.com"),
        prints.fingerprint("customer", "C-77"),
    }
    account = importer.ledger.account(person.id)
    assert account is not None
    assert (account.balance, [lot.left for lot in account.lots]) == (120, [120])
    (entry,) = importer.ledger.page(person.id, 10, None).entries
    assert (entry.kind, entry.amount, entry.by) == (EntryKind.ADJUSTED, 120, "manager")


def test_who_is_not_a_year_a_member_is_timed_for_it(importer: ClubImporter) -> None:
    importer.ended(importer.upload(a_file({"joined": "2026/01/05"})))

    stored = importer.people.store.load(importer.id_of("M-1"))

    assert stored is not None
    assert stored.person.tier is Tier.MEMBER
    assert stored.timer_at == instant(datetime(2027, 1, 4, 16, tzinfo=UTC))


def test_every_member_has_an_account_and_nobody_else(importer: ClubImporter) -> None:
    one, other = members(2)
    importer.ended(importer.upload(a_file({**one, "points": ""}, {**other, "points": "", "joined": ""})))

    member, person = (importer.id_of(row["id"]) for row in (one, other))

    account = importer.ledger.account(member)
    assert account is not None
    assert (account.balance, account.lots) == (0, ())
    assert importer.ledger.page(member, 10, None).entries == ()
    assert importer.ledger.account(person) is None


def test_importing_tells_nobody_but_who_counts_members(importer: ClubImporter) -> None:
    importer.ended(importer.upload(a_file(*members(3))))

    told = [item["event"] for item in importer.items() if "event" in item]
    assert [event["M"]["type"]["S"] for event in told] == ["member.imported"] * 3
    subjects = {event["M"]["subject"]["S"].removeprefix("person/") for event in told}
    assert subjects == {head["pk"]["S"].removeprefix("P#") for head in heads(importer)}


def test_running_the_same_file_again_adds_nothing(importer: ClubImporter) -> None:
    importer.ended(importer.upload(a_file(*members(COUNT))))
    before = importer.items()

    again = importer.ended(importer.upload(a_file(*members(COUNT)), id_="IMPORT2"))

    assert again.tally == Tally(rows=COUNT, duplicates=COUNT)
    assert importer.items() == before


@pytest.mark.parametrize("moment", ["dies_before", "dies_after"])
@pytest.mark.parametrize("write", [1, 2, 3])
def test_a_step_that_died_between_its_writes_is_done_again_and_counted_once(
    importer: ClubImporter, moment: str, write: int
) -> None:
    setattr(importer.newcomers, moment, frozenset({write}))

    job = importer.ended(importer.upload(a_file(*members(COUNT))))

    assert job.tally == Tally(rows=COUNT, imported=COUNT)
    assert len(heads(importer)) == COUNT


@pytest.mark.parametrize("save", [2, 3])
@pytest.mark.parametrize("moment", ["dies_before", "dies_after"])
def test_a_step_whose_note_was_lost_is_counted_once(importer: ClubImporter, moment: str, save: int) -> None:
    getattr(importer.jobs, moment).add(save)

    job = importer.ended(importer.upload(a_file(*members(COUNT))))

    assert job.tally == Tally(rows=COUNT, imported=COUNT)
    assert len(heads(importer)) == COUNT


def test_who_names_what_an_earlier_row_has_is_rejected_with_the_line(importer: ClubImporter) -> None:
    one, two, three, four = members(4)
    rows = [one, {**two, "id": one["id"]}, {**three, "phone": one["phone"]}, {**four, "email": one["email"]}]

    job = importer.ended(importer.upload(a_file(*rows)))

    assert (job.tally.imported, job.tally.rejected) == (1, 3)
    assert [(row["line"], row["reasons"]) for row in importer.rejected(job)] == [
        ("3", "external_id: stands already in line 2"),
        ("4", "phone: stands already in line 2"),
        ("5", "email: stands already in line 2"),
    ]


def test_the_same_id_far_below_is_rejected_with_its_line(importer: ClubImporter) -> None:
    far = members(20)

    job = importer.ended(importer.upload(a_file(*far, {**members(1, 99)[0], "id": far[0]["id"]})))

    assert (job.tally.imported, job.tally.rejected) == (20, 1)
    assert importer.rejected(job)[0]["reasons"] == "external_id: stands already in line 2"


def test_whose_contact_is_anothers_is_rejected_without_saying_whose(
    importer: ClubImporter, now: datetime
) -> None:
    theirs = importer.people.phone("+8613800000002")
    stored = importer.people.create(now, contacts=(theirs,), name="李四")

    job = importer.ended(importer.upload(a_file(*members(3))))

    assert (job.tally.imported, job.tally.rejected) == (2, 1)
    (row,) = importer.rejected(job)
    assert row["reasons"] == "phone: belongs to another member"
    assert stored.id not in str(row)
    assert importer.people.store.find(theirs) == stored.id


def test_who_joins_between_look_and_write_stands_in_the_way_of_one_row_only(
    importer: ClubImporter, now: datetime
) -> None:
    taken = importer.people.phone("+8613800000005")
    look = importer.newcomers.standing

    def standing(*asked: Any) -> Any:
        found = look(*asked)
        if importer.people.store.find(taken) is None:
            importer.people.create(now, contacts=(taken,))
        return found

    importer.newcomers.standing = standing  # type: ignore[assignment,method-assign]

    job = importer.ended(importer.upload(a_file(*members(10))))

    assert (job.tally.imported, job.tally.rejected) == (9, 1)
    assert importer.rejected(job)[0]["reasons"] == "phone: belongs to another member"


def test_a_referral_code_that_somebody_has_is_not_given_again(importer: ClubImporter) -> None:
    importer.ended(importer.upload(a_file(*members(1))))
    stored = importer.people.store.load(importer.id_of("M-1"))
    assert stored is not None
    for item in heads(importer):
        importer.people.engine.client.delete_item(
            TableName=importer.people.table.name, Key={"pk": item["pk"], "sk": item["sk"]}
        )
    for key in [
        {"pk": item["pk"], "sk": item["sk"]}
        for item in importer.items()
        if not item["pk"]["S"].startswith("F#")
    ]:
        importer.people.engine.client.delete_item(TableName=importer.people.table.name, Key=key)

    job = importer.ended(importer.upload(a_file(*members(1)), id_="IMPORT2"))

    after = importer.people.store.load(importer.id_of("M-1"))
    assert job.tally.imported == 1
    assert after is not None
    assert after.person.referral_code not in {None, stored.person.referral_code}


def test_who_was_erased_is_not_taken_in_again(importer: ClubImporter, now: datetime) -> None:
    importer.ended(importer.upload(a_file(*members(1))))
    stored = importer.people.store.load(importer.id_of("M-1"))
    assert stored is not None
    line = importer.people.store.history(stored.id)[0]
    erased = replace(stored.person, name=None, phone=None, email=None, erased_at=now)
    importer.people.store.save(stored, erased, [line], contacts=[])
    importer.people.engine.client.delete_item(
        TableName=importer.people.table.name,
        Key={"pk": {"S": f"P#{stored.id}"}, "sk": {"S": "T#000001#00"}},
    )

    job = importer.ended(importer.upload(a_file(*members(1)), id_="IMPORT2"))

    after = importer.people.store.load(stored.id)
    assert job.tally == Tally(rows=1, duplicates=1)
    assert after is not None
    assert after.person.name is None


def test_formulas_of_a_file_come_back_as_text(importer: ClubImporter) -> None:
    job = importer.ended(importer.upload(a_file({"name": "=HYPERLINK(1)", "sex": "x"})))

    assert importer.rejected(job)[0]["name"] == "'=HYPERLINK(1)"


def test_rows_share_their_requests(world: World, people: People, now: datetime) -> None:
    importer = ClubImporter(world, people, now, chunk=100_000)
    rows = members(60)
    id_ = importer.upload(a_file(*rows))

    with people.engine.counter.during() as spent:
        importer.ended(id_)

    # 11 items a row: the person, 3 contacts, a line, 2 consents, a code, the account, its entry and mark.
    assert spent.calls["TransactWriteItems"] == -(-60 // (100 // 11))
    assert spent.calls["BatchGetItem"] == -(-60 * 4 // 100)


def test_a_contact_changes_hands_between_imports(importer: ClubImporter, now: datetime) -> None:
    importer.ended(importer.upload(a_file(*members(1))))
    later = importer.ended(
        importer.upload(a_file({**members(1, 2)[0], "phone": members(1)[0]["phone"]}), id_="IMPORT2")
    )

    assert importer.rejected(later)[0]["reasons"] == "phone: belongs to another member"


def test_a_source_is_a_name_of_its_own(importer: ClubImporter) -> None:
    importer.ended(importer.upload(a_file(*members(1))))

    other = importer.ended(
        importer.upload(a_file({**members(1, 2)[0], "id": "M-1"}), id_="IMPORT2", source="partner")
    )

    assert other.tally.imported == 1
    assert importer.id_of("M-1") != importer.id_of("M-1", "partner")


def test_groups_never_hold_more_than_a_transaction_does(importer: ClubImporter) -> None:
    rows = [(None, [None] * size) for size in (60, 40, 1, 99, 100, 1)]

    groups = list(recording._groups(rows))  # type: ignore[arg-type]

    assert [sum(len(actions) for _, actions in group) for group in groups] == [100, 100, 100, 1]


def test_time_is_that_of_the_import(importer: ClubImporter, now: datetime) -> None:
    id_ = importer.upload(a_file(*members(20)))
    importer.importing.run(id_, now, iter([True, False]).__next__)
    importer.now = now + timedelta(days=1)

    importer.ended(id_)

    assert {item["created_at"]["S"] for item in heads(importer)} == {instant(now)}
