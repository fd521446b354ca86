import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import labs.reference
from labs.coa import Panel
from labs.reference.analytes import all_analytes, by_slug, is_cas, match, panel_of, read_analytes
from labs.reference.errors import ReferenceFileError
from labs.reference.folding import fold

FILES = sorted((Path(labs.reference.__file__).parent / "analytes").glob("*.toml"))
ENTRIES = [
    (path, {"panel": file["panel"], **entry})
    for path in FILES
    for file in [tomllib.loads(path.read_text(encoding="utf-8"))]
    for entry in file["analyte"]
]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_file_reads_whole(path):
    assert read_analytes(path.read_text(encoding="utf-8"), name=path.name)


def test_slugs_are_unique_and_plain():
    slugs = [entry["slug"] for _, entry in ENTRIES]
    assert len(set(slugs)) == len(slugs) == len(all_analytes())
    assert not [slug for slug in slugs if not slug.replace("_", "").isalnum() or slug != slug.lower()]


def test_every_cas_number_has_a_valid_check_digit_and_says_where_it_is_from():
    numbered = [entry for _, entry in ENTRIES if "cas" in entry]
    assert len(numbered) > 150
    assert not [entry["slug"] for entry in numbered if not is_cas(entry["cas"])]
    assert {entry["cas_source"] for entry in numbered} == {"primary", "background"}


@pytest.mark.parametrize("panel", Panel)
def test_no_name_means_two_analytes_of_one_panel(panel):
    meant: dict[str, set[str]] = {}
    for _, entry in ENTRIES:
        if entry["panel"] == panel:
            for name in (entry["name"], *entry.get("synonyms", ()), *entry.get("ambiguous", ())):
                meant.setdefault(fold(name), set()).add(entry["slug"])
    assert {name: slugs for name, slugs in meant.items() if len(slugs) > 1} == {}


def test_every_name_leads_to_its_analyte_in_its_panel():
    for analyte in all_analytes():
        for name in (analyte.name, *analyte.synonyms, *analyte.ambiguous):
            assert match(name, analyte.panel) == analyte.slug, name


def test_a_cas_number_that_was_not_looked_up_is_not_handed_out():
    lead, paynantheine, mitragynine = (by_slug(slug) for slug in ("lead", "paynantheine", "mitragynine"))
    assert (mitragynine.cas, mitragynine.cas_source) == ("4098-40-2", "primary")
    assert mitragynine.cas_citation
    assert (lead.cas, lead.cas_source) == ("7439-92-1", "primary")
    assert (paynantheine.cas, paynantheine.cas_source) == (None, "background")
    assert not [one.slug for one in all_analytes() if one.cas and not one.cas_citation]


