"""What masking costs: time that grows with the text and no faster, and no pattern before it is needed."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from hearthline.complaints.masking import mask_text

ADVERSARIES = {
    "digits": "1",
    "digits and dashes": "1-",
    "digits and spaces": "1 ",
    "digits and mixed gaps": "1 -.",
    "thousands": "1,111",
    "moments": "10:30 ",
    "dates": "2026-11-22-",
    "money": "$1,111.1",
    "han digits": "一",
    "words for digits": "one ",
    "letters": "a",
    "dots": "a.",
    "at signs": "a@",
    "spaced at signs": "a @ ",
    "spelt addresses": "a dot ",
    "at and dot": "a at b dot ",
    "brackets": "(at)",
    "han": "王",
    "surnames and titles": "王先生",
    "introductions": "我叫",
    "labels": "联系人:",
    "capitals": "Mr A ",
    "names": "my name is ",
    "flats": "3栋",
    "rooms": "1801、",
    "units": "unit 1,",
    "plates": "京A1",
    "wechat": "微信",
    "stars": "*",
    "marks": "1\u0301",
    "zero width": "\u200b",
    "newlines": "\n王",
    "identity": "110105198806050",
}


@pytest.mark.parametrize("piece", ADVERSARIES.values(), ids=ADVERSARIES.keys())
def test_time_grows_no_faster_than_the_text(piece: str) -> None:
    short, long = (piece * (size // len(piece)) + "!" for size in (5_000, 20_000))
    mask_text(short)

    # Four times the text: about four times the time when linear, sixteen when quadratic.
    assert _seconds(long) < 10 * _seconds(short) + 0.02


def _seconds(text: str) -> float:
    tries = []
    for _ in range(3):
        began = time.process_time()
        mask_text(text)
        tries.append(time.process_time() - began)
    return min(tries)


def test_no_pattern_is_compiled_before_it_is_needed() -> None:
    program = (
        "import sys, hearthline.complaints.masking;"
        "modules = [module for name, module in sys.modules.items() if '.masking_' in name];"
        "flat = [one for module in modules for value in vars(module).values()"
        "        for one in (value if isinstance(value, tuple) else (value,))];"
        "patterns = [one for one in flat if type(one).__name__ == 'Pattern' and hasattr(one, '_compiled')];"
        "print(len(patterns) > 30, sum(pattern._compiled is not None for pattern in patterns))"
    )
    functions = Path(__file__).parents[2] / "functions"
    answer = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(functions)},
    )
    assert answer.stdout.split() == ["True", "0"]
