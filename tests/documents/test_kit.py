"""How text becomes lines: order, joining, breaking, glyphs, figures and dates."""

from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path
from unicodedata import normalize

import pytest
from babel import Locale

from sipgrants.core.i18n import msg
from sipgrants.core.money import Money
from sipgrants.documents.kit import fonts, numbering
from sipgrants.documents.kit.language import Language
from sipgrants.documents.kit.lines import Run, clean, is_rtl, lines

PARTIES = Path(__file__).parents[2] / "sipgrants" / "data" / "parties.csv"
MOMENT = datetime(2024, 7, 31, 21, 59, 5, tzinfo=UTC)


def set_in(text: str, width: float = 1e9, *, rtl: bool = False, chinese: bool = False) -> list[str]:
    found = lines([Run(text)], width, rtl=rtl, chinese=chinese)
    return [normalize("NFKC", "".join(piece.text for piece in line)) for line in found]


def test_arabic_is_drawn_from_the_right_with_figures_and_latin_from_the_left() -> None:
    assert set_in("رقم SIP 2024", rtl=True) == ["SIP 2024 مقر"]


def test_a_date_in_arabic_does_not_run_on_with_a_latin_name() -> None:
    days = Language("ar").days(date(2024, 9, 10), date(2024, 9, 12))
    assert set_in(f"في Geneva، {days}", rtl=True) == ["2024 ربمتبس 12–10 ،Geneva يف"]


def test_brackets_in_arabic_are_mirrored() -> None:
    assert set_in("(رقم)", rtl=True) == ["(مقر)"]
    assert set_in("رقم (SIP)", rtl=True) == ["(SIP) مقر"]


def test_arabic_letters_are_joined() -> None:
    drawn = "".join(piece.text for piece in lines([Run("رقم")], 1e9, rtl=True, chinese=False)[0])
    assert [f"{ord(c):04X}" for c in drawn] == ["FEE2", "FED7", "FEAD"]


def test_arabic_inside_an_english_line_keeps_its_own_order() -> None:
    assert set_in("The word رقم means number") == ["The word مقر means number"]


def test_a_line_breaks_between_words() -> None:
    assert set_in("one two three", 4500) == ["one two", "three"]


def test_a_word_wider_than_the_line_is_torn() -> None:
    assert "".join(set_in("9f86d081884c7d659a2f", 3000)) == "9f86d081884c7d659a2f"
    assert len(set_in("9f86d081884c7d659a2f", 3000)) == 4


def test_no_line_of_chinese_begins_with_a_full_stop() -> None:
    assert set_in("中国你好。世界", 4000, chinese=True) == ["中国你", "好。世界"]


def test_bold_and_regular_words_share_a_line() -> None:
    pieces = lines([Run("Decides ", fonts.BOLD), Run("to approve")], 1e9, rtl=False, chinese=False)[0]
    assert [piece.face.name for piece in pieces] == ["SipLatinBold", "SipLatinRegular"]


def test_characters_that_disguise_what_is_printed_are_dropped() -> None:
    assert clean("invoice\u202efdp.exe\u2066\x00\x07") == "invoicefdp.exe"


@pytest.mark.parametrize(
    ("text", "expected"), [("123 رقم", True), ("SIP رقم", False), ("123", False), ("", False)]
)
def test_the_first_letter_gives_the_direction(text, expected) -> None:
    assert is_rtl(text) is expected


def test_every_partys_name_has_a_glyph_in_six_languages() -> None:
    codes = [line.split(",")[0] for line in PARTIES.read_text("utf-8").splitlines()[1:]]
    names = {language: Locale(language).territories for language in ("en", "fr", "es", "ru", "zh", "ar")}
    text = "".join(names[language][code] for language in names for code in codes)
    assert fonts.missing(text) == set()
    assert len(codes) > 120


def test_every_english_name_of_a_party_as_we_ship_it_has_a_glyph() -> None:
    assert fonts.missing(PARTIES.read_text("utf-8")) == set()


