"""Where the samples of a track lie (ISO/IEC 14496-12, 8.7): to overwrite those of a track that must go."""

from hearthline.complaints.attachments.content.boxes import Allowance, Box, first, inner
from hearthline.complaints.attachments.content.reading import MOST_PARTS, Broken, need, number


def overwrite_samples(data: bytearray, track: Box, allowance: Allowance) -> None:
    """Overwrite each sample of a track; raise Broken where its tables contradict themselves or the file."""
    table = first(data, first(data, first(data, track, b"mdia"), b"minf"), b"stbl")
    sizes = _Sizes(data, table)
    offsets = _offsets(data, table)
    runs = _runs(data, first(data, table, b"stsc"))
    sample, run = 0, 0
    for chunk, offset in enumerate(offsets, start=1):
        while run + 1 < len(runs) and runs[run + 1][0] <= chunk:
            run += 1
        last = min(sample + runs[run][1], sizes.count)
        length = sizes.sum(sample, last)
        allowance.zero(offset, length)
        sample = last


class _Sizes:
    """The sizes of a track's samples, all alike or each its own."""

    def __init__(self, data: bytearray, table: Box) -> None:
        box = first(data, table, b"stsz")
        self._alike = number(data, box.content + 4, 4)
        self.count = number(data, box.content + 8, 4)
        need(self.count <= MOST_PARTS)
        need(bool(self._alike) or box.content + 12 + 4 * self.count <= box.end)
        places = range(box.content + 12, box.content + 12 + 4 * self.count, 4)
        self._own = [] if self._alike else [number(data, at, 4) for at in places]

    def sum(self, begin: int, end: int) -> int:
        """Give the bytes of the samples from `begin` up to `end`."""
        return (end - begin) * self._alike if self._alike else sum(self._own[begin:end])


def _offsets(data: bytearray, table: Box) -> list[int]:
    for box in inner(data, table):
        if box.kind in {b"stco", b"co64"}:
            size = 4 if box.kind == b"stco" else 8
            count = number(data, box.content + 4, 4)
            need(count <= MOST_PARTS and box.content + 8 + size * count <= box.end)
            return [number(data, box.content + 8 + size * place, size) for place in range(count)]
    raise Broken


def _runs(data: bytearray, box: Box) -> list[tuple[int, int]]:
    """Give from which chunk on how many samples lie in each."""
    count = number(data, box.content + 4, 4)
    need(0 < count <= MOST_PARTS and box.content + 8 + 12 * count <= box.end)
    places = range(box.content + 8, box.content + 8 + 12 * count, 12)
    return [(number(data, at, 4), number(data, at + 4, 4)) for at in places]
