"""The body of a saving, checked at the border; the answers themselves are checked by their questionnaire."""

from typing import Annotated, Any, Literal

from pydantic import Field

from hearthline.platform.fields import Body, Moment
from hearthline.surveys.answering import Saving

Device = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{8,64}$", examples=["9J2K7QX4M1T8V0BZ"])]


class AnswerBody(Body):
    """`POST /api/surveys/{token}`: everything said so far, and whether that is all."""

    answers: dict[str, Any]
    final: bool
    device: Device | None = None
    language: Literal["zh", "en"] | None = None
    saved_at: Moment | None = None
    answer_version: Annotated[int, Field(ge=0, le=1_000_000)] | None = None

    def saving(self) -> Saving:
        """Give what is to be saved."""
        return Saving(
            answers=self.answers,
            final=self.final,
            device=self.device,
            language=self.language,
            seen=self.answer_version,
            saved_at=self.saved_at,
        )
