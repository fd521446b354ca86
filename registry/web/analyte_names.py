"""What an analyte is called in the reader's language: a label of ours, beside the name that a laboratory prints."""

from django.utils.translation import gettext_noop

from labs.reference.analytes import Analyte, by_slug
from registry.web.translating import in_language

_NAMES = (
    gettext_noop("Total alkaloids"),
    gettext_noop("7-Hydroxymitragynine share of alkaloids"),
    gettext_noop("Mitragynine : 7-hydroxymitragynine ratio"),
    gettext_noop("Mitragynine"),
    gettext_noop("7-Hydroxymitragynine"),
    gettext_noop("Speciogynine"),
    gettext_noop("Speciociliatine"),
    gettext_noop("Paynantheine"),
    gettext_noop("Mitragynine pseudoindoxyl"),
    gettext_noop("Arsenic (total)"),
    gettext_noop("Arsenic, inorganic"),
    gettext_noop("Cadmium"),
    gettext_noop("Lead"),
    gettext_noop("Mercury (total)"),
    gettext_noop("Methylmercury"),
    gettext_noop("Nickel"),
    gettext_noop("Chromium (total)"),
    gettext_noop("Chromium, hexavalent"),
    gettext_noop("Manganese"),
    gettext_noop("Cobalt"),
    gettext_noop("Vanadium"),
    gettext_noop("Antimony"),
    gettext_noop("Copper"),
    gettext_noop("Zinc"),
    gettext_noop("Total aerobic microbial count"),
    gettext_noop("Total combined yeast and mold count"),
    gettext_noop("Yeast"),
    gettext_noop("Mold"),
    gettext_noop("Total coliforms"),
    gettext_noop("Fecal coliforms"),
    gettext_noop("Bile-tolerant Gram-negative bacteria"),
    gettext_noop("Escherichia coli (generic)"),
    gettext_noop("Shiga toxin-producing E. coli"),
    gettext_noop("Aflatoxin B1"),
    gettext_noop("Aflatoxin B2"),
    gettext_noop("Aflatoxin G1"),
    gettext_noop("Aflatoxin G2"),
    gettext_noop("Aflatoxins, total (B1+B2+G1+G2)"),
    gettext_noop("Ochratoxin A"),
    gettext_noop("Moisture content"),
    gettext_noop("Loss on drying"),
    gettext_noop("Water activity"),
    gettext_noop("Foreign matter"),
    gettext_noop("Identity test (HPTLC / FTIR / DNA)"),
    gettext_noop("Total ash"),
    gettext_noop("Acid-insoluble ash"),
    gettext_noop("Density / specific gravity"),
    gettext_noop("Unit mass / net weight"),
    gettext_noop("Alcohol by volume"),
    gettext_noop("Nicotine"),
    gettext_noop("Caffeine"),
    gettext_noop("Sum of four polycyclic aromatic hydrocarbons (PAH4)"),
    gettext_noop("Benzene"),
    gettext_noop("Acetone"),
    gettext_noop("Ethanol"),
    gettext_noop("Methanol"),
    gettext_noop("Chloroform"),
    gettext_noop("Toluene"),
    gettext_noop("n-Hexane"),
    gettext_noop("Total THC"),
    gettext_noop("Total CBD"),
    gettext_noop("Total CBG"),
    gettext_noop("Total cannabinoids"),
    gettext_noop("Total terpenes"),
)


def name_of_analyte(analyte: Analyte) -> str:
    """The analyte's name in the reader's language; the catalogue's own where it has none there."""
    return in_language(analyte.name)


def name_by_slug(slug: str, otherwise: str) -> str:
    """The name of the catalogue's analyte with that slug; `otherwise` without one."""
    known = by_slug(slug) if slug else None
    return otherwise if known is None else name_of_analyte(known)
