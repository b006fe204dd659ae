"""Homes and number plates in free text.

What is personal of a home is the flat: its number is hidden, with the staircase before it. The project,
the street, the building, the staircase alone (2单元电梯) and the floor (18楼漏水) stay, as the case is
about them and many homes share them.
"""

import re
from collections.abc import Iterator

from hearthline.complaints.masking_shadow import Find, Pattern, Shadow

_N = r"[0-9〇零一二三四五六七八九十百]"
_FLAT = rf"(?:[A-Za-z]?-?{_N}{{1,5}}[A-Za-z]?|[A-Za-z])"
_DOOR = r"(?:[A-Za-z]?-?(?:\d{3,4}|[〇零一二三四五六七八九十百]{3,5})[A-Za-z]?)(?![0-9A-Za-z])"
_GAP = r"[ ,，\-#—]{0,2}"
_COUNTED = (
    r"(?![ ]?(?:年|月|日|元|块|万|平|米|㎡|m2|个|户|多|余|名|位|人|次|天|度|%|℃|kg|mm|cm|点|分|小时"
    r"|号楼|号线|栋|幢|单元|楼|层|[.]\d))"
)
_BUILDING_WORD = r"(?:栋|幢|座|号楼|楼|期|院|#|弄|(?<=\d)号|苑|阁|轩)"
_CHINESE = (
    # staircase and flat: 2单元1801室
    Pattern(rf"{_N}{{1,3}}[ ]?单元{_GAP}{_FLAT}(?![0-9A-Za-z])(?:室|号房|号|房|户)?(?!楼|层|栋|幢|号楼)"),
    Pattern(rf"[A-Za-z][ ]?单元{_GAP}{_FLAT}(?![0-9A-Za-z])(?:室|号房|号|房|户)?(?!楼|层|栋|幢|号楼)"),
    # a flat by its own word: 1801室, B1801室, 一八零一室, 302房
    Pattern(
        rf"(?<![0-9A-Za-z])(?P<hide>{_DOOR}(?:[-、/和~]{_DOOR}){{0,5}})(?=[ ]?(?:室|房(?!产|屋|价|贷|款"
        rf"|企|地)|号房))"
    ),
    # a flat after its building or its floor: 3栋1801, B座1201, 12#301, 3栋02室, 18楼B户
    Pattern(rf"{_BUILDING_WORD}{_GAP}(?P<hide>{_DOOR}){_COUNTED}"),
    Pattern(
        rf"(?:栋|幢|座|号楼|楼|层)[ ]?(?P<hide>{_FLAT})(?=室|户(?!型|业)|房(?!产|屋|价|贷|款|企|地)"
        rf"|号房)"
    ),
    # told to be one: 房号：1801, 门牌号302, 楼上1901, 我家1801
    Pattern(
        rf"(?:房间号|房号|室号|门牌号?|户号|房屋号|单元号)"
        rf"(?:码)?[ ]?(?:[:是为])?[ ]?(?P<hide>{_FLAT}(?:-{_FLAT}){{0,3}})(?![0-9A-Za-z])"
    ),
    Pattern(
        rf"(?:楼上|楼下|对门|隔壁|我家|我们家|家住|住在|我住|本人)(?:是|在"
        rf"|的)?[ ]?(?P<hide>{_DOOR}){_COUNTED}"
    ),
    Pattern(rf"(?<![0-9A-Za-z])(?P<hide>{_DOOR})(?=[ ]?的?(?:住户|房主|租户|邻居|租客)|的业主)"),
    Pattern(
        rf"(?<![0-9A-Za-z多共近约余达过有])(?P<hide>{_DOOR})(?=[ ]?业主(?!们|联|代表|大会|委员|群|签|都))"
    ),
)
_TRIPLE = Pattern(r"(?<![0-9A-Za-z.-])(?P<hide>\d{1,3}-\d{1,2}-\d{3,4}[A-Za-z]?)(?![0-9A-Za-z-])(?!\.\d)")
_PAIR = Pattern(
    r"(?:房号|门牌号?|住在|家在|家住|我住|我家|室|栋|幢|座|单元|业主|住户|房屋|小区|花园|苑|府|城|湾|院"
    r"|园|里|庭|地址)"
    rf"(?:是|在|为)?[ :，,]?[ ]?(?P<hide>\d{{1,3}}-\d{{3,4}})(?![0-9A-Za-z-]){_COUNTED}"
)

