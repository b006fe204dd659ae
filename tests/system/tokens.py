"""Tokens that were never given out, made as an issuer would make them."""

import base64
import json
import time
from typing import Any

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from infra.local.stack import LocalStack


def read(token: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Give a token's header and claims."""
    header, claims, _ = token.split(".")
    return _opened(header), _opened(claims)


def sign(header: dict[str, Any], claims: dict[str, Any], key: rsa.RSAPrivateKey) -> str:
    """Make a token (RS256)."""
    text = f"{_spelled(json.dumps(header).encode())}.{_spelled(json.dumps(claims).encode())}"
    return f"{text}.{_spelled(key.sign(text.encode(), padding.PKCS1v15(), hashes.SHA256()))}"


def new_key() -> rsa.RSAPrivateKey:
    """Make a key that nobody trusts."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def issuers_key(stack: LocalStack) -> rsa.RSAPrivateKey:
    """Give the key with which the stack's own pool signs access tokens."""
    pool = stack.description()["outputs"]["UserPoolId"]
    path = stack.state / "tmp" / "state" / "cognito-pool-keys" / f"{pool}-access.pem"
    key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    assert isinstance(key, rsa.RSAPrivateKey)
    return key


def of_another_issuer(stack: LocalStack) -> str:
    """Give a good token of another user pool of the same engine, for a user of the same name and groups."""
    cognito = stack.client("cognito-idp")
    pool = cognito.create_user_pool(PoolName="another")["UserPool"]["Id"]
    client = cognito.create_user_pool_client(
        UserPoolId=pool, ClientName="another", ExplicitAuthFlows=["ALLOW_ADMIN_USER_PASSWORD_AUTH"]
    )["UserPoolClient"]["ClientId"]
    who = {"UserPoolId": pool, "Username": "agent"}
    cognito.admin_create_user(**who, MessageAction="SUPPRESS")
    cognito.admin_set_user_password(**who, Password="Another-1-password", Permanent=True)
    for group in ("agent", "city:sz"):
        cognito.create_group(UserPoolId=pool, GroupName=group)
        cognito.admin_add_user_to_group(**who, GroupName=group)
    answer = cognito.admin_initiate_auth(
        UserPoolId=pool,
        ClientId=client,
        AuthFlow="ADMIN_USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": "agent", "PASSWORD": "Another-1-password"},
    )
    return str(answer["AuthenticationResult"]["AccessToken"])


def now() -> int:
    """Give the present second, which tokens are about."""
    return int(time.time())


def _opened(part: str) -> dict[str, Any]:
    opened: dict[str, Any] = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return opened


def _spelled(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
