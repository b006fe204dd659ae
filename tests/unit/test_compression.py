"""Answers made smaller on the way."""

import gzip
from base64 import b64decode
from typing import Any

import pytest

from hearthline.platform.compression import compressed
from hearthline.platform.response import Response

PAGE = "<p>家</p>" * 400


def answer(body: str, **headers: str) -> dict[str, Any]:
    return Response.html(body, headers=headers).to_gateway()


@pytest.mark.parametrize("accepted", ["gzip", "gzip, deflate, br", "br;q=1, gzip;q=0.5", "GZIP"])
def test_who_takes_gzip_gets_the_same_page_smaller(accepted: str) -> None:
    given = compressed(answer(PAGE, Vary="Cookie"), {"accept-encoding": accepted})

    assert given["headers"]["Content-Encoding"] == "gzip"
    assert given["headers"]["Vary"] == "Cookie, Accept-Encoding"
    assert given["isBase64Encoded"]
    packed = b64decode(given["body"])
    assert gzip.decompress(packed).decode() == PAGE
    assert len(packed) < len(PAGE.encode()) / 10
    assert given == compressed(answer(PAGE, Vary="Cookie"), {"accept-encoding": accepted})


@pytest.mark.parametrize("accepted", ["", "br", "gzip;q=0", "identity", "x-gzip2", "gzip;q=nonsense"])
def test_who_does_not_gets_it_as_it_is(accepted: str) -> None:
    plain = answer(PAGE)

    assert compressed(plain, {"accept-encoding": accepted}) == plain


def test_what_is_small_is_not_worth_it() -> None:
    small = answer("<p>ok</p>")

    assert compressed(small, {"accept-encoding": "gzip"}) == small
