"""Whom a message reaches, where, and in which words, read as they are now."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from hearthline.notices import alert_writing, audience, digest_writing
from hearthline.notices.alerts import Alerts
from hearthline.notices.asking import asked_in
from hearthline.notices.digests import Digests
from hearthline.notices.model import CODE, CONTACT, CUSTOMER, PERSON, STAFF, Message, MessageClass, Rendered
from hearthline.notices.policy import Hold, Stop
from hearthline.notices.ports import (
    CaseReader,
    Codes,
    Directory,
    NoticeCase,
    NoticePerson,
    NoticeStep,
    NoticeSurvey,
    People,
    Steps,
    Surveys,
)
from hearthline.notices.writing import Writer

CaseOf = Callable[[str], NoticeCase | None]

Leaving = Callable[[str, MessageClass], Mapping[str, str]]
"""Gives by channel the address at which a person ends messages of a class."""

EMAIL = "email"
_DEFAULT_ORDER = (EMAIL, "sms")


@dataclass(frozen=True, slots=True)
class Reach:
    """The addresses of a message's recipient by channel, in order of preference; empty when there is nobody.

    `write` gives the words, `person` whom the contact policy is asked about, where the recipient is known.
    `instead` says that what the message is about does not want it told now, or at all.
    """

    addresses: Mapping[str, str] = field(default_factory=dict)
    write: Callable[[], Rendered] | None = None
    person: NoticePerson | None = None
    instead: Hold | Stop | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """How one round of sending reads what its messages are about, so that it need not be read twice."""

    case: CaseOf
    survey: Surveys


@dataclass(frozen=True, slots=True)
class Subjects:
    """What messages may be about beside cases and persons."""

    codes: Codes
    steps: Steps
    digests: Digests
    alerts: Alerts


NOWHERE = Reach()


class Reaching:
    """Finds recipients. `adapters` names the channels that are set up."""

    def __init__(
        self,
        cases: CaseReader,
        directory: Directory,
        people: People,
        subjects: Subjects,
        writer: Writer,
        leaving: Leaving,
        adapters: Collection[str],
    ) -> None:
        self._cases = cases
        self._directory = directory
        self._people = people
        self._subjects = subjects
        self._writer = writer
        self._leaving = leaving
        self._adapters = adapters

    def reach(self, message: Message, reading: Reading) -> Reach:
        """Give where a message goes. Nothing is written or sent yet, so failing here is harmless."""
        recipient = message.recipient
        if recipient.startswith(PERSON):
            return self._person(message, recipient.removeprefix(PERSON), reading)
        if recipient.startswith(CODE):
            return self._code(message, recipient.removeprefix(CODE))
        if recipient.startswith(CONTACT):
            return self._contact(message, self._cases.cases_of_contact(recipient.removeprefix(CONTACT)))
        if audience.about_incident(message.event):
            return self._incident(message, audience.number_of(message.event))
        case = reading.case(audience.number_of(message.event)) if audience.about_case(message.event) else None
        if recipient != CUSTOMER:
            return self._staff(message, case)
        return self._customer(message, case) if case else NOWHERE

    def _person(self, message: Message, identity: str, reading: Reading) -> Reach:
        person = self._people.person(identity)
        if person is None:
            return NOWHERE
        addresses = self._addresses(person.channels, email=person.email, sms=person.phone)
        bulk = message.message_class is not MessageClass.SERVICE
        leaving = self._leaving(person.id, message.message_class) if bulk else {}
        if message.purpose in audience.OF_HOMES:
            return self._owner(message, person, addresses, leaving)
        if asked_in(message) is None:
            return Reach(addresses, lambda: self._writer.to_person(message, person, leaving), person)
        survey = reading.survey(message)
        if not isinstance(survey, NoticeSurvey):
            return Reach(addresses, person=person, instead=survey)
        allowed = {channel: to for channel, to in addresses.items() if channel in survey.channels}
        return Reach(allowed, lambda: self._writer.to_asked(message, person, survey, leaving), person)

    def _owner(
        self, message: Message, person: NoticePerson, addresses: Mapping[str, str], leaving: Mapping[str, str]
    ) -> Reach:
        """Reach an owner, if what they are told of their home still stands."""
        step = self._subjects.steps(message)
        if not isinstance(step, NoticeStep):
            return Reach(addresses, person=person, instead=step)
        return Reach(addresses, lambda: self._writer.to_owner(message, person, step, leaving), person)

    def _code(self, message: Message, contact: str) -> Reach:
        """Reach the contact with which a code was asked for, and no other, while the code is good."""
        asked = self._subjects.codes.code(contact, str(message.event.data["request"]))
        if asked is None:
            return NOWHERE
        addresses = self._addresses((), email=asked.email, sms=asked.phone)
        return Reach(addresses, lambda: self._writer.to_code(message, asked))

    def _customer(self, message: Message, case: NoticeCase) -> Reach:
        """Reach whoever filed a case, at the contacts of the case and nowhere else.

        Where all of these belong to one person, the message is theirs, in their order. One that is somebody
        else's beside the filer's own decides nothing: how the filer is told would say whether they are a
        member. The language is the case's: they chose it as they filed.
        """
        person = self._people.of_contacts(email=case.email, phone=case.phone)
        order = person.channels if person else ()
        addresses = self._addresses(order, email=case.email, sms=case.phone)
        return Reach(addresses, lambda: self._writer.to_customer(message, case), person)

    def _staff(self, message: Message, case: NoticeCase | None) -> Reach:
        person = self._directory.person(message.recipient.removeprefix(STAFF))
        if person is None or (case is None and audience.about_case(message.event)):
            return NOWHERE
        addresses = self._addresses((), email=person.email, sms=person.phone, robots=person.webhooks)
        if message.purpose in audience.BY_MAIL:
            by_mail = sorted(addresses, key=lambda channel: channel != EMAIL)
            addresses = {channel: addresses[channel] for channel in by_mail}
            return Reach(addresses, lambda: self._digest(message, person.language))
        if case is None:
            return Reach(addresses, lambda: self._writer.to_colleague(message, person.language))
        return Reach(addresses, lambda: self._writer.to_staff(message, case, person.language))

    def _digest(self, message: Message, language: str) -> Rendered:
        if message.purpose == audience.ALERTS:
            return alert_writing.write(message, self._subjects.alerts(message), language)
        return digest_writing.write(message, self._subjects.digests(message), language)

    def _incident(self, message: Message, identifier: str) -> Reach:
        incident = self._cases.incident(identifier)
        person = self._directory.person(message.recipient.removeprefix(STAFF))
        if incident is None or person is None:
            return NOWHERE
        addresses = self._addresses((), email=person.email, sms=person.phone, robots=person.webhooks)
        return Reach(addresses, lambda: self._writer.of_incident(message, incident, person.language))

    def _contact(self, message: Message, cases: list[NoticeCase]) -> Reach:
        if not cases:
            return NOWHERE
        address = (cases[0].email, cases[0].phone)
        same = [case for case in cases if (case.email, case.phone) == address]
        addresses = self._addresses((), email=address[0], sms=address[1])
        return Reach(addresses, lambda: self._writer.to_contact(message, same))

    def _addresses(
        self, order: Iterable[str], *, email: str | None, sms: str | None, robots: tuple[str, ...] = ()
    ) -> dict[str, str]:
        """Give the addresses whose channel is set up: robots, then the person's own order, then mail."""
        wanted = {"email": email, "sms": sms}
        ordered = {channel: wanted[channel] for channel in dict.fromkeys((*order, *_DEFAULT_ORDER))}
        every = {**{f"webhook:{name}": name for name in robots}, **ordered}
        return {
            channel: to
            for channel, to in every.items()
            if to is not None and adapter_of(channel) in self._adapters
        }


def adapter_of(channel: str) -> str:
    """Name the adapter of a channel: all robots share one."""
    return channel.partition(":")[0]
