"""Words that head the columns of rosters.

In all languages but English these are drafts: nobody who speaks the language has looked at them yet.
"""
# ruff: noqa: E501 - one line a language is easier to keep.

from __future__ import annotations

_TAGS = ("en", "km", "lo", "my", "th", "vi", "zh-Hans")


def _ours(words: str) -> dict[str, str]:
    return dict(zip(_TAGS, words.split("|"), strict=True))


OURS = {
    "number": _ours("Learner number|លេខសិក្ខាកាម|ເລກຜູ້ຮຽນ|သင်တန်းသားနံပါတ်|หมายเลขผู้เรียน|Số học viên|学员编号"),
    "name": _ours("Name|ឈ្មោះ|ຊື່ ແລະ ນາມສະກຸນ|အမည်|ชื่อ-นามสกุล|Họ và tên|姓名"),
    "latin": _ours(
        "Name as in passport|ឈ្មោះក្នុងលិខិតឆ្លងដែន|ຊື່ຕາມໜັງສືຜ່ານແດນ|နိုင်ငံကူးလက်မှတ်ပါ အမည်|ชื่อตามหนังสือเดินทาง|Tên trong hộ chiếu|护照姓名"
    ),
    "sex": _ours("Sex|ភេទ|ເພດ|ကျား/မ|เพศ|Giới tính|性别"),
    "born": _ours("Date of birth|ថ្ងៃខែឆ្នាំកំណើត|ວັນເດືອນປີເກີດ|မွေးသက္ကရာဇ်|วันเดือนปีเกิด|Ngày sinh|出生日期"),
    "phone": _ours("Phone number|លេខទូរស័ព្ទ|ເບີໂທລະສັບ|ဖုန်းနံပါတ်|หมายเลขโทรศัพท์|Số điện thoại|电话号码"),
    "document": _ours("Document number|លេខឯកសារ|ເລກເອກະສານ|စာရွက်စာတမ်းအမှတ်|เลขที่เอกสาร|Số giấy tờ|证件号码"),
    "province": _ours("Province|ខេត្ត|ແຂວງ|ပြည်နယ်/တိုင်း|จังหวัด|Tỉnh|省份"),
    "wrong": _ours("What is wrong|អ្វីដែលខុស|ສິ່ງທີ່ຜິດ|အမှားဖော်ပြချက်|สิ่งที่ไม่ถูกต้อง|Chỗ sai|错误说明"),
}
"""The headings of our own files, by column and language."""

