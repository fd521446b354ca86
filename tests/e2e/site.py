"""A small registry for the browser tests, and signing in to it."""

from dataclasses import dataclass, replace

from django.contrib.auth.models import User
from django.urls import reverse
from playwright.sync_api import Page

from labs.checks import Severity
from labs.coa import Box, Panel, Source
from labs.parsing import Code, Unread
from registry import hearing, review
from registry.models import Batch, Brand, Laboratory, Product, Report, Status
from tests.registry.factories import (
    a_coa,
    a_finding,
    a_moderator,
    a_print,
    a_published_report,
    a_reply,
    a_report,
    a_result,
    an_objection,
    some_results,
)

WRONG = a_finding("lod.number_below_lod", severity=Severity.ALERT, key="|z|1")
PASSWORD = "a-long-password"


@dataclass(frozen=True)
class Site:
    """Reports of each kind that pages differ by."""

    published: Report
    waiting: Report
    hostile: Report
    withdrawn: Report
    unreadable: Report
    on_its_way: Report

    @property
    def pages(self) -> dict[str, str]:
        """One address of every kind of page that everyone may open."""
        row = self.published.samples.get().results.first()
        return {
            "home": "/",
            "results": "/search/?q=leaf",
            "no results": "/search/?q=AM-2219",
            "scan": "/scan/",
            "scan of another site's code": "/scan/?code=https://evil.example/" + "x" * 300 + "?lot=9",
            "scan with a choice": "/scan/?code=https://brand.example/AM-2291",
            "shelf": "/shelf/",
            "offline": "/offline/",
            "laboratories": "/laboratories/",
            "laboratory": Laboratory.objects.get(name="Fernhill Analytics").get_absolute_url(),
            "browse": "/browse/",
            "brands": "/brands/",
            "brands of a letter without any": "/brands/?letter=z",
            "brand": Brand.objects.get(name="Alder & Moss").get_absolute_url(),
            "brand with a hostile name": Brand.objects.get(name__contains="evil").get_absolute_url(),
            "laboratory with a long name": Laboratory.objects.get(name__startswith="LLL").get_absolute_url(),
            "products": "/products/",
            "products of a form": "/products/?form=unknown",
            "no products of a form": "/products/?form=shot",
            "flags": "/flags/",
            "no flags": "/flags/?severity=note",
            "analytes": "/analytes/",
            "analyte": "/analytes/lead/",
            "analyte that is only named": "/analytes/salmonella/",
            "analyte without results": "/analytes/mgm_16/",
            "limit set of a series": "/limits/fl_2er26_1/",
            "product": Product.objects.get(name="Green leaf powder").get_absolute_url(),
            "history of a product": reverse("product-history", args=["alder-moss", "green-leaf-powder"])
            + "?yardstick=ut_r70_580_5",
            "batch": Batch.objects.get(number="AM-2291").get_absolute_url(),
            "comparison": "/compare/?p=alder-moss/green-leaf-powder&yardstick=ut_r70_580_5",
            "comparison without products": "/compare/?find=leaf",
            "report": self.published.get_absolute_url(),
            "report with a yardstick": self.published.get_absolute_url() + "?yardstick=usp_2232&grams=25",
            "report with the dose view": self.published.get_absolute_url() + "?grams=5",
            "report with a value chosen": reverse("value", args=[self.published.reference, 0, row.key]),
            "report with hostile names": self.hostile.get_absolute_url(),
            "report with what was not understood": self.published.get_absolute_url() + "?unread",
            "withdrawn report": self.withdrawn.get_absolute_url(),
            "upload": "/upload/",
            "status": reverse("status", args=[self.on_its_way.tracking_token]),
            "status of a published one": reverse("status", args=[self.published.tracking_token]),
            "status of an unreadable one": reverse("status", args=[self.unreadable.tracking_token]),
            "how we read": "/how-we-read/",
            "how well we read": "/how-well-we-read/",
            "about": "/about/",
            "how we check": "/how-we-check/",
            "who moderates": "/who-moderates/",
            "corrections": "/corrections/",
            "what this is not": "/what-this-is-not/",
            **self.answer_pages,
            "checks": "/checks/",
            "check": "/checks/arith.sum_gt_total/",
            "check with an address in its sum": "/checks/id.qr/",
            "limits": "/limits/",
            "limit set": "/limits/ut_r70_580_5/",
            "sign in": "/accounts/login/",
            "nothing": "/nothing-here/",
        }

    @property
    def answer_pages(self) -> dict[str, str]:
        """A flag, what may be said of it, and a check that was right and wrong."""
        flag, hostile = self.published.flags.order_by("pk").first(), self.hostile.flags.get()
        told = {
            "flag": "flag",
            "reply": "reply",
            "reply sent": "reply-sent",
            "objection": "objection",
            "objection sent": "objection-sent",
        }
        pages = {page: reverse(name, args=[self.published.reference, flag.pk]) for page, name in told.items()}
        pages["flag with a hostile reply"] = hostile.get_absolute_url()
        pages["check that was wrong"] = f"/checks/{hostile.check_id}/"
        return pages

    @property
    def desk_pages(self) -> dict[str, str]:
        """The pages for moderators."""
        desk = reverse("review-report", args=[self.waiting.reference])
        row = self.waiting.samples.get().results.first()
        return {
            "queue": "/review/",
            "empty queue": "/review/?status=rejected",
            "replies and objections": "/review/answers/",
            "desk": desk,
            "desk with a value chosen": f"{desk}?at=0/{row.key}",
            "desk of an unreadable one": reverse("review-report", args=[self.unreadable.reference]),
        }


