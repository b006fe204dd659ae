"""One-time codes and sessions: what holds for every contact and request."""

import hashlib
import re
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from hearthline.members.codes import code_for
from hearthline.platform.secret import Secret

SECRET = Secret(lambda: "a secret that is long enough for a test of this kind")
OTHER = Secret(lambda: "another secret, as long as the first one of this very test")
HASHES = st.binary(min_size=16, max_size=16).map(bytes.hex)
REQUESTS = st.text("0123456789ABCDEFGHJKMNPQRSTVWXYZ", min_size=16, max_size=16)


@given(HASHES, REQUESTS)
def test_a_code_is_six_digits_and_the_same_each_time(contact: str, request: str) -> None:
    code = code_for(SECRET, contact, request)

    assert re.fullmatch("[0-9]{6}", code)
    assert code_for(SECRET, contact, request) == code


@given(HASHES, REQUESTS)
def test_whoever_moves_a_sign_from_one_part_to_the_other_gets_another_code_material(
    contact: str, request: str
) -> None:
    assert SECRET.derive("one-time code", contact, request) != SECRET.derive(
        "one-time code", contact + request[0], request[1:]
    )


def test_codes_of_requests_secrets_and_contacts_have_nothing_to_do_with_one_another() -> None:
    def codes(secret: Secret, contact: str) -> list[str]:
        return [code_for(secret, contact, hashlib.sha256(str(n).encode()).hexdigest()) for n in range(2000)]

    mine, others, elsewhere = codes(SECRET, "a" * 32), codes(SECRET, "b" * 32), codes(OTHER, "a" * 32)

    for one, another in ((mine, others), (mine, elsewhere)):
        assert sum(a == b for a, b in zip(one, another, strict=True)) <= 2
    first = Counter(code[0] for code in mine)
    assert first.keys() == set("0123456789")
    assert max(first.values()) < 2 * min(first.values())
