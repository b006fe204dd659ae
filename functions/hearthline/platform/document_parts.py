"""What the documents that people edit are made of: codes, names, zones, and how a list is checked."""

from collections.abc import Iterable
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

Code = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$")]


class Document(BaseModel):
    """A part of a document: what is unknown in it is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, serialize_by_alias=True)


class NamesDocument(Document):
    """What a thing is called in each language."""

    zh: Annotated[str, Field(min_length=1, max_length=80)]
    en: Annotated[str, Field(min_length=1, max_length=80)]


class NamedDocument(Document):
    """A code and what it is called."""

    code: Code
    names: NamesDocument


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        raise ValueError("must be a time zone of the IANA database, such as Asia/Shanghai") from None
    return value


Zone = Annotated[str, AfterValidator(_zone)]


def once(codes: Iterable[str], where: str) -> None:
    """Raise ValueError where a code stands twice."""
    seen: set[str] = set()
    for code in codes:
        if code in seen:
            raise ValueError(f"{where}: {code} stands twice")
        seen.add(code)
