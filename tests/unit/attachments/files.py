"""Files as cameras, phones and offices make them, small and with everything that must go."""

import io
import zlib
from collections.abc import Callable, Mapping

from PIL import Image, PngImagePlugin

GPS = 0x8825
SECRET = b"somewhere-private"
"""Stands in every note of every file; nothing that is handed on holds it."""


def a_picture(width: int = 48, height: int = 32, mode: str = "RGB") -> Image.Image:
    picture = Image.new(mode, (width, height))
    bands = len(picture.getbands())
    pixels = bytes(
        (x * 5 + y * 3 + band * 40) % 256
        for y in range(height)
        for x in range(width)
        for band in range(bands)
    )
    picture.frombytes(pixels)
    return picture


def an_exif(orientation: int = 6) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = SECRET.decode()
    exif.get_ifd(GPS).update({1: "N", 2: (22.0, 32.0, 1.0), 3: "E", 4: (114.0, 3.0, 1.0)})
    return exif


def a_jpeg(*, orientation: int = 6, mode: str = "RGB", progressive: bool = False) -> bytes:
    made = io.BytesIO()
    a_picture(mode=mode).save(
        made,
        "JPEG",
        exif=an_exif(orientation),
        icc_profile=b"a profile" * 9000,
        comment=SECRET,
        xmp=b"<x:xmpmeta>" + SECRET + b"</x:xmpmeta>",
        progressive=progressive,
    )
    return made.getvalue() + b"<script>" + SECRET + b"</script>"


def a_png(mode: str = "RGBA") -> bytes:
    made = io.BytesIO()
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", SECRET.decode())
    text.add_text("Packed", SECRET.decode() * 99, zip=True)
    text.add_itxt("XML:com.adobe.xmp", SECRET.decode())
    text.add(b"prVt", SECRET)
    a_picture(mode=mode).save(
        made, "PNG", pnginfo=text, exif=an_exif(), icc_profile=b"a profile", dpi=(72, 72)
    )
    return made.getvalue() + SECRET


def a_webp(*, lossless: bool = False, frames: int = 1, orientation: int = 6) -> bytes:
    made = io.BytesIO()
    more = [a_picture(mode="RGBA").rotate(90 * turn) for turn in range(1, frames)]
    a_picture(mode="RGBA").save(
        made,
        "WEBP",
        lossless=lossless,
        exif=an_exif(orientation),
        xmp=SECRET,
        icc_profile=b"a profile",
        save_all=frames > 1,
        append_images=more,
    )
    return made.getvalue() + SECRET


def a_box(kind: bytes, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return (8 + len(body)).to_bytes(4) + kind + body


def a_full_box(kind: bytes, *parts: bytes, version: int = 0) -> bytes:
    return a_box(kind, bytes((version, 0, 0, 0)), *parts)


def wide(*numbers: int) -> bytes:
    return b"".join(number.to_bytes(4) for number in numbers)


def short(*numbers: int) -> bytes:
    return b"".join(number.to_bytes(2) for number in numbers)


def an_item(number: int, kind: bytes, name: bytes = b"\0") -> bytes:
    return a_full_box(b"infe", short(number, 0), kind, name, version=2)


def a_heic(*, width: int = 4032, height: int = 3024, major: bytes = b"heic") -> bytes:
    """An iPhone's: the picture and its Exif in `mdat`, XMP in `idat`."""
    head = a_box(b"ftyp", major, wide(0), b"mif1heic")
    exif = wide(6) + b"Exif\0\0MM\0*" + SECRET
    picture = bytes(range(200))

    def meta(picture_at: int) -> bytes:
        items = [an_item(1, b"hvc1"), an_item(2, b"Exif"), an_item(3, b"mime", b"\0application/rdf+xml\0")]
        places = [
            short(1, 0, 0, 1) + wide(picture_at, len(picture)),
            short(2, 0, 0, 1) + wide(picture_at + len(picture), len(exif)),
            short(3, 1, 0, 1) + wide(0, len(SECRET)),
        ]
        return a_full_box(
            b"meta",
            a_full_box(b"hdlr", wide(0), b"pict", bytes(13)),
            a_full_box(b"pitm", short(1)),
            a_full_box(b"iinf", short(len(items)), *items),
            a_full_box(b"iloc", b"\x44\x00", short(len(places)), *places, version=1),
            a_box(b"iprp", a_box(b"ipco", a_full_box(b"ispe", wide(width, height)), a_box(b"irot", b"\1"))),
            a_box(b"idat", SECRET),
        )

    before = len(head) + len(meta(0)) + 8
    return head + meta(before) + a_box(b"mdat", picture, exif) + a_box(b"uuid", bytes(16), SECRET)


def a_track(handler: bytes, offset: int, sizes: list[int]) -> bytes:
    table = a_box(
        b"stbl",
        a_full_box(b"stsc", wide(1, 1, len(sizes), 1)),
        a_full_box(b"stsz", wide(0, len(sizes)), wide(*sizes)),
        a_full_box(b"stco", wide(1, offset)),
    )
    media = a_box(b"mdia", a_full_box(b"hdlr", wide(0), handler, bytes(13)), a_box(b"minf", table))
    return a_box(
        b"trak", a_full_box(b"tkhd", bytes(72), short(1920, 0, 1080, 0)), media, a_full_box(b"meta", SECRET)
    )


def an_mp4(major: bytes = b"isom") -> bytes:
    """A camera's: a film, a track of places beside it, and notes of every kind."""
    head = a_box(b"ftyp", major, wide(512), b"isommp42")
    film, places = bytes(range(250)), [SECRET, SECRET * 2]

    def moov(at: int) -> bytes:
        return a_box(
            b"moov",
            a_full_box(b"mvhd", bytes(96)),
            a_track(b"vide", at, [200, 50]),
            a_track(b"meta", at + len(film), [len(place) for place in places]),
            a_box(b"udta", a_box(b"\xa9xyz", SECRET)),
            a_full_box(b"meta", a_box(b"keys", SECRET), a_box(b"ilst", SECRET)),
            a_box(b"uuid", bytes(16), SECRET),
        )

    before = len(head) + len(moov(0)) + 8
    return head + moov(before) + a_box(b"mdat", film, *places) + a_box(b"free", SECRET)


def a_pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    body = b"".join(b"%d 0 obj\n%b\nendobj\n" % (place, each) for place, each in enumerate(objects, start=3))
    return (
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
        b"2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n"
        + body
        + b"trailer\n<</Root 1 0 R"
        + trailer
        + b">>\nstartxref\n0\n%%EOF\n"
    )


def a_stream(content: bytes, entries: bytes = b"") -> bytes:
    packed = zlib.compress(content)
    return b"<<%b/Filter/FlateDecode/Length %d>>stream\n%b\nendstream" % (entries, len(packed), packed)


def packed_objects(content: bytes) -> bytes:
    return a_stream(b"9 0 " + content, b"/Type/ObjStm/N 1/First 4")


SAMPLES: Mapping[str, Callable[[], bytes]] = {
    "image/jpeg": a_jpeg,
    "image/png": a_png,
    "image/webp": a_webp,
    "image/heic": a_heic,
    "video/mp4": an_mp4,
    "application/pdf": a_pdf,
}
