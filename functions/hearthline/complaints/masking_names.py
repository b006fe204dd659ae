"""Names that Chinese text introduces: after 我叫, 联系人：, a role, or before a title.

A Chinese name keeps its surname (王小明 → 王**), a surname with a title stays as it is (王先生, 李工).
"""

from collections.abc import Iterator

from hearthline.complaints import masking_words as words
from hearthline.complaints.masking_known import surname_length
from hearthline.complaints.masking_shadow import HAN, Find, Pattern, Shadow

_STARS = "**"
_HAN_RUN = Pattern(rf"[{HAN}]+")
_TITLE = "|".join(words.TITLES)

_LABEL = Pattern(
    r"(?:联系人|姓名|投诉人|反映人|申请人|报修人|户主|房主|经办人|负责人|签名|署名|落款|收件人|维修人员"
    r"|处理人|名字)[ ]?[:=][ ]?"
)
_SPEAKER = Pattern(r"(?:业主|客户|客服|管家|经理|师傅|租客|邻居|顾问)[ ]?[:=][ ]?")
_TOLD = Pattern(
    r"(?:我叫|名叫|本人叫|我姓名|叫做|本人|名字(?:叫做|叫|是|为)|姓名(?:是|为)?|联系人(?:是|为|叫)?"
    r"|投诉人|反映人|申请人|户主|房主)[ ]?(?:是|叫)?"
)
_ROLE = Pattern(
    r"(?:我是|我就是|你好是|物业|客服|管家|经理|主管|业主|邻居|师傅|队长|工程师|销售|顾问|维修工|保安"
    r"|电工|工作人员|员工|同事"
    r"|丈夫|老公|妻子|老婆|爱人|父亲|母亲|爸爸|妈妈|儿子|女儿|联系|找|叫|请|由(?!于)|跟|和|与|向|给)[ ]?"
)
_TITLED = Pattern(rf"(?P<title>{_TITLE}|{'|'.join(words.POSTS)})")
_SIGNED = Pattern(rf"\n[ ]*(?P<name>[{HAN}]{{2,4}})[ ]*(?=\n|$)")


def finds(shadow: Shadow) -> Iterator[Find]:
    """The names that the text itself introduces."""
    plain = shadow.plain
    yield from _introduced(plain)
    yield from _titled(plain)


def _introduced(plain: str) -> Iterator[Find]:
    for match in _LABEL.finditer(plain):
        end = _labelled_end(plain, match.end())
        if end is not None:
            yield _han_find(plain, match.end(), end)
    for pattern, surely in ((_TOLD, True), (_SPEAKER, False), (_ROLE, False)):
        for match in pattern.finditer(plain):
            end = _name_end(plain, match.end())
            if end is not None and (surely or _ends_clearly(plain, end)):
                yield _han_find(plain, match.end(), end)
    for match in _SIGNED.finditer(plain):
        if _name_end(plain, match.start("name")) == match.end("name"):
            yield _han_find(plain, match.start("name"), match.end("name"))


def _labelled_end(plain: str, start: int) -> int | None:
    """Where the name after a label ends, which may also be a short run of any characters."""
    end = _name_end(plain, start)
    run = _HAN_RUN.match(plain, start)
    if end is None and run and 2 <= len(run.group()) <= 4 and not words.NOT_GIVEN & set(run.group()):
        return run.end()
    return end


def _name_end(plain: str, start: int) -> int | None:
    """Where the Chinese name ends that begins at `start`; None where none does, or a surname alone."""
    name = plain[start : start + 6]
    if name[:2] in words.COMPOUND_SURNAMES:
        surname = 2
    elif name[:1] in words.SURNAMES and name[:2] not in words.NOT_A_NAME:
        surname = 1
    else:
        return None
    given = _HAN_RUN.match(plain[start + surname : start + surname + 2])
    if given is None or _text_goes_on(plain, start + surname, first=True):
        return None
    length = len(given.group())
    if length > 1 and _text_goes_on(plain, start + surname + 1, first=False):
        length = 1
    end = start + surname + length
    return None if plain[end : end + 1] == "*" else end


def _text_goes_on(plain: str, index: int, *, first: bool) -> bool:
    here = plain[index : index + 2]
    if here in words.AFTER_A_NAME or plain.startswith(words.TITLES + words.POSTS, index):
        return True
    followed = _HAN_RUN.match(plain, index + 1) is not None
    if first:
        return here[0] in words.NOT_GIVEN or (here[0] in "工总" and not followed)
    return here[0] in words.NOT_GIVEN or (here[0] in "和与于家现" and followed)


def _ends_clearly(plain: str, end: int) -> bool:
    after = plain[end : end + 2]
    return (
        _HAN_RUN.match(plain, end) is None
        or after in words.AFTER_A_NAME
        or after[0] in "的说称"
        or plain.startswith(words.TITLES, end)
    )


def _titled(plain: str) -> Iterator[Find]:
    for match in _TITLED.finditer(plain):
        end = match.start()
        for length in (4, 3, 2):
            start = end - length
            if start < 0 or not _is_titled_name(plain[start:end]):
                continue
            if plain[start] == "于" and plain[start - 1 : start] in _BEFORE_YU:
                continue
            if match["title"] in words.TITLES or _begins_clearly(plain, start):
                yield _han_find(plain, start, end)
            break


_BEFORE_YU = frozenset("由对关属等处位至在终基鉴")


def _is_titled_name(name: str) -> bool:
    if not _HAN_RUN.fullmatch(name) or words.NOT_GIVEN & set(name[1:]) or name[:2] in words.NOT_A_NAME:
        return False
    if name[:2] in words.COMPOUND_SURNAMES:
        return len(name) > 2
    return len(name) < 4 and name[0] in words.SURNAMES


def _begins_clearly(plain: str, start: int) -> bool:
    return (
        start == 0
        or _HAN_RUN.match(plain, start - 1) is None
        or plain[start - 1] in "找由向给请与和跟是叫让被对的"
    )


def _han_find(plain: str, start: int, end: int) -> Find:
    return Find(start, end, plain[start : start + surname_length(plain[start:end])] + _STARS)
