"""A compiled filter means whom a slow and simple reading of its document means."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from hearthline.members.model import Holding, Kind, Tier
from hearthline.members.segments.language import CONSENTS, STAGES
from hearthline.members.segments.matching import Profile
from tests.unit.segments.builders import CITIES, NOW, ZONE, faults, means

PROJECTS = ("海岸花园", "云顶", "旧城")
TAGS = ("vip", "garden", "early")
TODAY = NOW.astimezone(ZONE).date()
Document = dict[str, Any]

days = st.dates(date(2023, 1, 1), date(2027, 1, 1))
instants = st.integers(0, 4 * 365 * 24 * 60).map(
    lambda minutes: datetime(2023, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


def some(values: Any) -> Any:
    return st.one_of(st.sampled_from(sorted(values)), st.lists(st.sampled_from(sorted(values)), min_size=1))


def spans(*, projects: bool = False) -> Any:
    beside = {"project": some(PROJECTS)} if projects else {}
    drawn = st.fixed_dictionaries({}, optional={"from": days, "to": days, **beside})
    return drawn.filter(lambda span: span.keys() & {"from", "to"} and _in_order(span)).map(_written)


def _in_order(span: Document) -> bool:
    return not {"from", "to"} <= span.keys() or span["from"] <= span["to"]


def _written(span: Document) -> Document:
    return {name: day.isoformat() if isinstance(day, date) else day for name, day in span.items()}


amounts = st.fixed_dictionaries(
    {}, optional={"at_least": st.integers(0, 50), "at_most": st.integers(0, 50)}
).filter(lambda found: found and found.get("at_least", 0) <= found.get("at_most", 50))
tags = st.fixed_dictionaries({}, optional={"any": some(TAGS), "all": some(TAGS)}).filter(bool)
conditions = st.one_of(
    *(
        st.fixed_dictionaries({name: given_})
        for name, given_ in {
            "city": some(CITIES),
            "project": some(PROJECTS),
            "kind": some([kind.value for kind in Kind]),
            "tier": some([tier.value for tier in Tier]),
            "stage": some(STAGES),
            "language": some(["zh", "en"]),
            "consent": some(CONSENTS),
            "tags": tags,
            "handed_over": spans(projects=True),
            "signed": spans(projects=True),
            "joined": spans(),
            "last_complaint": st.one_of(
                spans(),
                st.just({"never": True}),
                st.fixed_dictionaries({"within_days": st.integers(1, 900)}),
            ),
            "points": amounts,
            "referrals": st.fixed_dictionaries({"at_least": st.integers(0, 5)}),
        }.items()
    )
)
filters = st.recursive(
    conditions,
    lambda part: st.one_of(
        st.fixed_dictionaries({"all": st.lists(part, max_size=3)}),
        st.fixed_dictionaries({"any": st.lists(part, min_size=1, max_size=3)}),
        st.fixed_dictionaries({"not": part}),
    ),
    max_leaves=8,
).filter(lambda document: not faults(document))
homes = st.builds(
    Holding,
    home=st.sampled_from(["h1", "h2"]),
    contract=st.just("c"),
    city=st.sampled_from(sorted(CITIES)),
    project=st.sampled_from(PROJECTS),
    signed_on=days,
    handed_over_on=st.none() | days,
    until=st.none() | days,
    cancelled=st.booleans(),
)
persons = st.builds(
    Profile,
    id=st.just("P"),
    kind=st.sampled_from(Kind),
    language=st.sampled_from(["zh", "en"]),
    city=st.none() | st.sampled_from(sorted(CITIES)),
    joined_at=st.none() | instants,
    tier=st.none() | st.sampled_from(Tier),
    referrals=st.integers(0, 5),
    consents=st.dictionaries(st.sampled_from(sorted(CONSENTS)), st.booleans()),
    tags=st.lists(st.sampled_from(TAGS), unique=True).map(tuple),
    holdings=st.lists(homes, max_size=3).map(tuple),
    last_complaint_at=st.none() | instants,
    erased_at=st.none() | st.just(NOW),
    points=st.none() | st.integers(0, 50),
)


def listed(given_: Any) -> list[str]:
    return given_ if isinstance(given_, list) else [given_]


def day(at: datetime | None) -> str | None:
    return (at + timedelta(hours=8)).date().isoformat() if at else None


def says(document: Document, person: Profile) -> bool:
    """Read a document literally, with days as text."""
    ((name, inner),) = document.items()
    if name == "all":
        return all(says(part, person) for part in inner)
    if name == "any":
        return any(says(part, person) for part in inner)
    if name == "not":
        return not says(inner, person)
    return bool(SAYS[name](name, inner, person))


def mine(person: Profile) -> list[Holding]:
    return [home for home in person.holdings if home.until is None and not home.cancelled]


def a_code(name: str, inner: Any, person: Profile) -> Any:
    value = getattr(person, name)
    return value is not None and str(value) in listed(inner)


def a_number(name: str, inner: Any, person: Profile) -> Any:
    return inner.get("at_least", 0) <= (getattr(person, name) or 0) <= inner.get("at_most", 10**9)


def a_day_of_a_home(name: str, inner: Any, person: Profile) -> Any:
    found = [
        getattr(home, f"{name}_on")
        for home in mine(person)
        if "project" not in inner or home.project in listed(inner["project"])
    ]
    return [each for each in found if each and _inside(each.isoformat(), inner)]


def some_tags(name: str, inner: Any, person: Profile) -> Any:
    one_of = not inner.get("any") or set(listed(inner["any"])) & set(person.tags)
    return one_of and set(listed(inner.get("all", []))) <= set(person.tags)


def a_complaint(name: str, inner: Any, person: Profile) -> Any:
    if "never" in inner:
        return not person.last_complaint_at
    if "within_days" in inner:
        inner = {"from": (TODAY - timedelta(days=inner["within_days"])).isoformat()}
    return _inside(day(person.last_complaint_at), inner)


def stage(person: Profile) -> str:
    owned = [one for one in person.holdings if not one.cancelled and not one.until]
    past = [one.handed_over_on for one in owned if one.handed_over_on and one.handed_over_on <= NOW.date()]
    if not owned:
        return "former" if [one for one in person.holdings if not one.cancelled] else "prospect"
    if len(owned) > 1 and len({one.home for one in owned}) > 1:
        return "second_home"
    if not past:
        return "waiting"
    return "moving_in" if (NOW.date() - max(past)).days <= 90 else "living"


SAYS: dict[str, Callable[[str, Any, Profile], Any]] = {
    "city": lambda _, inner, person: (
        set(listed(inner)) & {person.city, *(home.city for home in mine(person))}
    ),
    "project": lambda _, inner, person: set(listed(inner)) & {home.project for home in mine(person)},
    "stage": lambda _, inner, person: stage(person) in listed(inner),
    "consent": lambda _, inner, person: [one for one in listed(inner) if person.consents.get(one)],
    "joined": lambda _, inner, person: _inside(day(person.joined_at), inner),
    "tags": some_tags,
    "last_complaint": a_complaint,
    **dict.fromkeys(("kind", "tier", "language"), a_code),
    **dict.fromkeys(("points", "referrals"), a_number),
    **dict.fromkeys(("signed", "handed_over"), a_day_of_a_home),
}


def _inside(text: str | None, span: Document) -> bool:
    return text is not None and span.get("from", "0") <= text <= span.get("to", "9")


def asked_for(document: Document, *, positive: bool = True) -> set[str]:
    ((name, inner),) = document.items()
    if name in {"all", "any"}:
        return set().union(*(asked_for(part, positive=positive) for part in inner))
    if name == "not":
        return asked_for(inner, positive=not positive)
    return set(listed(inner)) if name == "kind" and positive else set()


@given(filters, persons)
def test_a_filter_means_whom_its_document_says(document: Document, person: Profile) -> None:
    apart = person.kind in asked_for(document) | {"customer"}

    expected = apart and person.erased_at is None and says(document, person)

    assert means(document, person) is expected


@given(filters, persons)
def test_a_filter_and_its_opposite_share_nobody(document: Document, person: Profile) -> None:
    assert not (means(document, person) and means({"not": document}, person)) or faults({"not": document})