def test_a_character_without_a_glyph_is_found_out() -> None:
    assert fonts.missing("mercury \U0001f600") == {"\U0001f600"}


def test_the_bold_weight_is_a_font_of_its_own() -> None:
    assert fonts.face(fonts.LATIN, fonts.BOLD).width("A") != fonts.face(fonts.LATIN, fonts.REGULAR).width("A")
    assert fonts.face(fonts.ARABIC, fonts.BOLD).name != fonts.face(fonts.ARABIC, fonts.REGULAR).name


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("en", "US$ 2,061,813"),
        ("fr", "2 061 813 US$"),
        ("es", "2.061.813 US$"),
        ("ru", "2 061 813 US$"),
        ("zh", "US$ 2,061,813"),
        ("ar", "\u200f2,061,813 دولار أمريكي"),
    ],
)
def test_an_amount_is_written_as_its_readers_write_it(locale, expected) -> None:
    assert normalize("NFKC", Language(locale).money(Money.usd("2061813"))) == expected


def test_cents_are_shown_where_there_are_any() -> None:
    amounts = [Money.usd("1"), Money.usd("2.50")]
    assert Language("en").figures(amounts) == ["1.00", "2.50"]
    assert Language("en").figures(amounts[:1]) == ["1"]
    assert Language("en").money(Money.parse("1500", "XOF")) == "XOF\u00a01,500"


def test_a_share_is_rounded_half_up_from_the_exact_fraction() -> None:
    assert Language("en").percent(Fraction(1, 8)) == "13\u00a0%"
    assert Language("en").percent(Fraction(1, 3), 1) == "33.3\u00a0%"


def test_a_moment_is_told_to_the_second_with_its_zone() -> None:
    assert Language("en").moment(MOMENT) == "31 July 2024, 21:59:05 UTC"
    assert Language("en").moment(MOMENT, "Africa/Lusaka") == "31 July 2024, 23:59:05 (Lusaka, UTC+02:00)"
    assert Language("en").moment(MOMENT, "America/Lima") == "31 July 2024, 16:59:05 (Lima, UTC-05:00)"


def test_a_span_of_days_says_once_what_both_share() -> None:
    english = Language("en")
    assert normalize("NFKC", english.days(date(2024, 9, 10), date(2024, 9, 12))) == "10–12 September 2024"
    assert english.days(date(2024, 9, 10), date(2024, 9, 10)) == "10 September 2024"
    assert english.days(date(2024, 9, 10), date(2024, 10, 1)) == "10 September 2024 – 1 October 2024"


def test_a_message_goes_through_the_translator_and_a_fact_does_not() -> None:
    shouting = Language("en", lambda message: str(message).upper())
    assert (shouting.text(msg("Page %(page)s", page=3)), shouting.text("Page 3")) == ("PAGE 3", "Page 3")


def test_headings_are_numbered_as_un_documents_number_them() -> None:
    assert [numbering.section(n, "en") for n in (1, 4, 9, 14)] == ["I.", "IV.", "IX.", "XIV."]
    assert [numbering.subsection(n, "fr") for n in (1, 26, 27)] == ["A.", "Z.", "AA."]
    assert [numbering.item(n, "ru") for n in (1, 2)] == ["a)", "b)"]
    assert [numbering.section(n, "zh") for n in (1, 10, 12, 20)] == ["一、", "十、", "十二、", "二十、"]
    assert numbering.section(2, "ar") == "ثانيا -"


def test_the_fonts_are_prepared_into_the_folder_that_is_named(tmp_path) -> None:
    fonts.prepare()
    source = next(p for p in fonts.default_cache().glob("NotoSansArabic-Bold-*.ttf"))
    package, inner = fonts._VARIABLE[fonts.ARABIC, fonts.BOLD]
    spec = fonts.find_spec(package)
    cut = fonts._bold(Path(spec.origin).parent / inner, tmp_path)
    assert (cut.parent, cut.read_bytes()) == (tmp_path, source.read_bytes())
