"""The composition root of insight: the roll-ups, and the reports that are made of them."""

from functools import cache
from typing import TYPE_CHECKING

from hearthline import root

if TYPE_CHECKING:
    from hearthline.complaint_facts import FactsOfComplaints
    from hearthline.insight.counting import Counting
    from hearthline.insight.store import InsightStore


@cache
def insight_store() -> "InsightStore":
    """Give the store of roll-ups."""
    from hearthline.insight.store import InsightStore

    return InsightStore(root.insight_table())


@cache
def facts() -> "FactsOfComplaints":
    """Give what insight knows of complaints."""
    from hearthline.complaint_facts import FactsOfComplaints

    return FactsOfComplaints(root.store(), root.rulebook())


@cache
def counting() -> "Counting":
    """Give what counts complaints as they change."""
    from hearthline.insight.counting import Counting

    return Counting(insight_store(), facts())
