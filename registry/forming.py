"""What a product is made as, said by a moderator: leaf, capsules, extract, shot, tablets, or that it is not known.

A report's own words say it where they do (`registry.cataloguing`); what a person said is not changed by them any more.
Limits and checks may ask for the form, so that every report of the product is asked again.
"""

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from registry import indexing, rechecking, review, tasks
from registry.corrections import sample_target
from registry.models import Decision, Product, Report
from registry.review import Act, NotAllowed


def say(report: Report, position: int, form: str, *, by: User, reason: str = "") -> Decision:
    """Say what the product of one sample is made as. Raises `NotAllowed`."""
    if form not in Product.Form.values:
        raise NotAllowed(_("Choose what the product is made as."))
    with transaction.atomic():
        report = review.locked_to_correct(report, by)
        product = _held(report, position)
        if product.form == form and product.form_is_corrected:
            raise NotAllowed(_("That was said of this product before."))
        decision = _write(report, position, product, form, is_said=True, by=by, reason=reason)
    rechecking.recheck_one(report)
    return decision


def take_back(report: Report, position: int, *, by: User, reason: str = "") -> Decision:
    """Undo what was said last at this sample: the form is what it was before. Raises `NotAllowed`."""
    with transaction.atomic():
        report = review.locked_to_correct(report, by)
        product = _held(report, position)
        last = last_said(report, position)
        if last is None or not still_holds(last, product):
            raise NotAllowed(_("Something else was said of this product since. Choose its form anew."))
        form, is_said = str(last.before["form"]), bool(last.before["form_is_said"])
        decision = _write(report, position, product, form, is_said=is_said, by=by, reason=reason)
    rechecking.recheck_one(report)
    return decision


def last_said(report: Report, position: int) -> Decision | None:
    """The last decision on the form of the product of one sample."""
    corrections = report.decisions.filter(act=Act.CORRECT).order_by("-pk")
    return next((one for one in corrections if is_about_form(one) and _target(one) == sample_target(position)), None)


def is_about_form(decision: Decision) -> bool:
    """Whether a decision says what a product is made as."""
    return decision.act == Act.CORRECT and "form" in decision.after


def still_holds(decision: Decision, product: Product) -> bool:
    """Whether a product's form is as a decision left it."""
    said = (decision.after["form"], decision.after["form_is_said"])
    return said == (product.form, product.form_is_corrected)


def _target(decision: Decision) -> str:
    return str(decision.after.get("target", ""))


def _held(report: Report, position: int) -> Product:
    sample = report.samples.filter(position=position, product__isnull=False).first()
    if sample is None:
        raise NotAllowed(_("The product is not known yet. Enter it as it is printed."))
    held: Product = Product.objects.select_for_update().get(pk=sample.product_id)
    return held


def _write(
    report: Report, position: int, product: Product, form: str, *, is_said: bool, by: User, reason: str
) -> Decision:
    before = {"form": product.form, "form_is_said": product.form_is_corrected}
    product.form, product.form_is_corrected = form, is_said
    product.save(update_fields=("form", "form_is_corrected"))
    Report.objects.filter(samples__product=product).update(changed_at=timezone.now())
    indexing.refresh_product(product)
    tasks.recheck_product_on_commit(product.pk)
    target = {"target": sample_target(position)}
    return Decision.objects.create(
        report=report,
        by=by,
        act=Act.CORRECT,
        reason=reason.strip(),
        before=target | before,
        after=target | {"form": form, "form_is_said": is_said},
    )
