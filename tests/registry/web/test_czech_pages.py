"""Every public page in Czech: no word of the interface is left in English, and what stays English says that it does."""

import json
import re
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import reverse

from registry import review
from registry.models import Flag, Report
from tests.registry.factories import a_finding, a_moderator, a_published_report, a_reply

pytestmark = pytest.mark.django_db
_DATA = {"printed", "name", "mark", "example", "hash", "commands", "address", "reference", "file-name"}  # classes
_AS_IT_IS = {"bdi", "code", "q", "script", "style", "time", "blockquote", "textarea"}  # elements whose text is data
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_SPOKEN = {"aria-label", "alt", "placeholder", "title"}
# What a laboratory or seller is called, and names that are the same in every language.
_NAMES = (
    "Green leaf powder",
    "Alder & Moss",
    "Fernhill Analytics",
    "USP <",
    "Rhode Island",
    "Caroti 2024",
    "Prozialeck 2020",
    "Clostridium spp. / C. perfringens",
)


class Texts(HTMLParser):
    """The texts of a page that a reader is told, outside of what is data or says that it is English."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self._open: list[tuple[str, bool]] = []

    @property
    def _is_left_out(self) -> bool:
        return bool(self._open) and self._open[-1][1]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        is_data = tag in _AS_IT_IS or bool(_DATA & set(given.get("class", "").split()))
        is_data = is_data or given.get("translate") == "no"
        is_left_out = self._is_left_out or is_data or (tag != "html" and "lang" in given)
        if not is_left_out:
            self.found |= {given[name] for name in _SPOKEN & given.keys()}
        if tag not in _VOID:
            self._open.append((tag, is_left_out))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not self._is_left_out:
            self.found.add(" ".join(data.split()))


def texts_of(client: Client, address: str) -> set[str]:
    page = client.get(address)
    assert page.status_code in (200, 404), address
    parser = Texts()
    parser.feed(page.text)
    return parser.found


def left_in_english(client: Client, address: str) -> list[str]:
    """The texts of more than two words that a page and its Czech version share, without names."""
    same = texts_of(client, address) & texts_of(client, f"/cs{address}")
    bare = {text: re.sub("|".join(map(re.escape, _NAMES)), "", text) for text in same}
    told = {text: rest for text, rest in bare.items() if not text.startswith("https://") and "@" not in text}
    return sorted(text for text, rest in told.items() if len(re.findall(r"[^\W\d_]{2,}", rest)) > 2)


@pytest.fixture
def report() -> Report:
    found = a_published_report(findings=(a_finding(),))
    a_reply(found.flags.get())
    return found


def addresses_of(report: Report) -> dict[str, str]:
    """One public page of each type."""
    sample = report.samples.get()
    product = [sample.product.brand.slug, sample.product.slug]
    flag = [report.reference, report.flags.get().pk]
    address = report.get_absolute_url()
    own = {
        "report": address,
        "report under a yardstick": f"{address}?yardstick=usp_2232&grams=3",
        "report under a law": f"{address}?yardstick=cz_448_2025",
        "value": reverse("value", args=[report.reference, 0, sample.results.first().key]),
        "product": reverse("product", args=product),
        "batch": reverse("batch", args=[*product, sample.batch.key]),
        "no such batch": reverse("batch", args=[*product, "nothing"]),
        "embed": reverse("embed", args=[*product, sample.batch.key]),
        "laboratory": reverse("laboratory", args=[report.laboratory.slug]),
        "brand": reverse("brand", args=[product[0]]),
        "compare": f"{reverse('compare')}?p={product[0]}/{product[1]}",
        "search": f"{reverse('search')}?q=leaf",
        "search with a verdict": f"{reverse('search')}?yardstick=ut_r70_580_5&verdict=within",
        "search without an answer": f"{reverse('search')}?q=QX-9999",
        "flag": reverse("flag", args=flag),
        "reply": reverse("reply", args=flag),
        "reply sent": reverse("reply-sent", args=flag),
        "objection": reverse("objection", args=flag),
        "objection sent": reverse("objection-sent", args=flag),
        "analyte": reverse("analyte", args=["lead"]),
        "check": reverse("check", args=["arith.sum_gt_total"]),
        "limit": reverse("limit", args=["ut_r70_580_5"]),
        "scan without an answer": f"{reverse('scan')}?code=QX-9999",
        "nothing": "/nothing-here/",
    }
    alone = (
        "home", "browse", "laboratories", "analytes", "brands", "flags", "products", "upload", "how-we-read",
        "how-well-we-read", "about", "how-we-check", "who-moderates", "corrections", "what-this-is-not", "checks",
        "limits", "login", "scan", "shelf",
    )  # fmt: skip
    return own | {name: reverse(name) for name in alone}


def test_no_sentence_of_a_czech_page_is_left_in_english(client: Client, report: Report) -> None:
    left = {name: found for name, url in addresses_of(report).items() if (found := left_in_english(client, url))}
    assert left == {}


def test_the_words_of_a_czech_page_are_looked_at_one_by_one(client: Client, report: Report) -> None:
    told = texts_of(client, f"/cs{report.get_absolute_url()}")
    assert {"Co si odporuje", "Čísla protokolu", "Těžké kovy", "Výsledek, %"} <= told


SAID = "The rows add up to 1.83 %, more than the printed total of 1.60 %."
IN_CZECH = "Součet řádků je 1.83 %, víc než vytištěný celek 1.60 %."


def told_of(flag: Flag) -> list[str]:
    """The public pages that tell what a flag says."""
    product = flag.report.samples.get().product.get_absolute_url()
    own = [reverse(name, args=[flag.report.reference, flag.pk]) for name in ("flag", "reply", "objection")]
    return [flag.report.get_absolute_url(), *own, reverse("flags"), product]


def test_what_a_check_found_is_said_in_czech_with_its_numbers_as_they_are(client: Client, report: Report) -> None:
    for address in told_of(report.flags.get()):
        czech, english = client.get(f"/cs{address}").text, client.get(address).text
        assert IN_CZECH in czech, address
        assert SAID not in czech, address
        assert SAID in english, address
        assert IN_CZECH not in english, address


def test_what_was_decided_of_a_flag_is_told_in_czech_too(client: Client, report: Report) -> None:
    flag = report.flags.get()
    own = flag.get_absolute_url()
    review.dismiss_flag(flag, by=a_moderator(), because="explained", reason="")
    for address in (report.get_absolute_url(), reverse("corrections")):
        assert f"Moderátor odložil upozornění: {IN_CZECH}" in client.get(f"/cs{address}").text
    assert "Moderátor odložil upozornění." in client.get(f"/cs{own}").text  # what it says stands above


def test_a_flag_of_which_nobody_kept_how_it_was_made_stays_english_and_says_so(client: Client, report: Report) -> None:
    report.flags.update(says_made={})
    for address in told_of(report.flags.get()):
        assert f'<span lang="en">{SAID}</span>' in client.get(f"/cs{address}").text, address
        assert '<span lang="en">' not in client.get(address).text


def test_words_that_were_changed_by_hand_outweigh_how_they_were_made(client: Client, report: Report) -> None:
    report.flags.update(says="The rows add up.")
    assert '<span lang="en">The rows add up.</span>' in client.get(f"/cs{report.get_absolute_url()}").text


def test_what_a_check_asks_is_czech_and_only_its_sum_is_not(client: Client) -> None:
    page = client.get("/cs/checks/arith.yeast_mold/").text
    assert "Celkový počet kvasinek a plísní (TYMC) počítá totéž co oba ostatní řádky." in page
    assert "Půl řádu (násobek 3,16) je naše volba" in page
    assert page.count('lang="en"') == page.count('class="sum" lang="en"')


def test_a_rule_without_a_word_is_not_called_english(client: Client) -> None:
    assert "<p>LOQ &lt; LOD</p>" in client.get("/cs/checks/lod.loq_below_lod/").text


def test_the_text_that_a_check_rests_on_keeps_its_name(client: Client) -> None:
    page = client.get("/cs/checks/alk.share_over_2/").text
    assert '<span lang="en">Neb. Rev. Stat. 71-3802(5)</span>' in page
    assert "Nejmenší podíl mitragyninu na alkaloidech, 12 %" in page


def test_a_name_that_is_the_same_in_czech_is_not_called_english(client: Client) -> None:
    assert "<h1>Methanol</h1>" in client.get("/cs/analytes/methanol/").text


def test_what_is_printed_is_never_translated(client: Client, report: Report) -> None:
    page = client.get(f"/cs{report.get_absolute_url()}").text
    assert '<span class="printed">Lead</span> <span class="as">Olovo</span>' in page
    assert '<span class="number">0.31</span>' in page  # the point as printed, no comma


def test_days_and_numbers_of_ours_are_written_as_czech_writes_them(client: Client, report: Report) -> None:
    day = report.reported_on
    czech, english = (client.get(url).text for url in ("/cs/limits/cz_448_2025/", "/limits/cz_448_2025/"))
    assert "1\u202f250 mg v balení 50 g" in czech
    assert "at most 1,250 mg in a package of 50 g" in english
    assert "12.\xa0listopadu\xa02025" in czech
    assert "12 November 2025" in english
    assert f"{day.day}.\xa0" in client.get(f"/cs{report.get_absolute_url()}").text


def test_what_programs_read_on_a_czech_page_is_english(client: Client, report: Report) -> None:
    address = report.get_absolute_url()
    blocks = [
        json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', client.get(url).text, re.S)[1])
        for url in (address, f"/cs{address}")
    ]
    assert blocks[0] == blocks[1]


def test_a_czech_page_leads_to_its_feed_and_to_the_one_json(client: Client, report: Report) -> None:
    product = report.samples.get().product
    address, feed = product.get_absolute_url(), reverse("product-feed", args=[product.brand.slug, product.slug])
    page = client.get(f"/cs{address}").text
    assert f'type="application/atom+xml" title="{product.name}, ' in page.replace("&amp;", "&")
    assert f"/cs{feed}" in page
    assert f"testserver{feed}" not in page
    assert client.get(f"/cs{feed}").status_code == 200
    assert f'href="http://testserver{address.rstrip("/")}.json"' in page


def test_each_language_names_itself_and_the_other(client: Client, report: Report) -> None:
    address = report.get_absolute_url()
    for shown in (address, f"/cs{address}"):
        page = client.get(shown).text
        assert f'<link rel="canonical" href="http://testserver{shown}">' in page
        assert f'hreflang="en-gb" href="http://testserver{address}"' in page
        assert f'hreflang="cs" href="http://testserver/cs{address}"' in page


def test_no_czech_page_sets_a_cookie(client: Client, report: Report) -> None:
    posted = {"upload", "login", "reply", "objection", "scan", "scan without an answer"}
    for name, address in addresses_of(report).items():
        assert name in posted or not client.get(f"/cs{address}").cookies, name
