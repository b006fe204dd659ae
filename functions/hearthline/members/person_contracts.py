"""The contracts of the events about persons; see `contracts`."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from hearthline.platform.event_contracts import Contract, Envelope, Instant

PersonId = Annotated[str, StringConstraints(pattern=r"^[0-9A-HJKMNP-TV-Z]{16}$")]
ContactHash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
ConsentName = Annotated[str, StringConstraints(pattern=r"^(terms|(survey|marketing):(email|sms))$")]
_HASH = "keyed hash of the phone number or e-mail address"


class PersonEvent(Envelope):
    """An event about one person."""

    id: Annotated[str, StringConstraints(pattern=r"^person\.[0-9A-HJKMNP-TV-Z]{16}\.[1-9]\d*\.\d+$")]
    subject: Annotated[str, StringConstraints(pattern=r"^person/[0-9A-HJKMNP-TV-Z]{16}$")]


class OfPerson(Contract):
    """Whom it is about."""

    person: PersonId = Field(description="id of the person")


class Joined(OfPerson):
    """How they came."""

    via: Literal["web", "import"] = Field(description="how they joined")
    city: str | None = Field(description="code of their city")
    referred: bool = Field(description="whether a member had told them of us")


class MemberJoined(PersonEvent):
    """Somebody has joined the club, who may have been a person before."""

    type: Literal["member.joined"]
    data: Joined


class Brought(OfPerson):
    """Where they came from."""

    source: str = Field(description="the system that the file is from")
    import_: str = Field(alias="import", description="id of the import")
    line: int = Field(description="the line of the file")


class MemberImported(PersonEvent):
    """A member of another system's past was taken in; nobody is told of it."""

    type: Literal["member.imported"]
    data: Brought


class FieldsChanged(OfPerson):
    """What of the person."""

    fields: list[str] = Field(description="the names of what is another now")


class PersonChanged(PersonEvent):
    """A person was registered, or something about them is another now; read it where it stands."""

    type: Literal["person.changed"]
    data: FieldsChanged


class ContactProved(OfPerson):
    """Which contact."""

    contact: ContactHash = Field(description=_HASH)


class ContactVerified(PersonEvent):
    """A contact was proved to be a person's, by a code that was sent to it."""

    type: Literal["person.contact_verified"]
    data: ContactProved


class Merged(OfPerson):
    """Whose record has become part of theirs, and which homes with it."""

    other: PersonId = Field(description="id of the record that leads on to this person from now on")
    homes: list[str] = Field(description="ids of the homes that the other held or had held")


class TookOver(PersonEvent):
    """A member proved that a contact is theirs by which another record was known, which was no member's."""

    type: Literal["person.took_over"]
    data: Merged


class Declared(OfPerson):
    """To what, and whether given or withdrawn."""

    name: ConsentName = Field(description="`terms`, or purpose and channel as `survey:email`")
    given: bool = Field(description="false where it was withdrawn")


class ConsentChanged(PersonEvent):
    """A person has given or withdrawn a consent."""

    type: Literal["person.consent_changed"]
    data: Declared


class CodeAsked(Contract):
    """For which contact, until when."""

    contact: ContactHash = Field(description=_HASH)
    request: str = Field(description="id of the request")
    until: Instant = Field(description="when the code ends")


class SignInCodeRequested(Envelope):
    """Somebody wants a one-time code sent to a contact, which may be nobody's."""

    id: Annotated[str, StringConstraints(pattern=r"^code\..+$")]
    type: Literal["sign_in_code.requested"]
    subject: Annotated[str, StringConstraints(pattern=r"^code/.+$")]
    data: CodeAsked


class ContactsOf(OfPerson):
    """Whom it is about, and all that they were known by."""

    contacts: list[ContactHash] = Field(description="keyed hashes of their contacts and customer numbers")


class ErasureRequested(PersonEvent):
    """A member has themselves taken out of everything, of their own record at once."""

    type: Literal["person.erasure_requested"]
    data: ContactsOf


class PersonErased(PersonEvent):
    """A person was taken out of their record; whoever keeps anything of them forgets it."""

    type: Literal["person.erased"]
    data: OfPerson


class ExportAsked(ContactsOf):
    """Whom it is about, and by which request."""

    request: str = Field(description="id of the request, and of the job that makes the file")


class ExportRequested(Envelope):
    """A member wants all that is known of them given out."""

    id: Annotated[str, StringConstraints(pattern=r"^export\..+$")]
    type: Literal["person.export_requested"]
    subject: Annotated[str, StringConstraints(pattern=r"^person/[0-9A-HJKMNP-TV-Z]{16}$")]
    data: ExportAsked


EVENTS: tuple[type[Envelope], ...] = (
    MemberJoined,
    MemberImported,
    PersonChanged,
    ContactVerified,
    TookOver,
    ConsentChanged,
    ErasureRequested,
    PersonErased,
    ExportRequested,
    SignInCodeRequested,
)