_ENGLISH = Pattern(
    r"(?<![A-Za-z])(?i:units?|apt|apartments?|flats?|suite|ste|rooms?|rm|condo|villa|door|house|townhouse)"
    r"(?P<no>[ ]?[.:#]?[ ]?(?i:number|no\b\.?|\#|is\b)?[ .:#]{0,2})"
    r"(?P<hide>(?:[A-Za-z]-?)?\d{1,5}(?:-?\d{1,4})?(?:-?[A-Za-z])?|[A-HJ-Z](?:-?\d{1,4})?)(?![\w*])"
    r"(?P<more>(?:(?:,[ ]|[ ](?:and|&|or)[ ]|/|-)(?:[A-Z]-?)?\d{1,5}[A-Z]?(?![\w*/])){0,5})"
)
_NO_NUMBER_OF_A_FLAT = Pattern(r"[ ]?(?:%|percent|\.\d)")
_COUNTED_IN_ENGLISH = Pattern(
    r"(?i:[ ]?(?:[ap]\.?m\b|days?|weeks?|months?|years?|hours?|minutes?|times?|people|persons|dollars|yuan|sq"
    r"|square|m2|degrees)|[ ](?:bedroom|bath))"
)
_TOWER = Pattern(
    r"(?i:(?<![A-Za-z])(?:building|bldg|tower|block|blk)[ ]?(?:no\.?"
    r"|\#)?[ ]?[A-Z]?\d{0,3}[A-Z]?(?:,[ ]?|[ ]|-|/))"
    r"\#?(?P<hide>(?:\d{1,2}-)?\d{3,4}[A-Za-z]?)(?![\w-])"
)

_PLATE = Pattern(
    r"(?i:[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使军武][ ]?[A-Z]"
    r"(?P<rest>(?:[ ·.\-_]{0,2}[A-Z0-9]){4,6}[挂学警港澳领使]?)"
    r"(?![A-Z0-9]))"
)
_PLATE_WORD = Pattern(
    r"(?i:(?:车牌|车号|牌照)(?:号码|号)?[ ]?(?:[:是为])?|\b(?:licen[cs]e|number|car|vehicle"
    r"|registration)?[ ]?plate\b(?:[ ](?:number|no\.?|\#))?(?:[ ]?:|[ ]is|[ ]was)?)"
    r"[ ]?(?P<first>[A-Za-z0-9]{1,8})(?P<second>[ \-·][A-Za-z0-9]{1,6})?(?![A-Za-z0-9])"
)


def finds(shadow: Shadow) -> Iterator[Find]:
    """The flats and plates of a text."""
    plain = shadow.plain
    for pattern in _CHINESE:
        for match in pattern.finditer(plain):
            yield _hidden(match)
    for match in _TRIPLE.finditer(plain):  # also 12-1-2001: a flat oftener than the first of December
        yield _hidden(match)
    for match in _PAIR.finditer(plain):
        yield _hidden(match)
    yield from _english_flats(plain)
    yield from _plates(plain)


def _english_flats(plain: str) -> Iterator[Find]:
    for match in _ENGLISH.finditer(plain):
        apart = match["no"] != "" or match["hide"][0].isdigit()
        if apart and not _is_counted(plain, match):
            yield Find(match.start("hide"), match.end("more"))
    for match in _TOWER.finditer(plain):
        if not _is_counted(plain, match):
            yield _hidden(match)


def _is_counted(plain: str, match: re.Match[str]) -> bool:
    """Whether the number counts something (a room 3 days late); from three signs on it is a flat's."""
    if _NO_NUMBER_OF_A_FLAT.match(plain, match.end()):
        return True
    return len(match["hide"]) < 3 and _COUNTED_IN_ENGLISH.match(plain, match.end()) is not None


def _plates(plain: str) -> Iterator[Find]:
    for match in _PLATE.finditer(plain):
        if sum(map(str.isdigit, match["rest"])) > 1:
            yield Find(match.start(), match.end())
    for match in _PLATE_WORD.finditer(plain):
        first, second = match["first"], match["second"] or ""
        joined = second and (any(map(str.isdigit, second)) or (second[1:].isupper() and len(first) < 5))
        plate = first + (second if joined else "")
        if len(plate) > 3 and any(map(str.isdigit, plate)):
            yield Find(match.start("first"), match.start("first") + len(plate))


def _hidden(match: re.Match[str]) -> Find:
    return Find(*(match.span("hide") if "hide" in match.re.groupindex else match.span()))
