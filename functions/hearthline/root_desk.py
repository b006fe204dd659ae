"""The composition root of what the desk has beside cases: documents, saved replies, one command on many."""

from functools import cache
from typing import TYPE_CHECKING

from hearthline import root

if TYPE_CHECKING:
    from hearthline.complaints.bulk import Bulk
    from hearthline.complaints.documents_desk import DocumentsDesk
    from hearthline.complaints.earlier_policies import EarlierPolicies
    from hearthline.complaints.incidents.cases import IncidentCases
    from hearthline.complaints.replies import Replies


@cache
def documents_desk() -> "DocumentsDesk":
    """Give the documents as staff read and edit them."""
    from hearthline.complaints.documents_desk import DocumentsDesk
    from hearthline.complaints.editing import Editing
    from hearthline.document_registry import KINDS

    return DocumentsDesk(Editing(root.complaints_table(), root.settings().timer_shards, KINDS))


@cache
def replies() -> "Replies":
    """Give the saved replies, filled in for a case."""
    from hearthline.complaints.replies import Replies

    return Replies(root.store(), root.rulebook())


@cache
def bulk() -> "Bulk":
    """Give one command on many cases."""
    from hearthline.complaints.bulk import Bulk

    return Bulk(root.desk_commands(), root.store(), root.rulebook(), root.access_keys(), replies(), root.now)


@cache
def incident_cases() -> "IncidentCases":
    """Give the cases of incidents, as their pages show them."""
    from hearthline.complaints.incidents.cases import IncidentCases
    from hearthline.complaints.incidents.store import IncidentStore

    return IncidentCases(IncidentStore(root.complaints_table()), root.store(), root.rulebook())


@cache
def earlier_policies() -> "EarlierPolicies":
    """Give which open cases run under an earlier policy."""
    from hearthline.complaints.earlier_policies import EarlierPolicies

    return EarlierPolicies(root.store(), root.rulebook(), root.documents())
