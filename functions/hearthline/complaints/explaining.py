"""Why a case was flagged, in words for staff, made of the flag's reasons."""

from hearthline.complaints.parts import Flag, FlagCode
from hearthline.platform.ids import display

_WORDS = {
    FlagCode.DANGER: ("可能存在危险", "There may be danger"),
    FlagCode.INJURY: ("可能有人受伤", "Somebody may be hurt"),
    FlagCode.LEGAL: ("可能涉及法律途径或行政投诉", "Law or authorities may be involved"),
    FlagCode.PRESS: ("可能涉及媒体或网络曝光", "Press or the public may be involved"),
}


def explain(flag: Flag) -> dict[str, str]:
    """Give one sentence in each language that says what the flag rests on."""
    if flag.code is FlagCode.REPEATED:
        cases = [display(number) for number in flag.reasons.get("cases", ())]
        return {
            "zh": f"同一户近期多次来件，此前：{'、'.join(cases)}。",
            "en": f"The same home has come before, most recently with {', '.join(cases)}.",
        }
    words = flag.reasons.get("words", ())
    chinese, english = _WORDS[flag.code]
    return {
        "zh": f"{chinese}：客户提到{'、'.join(f'“{word}”' for word in words)}。",
        "en": f"{english}: the customer said {', '.join(f'“{word}”' for word in words)}.",
    }
