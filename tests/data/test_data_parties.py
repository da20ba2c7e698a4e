"""The Parties, regions, rounds and donors that ship with the system."""

import csv
import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

DATA = Path(__file__).parents[2] / "sipgrants" / "data"
LANGUAGES = ("en", "fr", "es", "ru", "zh", "ar")
SCRIPTS = {"ru": range(0x0400, 0x0530), "zh": range(0x4E00, 0xA000), "ar": range(0x0600, 0x0700)}


def parties() -> list[dict[str, str]]:
    with (DATA / "parties.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def load(name: str) -> Any:
    return json.loads((DATA / name).read_text(encoding="utf-8"))


def test_there_are_149_parties_each_once() -> None:
    assert len(parties()) == 149
    for column in ("iso2", "iso3", "m49", *(f"name_{language}" for language in LANGUAGES)):
        values = Counter(party[column] for party in parties() if party[column])
        assert [value for value, times in values.items() if times > 1] == [], column


def test_every_party_but_the_european_union_has_codes_and_a_region() -> None:
    lacking = [p["iso2"] for p in parties() if not (p["iso3"] and p["m49"] and p["region"])]
    assert lacking == ["EU"]


def test_every_party_has_six_names_in_the_right_script() -> None:
    for party in parties():
        assert [language for language in LANGUAGES if not party[f"name_{language}"].strip()] == []
        for language, letters in SCRIPTS.items():
            assert any(ord(letter) in letters for letter in party[f"name_{language}"]), party["iso2"]


def test_united_nations_names_are_used_and_not_common_ones() -> None:
    names = {party["iso2"]: party for party in parties()}
    assert names["TR"]["name_fr"] == "Türkiye"
    assert names["PS"]["name_es"] == "Estado de Palestina"
    assert names["KR"]["name_zh"] == "大韩民国"
    assert names["BO"]["name_ru"] == "Боливия (Многонациональное Государство)"
    assert names["SY"]["name_ar"] == "الجمهورية العربية السورية"


def test_every_party_has_a_time_zone_that_exists() -> None:
    assert [p["iso2"] for p in parties() if ZoneInfo(p["time_zone"]).key != p["time_zone"]] == []


def test_regions_are_the_five_of_the_board_and_follow_the_un_group() -> None:
    groups = {region["un_group"]: region["key"] for region in load("regions.json")["regions"]}
    assert len(groups) == 5
    assert [p["iso2"] for p in parties() if p["region"] != groups.get(p["un_regional_group"], "")] == []
    for region in load("regions.json")["regions"]:
        assert tuple(region["names"]) == LANGUAGES


def test_eligibility_is_yes_no_or_still_to_be_checked() -> None:
    assert Counter(p["eligible"] for p in parties()) == {"yes": 96, "no": 38, "check": 15}
    assert [p["iso2"] for p in parties() if p["eligible"] != "no" and p["category"] == "developed"] == []


def test_what_is_doubtful_says_so() -> None:
    doubtful = [p for p in parties() if p["eligible"] == "check"]
    assert [p["iso2"] for p in doubtful if p["classification_confidence"] != "low" or not p["notes"]] == []
    assert [p["iso2"] for p in parties() if not p["source"]] == []


def test_a_convention_enters_into_force_after_its_instrument_is_deposited() -> None:
    dated = [p for p in parties() if p["deposit_date"]]
    assert [p["iso2"] for p in parties() if not p["deposit_date"]] == ["CF"]
    for p in dated:
        assert date.fromisoformat(p["deposit_date"]) < date.fromisoformat(p["entry_into_force"]), p["iso2"]


def test_who_left_the_list_of_least_developed_countries_is_not_on_it() -> None:
    assert [p["iso2"] for p in parties() if p["ldc_until"] and p["ldc"] != "no"] == []
    assert sorted(p["iso2"] for p in parties() if p["ldc_expected_until"]) == ["BD", "LA"]


def test_rounds_name_only_parties_and_keep_what_is_not_known_empty() -> None:
    known = {p["iso2"] for p in parties()}
    rounds = load("rounds.json")["rounds"]
    assert [r["number"] for r in rounds] == [1, 2, 3, 4]
    assert {iso2 for r in rounds for award in r["awardees"] for iso2 in award} - known == set()
    assert (rounds[2]["applications"], rounds[2]["approved_usd"]) == (None, None)
    assert (rounds[3]["eligible"], sum(rounds[3]["eligible_by_region"].values())) == (29, 29)


def test_donors_are_parties_and_have_the_names_of_parties() -> None:
    names = {p["iso2"]: {language: p[f"name_{language}"] for language in LANGUAGES} for p in parties()}
    donors = load("donors.json")["donors"]
    assert [d["party"] for d in donors] == load("rounds.json")["fund"]["donors"]
    assert [d["party"] for d in donors if d["names"] != names[d["party"]]] == []


def test_members_of_the_board_are_offices_and_no_persons() -> None:
    assert sorted(path.name for path in DATA.rglob("*board*")) == ["board.json"]
    named = {seat["office"].split(" for ")[0] for seat in load("demonstration/board.json")["seats"]}
    assert named == {"Board member"}
