"""What the public board shows of a text: no personal data, and everything else as it was written."""

import csv
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from hearthline.complaints.masking import mask_name, mask_text

HIDDEN_IN_CHINESE = [
    # mobile telephones
    ("电话13800138000", "电话***"),
    ("打138 0013 8000找我", "打***找我"),
    ("打138-0013-8000找我", "打***找我"),
    ("138.0013.8000", "***"),
    ("138·0013·8000", "***"),
    ("138*0013*8000", "***"),
    ("138📱0013📱8000", "***"),
    ("1380 013 8000", "***"),
    ("1 3 8 0 0 1 3 8 0 0 0", "***"),
    ("+86 138 0013 8000", "***"),
    ("+86-13800138000", "***"),
    ("8613800138000", "***"),
    ("0086 13800138000", "***"),
    ("(+86)138 0013 8000", "***"),
    ("１３８００１３８０００", "***"),
    ("①③⑧⓪⓪①③⑧⓪⓪⓪", "***"),
    ("١٣٨٠٠١٣٨٠٠٠", "***"),
    ("1️⃣3️⃣8️⃣0️⃣0️⃣1️⃣3️⃣8️⃣0️⃣0️⃣0️⃣", "***"),
    ("1\u200b3\u200b8\u200b0\u200b0\u200b1\u200b3\u200b8\u200b0\u200b0\u200b0", "***"),
    ("138\u200f0013\u200e8000", "***"),
    ("138\u00ad0013\u20608000", "***"),
    ("138\n0013\n8000", "***"),
    ("幺三八零零幺三八零零零", "***"),
    ("一三八〇〇一三八〇〇〇", "***"),
    ("壹叁捌零零壹叁捌零零零", "***"),
    ("幺三八00138000", "***"),
    ("l38OO138OOO", "***"),
    ("13800138000一直打不通", "***一直打不通"),
    ("周一13800138000来电", "周一***来电"),
    ("13800138000、13900139000", "***、***"),
    ("13800138000/13900139000", "***/***"),
    ("2026-11-22 13800138000", "2026-11-22 ***"),
    # landlines and service lines
    ("座机010-65123456", "座机***"),
    ("(021)6512 3456", "***"),
    ("0755 8888 6666", "***"),
    ("65123456", "***"),
    ("6512-3456", "***"),
    ("0571-87654321转8001", "***"),
    ("0571-87654321 分机 12", "***"),
    ("400-820-8820", "***"),
    ("400 8208 820", "***"),
    ("4008208820", "***"),
    ("+852 9123 4567", "***"),
    # documents and cards
    ("身份证11010519880605002X", "身份证***"),
    ("身份证：110105 19880605 002x", "身份证：***"),
    ("110105 1988-06-05 002X", "***"),
    ("110105198806050021", "***"),
    ("110105880605002", "***"),
    ("护照E12345678", "护照***"),
    ("护照号：EA1234567", "护照号：***"),
    ("卡号6222 0212 3456 7890 123", "卡号***"),
    ("6222-0212-3456-7890", "***"),
    ("6222021234567890123", "***"),
    # addresses and accounts
    ("邮箱zhang.san@163.com谢谢", "邮箱***谢谢"),
    ("发到zhang＠qq．com。", "发到***。"),
    ("zhang@qq。com", "***"),
    ("zhang @ qq.com", "***"),
    ("zhang艾特163点com", "***"),
    ("邮箱：张三@例子.中国", "邮箱：***"),
    ("微信号:abc_12345", "微信号:***"),
    ("加我微信wxid998877", "加我微信***"),
    ("微信同号johnsmith，vx：lucky2020", "微信同号johnsmith，vx：***"),
    ("QQ 123456", "QQ ***"),
    ("qq号是12345", "qq号是***"),
    ("扣扣一二三四五六", "扣扣***"),
    # plates
    ("京A·12345", "***"),
    ("京A12345", "***"),
    ("沪a 1b2c3", "***"),
    ("粤B D12345", "***"),
    ("粤BD12345停在我的车位", "***停在我的车位"),
    ("粤Z1234港", "***"),
    ("京A 1 2 3 4 5", "***"),
    ("车牌号：A12345", "车牌号：***"),
    # homes
    ("3栋2单元1801室漏水", "3栋***漏水"),
    ("三栋二单元一八零一室", "三栋***"),
    ("3号楼1801", "3号楼***"),
    ("B座1201的阳台", "B座***的阳台"),
    ("12#301", "12#***"),
    ("18楼B户", "18楼***户"),
    ("1801室", "***室"),
    ("1801、1802室都渗水", "***室都渗水"),
    ("302房间", "***房间"),
    ("我住12-1-301", "我住***"),
    ("我住 12-1-2001", "我住 ***"),
    ("房号：1-1801", "房号：***"),
    ("锦绣花园3-1801", "锦绣花园***"),
    ("楼上1901漏水", "楼上***漏水"),
    ("1801业主反映", "***业主反映"),
    # names
    ("我叫王小明", "我叫王**"),
    ("我叫李雷住在城东", "我叫李**住在城东"),
    ("我是欧阳娜娜，", "我是欧阳**，"),
    ("联系人:李雷", "联系人:李**"),
    ("联系人：李雷 13800138000", "联系人：李** ***"),
    ("联系人:李雷电话13800138000", "联系人:李**电话***"),
    ("姓名：买买提", "姓名：买**"),
    ("请王小明先生回电", "请王**先生回电"),
    ("找诸葛亮女士", "找诸葛**女士"),
    ("业主王小明反映", "业主王**反映"),
    ("物业经理李雷说马上修", "物业经理李**说马上修"),
    ("请尽快处理。\n王小明\n2026年11月22日", "请尽快处理。\n王**\n2026年11月22日"),
    # several at once
    (
        "我叫王小明，电话13800138000，车牌京A12345，住3栋2单元1801室",
        "我叫王**，电话***，车牌***，住3栋***",
    ),
]

