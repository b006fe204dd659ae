"""Whatever somebody reacts to is led to their queue: the bus's rules beside the code that takes events."""

import ast
import inspect
import sys
import textwrap
from collections.abc import Iterator

import pytest

from hearthline.event_registry import EVENTS
from hearthline.members.complaint_links import ComplaintLinks
from hearthline.members.holdings import Holdings
from hearthline.members.homes_again import HomesAgain
from hearthline.members.occasions import Occasions
from hearthline.members.purchases import Purchases
from hearthline.members.referral_reactions import CountingReferrals
from hearthline.members.standing import Standing
from hearthline.notices import audience
from hearthline.notices.lifting import PROVED
from hearthline.person_wishes import OwnWishes
from hearthline.platform.event_contracts import type_of
from tests.unit.infra.templates import resources

TYPES = frozenset(map(type_of, EVENTS))


def led_by(rule: str) -> frozenset[str]:
    return frozenset(resources("AWS::Events::Rule")[rule]["EventPattern"]["detail-type"])


def compared_in(reaction: type) -> Iterator[str]:
    """Give the types of events that a class compares with, spelled out or by a constant of its module."""
    constants = vars(sys.modules[reaction.__module__])
    tree = ast.parse(textwrap.dedent(inspect.getsource(reaction)))
    for comparison in (node for node in ast.walk(tree) if isinstance(node, ast.Compare)):
        for part in ast.walk(comparison):
            value = part.value if isinstance(part, ast.Constant) else None
            value = constants.get(part.id) if isinstance(part, ast.Name) else value
            if isinstance(value, str) and value in TYPES:
                yield value


@pytest.mark.parametrize(
    "reaction",
    [Holdings, Standing, Purchases, CountingReferrals, ComplaintLinks, Occasions, OwnWishes, HomesAgain],
    ids=lambda reaction: reaction.__name__,
)
def test_what_a_reaction_of_members_takes_is_led_to_their_queue(reaction: type) -> None:
    taken = frozenset(compared_in(reaction))

    assert taken
    assert taken <= led_by("MembersRule")


def test_whatever_somebody_is_told_of_is_led_to_the_queue_of_notices() -> None:
    told = {
        *audience._TO_CUSTOMER,
        *audience._TO_STAFF,
        *audience._TO_PERSON,
        "follow_links.requested",
        PROVED,
    }

    assert told <= led_by("NoticesRule")
