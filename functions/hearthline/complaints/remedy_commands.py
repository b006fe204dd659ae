"""What can be asked of a remedy: one small value for each command.

`authority` is the rank under which staff act: `agent`, `lead` or `manager`; their limit comes with it.
"""

from dataclasses import dataclass

from hearthline.complaints.parts import RemedyKind


@dataclass(frozen=True, slots=True)
class Offer:
    """Offer to make it good; `amount` in fen, for compensation only."""

    remedy: RemedyKind
    text: str
    amount: int | None = None
    authority: str = "agent"


@dataclass(frozen=True, slots=True)
class Approve:
    """Consent to a proposed remedy; without `remedy` to the one that is proposed."""

    remedy: int | None = None
    authority: str = "agent"


@dataclass(frozen=True, slots=True)
class Decline:
    """Say no to a proposed remedy before the customer hears of it."""

    reason: str
    remedy: int | None = None
    authority: str = "agent"


@dataclass(frozen=True, slots=True)
class AnswerRemedy:
    """The customer takes what was offered, or does not."""

    remedy: int
    accepted: bool
    comment: str | None = None


RemedyCommand = Offer | Approve | Decline | AnswerRemedy