def a_site() -> Site:
    """The registry; its moderator is mira."""
    mira = a_moderator(username="mira", password=PASSWORD)
    findings = (a_finding(), a_finding("lod.loq_below_lod", severity=Severity.ALERT, key="|y|1"))
    pesticides = tuple(
        a_result(f"Pesticide {n}", "ND", "ppm", analyte=None, panel=Panel.PESTICIDES, lod="0.01", row=8 + n)
        for n in range(14)
    )
    results = (*some_results(), *pesticides, a_result("Lead", "0.3", "ppm", analyte="lead", panel=Panel.METALS, row=23,
                                                      doubts=("two columns could be the result",)))  # fmt: skip
    stray = Unread(printed=a_print("4.77", x=300, top=640), reason="A value in a table that has no row's name.")
    code = Code(text="https://certificates.example/1", kind="QRCode", page=1, box=Box(x0=500, top=9, x1=540, bottom=49))
    seen = {"unread": (stray,), "codes": (code,)}
    hostile = a_coa(lab="L" * 200, brand="\u202eevil كراتوم", product="x" * 300, batch="B" * 119)
    withdrawn = a_report(coa=a_coa(product="Taken back", batch="TB-1"))
    review.publish(withdrawn, by=mira)
    review.withdraw(withdrawn, by=mira, reason="The laboratory replaced this report.")
    site = Site(
        published=a_published_report(coa=a_coa(*results), findings=findings, **seen),
        waiting=a_report(coa=a_coa(*results, batch="AM-2305"), findings=findings, source=Source.PICTURE, **seen),
        hostile=a_published_report(
            coa=hostile, findings=(WRONG,), codes=(replace(code, text="https://" + "x" * 1900),)
        ),
        withdrawn=withdrawn,
        unreadable=a_report(Status.UNREADABLE, is_read=False),
        on_its_way=a_report(Status.READING, is_read=False, pages_done=1, page_count=5),
    )
    answer(site, by=mira)
    return site


def answer(site: Site, *, by: User) -> None:
    """Replies and objections to flags of the site: verified, hostile, waiting and upheld."""
    flag, hostile = site.published.flags.order_by("pk").first(), site.hostile.flags.get()
    words = "\u202eشهادة\u202c <script>alert(1)</script> " + "W" * 400 + "\n\nTwo isomers are left out of the total."
    for reply in (a_reply(flag), a_reply(hostile, text=words, name="N" * 200, capacity="seller")):
        hearing.verify_reply(reply, by=by)
    hearing.uphold(an_objection(hostile), by=by, because="misread", reason="The page prints 1.60.")
    waiting = site.waiting.flags.order_by("pk").first()
    a_reply(waiting)
    an_objection(waiting, text=words, contact="")


def sign_in(page: Page) -> None:
    """As mira, by the form."""
    page.goto("/accounts/login/")
    page.get_by_label("User name").fill("mira")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Review").wait_for()
    page.goto("/review/")