@pytest.mark.parametrize(
    ("printed", "panel", "slug"),
    [
        ("Mitragynine", Panel.ALKALOIDS, "mitragynine"),
        ("MITRAGYNINE", None, "mitragynine"),
        ("mitragynin", Panel.ALKALOIDS, "mitragynine"),
        ("7-Hydroxymitragynine (7-OH)", Panel.ALKALOIDS, "7_hydroxymitragynine"),
        ("7‑hydroxy mitragynine", Panel.ALKALOIDS, "7_hydroxymitragynine"),
        ("7α-Hydroxymitragynine", None, "7_hydroxymitragynine"),
        ("7-OH-paynantheine", Panel.ALKALOIDS, "7_hydroxypaynantheine"),
        ("Dihydro-7-OH", Panel.ALKALOIDS, "dihydro_7_hydroxymitragynine"),
        ("Sum of Alkaloids", Panel.ALKALOIDS, "total_alkaloids"),
        ("LEAD (PB)", Panel.METALS, "lead"),
        ("Arsenicᵃ", Panel.METALS, "arsenic"),
        ("Total Aflatoxins (B1, B2, G1, G2)", Panel.MYCOTOXINS, "aflatoxins_total"),
        ("Aflatoxins (sum B1+B2+G1+G2)", Panel.MYCOTOXINS, "aflatoxins_total"),
        ("Total Aflatoxin (B1+B2+G1+G2)", Panel.MYCOTOXINS, "aflatoxins_total"),
        ("Aflatoxins B1+B2+G1+G2", Panel.MYCOTOXINS, "aflatoxins_total"),
        ("Aflatoxins Total", Panel.MYCOTOXINS, "aflatoxins_total"),
        ("Pb", Panel.METALS, "lead"),
        ("Nickel *", Panel.METALS, "nickel"),
        ("Arsenic - QC 54 (ICP-MS)", Panel.METALS, "arsenic"),
        ("rtuť", Panel.METALS, "mercury"),
        ("olovo", None, "lead"),
        ("kadmium", None, "cadmium"),
        ("arsen", None, "arsenic"),
        ("nikl", None, "nickel"),
        ("Quecksilber", Panel.METALS, "mercury"),
        ("plomo", Panel.METALS, "lead"),
        ("piombo", Panel.METALS, "lead"),
        ("chumbo", Panel.METALS, "lead"),
        ("r. Salmonella", Panel.MICROBIALS, "salmonella"),
        ("Salmonella (25 g)", Panel.MICROBIALS, "salmonella"),
        ("ASPERGILLUS_FLAVUS", Panel.MICROBIALS, "aspergillus_flavus"),
        ("Total Yeast & Mould", Panel.MICROBIALS, "tymc"),
        ("plísně", Panel.MICROBIALS, "mold"),
        ("aflatoxiny (suma B1, B2, G1 a G2)", Panel.MYCOTOXINS, "aflatoxins_total"),
        ("Δ9-THC", Panel.POTENCY, "delta_9_thc"),
        ("ß-Pinene", Panel.TERPENES, "beta_pinene"),
        ("Ethylene Oxide", Panel.SOLVENTS, "ethylene_oxide"),  # a pesticide, printed among solvents
        ("Total Yeast & Mold Count", Panel.MICROBIALS, "tymc"),
        ("Summe Alkaloide", Panel.ALKALOIDS, "total_alkaloids"),
        ("Olovo / Lead", Panel.METALS, "lead"),
        ("Kadm", Panel.METALS, "cadmium"),
        ("7-hydroksymitragynina", Panel.ALKALOIDS, "7_hydroxymitragynine"),
        ("Escherichia coli O157:H7", Panel.MICROBIALS, "e_coli_o157"),
        ("Blei/Lead", None, "lead"),
        ("Rtuť | Mercury (Hg)", Panel.METALS, "mercury"),
        ("Hefen und Schimmel / Yeasts and moulds", Panel.MICROBIALS, "tymc"),
        ("Yeast/Mold", Panel.MICROBIALS, "tymc"),
        ("of which moulds", Panel.MICROBIALS, "mold"),
        ("Aerobic plate count 30 °C", Panel.MICROBIALS, "tamc"),
        ("Loss on drying (105 °C)", Panel.MOISTURE, "loss_on_drying"),
        ("Moisture (vacuum oven, 70 °C)", Panel.MOISTURE, "moisture"),
        ("Moisture by Karl Fischer", Panel.MOISTURE, "moisture"),
        ("Lead (Pb) by ICP-MS", Panel.METALS, "lead"),
        ("Arsenic as As", Panel.METALS, "arsenic"),
        ("Σ Alkaloids", Panel.ALKALOIDS, "total_alkaloids"),
        ("Combined Alkaloid Content", Panel.ALKALOIDS, "total_alkaloids"),
        ("Total alkaloids (calculated)", Panel.ALKALOIDS, "total_alkaloids"),
    ],
)
def test_a_printed_name_is_matched(printed, panel, slug):
    assert match(printed, panel) == slug


@pytest.mark.parametrize(
    ("printed", "panel", "slug"),
    [
        ("MG", Panel.ALKALOIDS, "mitragynine"),
        ("MP", Panel.ALKALOIDS, "mitragynine_pseudoindoxyl"),
        ("SG", Panel.ALKALOIDS, "speciogynine"),
        ("SG", Panel.OTHER, "density"),
        ("SPC", Panel.ALKALOIDS, "speciociliatine"),
        ("SPC", Panel.MICROBIALS, "tamc"),
        ("SC", Panel.ALKALOIDS, "speciociliatine"),
        ("LOD", Panel.MOISTURE, "loss_on_drying"),
        ("TC", Panel.MICROBIALS, "coliforms"),
        ("B1", Panel.MYCOTOXINS, "aflatoxin_b1"),
        ("IPA", Panel.SOLVENTS, "2_propanol"),
        ("As", Panel.METALS, "arsenic"),
        ("Total", Panel.ALKALOIDS, "total_alkaloids"),
        ("Total", Panel.TERPENES, "total_terpenes"),
    ],
)
def test_an_ambiguous_name_counts_in_its_own_panel_only(printed, panel, slug):
    assert match(printed, panel) == slug
    assert match(printed, None) is None
    assert match(printed, Panel.PESTICIDES) is None


@pytest.mark.parametrize(
    ("printed", "panel", "slug"),
    [
        ("Diazanon", Panel.PESTICIDES, "diazinon"),
        ("Thiaclorprid", Panel.PESTICIDES, "thiacloprid"),
        ("Afalatoxin B2", Panel.MYCOTOXINS, "aflatoxin_b2"),
        ("Paynanteine", Panel.ALKALOIDS, "paynantheine"),
        ("Diazanon", Panel.METALS, None),
        ("Diazanon", None, None),
    ],
)
def test_a_slip_of_the_pen_is_forgiven_within_the_panel(printed, panel, slug):
    assert match(printed, panel) == slug


