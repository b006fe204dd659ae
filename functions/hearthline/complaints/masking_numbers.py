"""Telephone, identity-card, passport and bank-card numbers in free text.

Seven digits are the shortest telephone number. So a run of digits, however it is cut up by spaces,
dashes, dots and brackets, is hidden from seven digits on, unless its form says that it is something else:
a date, a sum of money, a measure, a standard, one of our own complaint numbers. A shorter number is never
touched here. Forms of numbers: Chinese numbering plan (mobile 1[3-9] and nine more, area code 0xx or 0xxx
with seven or eight more, 400 and 800), ITU-T E.164 for others, GB 11643 for identity cards, ISO/IEC 7812
for cards.
"""

import re
from collections.abc import Iterator

from hearthline.complaints.masking_shadow import HAN, Find, Pattern, Shadow

_SHORTEST = 7
_MOBILE_LENGTH = 11
_LEAST_PLAIN = 3
_GROUPED = r"\d{1,3}(?:,\d{3}){1,2}+(?!,?\d)"
_SUM = rf"(?:{_GROUPED}|[1-9]\d{{0,8}}+|0)(?:\.\d++)?"
_AMOUNT = rf"(?:{_GROUPED}|[1-9]\d{{0,5}}+|0)(?:\.\d++)?"
_TO = r"[ ]?(?:[-~到至]|to)[ ]?"

_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_YEAR = r"(?:19|20)\d\d"
_DATE = (
    rf"(?:{_YEAR}[-./年]{_MONTH}[-./月]{_DAY}(?!\d)日?"
    rf"|{_DAY}[./]{_DAY}[./]{_YEAR}(?!\d)|{_YEAR}[-./]{_MONTH}(?!\d))"
)
_TIME = r"(?:(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d(?:\.\d{1,6})?)?(?!\d))"
_MOMENT = rf"(?:{_DATE}|{_TIME})"
_MONEY_UNITS = "元|块|圆|万|亿|千|yuan|rmb|cny|usd|dollars?|cents|bucks"
_UNITS = (
    r"平|㎡|m[2²]|m3|米|公里|厘米|毫米|mm|cm|km|kg|公斤|千克|斤|吨|升|度|%|‰|℃|°|天|日|个|户|套|次|年|月|小时"
    r"|分(?!机)|秒|人|家|间|张|页|字|层|期|名|sq|square|days?|hours?|minutes?|months?|years?|people|points?"
    r"|homes?|households?|percent|feet|ft|meters?|metres?"
)
_ORDINARY = Pattern(
    r"(?i:(?=[\d¥$€£人]|(?<![A-Z])[A-Z])(?:"
    # our own complaint number, which has a letter among its first eight characters
    r"(?<![A-Z0-9])(?=[0-9-]{0,8}[A-Z])[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z*~$=](?![A-Z0-9])"
    # moments, one or a span of them
    rf"|(?<!\d)(?<!\d[-./]){_MOMENT}(?:(?:[ ]?[-~到至,T][ ]?|[ ]){_MOMENT}){{0,3}}+(?![-./]?\d)"
    # money with its sign, or a sum, an amount or a range of them with its unit
    rf"|(?:[¥$€£]|rmb|usd|cny|人民币)[ ]?{_SUM}(?!\d)(?:{_TO}{_SUM}(?!\d))?"
    rf"|(?P<measure>(?<![\d.,)-])(?<![\d)] )(?:{_SUM}(?:{_TO}{_SUM})?[ ]?(?:{_MONEY_UNITS})(?![a-z])"
    rf"|{_AMOUNT}(?:{_TO}{_AMOUNT})?[ ]?(?:{_UNITS})(?![a-z])))"
    # a number with thousands separators or a plain decimal fraction, standing alone
    rf"|(?<![\d.,/()-])(?<!\d )(?:{_GROUPED}(?:\.\d++)?|\d{{1,9}}+\.\d{{1,2}}+)(?![ .,/()-]{{0,2}}\d)"
    # standards: GB 50210-2018, GB/T 50378-2019, DB11/T 1234-2020, ISO 10002:2018
    rf"|(?<![A-Z])(?:GB|GBJ|JGJ|JG|CJJ|CECS|DB\d\d|ISO|IEC|BS|EN|DIN|ASTM)"
    rf"(?:/[A-Z])?[ ]?\d{{2,6}}(?:\.\d)?-{_YEAR}(?!\d)"
    r"))"
)