HIDDEN_IN_ENGLISH = [
    ("call +1 617 555 0100 now", "call *** now"),
    ("call (617) 555-0100", "call ***"),
    ("617.555.0100", "***"),
    ("617-555-0100 ext. 12", "***"),
    ("1-800-555-0100", "***"),
    ("555-0100", "***"),
    ("+44 20 7946 0958", "***"),
    ("one three eight zero zero one three eight zero zero zero", "***"),
    ("my SSN 123-45-6789", "my SSN ***"),
    ("passport no: 567890123", "passport no: ***"),
    ("card 4111 1111 1111 1111.", "card ***."),
    ("mail John.Smith+home@mail.example.co.uk, please", "mail ***, please"),
    ("name at gmail dot com", "***"),
    ("john dot smith (at) example (dot) org", "***"),
    ("john[at]example.org", "***"),
    ("johnsmith at gmail.com", "***"),
    ("wechat: johnsmith", "wechat: ***"),
    ("my WeChat is johnny_5", "my WeChat is ***"),
    ("telegram @john_smith", "telegram ***"),
    ("license plate: ABC 1234", "license plate: ***"),
    ("plate number 7ABC123", "plate number ***"),
    ("Unit 101，2026-11-22", "Unit ***，2026-11-22"),
    ("in Unit 1801", "in Unit ***"),
    ("Apt 15C year after year", "Apt *** year after year"),
    ("Flat 3 and flat 4", "Flat *** and flat ***"),
    ("(715) 900-3871 days", "*** days"),
    ("call 1234-5678 people", "call *** people"),
    ("Apt 5B leaks", "Apt *** leaks"),
    ("Apt. #5", "Apt. #***"),
    ("Room 302", "Room ***"),
    ("flat 3", "flat ***"),
    ("Flat B, 18/F", "Flat ***, 18/F"),
    ("Building 12-1-301", "Building ***"),
    ("Tower 3 #1801", "Tower 3 #***"),
    ("my name is John Smith and I pay", "my name is J*** S*** and I pay"),
    ("My name is john smith", "My name is J*** S***"),
    ("Mr Smith", "Mr S***"),
    ("Mrs. Mary-Jane O'Brien said", "Mrs. M*** O*** said"),
    ("contact: Jane Doe", "contact: J*** D***"),
    ("Name: Doe, Jane", "Name: D***, J***"),
    ("I'm John Smith.", "I'm J*** S***."),
    ("Regards,\nJohn Smith", "Regards,\nJ*** S***"),
    ("an agent named Sarah", "an agent named S***"),
]

