"""PDF (ISO 32000): nothing that acts by itself, nothing hidden by encryption, no camera's notes in pictures.

Names are looked for in the whole file, not only where a careful reader would find objects: readers find them
wherever the file's table points. So they are in the streams that hold objects, inflated within bounds.
"""

import re
import zlib
from collections.abc import Iterator
from typing import Final

from hearthline.complaints.attachments.content.reading import Unfit, need

_END: Final = b"%%EOF"
_NEAR_THE_END: Final = 1024
_MOST_INFLATED: Final = 64 * 1024 * 1024
_STEP: Final = 256 * 1024
_OVERLAP: Final = 256
_MOST_ESCAPES: Final = 500_000
"""Far above what there is by chance in 20 MB of packed pictures (80,000)."""
_MOST_OPENINGS: Final = 8
"""A document has one; each revision may bring it anew."""

_AFTER_NAME: Final = rb"(?=[\x00\t\n\x0c\r ()<>\[\]{}/%]|\Z)"
_VALUE: Final = rb"(?:[\x00\t\n\x0c\r ]*+[(<\[%]|[\x00\t\n\x0c\r ]++[0-9])"
_ACTIVE: Final = re.compile(
    rb"/(?:JavaScript|Launch|EmbeddedFiles?|FileAttachment|RichMedia|SubmitForm|ImportData|GoToE)"
    + _AFTER_NAME
    + rb"|/(?:JS|EF|XFA)"
    + _VALUE
)
_OPENING: Final = re.compile(rb"/OpenAction[\x00\t\n\x0c\r ]{0,64}+(?!\[|null)(.{0,200})", re.DOTALL)
_GOES_TO: Final = re.compile(rb"<<[^>]{0,120}/S[\x00\t\n\x0c\r ]{0,64}/GoTo" + _AFTER_NAME)
_ENCRYPTED: Final = re.compile(rb"/Encrypt" + _VALUE)
_MANY_BLANKS: Final = re.compile(rb"[\x00\t\n\x0c\r ]{2,}")
_ESCAPE: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_BLANKS: Final = b"\x00\t\n\x0c\r "
_STREAM: Final = re.compile(rb"stream([ \t]{0,8}(?:\r\n|\n|\r))?")
_OBJECT: Final = re.compile(rb"[0-9][\x00\t\n\x0c\r ]{1,16}obj[\x00\t\n\x0c\r ]{0,64}(?=<<)")
_MOST_STRAYS: Final = 16
"""Ends of lines that read `stream` and begin none: one of a text, now and then."""
_OBJECTS: Final = re.compile(rb"/ObjStm" + _AFTER_NAME)
_FIRST: Final = re.compile(rb"/First" + _AFTER_NAME)
_COUNT: Final = re.compile(rb"/N" + _AFTER_NAME)
_FILTER: Final = re.compile(rb"/Filter" + _AFTER_NAME)
_INFLATES: Final = re.compile(rb"/(?:FlateDecode|Fl)" + _AFTER_NAME)
_OBSCURES: Final = re.compile(
    rb"/(?:ASCIIHexDecode|AHx|ASCII85Decode|A85|LZWDecode|LZW|RunLengthDecode|RL|Crypt|Predictor)"
    + _AFTER_NAME
)
_EXIF_IN_PICTURE: Final = re.compile(rb"\xff\xe1(..)Exif\x00\x00", re.DOTALL)


def begins(data: bytes) -> bool:
    """Say whether it may be one."""
    return re.match(rb"%PDF-[12]\.[0-9]", data) is not None


def walk(data: bytes) -> None:
    """Raise Broken unless its end is marked near its end."""
    need(data.rfind(_END, max(0, len(data) - _NEAR_THE_END)) >= 0)


def strip(data: bytes) -> bytes:
    """Give the document up to its last end mark, Exif in its JPEG pictures overwritten.

    Raises Unfit: `encrypted`, `active_content`, or `unsupported` where objects are packed in a way that is
    not looked through.
    """
    walk(data)
    document = bytearray(data[: data.rfind(_END) + len(_END)] + b"\n")
    _overwrite_exif(document)
    plain = bytes(document)
    text = _unescaped(plain)
    if _ENCRYPTED.search(text):
        raise Unfit("encrypted")
    _refuse_active(text)
    for objects in _packed_objects(plain):
        _refuse_active(_unescaped(objects))
    return plain


