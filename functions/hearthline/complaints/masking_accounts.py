"""E-mail addresses and messenger accounts in free text."""

from collections.abc import Iterator

from hearthline.complaints.masking_shadow import HAN, Find, Pattern, Shadow
from hearthline.complaints.masking_words import words_of

_PART = rf"[^\s@{HAN},;:!?\"'<>()\[\]{{}}|/\\*。、“”‘’【】《》]"
_MAIL_HOSTS = (
    r"(?:gmail|googlemail|yahoo|hotmail|outlook|live|icloud|aol|proton|protonmail|gmx|msn|comcast|verizon"
    r"|qq|foxmail|163|126|yeah|sina|sohu|139|189|wo|aliyun|tom|21cn)"
)
_TOP = r"(?:com|cn|net|org|edu|gov|io|co|me|info|uk|us|hk|tw|sg|de|fr|jp|au|ca)(?![A-Za-z])"
_ADDRESS = Pattern(
    rf"(?i:(?<!{_PART}){_PART}++(?:@(?=[^\W_]){_PART}++"
    rf"|[ ]{{0,2}}@[ ]{{0,2}}(?=[^\W_]){_PART}{{1,64}}?\.[A-Z]{{2}}{_PART}*+"
    rf"|[ ]{{0,2}}@[ ]{{0,2}}{_MAIL_HOSTS}(?![A-Z0-9]))(?:[ ]?[.。点][ ]?{_TOP}){{0,2}})"
)
_LOCALISED = Pattern(
    rf"(?:(?<!{_PART}){_PART}++(?=@[\w-]{{0,30}}[{HAN}])|[\w.-]{{0,9}}[{HAN}])@[\w-]{{1,63}}\.\w{{2,63}}"
)
_LATIN_WORD = r"[A-Za-z0-9._+-]"
_OPEN, _CLOSE = r"[\[({<【《]", r"[\])}>】》]"
_DOT = rf"(?:[ ]?{_OPEN}[ ]?dot[ ]?{_CLOSE}[ ]?|[ ]dot[ ]|[ ]?点[ ]?)"
_SPELT = Pattern(
    rf"(?i:(?<!{_LATIN_WORD}){_LATIN_WORD}++(?:[ ](?:dot|underscore|dash)[ ]{_LATIN_WORD}++){{0,3}}(?:"
    rf"(?:[ ]?{_OPEN}[ ]?at[ ]?{_CLOSE}[ ]?|[ ]?艾特[ ]?)[A-Z0-9-]++(?:(?:{_DOT}"
    rf"|[ ]?\.[ ]?)[A-Z0-9-]++){{1,3}}"
    rf"|[ ]at[ ][A-Z0-9-]++(?:{_DOT}[A-Z0-9-]++){{1,3}}"
    rf"|[ ]at[ ]{_MAIL_HOSTS}[ ]?\.[ ]?[A-Z]{{2,}}))"
)
_IS = r"[ ]?(?:[:=是为叫]|is[ ])[ ]?"
_IN_CHINESE = Pattern(
    r"(?i:(?:微信|薇信|威信|[vV]信|微信号|qq|扣扣|企鹅|微博|抖音|旺旺|支付宝|(?<![A-Za-z])(?:vx|wx))"
    r"(?:群)?(?:账号|帐号|号码|号|[ ]?id)?"
    rf"(?:{_IS}|[ ])?[ ]?(?P<id>[A-Za-z0-9](?:[-_A-Za-z0-9.]|[ ](?=\d)){{4,28}}))"
)
_IN_ENGLISH = Pattern(
    r"(?i:\b(?:wechat|weixin|whatsapp|telegram|skype|line(?=[ ]?id)|instagram|messenger|weibo|snapchat"
    r"|twitter)\b"
    r"(?P<told>(?:[ ](?:account|number|handle|user(?:name)?|id)\b)?[ ]?(?:[:=]|id\b|is\b"
    r"|handle\b)[ ]?)?[ ]?(?P<id>@?[A-Z0-9][-_A-Z0-9.]{3,28}))"
)
_HANDLE = Pattern(r"(?<![\w.])@[A-Za-z][A-Za-z0-9_]{2,}")
_NOT_ACCOUNTS = words_of(
    """
    account android alipay another always wechat group groups message messages iphone phone number
    channel official video work working broken blocked full just still also already from with that this
    they them what when where which public chat pay payment payments call calls called said says told
    sent send page customer service support team manager management staff property office every nothing
    none unknown available through because about company business below above there here your their same
    main only mini program
    """
)


def finds(shadow: Shadow) -> Iterator[Find]:
    """The addresses and accounts of a text."""
    for pattern in (_ADDRESS, _LOCALISED, _HANDLE, _SPELT) if "@" in shadow.plain else (_SPELT,):
        for match in pattern.finditer(shadow.plain):
            yield Find(match.start(), match.start() + len(match.group().rstrip(".-_ ")))
    for match in _IN_CHINESE.finditer(shadow.digits):
        account = match["id"].rstrip(".-_ ")
        if len(account) > 4 and account.lower() not in _NOT_ACCOUNTS:
            yield Find(match.start("id"), match.start("id") + len(account))
    for match in _IN_ENGLISH.finditer(shadow.plain):
        account = match["id"].rstrip(".-_")
        if _is_account(account, told=match["told"] is not None):
            yield Find(match.start("id"), match.start("id") + len(account))


def _is_account(word: str, *, told: bool) -> bool:
    if word.lower() in _NOT_ACCOUNTS or set(word) == {"X"}:
        return False
    return told or any(character.isdigit() or character in "_@" for character in word)
