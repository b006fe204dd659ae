"""The composition root of how members stand: their tiers, referrals, and the complaints that are theirs."""

from functools import cache
from typing import TYPE_CHECKING

from hearthline import root, root_members

if TYPE_CHECKING:
    from hearthline.members.complaint_links import ComplaintLinks
    from hearthline.members.complaint_lists import PersonComplaints
    from hearthline.members.referral_codes import ReferralCodes


@cache
def referral_codes() -> "ReferralCodes":
    """Give what knows whose a referral code is."""
    from hearthline.members.referral_codes import ReferralCodes

    return ReferralCodes(root.members_table())


@cache
def complaint_links() -> "ComplaintLinks":
    """Give what links complaints to the persons whose contacts they came with."""
    from hearthline.member_complaints import ComplaintsToLink
    from hearthline.members.complaint_link_store import ComplaintLinkStore
    from hearthline.members.complaint_links import ComplaintLinks

    links = ComplaintLinkStore(root.members_table())
    return ComplaintLinks(root_members.persons(), links, ComplaintsToLink(root.store()))


@cache
def complaints() -> "PersonComplaints":
    """Give the lists of a person's complaints."""
    from hearthline.member_complaints import ComplaintsToShow
    from hearthline.members.complaint_link_store import ComplaintLinkStore
    from hearthline.members.complaint_lists import PersonComplaints
    from hearthline.platform.cursors import Cursors

    shown = ComplaintsToShow(root.store(), root.access_keys(), root.settings().public_url)
    return PersonComplaints(ComplaintLinkStore(root.members_table()), shown, Cursors(root.secret()))