_GAP = r"[ \n\-.·/_~,()+]{0,3}"
_MARK = rf"[^\d{HAN}*xX\0]{{1,3}}"
_IDENTITY_CARD = Pattern(
    rf"(?<!\d)[1-9](?:{_GAP}\d){{5}}{_GAP}(?:1{_GAP}[89]|2{_GAP}0)"
    rf"(?:{_GAP}\d){{9}}{_GAP}[\dXx×](?![\dA-Za-z])"
)
_MOBILE = Pattern(rf"(?<!\d)(?:(?:\(?(?:\+|00){_GAP})?8{_GAP}6{_GAP})?1{_GAP}[3-9](?:{_GAP}\d){{9}}(?!\d)")
_MOBILE_PARTS = Pattern(rf"(?<!\d)1[3-9]\d(?:{_MARK}|\*)\d{{4}}(?:{_MARK}|\*)\d{{4}}(?!\d)")
_LOOK_ALIKE = Pattern(r"(?<![A-Za-z0-9])[1lI][3-9oO](?:[ -]?[\doOlI]){9}(?![A-Za-z0-9])")
_RUN = Pattern(r"(?:\+[ ]?)?\(?\d++(?:(?![.,;][ ])[ \-.·/_~,()]{1,3}\d++)*+(?:[ -]?[Xx×](?![A-Za-z0-9]))?")
_WHOLE = Pattern(
    r"(?<!\d)(?:(?:\+|00)?86[ -]?)?(?:1[3-9]\d([ -]?)\d{4}\1\d{4}"
    r"|(?<!\d[ .)-])\(?0\d{2,3}[ )-]{0,2}\d{3,4}[ -]?\d{4})(?!\d)|\d{11,}"
)
_PASSPORT = Pattern(r"(?<![A-Za-z0-9])[A-Za-z]{1,2}[ -]?\d{7,8}(?!\d)")
_DOCUMENT = Pattern(
    r"(?:护照|通行证|居住证|驾驶证|驾照|身份证|社保卡|(?i:\bpassport|\bdriver'?s? licen[cs]e|\bssn"
    r"|\bnational id|\bid card))"
    r"(?:号码|号|[ ]?(?i:number|no\.?|#))?(?:[ ]?(?:[:是为]"
    r"|is))?[ ]?(?P<id>(?=[A-Za-z -]{0,4}\d)[A-Za-z0-9][A-Za-z0-9-]{4,19})(?![A-Za-z0-9])"
)
_EXTENSION = Pattern(r"[ ,]?(?:转|分机(?:号)?|(?i:ext(?:ension)?\.?|x))[ :]?\d{1,6}(?!\d)")
_WORD_DIGITS = Pattern(
    r"(?i:\b(?:(?:plus|double|triple|zero|oh|one|two|three|four|five|six|seven|eight"
    r"|nine)\b[ ,.\n-]{0,3}){7,})"
)
_PHONE_WORD = Pattern(
    r"(?i:电话|手机|座机|拨打|致电|来电|联系方式|号码|微信|qq|tel|phone|mobile|cell|call|fax)"
)
_COMPACT_DATE = Pattern(rf"{_YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_YEAR_ALONE = Pattern(_YEAR)
_DIGITS = Pattern(r"\d+")
_NOT_COUNTED = "\0"


def finds(shadow: Shadow) -> Iterator[Find]:
    """The telephone and document numbers of a text."""
    for match in _WORD_DIGITS.finditer(shadow.plain):
        yield Find(match.start(), match.start() + len(match.group().rstrip(" ,.\n-")))
    if _count(shadow.digits) < _LEAST_PLAIN:
        return
    for match in _IDENTITY_CARD.finditer(shadow.digits):
        yield Find(match.start(), match.end())
    for match in _PASSPORT.finditer(shadow.plain):
        yield Find(match.start(), match.end())
    for match in _DOCUMENT.finditer(shadow.plain):
        yield Find(match.start("id"), match.end("id"))
    for start, end in _telephones(shadow):
        extension = _EXTENSION.match(shadow.plain, end)
        yield Find(start, extension.end() if extension else end)


def _telephones(shadow: Shadow) -> Iterator[tuple[int, int]]:
    searched = _without_ordinary(shadow)
    for pattern in (_MOBILE, _MOBILE_PARTS):
        for match in pattern.finditer(searched):
            yield _without_words(shadow.plain, match.start(), match.end())
    for match in _LOOK_ALIKE.finditer(searched):
        if _count(match.group()) >= _LEAST_PLAIN:
            yield match.span()
    for match in _RUN.finditer(searched):
        if _count(match.group()) >= _SHORTEST and not _is_ordinary(searched, match):
            yield from _within(shadow.plain, searched, match.start(), match.end())


def _without_ordinary(shadow: Shadow) -> str:
    """The digits of the shadow, with dates, sums and measures out of the way."""
    pieces: list[str] = []
    done = 0
    for match in _ORDINARY.finditer(shadow.plain):
        if match["measure"] and _count(match.group()) >= _SHORTEST and _after_phone_word(shadow.plain, match):
            continue
        pieces += (shadow.digits[done : match.start()], _NOT_COUNTED * len(match.group()))
        done = match.end()
    pieces.append(shadow.digits[done:])
    return "".join(pieces)


def _after_phone_word(text: str, number: re.Match[str]) -> bool:
    return _PHONE_WORD.search(text, max(0, number.start() - 12), number.start()) is not None


def _is_ordinary(searched: str, run: re.Match[str]) -> bool:
    """A list of years or compact dates, or a range of round amounts, and no word before it says telephone."""
    if _after_phone_word(searched, run):
        return False
    beside = searched[run.start() - 1 : run.start()] + searched[run.end() : run.end() + 1]
    if any(character.isascii() and character.isalpha() for character in beside):
        return False
    groups = _DIGITS.findall(run.group())
    if all(_YEAR_ALONE.fullmatch(group) or _COMPACT_DATE.fullmatch(group) for group in groups):
        return True
    if len(groups) == 2 and len(groups[0]) <= len(groups[1]) == 4 and re.search(r"[-~]", run.group()):
        low, high = map(int, groups)
        return low < high and low % 100 == high % 100 == 0
    return False


def _within(plain: str, searched: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A run's whole numbers alone where what they leave is too short to be one; otherwise the whole run."""
    wholes = [match.span() for match in _WHOLE.finditer(searched[start:end])]
    left = _count(searched[start:end]) - sum(_count(searched[start + a : start + b]) for a, b in wholes)
    if wholes and left < _SHORTEST:
        for a, b in wholes:
            yield _without_words(plain, start + a, start + b)
    else:
        yield _without_words(plain, start, end)


def _without_words(plain: str, start: int, end: int) -> tuple[int, int]:
    """Without Chinese digits at either end that are words of the sentence (13800138000一直…)."""
    ascii_at = [index for index in range(start, end) if plain[index] in "0123456789"]
    if len(ascii_at) < _SHORTEST:
        return start, end
    words_before = sum(character > "9" for character in plain[start : ascii_at[0]])
    words_after = sum(character > "9" for character in plain[ascii_at[-1] + 1 : end])
    if words_before == 1 and len(ascii_at) != _MOBILE_LENGTH - 1:
        start = ascii_at[0]
    if words_after in (1, 2) and len(ascii_at) != _MOBILE_LENGTH - words_after:
        end = ascii_at[-1] + 1
    return start, end


def _count(text: str) -> int:
    return sum(map(str.isdigit, text))