LEFT_AS_WRITTEN = [
    "",
    " ",
    "卫生间漏水，请尽快安排维修。",
    "2026-11-22",
    "2026年11月22日",
    "2026/11/22 10:30:00",
    "22/11/2026",
    "2026-11-22 08:00-2026-11-23 09:00",
    "2024.05-2025.06",
    "2026-11-22T08:00:00.000Z",
    "20261122",
    "2010 2011 2012",
    "2025-2026年度",
    "上午10:30到11:30",
    "¥12,000",
    "￥1,234,567.89",
    "{$500.00}",
    "$1500.00 - $2000.00",
    "花了1500-2000元",
    "3000-5000左右",
    "赔偿12000000元",
    "1200000 yuan",
    "98平米",
    "98.5㎡",
    "120.55-150.55平方米",
    "99.9%",
    "26度，湿度80%",
    "5年质保，2年保修",
    "质保期2019年到2024年",
    "编号K7Q2-9XPD-3",
    "case k7q2-9xpd-3 is open",
    "12Q4-5678-9",
    "GB 50210-2018",
    "GB/T 50378-2019和JGJ 110-2017",
    "ISO 10002-2018",
    "18楼漏水",
    "2单元电梯坏了",
    "3栋18层外墙渗水",
    "3号楼电梯",
    "三室两厅两卫",
    "地下室进水",
    "二期2000户",
    "1200业主联名",
    "12345热线",
    "拨打110",
    "邮编518000",
    "尺寸600*600",
    "第1-3期",
    "王先生和张女士都在",
    "李工来过两次",
    "由于张先生没来",
    "安排张先生上门",
    "项目经理说马上来",
    "工程部经理没有回复",
    "我是万科的业主",
    "我是高层住户",
    "我叫了物业，没人来",
    "业主高度关注",
    "业主张贴通知",
    "客服马上回复",
    "微信群里没人回",
    "微信支付500元",
    "新A座大堂",
    "谢谢",
    "请尽快处理。\n谢谢\n",
    "Room temperature is 26 degrees",
    "a flat 3% fee",
    "a room 3 days late",
    "1000-1500 people came",
    "a flat rate of $20",
    "unit price",
    "the room was cold",
    "My name is not on the deed",
    "my name is misspelled",
    "I am happy with it",
    "This is a complaint",
    "miss the deadline",
    "500 ms delay",
    "I bought it at the shop",
    "meet @ 5pm",
    "the WeChat group is full",
    "gold plated 14k",
    "the service line is impossible to reach",
    "within 24 hours, 10 days at most",
    "XXXX XXXX called me on XX/XX/2023",
    "4,000 to 5,000 homes",
    "1234567.89",
    "2026 is the 3rd year",
    "Contact: please call me",
]


@pytest.mark.parametrize(("written", "shown"), HIDDEN_IN_CHINESE + HIDDEN_IN_ENGLISH)
def test_personal_data_is_hidden(written: str, shown: str) -> None:
    assert mask_text(written) == shown
    assert mask_text(shown) == shown


@pytest.mark.parametrize("written", LEFT_AS_WRITTEN)
def test_ordinary_text_stays_as_it_was_written(written: str) -> None:
    assert mask_text(written) == written


@pytest.mark.parametrize(
    ("known", "written", "shown"),
    [
        ("王小明", "王小明说过，王 小 明也说过", "王**说过，王**也说过"),
        ("王小明", "给小明打电话", "给**打电话"),
        ("王小明", "王先生", "王先生"),
        ("王小明先生", "王小明来过", "王**来过"),
        ("欧阳娜娜", "欧阳·娜娜", "欧阳**"),
        ("王建设", "小区建设，王建设", "小区建设，王**"),
        ("王", "王府井的王", "王府井的王"),
        ("John Smith", "JOHN  SMITH, smith, john; Smith said", "J*** S***, S*** J***; S*** said"),
        ("John Smith", "John Q. Smith and johnsmith", "J*** Q*** S*** and J***"),
        ("John Smith", "Johnson Smithers", "Johnson Smithers"),
        ("Will Young", "Will Young will see young trees", "W*** Y*** will see young trees"),
        ("Li Na", "Li Na", "L*** N***"),
        ("José", "JOSE\u0301 said", "J*** said"),
        ("张Jack", "jack来过", "J***来过"),
        ("", "anything", "anything"),
        ("***", "a *** b", "a *** b"),
        ("(.*)", "a (.*) b", "a (.*) b"),
    ],
)
def test_a_known_name_is_hidden_wherever_it_stands(known: str, written: str, shown: str) -> None:
    assert mask_text(written, known=(known,)) == shown
    assert mask_text(shown, known=(known,)) == shown


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("王小明", "王**"),
        ("李雷", "李**"),
        ("王 小明", "王**"),
        ("欧阳娜娜", "欧阳**"),
        ("欧阳", "欧**"),
        ("阿卜杜拉·买买提", "阿**"),
        ("王", "*"),
        ("王先生", "王先生"),
        ("王小明先生", "王**先生"),
        ("John Smith", "J*** S***"),
        ("john", "J***"),
        ("Mr Smith", "Mr S***"),
        ("ßen", "S***"),
        ("13800138000", "***"),
        ("王小明13800138000", "王** ***"),
        ("王*小明", "王**"),
        ("😀", "*"),
        ("", ""),
        (" \u200b", ""),
    ],
)
def test_a_name_is_shown_by_its_surname_or_its_initials(name: str, shown: str) -> None:
    assert mask_name(name) == shown
    assert mask_name(shown) == shown


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


def test_already_anonymous_complaints_stay_as_they_are(shared_data: Callable[[str], Path]) -> None:
    with shared_data("cfpb_200_narratives.csv").open(encoding="utf-8") as file:
        narratives = [row["Consumer complaint narrative"] for row in csv.DictReader(file)]

    changed = [narrative for narrative in narratives if mask_text(narrative) != narrative]

    assert len(narratives) == 200
    assert changed == []


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
