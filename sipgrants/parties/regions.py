"""The five regions from which the Board is drawn, and the UN group that each belongs to."""

import json
from pathlib import Path

from sipgrants.core.i18n import Message, msg

_FILE = Path(__file__).parents[1] / "data" / "regions.json"
_DATA = json.loads(_FILE.read_text(encoding="utf-8"))["regions"]
REGIONS: tuple[str, ...] = tuple(region["key"] for region in _DATA)
GROUPS: dict[str, str] = {region["key"]: region["un_group"] for region in _DATA}
LABELS: dict[str, Message] = {
    "Africa": msg("Africa"),
    "Asia and the Pacific": msg("Asia and the Pacific"),
    "Central and Eastern Europe": msg("Central and Eastern Europe"),
    "Latin America and the Caribbean": msg("Latin America and the Caribbean"),
    "Western Europe and Others": msg("Western Europe and Others"),
    "": msg("No region"),
}
STANDINGS: dict[str, Message] = {
    "developing": msg("Developing country"),
    "transition": msg("Economy in transition"),
    "check": msg("To be decided"),
    "no": msg("Neither developing nor in transition"),
}
CATEGORIES: dict[str, Message] = {
    "developing": msg("Developing country"),
    "economy_in_transition": msg("Economy in transition"),
    "developed": msg("Developed country"),
}
KINDS: dict[str, Message] = {
    "eligibility": msg("Eligibility"),
    "ldc": msg("Least developed country"),
    "sids": msg("Small island developing State"),
}
VALUES: dict[str, Message] = {**STANDINGS, "yes": msg("Yes")}


def region(key: str) -> Message:
    """Return what a region is called."""
    return LABELS[key]


def value(kind: str, name: str) -> Message:
    """Return what a status is called: `no` means another thing of eligibility than of the lists."""
    return msg("No") if kind != "eligibility" and name == "no" else VALUES[name]
