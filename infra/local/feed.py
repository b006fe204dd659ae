"""The demonstration's sales system: a machine's client of the local Cognito, and the tokens it gets."""

import base64
import json
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from typing import Any

from infra.local.failure import CannotRun

USERNAME = "feed"
"""What `make token USER=` calls it."""
SCOPE = "hearthline/feed"


def describe(cognito: Any, endpoint: str, outputs: Mapping[str, str]) -> dict[str, str]:
    """Give what the sales system must know to sign in, as stack.json holds it."""
    client = cognito.describe_user_pool_client(
        UserPoolId=outputs["UserPoolId"], ClientId=outputs["FeedClientId"]
    )["UserPoolClient"]
    return {
        "client_id": client["ClientId"],
        "client_secret": client["ClientSecret"],
        # The pool's own domain resolves on AWS alone; here the engine answers for it.
        "token_url": f"{endpoint}/oauth2/token",
        "scope": SCOPE,
    }


def token(feed: Mapping[str, str]) -> str:
    """Get an access token for the client's secret (RFC 6749, 4.4); CannotRun where it is refused."""
    secret = base64.b64encode(f"{feed['client_id']}:{feed['client_secret']}".encode()).decode()
    wish = urllib.parse.urlencode({"grant_type": "client_credentials", "scope": feed["scope"]})
    request = urllib.request.Request(  # noqa: S310 (the stack's own address)
        feed["token_url"],
        data=wish.encode(),
        headers={
            "Authorization": f"Basic {secret}",
            "Content-Type": "application/x-www-form-urlencoded",
        },
    )
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
            return str(json.load(answer)["access_token"])
    except urllib.error.HTTPError as refused:
        reason = refused.read().decode(errors="replace")
        raise CannotRun(f"the feed's client gets no token ({refused.code}): {reason}") from refused
