"""What is on record of alkaloids in leaf and products, for the checks that hold a report against it."""

from labs.checks.base import Source
from labs.translatable import gettext_noop

LEAF_MITRAGYNINE = Source(
    text=gettext_noop("Mitragynine in 745 Thai leaf samples, 0.31 to 4.94 %: Sengnon 2023"),
    url="https://doi.org/10.3390/plants12040949",
)
WILD_TREES = Source(
    text=gettext_noop("Mitragynine in leaf of wild Thai trees, 0.75 to 2.66 %: Leksungnoen 2022"),
    url="https://frontiersin.org/journals/plant-science/articles/10.3389/fpls.2022.1028547/full",
)
LEAF_7OH = Source(
    text=gettext_noop("7-OH in leaf, 0.01 to 0.04 %: a seller's summary"),
    url="https://kratomdeals.co/blog/lab-tested-kratom-what-to-look-for.html",
)
POWDER_7OH = Source(
    text=gettext_noop("7-OH in leaf powder sold in the US, up to 0.05 %: McCurdy, by a news site"),
    url="https://kratomherald.com/7-hydroxymitragynine-levels-in-kratom-powder-are-100-500-higher-than-the-levels-in-natural-leaf-since-7-hydroxymitragynine-is-apparently-not-produced-within-kratom-leaves-but-rather-forms-via-the-ox/",
)
NATIVE_PROFILE = Source(
    text=gettext_noop("12 to 13 alkaloids in each of the US products tested: Manwill 2022"),
    url="https://pmc.ncbi.nlm.nih.gov/articles/PMC9343938",
)
SEVEN_OH_PRODUCTS = Source(
    text=gettext_noop("7-OH 22 to 75 mg/g beside mitragynine 2 to 6 mg/g, other alkaloids of leaf missing: Brown 2025"),
    url="https://m.booksci.cn/literature/145254292.htm",
)
GRIFFIN = Source(text=gettext_noop("Mitragynine in all 15 products sold as kratom: Griffin 2016, J Psychoactive Drugs"))
PRODUCTS = Source(
    text=gettext_noop("Paynantheine and speciogynine beside mitragynine across products: Sharma 2019, by a summary"),
    url="https://kratomalks.org/pages/uplc-ms-ms-research-paper",
)
RAW_LEAF = Source(
    text=gettext_noop(
        "Mitragynine about 60 %, paynantheine 11 %, speciogynine 8 % of alkaloids: a maker's press release"
    ),
    url="https://www.einpresswire.com/article/830683051/diversified-botanics-applauds-fda-s-decisive-action-against-synthetic-7-oh-swift-federal-enforcement-protects-consumers",
)
HHS_STATEMENT = Source(
    text=gettext_noop("HHS statement of 2026-07-01, summarised: not found in the plant"),
    url="https://mdspire.com/article-page/summary?id=fd8efe03-c618-4c9a-b4a7-f015e276ab36&pub=United+States+Department+Of+Health+And+Human+Services",
)
