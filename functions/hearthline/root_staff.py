"""The composition root of the staff's signing in at the pages."""

from functools import cache
from typing import TYPE_CHECKING

from hearthline import root

if TYPE_CHECKING:
    from hearthline.staff.issuer import Issuer
    from hearthline.staff.sessions import DeskSessions
    from hearthline.staff.signing_in import SigningIn


@cache
def sessions() -> "DeskSessions":
    """Give who works at the pages."""
    from hearthline.staff.session_store import SessionStore
    from hearthline.staff.sessions import DeskSessions

    return DeskSessions(SessionStore(root.sessions_table()), root.entropy)


@cache
def issuer() -> "Issuer":
    """Give the issuer of the staff's tokens."""
    from hearthline.staff import fetching
    from hearthline.staff.issuer import Client, Issuer

    settings = root.settings()
    front = settings.public_url
    client = Client(settings.oidc_client, settings.oidc_scopes, f"{front}/desk/signed-in", f"{front}/")
    return Issuer(settings.oidc_issuer, settings.oidc_root, client, fetching.fetch)


@cache
def signing_in() -> "SigningIn":
    """Give what signs staff in."""
    from hearthline.staff.flows import Flows
    from hearthline.staff.signing_in import SigningIn
    from hearthline.staff.tokens import Expected

    settings = root.settings()
    expected = Expected(settings.oidc_issuer, settings.oidc_client, settings.oidc_audience)
    flows = Flows(root.secret(), root.entropy)
    return SigningIn(issuer(), flows, sessions(), expected, settings.staff_claim)
