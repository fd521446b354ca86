"""What we note beside limits, and citations that hold words, in the reader's language. Names of laws stay.

The core keeps them in `labs/reference/limits`, which no tool for translators reads.
"""

from django.utils.translation import gettext_noop

NOTES = (
    gettext_noop("Column alignment of the extracted table is our reading."),
    gettext_noop(
        "The 10^7/10^5/10^4 specification printed on many kratom COAs is this one (behappygoleafy.com/lab/0002801/ "
        "says so)."
    ),
    gettext_noop(
        "Asks for a test of every production lot for microorganisms of public health concern, and for a yearly audit. "
        "The pages that were read set no number for contaminants."
    ),
    gettext_noop(
        "Exceeding a level triggers a warning duty, it does not make the product unlawful. Lead 0.5: "
        "tailwindnutrition.com, cwclabs.com. Settlements may allow naturally occurring amounts."
    ),
    gettext_noop("Exceeding a level triggers a duty to warn; it does not make a product unlawful."),
    gettext_noop(
        "Definitions of alkaloid fraction, semi-synthesized alkaloid etc. read in the act; the 2 % figure itself "
        "comes from a news summary (kratomscience.com/?p=8232), the operative subsection was cut off in the stored "
        "text."
    ),
    gettext_noop("The text bans synthetic alkaloids; that the analogues listed here fall under it is our reading."),
    gettext_noop("Read on a seller's page; the text of the decree itself was not read."),
    gettext_noop("Whole-diet benchmark, not a product limit. Only abstracts were read."),
    gettext_noop("First filed on 2025-08-13 with a threshold of 1 %, and tightened on 2025-08-19."),
    gettext_noop("400 ppm is of the dry weight."),
    gettext_noop("Covers 7-OH and six related compounds; the six names were not seen."),
    gettext_noop("Needs serving size; also bans synthetic alkaloids or metabolites."),
    gettext_noop("It refers to USP <467> for residual solvents. Only the numbers of class 1 were read."),
    gettext_noop(
        "7-OH was 5-28 % above label; other major leaf alkaloids absent; unknown peaks present. Method AOAC 2017.14."
    ),
    gettext_noop(
        "The sources disagree on what the per cent are of: of the leaf's weight, or of its alkaloids. The reading by "
        "leaf weight is the coherent one."
    ),
    gettext_noop(
        "Thai trees, mature population; 4.94 % is a single-site summer maximum (n=134), the 2021-22 national "
        "collection (n=611) topped out at 3.46 %."
    ),
    gettext_noop(
        "Seven of eight products; the eighth was negative. In the second paper, of 68 products 7.4 % exceed 5 µg lead "
        "a day at 3 g a day, and 70.6 % at 25 g."
    ),
    gettext_noop(
        "(a)(2)(ii) also bars products not recognized by FDA as a dietary ingredient or drug, which on FDA's stated "
        "view would cover kratom itself."
    ),
    gettext_noop(
        'Percent by weight of total kratom alkaloids "as confirmed with a high-performance liquid chromatography '
        'testing method". Local bans also exist.'
    ),
    gettext_noop(
        "71-3807: registration needs a COA from an ISO/IEC 17025 lab (ILAC MRA signatory accreditor) stating alkaloid "
        'content and certifying 7-OH "less than two percent" (strict) of alkaloids; 71-3802 says "greater than two '
        'percent" is out (so 2.0 % exactly is treated differently).'
    ),
    gettext_noop(
        "The seller reckons with servings of 2.4 g: lead over three of them a day, the other metals over four. The "
        "current text of NSF was not read."
    ),
    gettext_noop("Which column of the table is whose is our reading."),
    gettext_noop(
        "No numeric limit in the 2021 text (adulteration, label, under-18 sale). AB 322 (2023) would have added "
        "limits and registration; it was not seen enacted."
    ),
    gettext_noop(
        "Mitragynine itself is excluded. The board notice said natural leaf is exempt, but also that a product "
        "containing mitragynine plus 7-OH is illegal; so what an amount of 7-OH means has to be read in the rule."
    ),
    gettext_noop(
        "Requires third-party testing of each batch (unfinished lots up to 1,000 lb; at least 0.5 % by volume "
        'sampled) for microbiological contaminants "under the standards in OAR 333-007-0390"; that cannabis rule '
        "was not retrieved, so no number is entered. Records kept 3 years."
    ),
    gettext_noop(
        "Same metals table as Utah, same alkaloid limits as Georgia. Rhode Island banned kratom before this date."
    ),
    gettext_noop(
        "No cap on 7-OH in per cent: the clause was struck in committee, and only “fully synthetic” alkaloids are "
        "banned. Many sellers' pages still say 2 %."
    ),
    gettext_noop("A House amendment of 2026 and H. 4648 would change it."),
    gettext_noop("Raw leaf only; at most 120 capsules a bottle, 5 oz pouches."),
    gettext_noop(
        "The article reads “0.050 percentage ... or greater than 1.00 milligram”. Whether exactly 0.050 % is in or "
        "out must be read in the Federal Register."
    ),
    gettext_noop(
        "0.05 % is of the dry weight in botanical material, and w/w, w/v or v/v in extracts, edibles and pills. The "
        "cap per article is for extracts, concentrates, edibles and pills."
    ),
    gettext_noop("At any level. MGM-15 is dihydro-7-hydroxymitragynine."),
    gettext_noop("Only for leaf sold to be brewed; kratom powder and capsules are swallowed uncooked."),
    gettext_noop(
        'Methods in <2021> (counts) and <2022> (specified organisms). Compendial acceptance "10^n" may in some '
        "chapters allow up to 2x or 5x; the AHPA comparison notes a 5x rule for one body: a value within that factor "
        "needs a look at the chapter."
    ),
    gettext_noop(
        "For finished products labelled USP or NF only. Kratom has no USP monograph, so this is a yardstick, not a "
        "duty."
    ),
    gettext_noop("Older copies show lead at 10 µg a day; the 2023 text shows 5."),
    gettext_noop(
        "Total arsenic within the limit passes; total arsenic over it says nothing until inorganic arsenic is measured."
    ),
    gettext_noop("The chapter says that dietary supplements are covered by <2232>, not by <232>: a comparison only."),
    gettext_noop("Its number for chromium was not read in a source and is left out."),
    gettext_noop("Only class 1 was read in a source: the numbers of classes 2 and 3 are left out."),
    gettext_noop("Option 1 assumes 10 g a day. Ethanol that belongs to a tincture is no residue."),
    gettext_noop(
        "Asks for “pure leaf kratom”. Its definition (4-45-102) was not read, so there is no number to hold a report "
        "against."
    ),
    gettext_noop("A carve-out for export runs to 2027-03-06."),
    gettext_noop("Text bans any synthetic alkaloid; the analogue rules here are our reading of that clause."),
    gettext_noop(
        'The rule prints "NMT <=10,000,000", and "when one gram or greater sample is tested" beside "Absence in 100g".'
    ),
    gettext_noop("The text was read on a third party's copy, current to 2024-12-01."),
    gettext_noop(
        "Two sources describe labels and age only; another claims a cap of 2 % 7-OH. No number is entered until the "
        "text of the Code is read."
    ),
    gettext_noop("Permit, testing and registration regime; numeric limits sit in a rule that was not retrieved."),
)
CITATIONS = (
    gettext_noop("AHPA 2014 comparison table"),
    gettext_noop("AKA GMP Standards Program, page updated October 2021"),
    gettext_noop("Decree 448/2025 Coll. and Government Regulation 456/2025 Coll."),
    gettext_noop("Flannery et al. 2022, Regul Toxicol Pharmacol 133:105202; Dolan et al. 2020"),
    gettext_noop("Fla. emergency rule 2ER25-2"),
    gettext_noop("Fla. emergency rule 2ER26-1, filed 2026-06-22"),
    gettext_noop("Brown et al. 2025, J AOAC Int qsaf094"),
    gettext_noop("forensicmag/CFSRE; kratomdeals; kratomherald; Griffin 2016"),
    gettext_noop("Miss. HB 1077 (2025), as sent to Governor, sec. 1(a)"),
    gettext_noop("NSF/ANSI 173 (values as quoted by a vendor)"),
    gettext_noop("NSF/ANSI 173 as tabulated by AHPA 2014"),
    gettext_noop("Ohio Adm. Code 4729:9-1-01.1 (emergency filing)"),
    gettext_noop("Tenn. Code 39-17-452 as amended 2018"),
    gettext_noop("DEA notices of intent filed 2026-07-01 (21 U.S.C. 811(h))"),
    gettext_noop("DEA notice of intent filed 2026-07-01"),
    gettext_noop("USP <2023> Table 2"),
    gettext_noop("USP-NF <2232>, Table 1 (official 2023-06-01)"),
    gettext_noop("USP <232> / ICH Q3D oral PDE"),
    gettext_noop("USP <467> Tables 1-3"),
    gettext_noop("Utah Code 4-45-104 as amended 2026"),
    gettext_noop("Utah Admin. Code R70-580-5, Tables 1 and 2"),
    gettext_noop("Virginia Consumer Protection Act amendment (2023)"),
    gettext_noop("W. Va. Code 19-12F (SB 220, 2023) and agency rule"),
)
