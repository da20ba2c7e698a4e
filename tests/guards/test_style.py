"""The style sheet stays small, keeps colours and sizes in its tokens, knows no left and right, and has contrast."""

import re
from pathlib import Path

import pytest

SHEET = (Path(__file__).resolve().parents[2] / "sipgrants/static/style.css").read_text(encoding="utf-8")
BARE = re.sub(r"/\*.*?\*/", "", SHEET, flags=re.DOTALL)
TOKENS = re.findall(r":root\s*\{[^}]*\}", BARE)
RULES = re.sub(r"@media\s*\([^)]*\)", "", re.sub(r":root\s*\{[^}]*\}", "", BARE))
TEXT, LARGE = 4.5, 3.0


def colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):(#[0-9A-Fa-f]{6})", block))


LIGHT = colours(TOKENS[0])
DARK = LIGHT | colours(TOKENS[1])


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


TONES = ("accent", "good", "attention", "danger")
PAIRS = [
    *((ink, ground) for ink in ("ink", "muted", *TONES) for ground in ("surface", "ground")),
    *((tone, f"{tone}-pale") for tone in TONES),
    *(("ink", f"{tone}-pale") for tone in TONES),
    *(("muted", "accent-pale"), ("accent", "danger-pale"), ("accent", "attention-pale")),
    *(("accent-ink", "accent"), ("accent-ink", "danger")),
]
PHYSICAL = (
    r"[{;\s](?:margin|padding|border|inset)-(?:left|right|top|bottom)"
    r"|[{;\s](?:left|right|top|bottom)\s*:"
    r"|(?:align|float|clear):\s*(?:left|right)"
)


def test_style_sheet_is_at_most_15_kb() -> None:
    assert len(SHEET.encode()) <= 15_000


def test_colours_are_written_in_the_tokens_only() -> None:
    assert re.findall(r"#[0-9A-Fa-f]{3,8}\b|\brgba?\(|\bhsla?\(", RULES) == []


def test_sizes_in_pixels_are_written_in_the_tokens_only() -> None:
    assert re.findall(r"[\w-]+:[^;{}]*\b\d+px", RULES) == []


def test_properties_know_no_left_and_right() -> None:
    assert re.findall(PHYSICAL, RULES) == []


def test_every_variable_that_is_used_is_defined() -> None:
    defined = set(re.findall(r"(--[\w-]+):", BARE))
    assert set(re.findall(r"var\((--[\w-]+)", BARE)) - defined == set()


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("pair", PAIRS, ids="-on-".join)
def test_text_has_enough_contrast(scheme: dict[str, str], pair: tuple[str, str]) -> None:
    ink, ground = pair
    assert contrast(scheme[ink], scheme[ground]) >= TEXT


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_edges_of_fields_and_focus_ring_can_be_seen(scheme: dict[str, str]) -> None:
    assert min(contrast(scheme[edge], scheme["surface"]) for edge in ("muted", "accent")) >= LARGE


def test_focus_is_never_removed() -> None:
    assert re.findall(r"outline:\s*(?:none|0)", BARE) == []
