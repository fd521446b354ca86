"""Texts that several checks rest on."""

from labs.checks.base import Source
from labs.translatable import Sentence, gettext_noop

_ISO = "https://www.iso.org/standard/66912.html"


def iso_17025(clause: str) -> Source:
    """What ISO/IEC 17025:2017, the standard for testing laboratories, asks in a clause."""
    return Source(text=Sentence(gettext_noop("ISO/IEC 17025:2017, clause %(clause)s"), clause=clause), url=_ISO)


SI = Source(
    text=gettext_noop("SI Brochure, 9th edition, 5.4.7: a per cent is a part of a whole"),
    url="https://www.bipm.org/en/publications/si-brochure",
)
ROUNDING = Source(
    text=gettext_noop("Printed digits as intervals: JCGM 100:2008 (GUM), 4.3.7 and F.2.2.1"),
    url="https://www.bipm.org/en/committees/jc/jcgm/publications",
)
DETECTION = Source(
    text=gettext_noop("Definitions of LOD and LOQ: Eurachem, The Fitness for Purpose of Analytical Methods, 2014, 6.2"),
    url="https://www.eurachem.org/index.php/publications/guides/mv",
)
UTAH = Source(
    text=gettext_noop(
        "Utah Admin. Code R70-580-5, certificate of analysis of a kratom product (text of December 2024)"
    ),
    url="https://d1tvxue8o4w0fl.cloudfront.net/regulation/utah-administrative-code/agriculture-and-food/title-r70-regulatory-services/rule-r70-580-kratom-product-registration-and-labeling/section-r70-580-5-certificate-of-analysis",
)
NEBRASKA = Source(text="Neb. Rev. Stat. 71-3807", url="https://self-law.org/code/ne/chapter-71/71-3807")
RHODE_ISLAND = Source(text="R.I. Gen. Laws 21-28.12-3", url="https://law.counselstack.com/statute/ri/21-28.12-3")
