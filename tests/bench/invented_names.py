"""Names of six countries, made of syllables: invented, and like real ones in length, script and repetition."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

Pair = tuple[str, str]
"""A name in its own letters and as in a passport."""


def _table(text: str) -> tuple[Pair, ...]:
    words = text.split()
    return tuple(zip(words[::2], words[1::2], strict=True))


_KHMER_FAMILIES = _table(
    "សុខ SOK ជា CHEA ចាន់ CHAN លី LY កែវ KEO នួន NUON ហេង HENG មាស MEAS ពេជ្រ PICH ឡុង LONG ទេព TEP ឃុន KHUN "
    "អ៊ុក UK ប៊ុន BUN យឹម YIM ឈឹម CHHIM ស៊ឹម SIM ប្រាក់ PRAK នុត NUT ហួត HUOT តាន់ TAN ឌុច DOUCH ផន PHAN សេង SENG"
)
_KHMER = _table(
    "ដា DA រ៉ា RA ស្រី SREY វណ្ណ VANN សុ SO ភា PHEA ចាន់ CHAN ធូ THOU បូ BO ផា PHA ម៉ា MA លី LY រិទ្ធ RITH "
    "ពិ PI សិដ្ឋ SETH ភ័ក្រ PHEAK នី NY មុន្នី MONY ពៅ POV ណា NA រតនា RATANA វិ VI ចិត្រ CHET ធី THY សំ SAM អាត ATH កុសល KOSAL"
)
_BURMESE = _table(
    "အောင် AUNG မင်း MIN သူ THU စန်း SAN လှ HLA ကျော် KYAW ဇော် ZAW နီ NI ခင် KHIN မြ MYA ဝင်း WIN ထွန်း HTUN စိုး SOE "
    "အေး AYE သန်း THAN မောင် MAUNG နိုင် NAING ဖြူ PHYU သီ THI ရီ YI နွယ် NWE ဇင် ZIN ဟိန်း HEIN ထက် HTET လင်း LIN စု SU ဖူး PHOO"
)
_THAI = _table(
    "สม SOM ชาย CHAI ใจ JAI ดี DEE วิ WI ชัย CHAI พร PHORN ทอง THONG สุข SUK บุญ BUN มา MA ศรี SRI รัตน์ RAT กาญ KAN "
    "นา NA วงศ์ WONG แก้ว KAEW สาย SAI คำ KHAM เพ็ญ PEN ประ PRA เสริฐ SERT อุ U ดม DOM ณัฐ NAT ธิดา THIDA"
)
_LAO = _table(
    "ສົມ SOM ສັກ SACK ພົມ PHOM ມະ MA ວົງ VONG ຄຳ KHAM ແກ້ວ KEO ບຸນ BOUN ທອງ THONG ສີ SY ໄຊ XAY ວິ VI ໄລ LAY ພອນ PHONE "
    "ຈັນ CHANH ດາ DA ນາງ NANG ສຸກ SOUK ເພັດ PHET ລາ LA ຂັນ KHAN ຕີ TY ອິນ IN ແສງ SENG ມີ MY"
)
_VIETNAMESE_FAMILIES = _table(
    "Nguyễn NGUYEN Trần TRAN Lê LE Phạm PHAM Hoàng HOANG Huỳnh HUYNH Phan PHAN Vũ VU Võ VO Đặng DANG Bùi BUI Đỗ DO"
)
_VIETNAMESE = _table(
    "Văn VAN Thị THI Hồng HONG Minh MINH Thanh THANH Ngọc NGOC Quốc QUOC Hữu HUU Đức DUC Lan LAN Hương HUONG Hùng HUNG "
    "Dũng DUNG Tuấn TUAN Phượng PHUONG Hoà HOA Thảo THAO Mai MAI Linh LINH Sơn SON Hải HAI Yến YEN Tâm TAM Trang TRANG"
)
_CHINESE_FAMILIES = _table(
    "王 WANG 李 LI 张 ZHANG 刘 LIU 陈 CHEN 杨 YANG 黄 HUANG 赵 ZHAO 吴 WU 周 ZHOU 徐 XU 孙 SUN 马 MA 朱 ZHU"
)
_CHINESE = _table(
    "小 XIAO 明 MING 华 HUA 丽 LI 伟 WEI 芳 FANG 秀 XIU 英 YING 娜 NA 静 JING 强 QIANG 磊 LEI 军 JUN 洋 YANG 勇 YONG "
    "艳 YAN 杰 JIE 娟 JUAN 涛 TAO 超 CHAO 霞 XIA 平 PING 刚 GANG 桂 GUI 玉 YU 兰 LAN 红 HONG 梅 MEI 文 WEN 建 JIAN "
    "国 GUO 春 CHUN"
)


def a_name(chance: Random) -> Pair:
    """Make up a name; three countries send most of the people."""
    made: Sequence[Callable[[Random], Pair]] = (_khmer, _burmese, _lao, _vietnamese, _thai, _chinese)
    return chance.choices(made, (34, 30, 14, 12, 5, 5))[0](chance)


def _khmer(chance: Random) -> Pair:
    family, given = _often(chance, _KHMER_FAMILIES), _some(chance, _KHMER, 1, 3)
    return f"{family[0]} {_joined(given, 0)}", f"{family[1]} {_joined(given, 1)}"


def _burmese(chance: Random) -> Pair:
    words = _some(chance, _BURMESE, 2, 4)
    return _joined(words, 0), _joined(words, 1, " ")


def _thai(chance: Random) -> Pair:
    given, family = _some(chance, _THAI, 2, 3), _some(chance, _THAI, 2, 4)
    return f"{_joined(given, 0)} {_joined(family, 0)}", f"{_joined(given, 1)} {_joined(family, 1)}"


def _lao(chance: Random) -> Pair:
    given, family = _some(chance, _LAO, 1, 2), _some(chance, _LAO, 2, 3)
    return f"{_joined(given, 0)} {_joined(family, 0)}", f"{_joined(given, 1)} {_joined(family, 1)}"


def _vietnamese(chance: Random) -> Pair:
    words = (_often(chance, _VIETNAMESE_FAMILIES), *_some(chance, _VIETNAMESE, 2, 3))
    return _joined(words, 0, " "), _joined(words, 1, " ")


def _chinese(chance: Random) -> Pair:
    family, given = _often(chance, _CHINESE_FAMILIES), _some(chance, _CHINESE, 1, 2)
    return f"{family[0]}{_joined(given, 0)}", f"{family[1]} {_joined(given, 1)}"


def _often(chance: Random, table: Sequence[Pair]) -> Pair:
    """Choose as family names are spread: the first of them again and again, the last seldom."""
    return chance.choices(table, [1 / place for place in range(1, len(table) + 1)])[0]


def _some(chance: Random, table: Sequence[Pair], fewest: int, most: int) -> list[Pair]:
    return [chance.choice(table) for _ in range(chance.randint(fewest, most))]


def _joined(words: Sequence[Pair], script: int, between: str = "") -> str:
    return between.join(word[script] for word in words)
