"""Numbers of headings, paragraphs and items as United Nations documents write them in each language."""

_ROMAN = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_ARABIC_FIRST = [
    "أولا",
    "ثانيا",
    "ثالثا",
    "رابعا",
    "خامسا",
    "سادسا",
    "سابعا",
    "ثامنا",
    "تاسعا",
    "عاشرا",
    "حادي\xa0عشر",
    "ثاني\xa0عشر",
    "ثالث\xa0عشر",
    "رابع\xa0عشر",
    "خامس\xa0عشر",
]
_ARABIC_NAMES = [
    "ألف",
    "باء",
    "جيم",
    "دال",
    "هاء",
    "واو",
    "زاي",
    "حاء",
    "طاء",
    "ياء",
    "كاف",
    "لام",
    "ميم",
    "نون",
    "سين",
]
_ARABIC_LETTERS = "أبجدهوزحطيكلمنس"
_CHINESE = "一二三四五六七八九十"


def section(number: int, locale: str) -> str:
    """Return the number of a section: `I.`, in Arabic and Chinese the ordinal words used there."""
    if locale == "ar" and number <= len(_ARABIC_FIRST):
        return f"{_ARABIC_FIRST[number - 1]} -"
    return f"{_chinese(number)}、" if locale == "zh" else f"{_roman(number)}."


def subsection(number: int, locale: str) -> str:
    """Return the number of a subsection: `A.`"""
    if locale == "ar" and number <= len(_ARABIC_NAMES):
        return f"{_ARABIC_NAMES[number - 1]} -"
    return f"({_chinese(number)})" if locale == "zh" else f"{_letter(number)}."


def paragraph(number: int, locale: str) -> str:
    """Return the number of a paragraph: `1.`"""
    return f"{number} -" if locale == "ar" else f"{number}."


def item(number: int, locale: str) -> str:
    """Return the number of an item of a list: `(a)`."""
    if locale == "ar" and number <= len(_ARABIC_LETTERS):
        return f"({_ARABIC_LETTERS[number - 1]})"
    letter = _letter(number).lower()
    return f"{letter})" if locale == "ru" else f"({letter})"


def _roman(number: int) -> str:
    text = ""
    for value, sign in _ROMAN:
        while number >= value:
            text, number = text + sign, number - value
    return text


def _letter(number: int) -> str:
    """Count A to Z, then AA, AB."""
    lead, last = divmod(number - 1, 26)
    return (_letter(lead) if lead else "") + chr(ord("A") + last)


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    lead = (_CHINESE[tens - 1] if tens > 1 else "") + "十" if tens else ""
    return lead + (_CHINESE[ones - 1] if ones else "")
