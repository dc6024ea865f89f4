"""Letters of Cyrillic and Arabic script, and Arabic words whose vowels the script leaves out."""

CYRILLIC: dict[str, str] = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "yo", "ж": "zh", "з": "z", "и": "i", "й": "y",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
    "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu",
    "я": "ya", "і": "i", "ї": "yi", "є": "ye", "ґ": "g", "ў": "u", "ј": "j", "љ": "lj", "њ": "nj", "ћ": "c", "ђ": "dj",
    "џ": "dz", "қ": "k", "ә": "a", "ғ": "g", "ұ": "u", "ү": "u", "ө": "o", "һ": "h", "ң": "n",
}  # fmt: skip

UKRAINIAN: dict[str, str] = {"г": "h", "и": "y"}
"""What Ukrainian reads otherwise; used where a word holds a letter that only Ukrainian has."""

ARABIC_LETTERS: dict[str, str] = {
    "ا": "a", "أ": "a", "إ": "i", "آ": "a", "ٱ": "a", "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh",
    "د": "d", "ذ": "dh", "ر": "r", "ز": "z", "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "",
    "غ": "gh", "ف": "f", "ق": "q", "ك": "k", "ک": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h", "و": "u", "ي": "i",
    "ی": "i", "ى": "a", "ة": "a", "ء": "", "ئ": "i", "ؤ": "u", "پ": "p", "چ": "ch", "گ": "g", "ژ": "zh", "ٹ": "t",
    "ڈ": "d", "ڑ": "r", "ں": "n", "ے": "i", "ہ": "h", "ھ": "h",
}  # fmt: skip

ARABIC_WORDS: dict[str, str] = {
    "محمد": "muhammad", "محمود": "mahmud", "أحمد": "ahmad", "احمد": "ahmad", "حامد": "hamid", "حميد": "hamid",
    "علي": "ali", "حسن": "hasan", "حسين": "husayn", "حسان": "hassan", "يوسف": "yusuf", "إبراهيم": "ibrahim",
    "ابراهيم": "ibrahim", "إسماعيل": "ismail", "اسماعيل": "ismail", "إسحاق": "ishaq", "موسى": "musa", "عيسى": "isa",
    "داود": "dawud", "سليمان": "sulayman", "عمر": "umar", "عثمان": "uthman", "خالد": "khalid", "خليل": "khalil",
    "طارق": "tariq", "سعيد": "said", "سعد": "saad", "سالم": "salim", "سليم": "salim", "سلمان": "salman",
    "صالح": "salih", "صلاح": "salah", "كريم": "karim", "كمال": "kamal", "جمال": "jamal", "جميل": "jamil",
    "ناصر": "nasir", "نصر": "nasr", "نور": "nur", "وليد": "walid", "الوليد": "walid", "رشيد": "rashid",
    "راشد": "rashid", "رحمن": "rahman", "رحيم": "rahim", "عزيز": "aziz", "قادر": "qadir", "حكيم": "hakim",
    "حليم": "halim", "منير": "munir", "منصور": "mansur", "مصطفى": "mustafa", "ياسين": "yasin", "ياسر": "yasir",
    "يحيى": "yahya", "زيد": "zayd", "زياد": "ziyad", "زكريا": "zakariya", "هاني": "hani", "هشام": "hisham",
    "سامي": "sami", "سمير": "samir", "أمير": "amir", "امير": "amir", "عامر": "amir", "عمار": "ammar", "بلال": "bilal",
    "بشير": "bashir", "بشار": "bashar", "فارس": "faris", "فهد": "fahd", "فيصل": "faysal", "فؤاد": "fuad",
    "فاروق": "faruq", "ماجد": "majid", "مجيد": "majid", "مروان": "marwan", "نبيل": "nabil", "نزار": "nizar",
    "عادل": "adil", "عصام": "isam", "عماد": "imad", "أنور": "anwar", "انور": "anwar", "أسامة": "usama",
    "اسامة": "usama", "أيمن": "ayman", "ايمن": "ayman", "جابر": "jabir", "جعفر": "jafar", "حمزة": "hamza",
    "حمدان": "hamdan", "حمد": "hamad", "طه": "taha", "غسان": "ghassan", "قاسم": "qasim", "لطفي": "lutfi",
    "الدين": "din", "دين": "din", "الله": "allah", "عبد": "abd", "أبو": "abu", "ابو": "abu", "بن": "bin", "ابن": "ibn",
    "بنت": "bint", "سيف": "sayf", "شريف": "sharif", "شهاب": "shihab", "ضياء": "diya", "علاء": "ala", "بكر": "bakr",
    "طالب": "talib", "فاطمة": "fatima", "الزهراء": "zahra", "زهراء": "zahra", "زهرة": "zahra", "عائشة": "aisha",
    "خديجة": "khadija", "مريم": "maryam", "زينب": "zaynab", "ليلى": "layla", "سارة": "sara", "هدى": "huda",
    "نادية": "nadia", "سلمى": "salma", "أمينة": "amina", "امينة": "amina", "جميلة": "jamila", "كريمة": "karima",
    "سميرة": "samira", "رانيا": "rania", "ياسمين": "yasmin", "حليمة": "halima", "صفية": "safiya", "رقية": "ruqayya",
    "سعاد": "suad", "وفاء": "wafa", "هند": "hind", "هناء": "hana", "أسماء": "asma", "اسماء": "asma",
    "بغدادي": "baghdadi", "مصري": "masri", "خطيب": "khatib", "حداد": "haddad", "نجار": "najjar", "خوري": "khuri",
    "شاهين": "shahin", "درويش": "darwish", "بركات": "barakat", "حسيني": "husayni", "قريشي": "qurayshi",
    "شامي": "shami", "حلبي": "halabi", "تونسي": "tunisi", "جزائري": "jazairi", "عراقي": "iraqi", "سيد": "sayyid",
    "زهراني": "zahrani", "قحطاني": "qahtani", "غامدي": "ghamdi", "عتيبي": "utaybi", "تميمي": "tamimi",
    "هاشمي": "hashimi", "صباح": "sabah", "عباس": "abbas", "مهدي": "mahdi", "هادي": "hadi", "رضا": "rida",
    "جواد": "jawad", "حيدر": "haydar", "كاظم": "kazim", "باقر": "baqir", "صادق": "sadiq", "جبار": "jabbar",
    "لطيف": "latif", "مالك": "malik", "مسعود": "masud", "مراد": "murad", "معاذ": "muadh", "نعيم": "naim",
    "وائل": "wail", "يعقوب": "yaqub", "يونس": "yunus", "أيوب": "ayyub", "ايوب": "ayyub", "هارون": "harun",
    "لؤي": "luay", "رامي": "rami", "رائد": "raid", "تامر": "tamir", "شادي": "shadi", "كنعان": "kanan",
}  # fmt: skip
