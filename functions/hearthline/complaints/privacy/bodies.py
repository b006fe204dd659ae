"""What auditors and admins ask about persons' data, checked at the border."""

from typing import Annotated

from pydantic import AwareDatetime, BeforeValidator, ConfigDict, Field, model_validator

from hearthline.complaints.model import Contact
from hearthline.complaints.privacy.readings import Wanted
from hearthline.platform.bodies import PageQuery
from hearthline.platform.fields import Body, Email, Phone, Reason, as_instant, given

Instant = Annotated[AwareDatetime, BeforeValidator(as_instant)]


class PersonBody(Body):
    """`POST /api/desk/persons/erasures` and `/exports`: one of the two ways to reach the person, or both."""

    model_config = ConfigDict(json_schema_extra={"anyOf": [given("phone"), given("email")]})

    phone: Phone | None = None
    email: Email | None = None
    reason: Reason

    @model_validator(mode="after")
    def somebody(self) -> "PersonBody":
        """Refuse a request that is about nobody."""
        if self.phone is None and self.email is None:
            raise ValueError("Give a phone number, an e-mail address, or both.")
        return self

    def contact(self) -> Contact:
        """Give whom it is about."""
        return Contact("", self.phone, self.email)


class ReadingsQuery(PageQuery):
    """`GET /api/desk/readings`: exactly one of `actor` and `number`."""

    model_config = ConfigDict(json_schema_extra={"oneOf": [given("actor"), given("number")]})

    actor: Annotated[str, Field(min_length=1, max_length=128)] | None = None
    number: Annotated[str, Field(min_length=1, max_length=64)] | None = None
    since: Annotated[Instant | None, Field(alias="from")] = None
    until: Annotated[Instant | None, Field(alias="to")] = None

    @model_validator(mode="after")
    def one(self) -> "ReadingsQuery":
        """Refuse none and both."""
        if (self.actor is None) == (self.number is None):
            raise ValueError("Give either actor or number.")
        return self

    def wanted(self) -> Wanted:
        """Give what is looked for."""
        return Wanted(self.actor, self.number, self.since, self.until)
