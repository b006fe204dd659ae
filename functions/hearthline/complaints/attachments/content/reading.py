"""Reading numbers and stretches out of bytes that nobody vouches for."""

from typing import Final

MOST_PIXELS: Final = 100_000_000
"""The largest picture that is taken: what its header says, so that nobody decodes it to find out."""


MOST_PARTS: Final = 100_000
"""Most segments, chunks, boxes or samples of one kind: no camera makes as many, and each costs time."""


class Unfit(Exception):
    """The file can't be handed on; `reason` is a stable code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Broken(Exception):
    """The bytes do not have the structure of their format."""


def need(holds: bool) -> None:
    """Raise Broken unless the structure is right."""
    if not holds:
        raise Broken


def number(data: bytes | bytearray, at: int, size: int, *, little: bool = False) -> int:
    """Give an unsigned number of `size` bytes; raise Broken beyond the end."""
    need(at >= 0 and at + size <= len(data))
    return int.from_bytes(data[at : at + size], "little" if little else "big")


def hold_to_pixels(width: int, height: int) -> None:
    """Raise Broken for a picture without extent, Unfit for one that is too large to be decoded."""
    need(width > 0 and height > 0)
    if width * height > MOST_PIXELS:
        raise Unfit("too_many_pixels")