OTHERS = {
    "name": (
        "full name|name in full|name of worker|worker name|workers name|name of learner|learner name|student name|name of student|participant|participant name"
        "|name of participant|native name|own name|name native|name in own letters|name in khmer|khmer name|lao name|thai name|myanmar name|burmese name|vietnamese name|chinese name"
        "|ឈ្មោះពេញ|គោត្តនាមនិងនាម|គោត្តនាម នាម|នាមត្រកូលនិងនាមខ្លួន|ឈ្មោះពលករ|ឈ្មោះសិក្ខាកាម|ឈ្មោះជាភាសាខ្មែរ|ឈ្មោះជាអក្សរខ្មែរ"
        "|ຊື່|ຊື່ເຕັມ|ຊື່ ນາມສະກຸນ|ຊື່ຜູ້ຮຽນ|ຊື່ແຮງງານ"
        "|နာမည်|အမည်အပြည့်အစုံ|အလုပ်သမားအမည်|သင်တန်းသားအမည်"
        "|ชื่อ|ชื่อ สกุล|ชื่อและนามสกุล|ชื่อเต็ม|รายชื่อ|ชื่อผู้เรียน|ชื่อแรงงาน|ชื่อตัว ชื่อสกุล"
        "|họ tên|tên|tên đầy đủ|họ tên người lao động|tên người lao động|tên học viên|họ và tên học viên|名字|中文姓名|全名|学员姓名"
    ),
    "latin": (
        "latin|english|name in latin|latin name|name in latin letters|name latin|name in english|english name|name english|name passport|passport name|name in passport|romanised name|romanized name"
        "|ឈ្មោះជាអក្សរឡាតាំង|ឈ្មោះឡាតាំង|អក្សរឡាតាំង|ឡាតាំង|ឈ្មោះជាភាសាអង់គ្លេស|ឈ្មោះអង់គ្លេស"
        "|ຊື່ພາສາອັງກິດ|ຊື່ເປັນພາສາອັງກິດ|ຊື່ອັກສອນລາແຕັງ|ພາສາອັງກິດ|အင်္ဂလိပ်အမည်|အမည် အင်္ဂလိပ်|အင်္ဂလိပ်လိုအမည်|အင်္ဂလိပ်"
        "|ชื่อภาษาอังกฤษ|ชื่อ สกุล ภาษาอังกฤษ|ชื่อ นามสกุล ภาษาอังกฤษ|ภาษาอังกฤษ|tên tiếng anh|tên theo hộ chiếu|họ tên không dấu|英文名|英文姓名|拼音|姓名拼音"
    ),
    "family": (
        "family name|surname|last name|family|គោត្តនាម|នាមត្រកូល|ត្រកូល|ນາມສະກຸນ|မျိုးရိုးအမည်|မိသားစုအမည်|นามสกุล|สกุล|ชื่อสกุล"
        "|họ|họ đệm|họ và đệm|họ và tên đệm|họ và chữ đệm|họ lót|姓|姓氏"
    ),
    "given": ("given name|given names|first name|forename|នាម|នាមខ្លួន|ຊື່ຕົວ|ຊື່ແທ້|ကိုယ်ပိုင်အမည်|ชื่อตัว|ชื่อจริง|tên gọi|tên riêng|名"),
    "latin-family": "surname latin|surname english|surname passport|family name latin|family name english|family name passport|นามสกุลภาษาอังกฤษ",
    "latin-given": "given name latin|given name english|given names passport|first name english|first name latin|given name passport",
    "sex": "gender|m f|f m|sexe|លិង្គ|လိင်|ကျား မ|ကျားမ|ເພດສະພາບ|nam nữ|phái|性|男女",
    "born": (
        "birth date|birthdate|dob|born|born on|birthday|birth|day of birth|year of birth|birth year|yob"
        "|ថ្ងៃកំណើត|ឆ្នាំកំណើត|ថ្ងៃ ខែ ឆ្នាំ កំណើត|កើតថ្ងៃទី|ວັນ ເດືອນ ປີເກີດ|ວັນເກີດ|ປີເກີດ"
        "|မွေးနေ့|မွေးနေ့သက္ကရာဇ်|မွေးဖွားသည့်နေ့|မွေးနှစ်|วันเกิด|วัน เดือน ปี เกิด|ว ด ป เกิด|ปีเกิด"
        "|ngày tháng năm sinh|năm sinh|sinh ngày|ngày, tháng, năm sinh|出生年月|出生年月日|生日|出生年份|出生年"
    ),
    "phone": (
        "phone|telephone|tel|tel no|mobile|mobile number|mobile phone|mobile no|cell phone|cell|contact|contact number|contact no|phone no|telephone number|whatsapp"
        "|ទូរស័ព្ទ|លេខទូរសព្ទ|ទូរសព្ទ|លេខទំនាក់ទំនង|ເບີໂທ|ໂທລະສັບ|ເບີໂທຕິດຕໍ່|ເບີຕິດຕໍ່|ဖုန်း|ဖုန်းအမှတ်|ဆက်သွယ်ရန်ဖုန်း|ဆက်သွယ်ရန်ဖုန်းနံပါတ်|တယ်လီဖုန်း"
        "|โทรศัพท์|เบอร์โทร|เบอร์โทรศัพท์|เบอร์|โทร|มือถือ|เบอร์มือถือ|điện thoại|số đt|sđt|đt|di động|số di động|电话|手机|手机号|手机号码|联系电话|联系方式"
    ),
    "document": (
        "passport|passport no|passport number|id|id card|id card no|id no|id number|identity card|identity number|document|document no|national id|national id no|nrc|nrc no|nrc number|passport id"
        "|លេខលិខិតឆ្លងដែន|លិខិតឆ្លងដែន|លេខអត្តសញ្ញាណប័ណ្ណ|អត្តសញ្ញាណប័ណ្ណ|លេខប៉ាស្ព័រ|ប៉ាស្ព័រ"
        "|ເລກໜັງສືຜ່ານແດນ|ເລກທີໜັງສືຜ່ານແດນ|ໜັງສືຜ່ານແດນ|ພາສປອດ|ເລກບັດປະຈຳຕົວ|ບັດປະຈຳຕົວ"
        "|နိုင်ငံကူးလက်မှတ်အမှတ်|နိုင်ငံကူးလက်မှတ်|ပတ်စပို့|ပတ်စ်ပို့|မှတ်ပုံတင်|မှတ်ပုံတင်အမှတ်|နိုင်ငံသားစိစစ်ရေးကတ်အမှတ်"
        "|เลขที่หนังสือเดินทาง|หนังสือเดินทาง|พาสปอร์ต|เลขพาสปอร์ต|เลขบัตรประชาชน|บัตรประชาชน|เลขประจำตัวประชาชน|เลขประจำตัว"
        "|số hộ chiếu|hộ chiếu|số cccd|cccd|số cmnd|cmnd|cmnd cccd|căn cước công dân|số căn cước|护照|护照号|护照号码|身份证|身份证号|身份证号码|证件号"
    ),
    "province": (
        "home province|state|province state|region|ខេត្តក្រុង|រាជធានីខេត្ត|ទីលំនៅខេត្ត|ແຂວງບ້ານເກີດ|ပြည်နယ်|တိုင်း|တိုင်းဒေသကြီး|ပြည်နယ် တိုင်းဒေသကြီး"
        "|จังหวัดที่อยู่|ภูมิลำเนา|tỉnh thành|tỉnh thành phố|quê quán|thành phố|省|籍贯"
    ),
    "number": "waymark number|learner no",
    "title": "title|prefix|salutation|គោរមងារ|ຄຳນຳໜ້າ|ຄໍານໍາໜ້າ|คำนำหน้า|คำนำหน้าชื่อ|คำนำหน้านาม|danh xưng|称谓",
    "ordinal": (
        "no|nr|#|sn|s n|serial|serial no|order|row|ល.រ|លរ|លេខរៀង|ລ/ດ|ລ.ດ|ລຳດັບ|ລໍາດັບ|စဉ်|အမှတ်စဉ်|အမှတ်|နံပါတ်"
        "|ลำดับ|ลำดับที่|ที่|เลขที่|stt|số tt|số thứ tự|tt|序号|编号|号"
    ),
    "other": (
        "age|អាយុ|ອາຍຸ|အသက်|อายุ|tuổi|年龄|address|អាសយដ្ឋាន|ທີ່ຢູ່|လိပ်စာ|ที่อยู่|địa chỉ|地址|signature|ហត្ថលេខា|ລາຍເຊັນ|လက်မှတ်|ลายเซ็น|chữ ký|签名|photo|remark|remarks|note|notes"
        "|ផ្សេងៗ|ໝາຍເຫດ|မှတ်ချက်|หมายเหตุ|ghi chú|备注"
    ),
}
"""Other headings that were met or are likely, by column."""

