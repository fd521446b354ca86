"""Texts that cap alkaloids, for the checks that hold a report against them."""

from labs.checks.base import Source
from labs.translatable import gettext_noop

GEORGIA = Source(
    text="O.C.G.A. 16-13-122(b), Georgia",
    url="https://casetext.com/statute/code-of-georgia/title-16-crimes-and-offenses/chapter-13-controlled-substances/article-5-kratom/section-16-13-122-effective-112025-content-of-kratom-required-labeling",
)
RHODE_ISLAND = Source(
    text="R.I. Gen. Laws 21-28.12-3, Rhode Island",
    url="https://law.counselstack.com/statute/ri/21-28.12-3",
)
MISSISSIPPI = Source(
    text=gettext_noop("Miss. HB 1077 (2025), as sent to the Governor, sec. 1(a)"),
    url="https://app.legiplex.com/ms/legislature/2025/2025-r/bills/hb1077/drafts-compare",
)
DEA_NOTICE = Source(
    text=gettext_noop("DEA notice of intent of 2026-07-01, as the press reports it"),
    url="https://www.nutritionaloutlook.com/view/dea-to-temporarily-schedule-7-oh-and-other-compounds-found-in-kratom",
)
FLORIDA = Source(
    text=gettext_noop("Florida emergency rule 2ER26-1, as an advocacy group reports it"),
    url="https://antikratom.org/states/florida.html",
)
CZECH = Source(
    text=gettext_noop("Czech Government Regulation 456/2025 Coll., as a seller reports it: 0.1 % 7-OH"),
    url="https://www.plodyzeme.cz/en/nase-novinky/age-restriction-kratom-sales-18-plus/",
)
OHIO = Source(
    text="Ohio Adm. Code 4729:9-1-01.1",
    url="https://codes.ohio.gov/ohio-administrative-code/rule-4729:9-1-01.1",
)