def _overwrite_exif(document: bytearray) -> None:
    at = 0
    while found := _EXIF_IN_PICTURE.search(document, at):
        at = found.end()
        end = min(found.start() + 2 + int.from_bytes(found[1]), len(document))
        if end > at:
            document[at:end] = bytes(end - at)
            at = end


def _unescaped(data: bytes) -> bytes:
    if data.count(b"#") > _MOST_ESCAPES:
        raise Unfit("unsupported")
    return _ESCAPE.sub(lambda found: bytes((int(found[1], 16),)), data)


def _refuse_active(text: bytes) -> None:
    if _ACTIVE.search(text):
        raise Unfit("active_content")
    for place, opening in enumerate(_OPENING.finditer(text)):
        if place >= _MOST_OPENINGS or not _GOES_TO.match(_meant(text, opening[1])):
            raise Unfit("active_content")


def _meant(text: bytes, value: bytes) -> bytes:
    """Give what stands behind an opening action: itself, or the beginning of the object it refers to."""
    reference = re.match(rb"([0-9]{1,10})[\x00\t\n\x0c\r ]{1,16}([0-9]{1,5})[\x00\t\n\x0c\r ]{1,16}R", value)
    if reference is None:
        return value
    heads = re.finditer(rb"(?<![0-9])%b %b obj\s{0,64}" % (reference[1], reference[2]), text)
    found = [text[head.end() : head.end() + 200] for head in heads]
    places = [each for each in found if not each.startswith(b"[")]
    return places[0] if len(places) == 1 else (b"<</S/GoTo>>" if found and not places else b"")


def _packed_objects(data: bytes) -> Iterator[bytes]:
    """Give what the streams of objects hold, in stretches that overlap.

    What stands before a stream begins at the stream before: a word in between that looks like the beginning
    of one, such as the end of a name, must not part a stream from what is said of it.
    """
    before = strays = 0
    left = _MOST_INFLATED
    for stream in _STREAM.finditer(data):
        begins = data[max(0, stream.start() - 66) : stream.start()].rstrip(_BLANKS).endswith(b">>")
        if data.endswith(b"end", 0, stream.start()) or not (begins or stream[1]):
            continue
        head = _unescaped(data[before : stream.start()])
        named = _holds_objects(head, begins=begins)
        if named is not None:
            _refuse_obscured(head, named)
            found = False
            for size, stretch in _inflated(data, stream.end(), left):
                left -= size
                found = True
                yield stretch
            if begins and not (found and stream[1]):
                raise Unfit("unsupported")
        if begins:
            before = stream.end()
            continue
        strays += 1
        if strays > _MOST_STRAYS:
            raise Unfit("unsupported")


def _holds_objects(head: bytes, *, begins: bool) -> int | None:
    """Give where what stands before a stream says that it holds objects; readers do without the type.

    Raise Unfit where a stream begins that is no object of its own: nobody writes one within another.
    """
    if typed := _OBJECTS.search(head):
        return typed.start()
    begin = 0
    for opened in _OBJECT.finditer(head):
        begin = opened.end()
    if begins and not begin:
        raise Unfit("unsupported")
    first = _FIRST.search(head, begin)
    return first.start() if first and _COUNT.search(head, begin) else None


def _refuse_obscured(head: bytes, named: int) -> None:
    """Refuse what makers of documents don't write: other packing than the usual one, texts in between."""
    packed = _FILTER.search(head) is not None and len(_INFLATES.findall(head)) == 1
    if not packed or _OBSCURES.search(head) or b"(" in head[named:] or b"%" in head[named:]:
        raise Unfit("unsupported")


def _inflated(data: bytes, begin: int, most: int) -> Iterator[tuple[int, bytes]]:
    """Inflate as much as there is, as forgiving readers do; raise Unfit over the bound.

    Gives how much was inflated, and the stretch to look through, in which many blanks are one: so nothing
    stands so far apart that the overlap of two stretches misses it.
    """
    inflate = zlib.decompressobj()
    tail = b""
    at, waiting = begin, b""
    while not inflate.eof:
        if not waiting:
            waiting, at = data[at : at + _STEP], at + _STEP
        if not waiting:
            return
        try:
            part = inflate.decompress(waiting, _STEP)
        except zlib.error:
            return
        waiting = inflate.unconsumed_tail
        most -= len(part)
        if most < 0:
            raise Unfit("unsupported")
        stretch = tail + _MANY_BLANKS.sub(b" ", part)
        yield len(part), stretch
        tail = stretch[-_OVERLAP:]