@pytest.mark.parametrize(
    ("printed", "panel"),
    [
        ("Omethoate", Panel.PESTICIDES),  # not dimethoate
        ("Parathion Ethyl", Panel.PESTICIDES),  # not parathion-methyl
        ("1,1-Dichloroethane", Panel.SOLVENTS),  # neither 1,2- nor -ethene
        ("2-Butanol", Panel.SOLVENTS),
        ("Pentanes (neo-Pentane)", Panel.SOLVENTS),
        ("Hexene", Panel.SOLVENTS),
        ("Aflatoxin M1", Panel.MYCOTOXINS),
        ("Aflatoxin B3", Panel.MYCOTOXINS),
        ("Fumonisin B2", Panel.MYCOTOXINS),
        ("MGM-17", Panel.ALKALOIDS),
        ("8-Hydroxymitragynine", Panel.ALKALOIDS),
        ("Corynoxine C", Panel.ALKALOIDS),
        ("Corynantheine", Panel.ALKALOIDS),
        ("Cannabidivarol", Panel.POTENCY),
        ("Mold", Panel.FOREIGN),  # seen, not counted
        ("Spinosad (Spinetoram)", Panel.PESTICIDES),  # two analytes in one name
        ("Coliforms / E. coli", Panel.MICROBIALS),  # two organisms
        ("Salmonella / Shigella", Panel.MICROBIALS),  # one of them unknown to us
        ("Lead as Cd", Panel.METALS),
        ("", None),
        ("()", Panel.METALS),
        ("***", Panel.METALS),
    ],
)
def test_a_near_name_of_something_else_is_not_matched(printed, panel):
    assert match(printed, panel) is None


@given(st.text(max_size=300), st.none() | st.sampled_from(Panel))
def test_matching_never_raises_and_names_only_known_analytes(printed, panel):
    slug = match(printed, panel)
    assert slug is None or by_slug(slug) is not None


@given(st.sampled_from(all_analytes()), st.sampled_from(["{}", " {} ", "{}*", "*{}", "{} **", "† {}"]))
def test_case_spaces_and_footnote_marks_do_not_matter(analyte, frame):
    assert match(frame.format(analyte.name.upper()), analyte.panel) == analyte.slug
    assert match(frame.format(analyte.name.lower()), analyte.panel) == analyte.slug


def test_a_panel_is_known_for_every_slug():
    assert panel_of("lead") is Panel.METALS
    assert panel_of("water_activity") is Panel.MOISTURE
    assert panel_of("no_such_slug") is Panel.OTHER


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("4098-40-2", True),
        ("174418-82-7", True),
        ("4098-40-3", False),
        ("4098402", False),
        ("x-40-2", False),
        ("", False),
    ],
)
def test_a_cas_number_is_checked_by_its_last_digit(number, expected):
    assert is_cas(number) is expected


HEAD = 'group = "metal"\npanel = "metals"\n[[analyte]]\nslug = "lead"\nname = "Lead"\n'


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("group = ", "Invalid value"),
        ('group = "metal"\npanel = "rocks"\nanalyte = []\n', "panel"),
        (HEAD + 'colour = "grey"\n', "colour"),
        (HEAD + 'cas = "7439-92-1"\n', "lead: a CAS number and its source go together"),
        (HEAD + 'cas = "7439-92-2"\ncas_source = "background"\n', "lead: 7439-92-2 is not a CAS number"),
        (HEAD + 'cas = "7439-92-1"\ncas_source = "primary"\n', "lead: say where the CAS number was read"),
        (HEAD + 'synonyms = ["--"]\n', "lead: a name is empty"),
    ],
)
def test_a_broken_file_is_an_error_by_name(text, fault):
    with pytest.raises(ReferenceFileError, match=rf"^broken\.toml: .*{fault}"):
        read_analytes(text, name="broken.toml")


def test_a_sound_file_is_read():
    (lead,) = read_analytes(HEAD + 'synonyms = ["Blei"]\n', name="sound.toml")
    assert (lead.slug, lead.group, lead.panel, lead.synonyms) == ("lead", "metal", Panel.METALS, ("Blei",))


@pytest.mark.parametrize(
    ("printed", "slug"),
    [
        ("Mitragynlne", "mitragynine"),
        ("7-Hydroxymitragynlne", "7_hydroxymitragynine"),
        ("7 - Hydroxymitragynine", "7_hydroxymitragynine"),
    ],
)
def test_a_slip_of_a_picture_reader_still_names_the_alkaloid(printed: str, slug: str) -> None:
    assert match(printed, Panel.ALKALOIDS) == slug


@pytest.mark.parametrize(("printed", "other"), [("Δ9-THCA", "Δ9-THC"), ("CBDA", "CBD"), ("Δ8-THC", "Δ9-THC")])
def test_names_one_letter_apart_are_never_one_analyte(printed: str, other: str) -> None:
    assert match(printed, Panel.POTENCY) != match(other, Panel.POTENCY)
