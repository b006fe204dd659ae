"""What staff send about messages."""

from pydantic import model_validator

from hearthline.platform.fields import Body, Email, Phone, Reason, given


class LiftBody(Body):
    """`POST /api/desk/suppressions/lift`: exactly one contact, and why it is held against nobody any more."""

    model_config = Body.model_config | {"json_schema_extra": {"oneOf": [given("phone"), given("email")]}}

    phone: Phone | None = None
    email: Email | None = None
    reason: Reason

    @model_validator(mode="after")
    def one_contact(self) -> "LiftBody":
        """Refuse none and both."""
        if (self.phone is None) == (self.email is None):
            raise ValueError("Give a phone number or an e-mail address.")
        return self

    def contact(self) -> tuple[str, str]:
        """Give the contact's kind and its normal form."""
        return ("phone", self.phone) if self.phone else ("email", str(self.email))
