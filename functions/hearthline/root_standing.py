"""The composition root of how members stand: their tiers, referrals, and the complaints that are theirs."""

from functools import cache
from typing import TYPE_CHECKING

from hearthline import root, root_homes, root_members, root_points

if TYPE_CHECKING:
    from hearthline.members.complaint_links import ComplaintLinks
    from hearthline.members.complaint_lists import PersonComplaints
    from hearthline.members.purchases import Purchases
    from hearthline.members.referral_codes import ReferralCodes
    from hearthline.members.referral_lists import ReferralLists
    from hearthline.members.referral_reactions import CountingReferrals
    from hearthline.members.referral_store import ReferralStore
    from hearthline.members.standing import Standing


@cache
def referral_codes() -> "ReferralCodes":
    """Give what knows whose a referral code is."""
    from hearthline.members.referral_codes import ReferralCodes

    return ReferralCodes(root.members_table())


@cache
def referral_store() -> "ReferralStore":
    """Give the store of referrals."""
    from hearthline.members.referral_store import ReferralStore

    return ReferralStore(root.members_table())


@cache
def standing() -> "Standing":
    """Give what brings tiers up to date."""
    from hearthline.members.standing import Standing

    return Standing(root_members.persons(), root_homes.homes().load, root_points.club().refresh)


@cache
def purchases() -> "Purchases":
    """Give what credits purchases."""
    from hearthline.members.purchases import Purchases

    homes, rules = root_homes.homes().load, root_points.club().refresh
    return Purchases(root_members.persons(), homes, root_points.ledger(), rules)


@cache
def counting_referrals() -> "CountingReferrals":
    """Give what counts referrals anew when something has happened."""
    from hearthline.members.referral_book import ReferralBook
    from hearthline.members.referral_reactions import CountingReferrals

    persons, homes = root_members.persons(), root_homes.homes().load
    ledger, rules = root_points.ledger(), root_points.club().refresh
    book = ReferralBook(referral_store(), persons, homes, referral_codes(), ledger, rules)
    return CountingReferrals(book, referral_store(), persons, homes)


@cache
def referral_lists() -> "ReferralLists":
    """Give the lists of a person's referrals."""
    from hearthline.complaints.masking import mask_name
    from hearthline.members.referral_lists import Privacy, ReferralLists
    from hearthline.platform.cursors import Cursors

    return ReferralLists(
        referral_store(),
        root_members.persons(),
        Cursors(root.secret()),
        Privacy(mask_name, root_members.prints()),
        root.settings().public_url,
    )


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
