import pytest

from labs.checks import Context, Severity
from labs.checks.document import Document
from labs.checks.identity.domains import domain_of, host_of, printed_domains
from labs.coa import CertificateOfAnalysis
from tests.labs.builders import TODAY, a_coa, a_print, codes, findings

CHECK = "id.qr"


def document(*codes: str, text: str = "") -> Document:
    return Document(text=text, pages=1, codes=tuple(a_print(code) for code in codes))


CONTEXT = Context(today=TODAY, document=document("https://www.velvetacorn.example/coa/TH6R.pdf"))


def example() -> CertificateOfAnalysis:
    return a_coa(lab_name=a_print("Coppermoth Analytics"), client=a_print("Velvet Acorn LLC"))


def test_a_code_to_the_clients_own_pages_is_a_warning():
    (found,) = findings(example(), CHECK, document=CONTEXT.document)
    assert found.says == (
        "The code on this report leads to velvetacorn.example, which bears the name of the client, Velvet Acorn LLC."
    )
    assert found.severity is Severity.WARNING


def test_a_code_to_somebody_unknown_is_a_note():
    (found,) = findings(example(), CHECK, document=document("https://somewhere.example/r/1"))
    assert found.says == "The code on this report leads to somewhere.example, which nothing else on it names."
    assert found.severity is Severity.NOTE


def test_the_clients_pages_are_a_warning_even_where_its_address_is_in_print():
    (found,) = findings(
        example(), CHECK, document=document("https://velvetacorn.example/1", text="info@velvetacorn.example")
    )
    assert found.severity is Severity.WARNING


@pytest.mark.parametrize(
    "known",
    [
        document("https://verify.coppermoth.example/r/1"),
        document("HTTPS://CoppermothAnalytics.example/r/1"),
        document("https://ca.example/r/1", text="See www.ca.example"),
        document("https://reports.example/r/1", text="mail office@reports.example"),
        document("https://orders.confidentcannabis.com/r/1"),
        document("2602011600233"),
        document("mailto:somebody@somewhere.example"),
        document("https://somewhere.example/1", "https://verify.coppermoth.example/r/1"),
        document(),
    ],
)
def test_a_code_that_is_tied_to_the_laboratory_or_is_no_address_is_left_in_peace(known):
    assert codes(example(), CHECK, document=known) == []


def test_one_domain_on_many_pages_is_one_finding():
    assert codes(example(), CHECK, document=document(*["https://somewhere.example/r/1"] * 5)) == [CHECK]


def test_words_that_all_laboratories_bear_tie_nothing():
    coa = a_coa(lab_name=a_print("Coppermoth Testing Labs"))
    assert codes(coa, CHECK, document=document("https://othertestinglabs.example/1")) == [CHECK]


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("https://A.Example.com/x", "a.example.com"),
        ("www.example.com/x", "www.example.com"),
        ("http://[::1", None),
        ("http://localhost/1", None),
        ("KT-0652", None),
    ],
)
def test_a_host_is_read_from_an_address_only(text, host):
    assert host_of(text) == host


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("client.labs.com", "labs.com"),
        ("a.b.labs.co.uk", "labs.co.uk"),
        ("portal.labs.cz", "labs.cz"),
        ("labs.com", "labs.com"),
    ],
)
def test_a_domain_is_what_someone_registered(host, domain):
    assert domain_of(host) == domain


def test_species_are_no_domains():
    assert printed_domains("e.coli, see acmelabs.com or http://x.example.org/1") == {"acmelabs.com", "example.org"}
