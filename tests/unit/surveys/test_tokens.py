"""The secret of an invitation's link."""

import pytest

from hearthline.platform.secret import Secret
from hearthline.surveys.tokens import HASH_LENGTH, Ticket, Tokens, hashed, read_token

TOKENS = Tokens(Secret(lambda: "a secret that is long enough for a test of this kind"))
OTHERS = Tokens(Secret(lambda: "another secret that is long enough for this same test"))
CAMPAIGN = "0123456789ABCDEF"


def test_the_same_invitation_has_the_same_token_whenever_it_is_derived() -> None:
    token = TOKENS.token(CAMPAIGN, "P1", "complaint/K7Q29XPDD")

    assert token == TOKENS.token(CAMPAIGN, "P1", "complaint/K7Q29XPDD")
    assert read_token(token) == Ticket(CAMPAIGN, TOKENS.hash_of(CAMPAIGN, "P1", "complaint/K7Q29XPDD"))
    assert len(hashed(token)) == HASH_LENGTH


def test_another_campaign_person_source_or_secret_makes_another_token() -> None:
    made = {
        TOKENS.token(CAMPAIGN, "P1"),
        TOKENS.token(CAMPAIGN, "P2"),
        TOKENS.token(CAMPAIGN, "P1", "handover/C-1"),
        TOKENS.token("on-complaint-closed", "P1"),
        OTHERS.token(CAMPAIGN, "P1"),
    }

    assert len(made) == 5


def test_a_token_holds_128_bits_and_nothing_of_the_person() -> None:
    campaign, _, secret = TOKENS.token(CAMPAIGN, "PERSON0000000001").partition(".")

    assert (campaign, len(secret)) == (CAMPAIGN, 22)
    assert "PERSON" not in secret


@pytest.mark.parametrize(
    "text",
    [
        *("", ".", CAMPAIGN, f"{CAMPAIGN}.", f"{CAMPAIGN}.short", f"../x.{'a' * 22}", f"甲.{'a' * 22}"),
        *(f"{CAMPAIGN}.{'a' * 23}", f"{CAMPAIGN}.{'a' * 21}=", f"{CAMPAIGN}.{'a' * 22}\n"),
        f"{'C' * 41}.{'a' * 22}",
    ],
)
def test_what_has_not_the_form_of_a_token_leads_nowhere(text: str) -> None:
    assert read_token(text) is None