STRANGERS = (
    "father|mother|spouse|husband|wife|guardian|employer|agency|company|recruiter|emergency|next of kin|relative|expiry|expire|date of issue|place of birth|birthplace|issued"
    "|ឪពុក|ម្តាយ|ម្ដាយ|អាណាព្យាបាល|ប្តី|ប្រពន្ធ|ក្រុមហ៊ុន|និយោជក|បន្ទាន់|ផុតកំណត់|ទីកន្លែងកំណើត|ພໍ່|ແມ່|ຜົວ|ເມຍ|ບໍລິສັດ|ນາຍຈ້າງ|ສຸກເສີນ|ໝົດອາຍຸ"
    "|အဖ|အဘ|အမိ|မိခင်|ဖခင်|ကုမ္ပဏီ|အလုပ်ရှင်|အရေးပေါ်|သက်တမ်း|มารดา|บิดา|คู่สมรส|บริษัท|นายจ้าง|ฉุกเฉิน|หมดอายุ|สถานที่เกิด"
    "|tên cha|tên bố|tên mẹ|họ tên cha|họ tên mẹ|khẩn cấp|công ty|hết hạn|ngày cấp|nơi sinh|父亲|母亲|配偶|公司|雇主|紧急|有效期|签发|出生地"
)
"""Words of other people and other days; a heading that holds one is not of the person."""

TOTALS = "total|sum|សរុប|ລວມ|စုစုပေါင်း|รวม|tổng|tổng cộng|合计|总计|prepared by|checked by|អ្នករៀបចំ|ผู้จัดทำ|người lập|制表"
"""Words that open the lines below a list."""
