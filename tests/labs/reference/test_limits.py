import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

import labs.reference
from labs.reference.analytes import by_slug
from labs.reference.errors import ReferenceFileError
from labs.reference.limits import Basis, Confidence, Operator, Standing, all_limit_sets, limit_set, read_limit_set

FOLDER = Path(labs.reference.__file__).parent / "limits"
FILES = sorted(FOLDER.glob("*.toml"))
SOURCED = Path(__file__).parents[4] / "shared/domain/limits.yaml"
SOUND = (FOLDER / "ut_r70_580_5.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_file_is_a_limit_set_of_its_name(path):
    one = read_limit_set(path.read_text(encoding="utf-8"), name=path.name)
    assert one is not None
    assert one.id == path.stem
    assert one.rules or one.notes


@pytest.mark.parametrize("one", all_limit_sets(), ids=lambda one: one.id)
def test_every_limit_set_is_cited_and_dated(one):
    assert one.citation
    assert one.url.startswith(("https://", "http://"))
    assert one.effective_from or one.effective_says
    assert one.checked_on == dt.date(2026, 11, 23)
    assert one.confidence is not Confidence.BACKGROUND_UNVERIFIED
    assert all(by_slug(rule.analyte) for rule in one.rules)


@pytest.mark.parametrize("set_id", ["us_dea_noi_7oh_2026", "us_dea_noi_mp_mgm_2026"])
def test_a_proposal_is_never_a_law_in_force(set_id):
    one = limit_set(set_id)
    assert (one.standing, one.effective_from, one.known_until) == (Standing.PROPOSED, None, None)


@pytest.mark.skipif(not SOURCED.exists(), reason="the file of sourced limits does not lie beside the checkout")
def test_all_that_is_sourced_is_there_and_nothing_else():
    with SOURCED.open(encoding="utf-8") as file:
        sets = yaml.safe_load(file)["limit_sets"]
    hidden = {one["id"] for one in sets if "display" in one or "background_unverified" in one["confidence"]}
    # A partly sourced set shows what is sourced of it; no text stands behind the last two.
    hidden = hidden - {"usp_467"} | {"mo_none", "banned_states"}
    assert {one.id for one in all_limit_sets()} == {one["id"] for one in sets} - hidden


SOURCED_OPERATORS = {">": "<=", "observed_between": "between"}  # what is above a trigger has its meaning
SOURCED_BASES = {
    "fraction_of_total_alkaloids": "share_of_alkaloids", "dry_weight": "per_gram", "w/w": "per_gram",
    "w/w, w/v or v/v": "per_gram", "per_50_g_package": "per_package", "per_mL": "per_ml", "per_capsule": "per_article",
}  # fmt: skip
SOURCED_UNITS = {None: "", "ug": "µg", "ug/g": "µg/g", "cfu/g": "CFU/g", "ratio": ""}
FROM_MEMORY = {("usp_232", "chromium")}  # by the notes of the file


@pytest.mark.skipif(not SOURCED.exists(), reason="the file of sourced limits does not lie beside the checkout")
@pytest.mark.parametrize("one", all_limit_sets(), ids=lambda one: one.id)
def test_every_rule_is_a_sourced_one_and_every_sourced_one_is_there(one):
    with SOURCED.open(encoding="utf-8") as file:
        sourced = {one["id"]: one for one in yaml.safe_load(file)["limit_sets"]}
    told = {rule for rule in _rules(sourced, one.id) if (one.id, rule[0]) not in FROM_MEMORY}
    ours = {(rule.analyte, rule.op, rule.value, rule.upper, rule.unit, rule.basis) for rule in one.rules}
    assert ours == told


@pytest.mark.skipif(not SOURCED.exists(), reason="the file of sourced limits does not lie beside the checkout")
@pytest.mark.parametrize("one", all_limit_sets(), ids=lambda one: one.id)
def test_every_text_is_cited_dated_and_weighed_as_its_source_is(one):
    with SOURCED.open(encoding="utf-8") as file:
        told = {one["id"]: one for one in yaml.safe_load(file)["limit_sets"]}[one.id]
    assert one.citation == told["citation"]
    assert one.kind == told["kind"].split()[0]
    assert (one.standing is Standing.PROPOSED) == ("proposed" in told["kind"])
    assert (one.standing is Standing.REPLACED) == told["status"].startswith("superseded")
    assert (one.standing is Standing.UNKNOWN) <= told["status"].startswith(("unknown", "doubtful"))
    if told["status"].startswith(("unknown", "doubtful", "superseded")):
        assert one.standing is not Standing.IN_FORCE
    if one.effective_from is not None:
        assert one.effective_from.isoformat() in str(told["effective"])
    weights = list(Confidence)  # the best known first; a text of two kinds of source is worth the worse
    named = [weight for weight in weights if weight.value in told["confidence"].replace("conflicting_", "")]
    assert weights.index(one.confidence) >= weights.index(named[0])


def _rules(sourced, set_id):
    for rule in sourced[set_id]["rules"]:
        if rule["op"] == "meets":
            yield from _rules(sourced, "usp_467")
        elif rule.get("usp_class", 1) == 1 and rule["op"] != "form_is":  # classes 2 and 3 were not read in a source
            low, *high = map(_number, rule["value"] if isinstance(rule["value"], list) else [rule["value"]])
            yield (
                rule["analyte"],
                SOURCED_OPERATORS.get(rule["op"], rule["op"]),
                low or Decimal(0),
                high[0] if high else None,
                SOURCED_UNITS.get(rule["unit"], rule["unit"]),
                SOURCED_BASES.get(rule["basis"], rule["basis"]),
            )


def _number(value):
    return Decimal(str(value)) if isinstance(value, int | float) and not isinstance(value, bool) else None


@pytest.mark.parametrize(
    ("set_id", "analyte", "words"),
    [
        ("ut_r70_580_5", "lead", "under 1.2 ppm"),
        ("ut_r70_580_5", "tamc", "at most 10,000,000 CFU/g"),
        ("ut_r70_580_5", "salmonella", "absent in 100 g"),
        ("usp_2232", "cadmium", "at most 5 µg a day"),
        ("cz_448_2025", "mitragynine", "at most 1,250 mg in a package of 50 g"),
        ("tx_444_003", "7oh_share_of_alkaloids", "at most 2 % of all alkaloids"),
        ("tx_444_003", "mgm_16", "not detected"),
        ("ga_16_13_122", "mitragynine", "at most 150 mg in a serving"),
        ("fl_2er26_1", "mit_to_7oh_ratio", "at least 100 to 1"),
        ("fda_irl_lead", "lead", "at most 2.2 µg a day (children)"),
        ("lit_leaf_7oh", "7_hydroxymitragynine", "observed from 0.01 to 0.05 %"),
    ],
)
def test_a_rule_says_itself(set_id, analyte, words):
    assert limit_set(set_id).rule_for(analyte).words == words


def test_a_text_may_have_several_rules_for_an_analyte():
    rules = limit_set("ga_16_13_122").rules_for("7_hydroxymitragynine")
    assert [rule.words for rule in rules] == ["at most 0.5 mg/g", "at most 1 mg in a serving"]


def test_a_rule_for_a_part_is_found_by_the_whole():
    rule = limit_set("usp_2232").rule_for("arsenic")
    assert (rule.analyte, rule.value, rule.op, rule.basis) == (
        "arsenic_inorganic", Decimal(15), Operator.AT_MOST, Basis.PER_DAY,
    )  # fmt: skip
    assert limit_set("usp_2232").rule_for("nickel") is None
    assert limit_set("usp_2232").rule_for(None) is None


@pytest.mark.parametrize(
    "change", [('status = "', 'display = false\nstatus = "'), ("primary_text_via_mirror", "background_unverified")]
)
def test_what_may_not_be_shown_is_not_handed_out(change):
    assert read_limit_set(SOUND.replace(*change), name="hidden.toml") is None
    assert read_limit_set(SOUND, name="shown.toml") is not None


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('kind = "law"', 'kind = "rumour"', "rumour"),
        ('citation = "Utah Admin. Code R70-580-5, Tables 1 and 2"', 'citation = " "', "citation is empty"),
        ('url = "https', 'url = "ftp', "is no address"),
        ("effective_from = 2021-04-02", "", "neither effective_from nor effective_says"),
        ('standing = "in_force"', 'standing = "proposed"', "a proposal is not in effect"),
        ("known_until = 2024-12-01", "", "known_until is missing"),
        ('applies_to = ["all"]', 'applies_to = ["tea"]', "applies_to knows no tea"),
        ('applies_to = ["all"]', "applies_to = []", "applies_to is empty"),
        ('value = "1.2"', "", "only what must not be detected has no value"),
        ('value = "1.2"', 'value = "1.2"\nupper = "3"', "upper and between go together"),
        ("effective_from = 2021-04-02", "effective_from = 2026-04-02", "known_until lies outside"),
        ("effective_from = 2021-04-02", "effective_from = 2021-04-02\neffective_to = 2020-01-01", "ends before"),
        ('analyte = "lead"', 'analyte = "leed"', "leed is no analyte that we know"),
        ('analyte = "lead"', 'analyte = "mercury"', "an analyte has two rules of one kind"),
        ('value = "1.2"\nunit = "ppm"', 'value = "1.2"\nunit = "mg"', "lead: mg does not fit per_gram"),
        ('value = "1.2"\nunit = "ppm"', 'value = "1.2"\nunit = "furlong"', "furlong does not fit"),
        ('value = "1.2"', 'value = "0"', "lead: 0 is not above zero"),
        ('value = "1.2"', 'value = "much"', "value"),
        ('value = "1.2"', 'value = "1.2"\npackage_grams = "50"', "package_grams and the basis per_package go together"),
        ('op = "absent_in"', 'op = "<="', "absent_in and the basis portion go together"),
        ('value = "1.2"', 'value = "1.2"\nonly_for = "tea"', "lead: there is no tea"),
        ('value = "1.2"', 'value = "1.2"\ndry_weight_of = ["tea"]', "lead: there is no tea"),
        ('value = "1.2"', 'value = "1.2"\ndry_weight_of = ["leaf"]', "lead: only the most in a gram"),
        ('jurisdiction = "US-UT"', 'jurisdiction = "US-UT"\ncolour = "red"', "colour"),
    ],
)
def test_a_broken_file_is_an_error_by_name(old, new, fault):
    assert old in SOUND
    with pytest.raises(ReferenceFileError, match=rf"^broken\.toml: .*{fault}"):
        read_limit_set(SOUND.replace(old, new), name="broken.toml")
