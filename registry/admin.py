"""Django's admin: accounts, and a look at the records. What happens to a report is decided on the review desk."""

from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.http import HttpRequest

from registry import renaming
from registry.models import REVIEW_PERMISSION, Accreditation, Batch, Brand, Decision, Flag, Laboratory, Product, Report
from registry.proposed import NotAllowed


class ReadOnly(admin.ModelAdmin):  # type: ignore[type-arg]
    """A look without a hand: nothing can be added, changed or deleted past the rules of `registry.review`."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002 (Django's names)
        """Never."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002 (Django's names)
        """Never."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002 (Django's names)
        """Never."""
        return False


@admin.register(Report)
class ReportAdmin(ReadOnly):
    """Reports with their status and how reading went."""

    list_display = ("reference", "status", "laboratory", "report_number", "attempts", "failure_code", "created_at")
    list_filter = ("status", "origin", "failure_code")
    search_fields = ("reference", "report_number", "file_name", "sha256")
    list_select_related = ("laboratory",)


@admin.register(Decision)
class DecisionAdmin(ReadOnly):
    """Who decided what, and why."""

    list_display = ("at", "by", "act", "report", "reason")
    list_filter = ("act",)
    list_select_related = ("by", "report")


@admin.register(Flag)
class FlagAdmin(ReadOnly):
    """What looks wrong, over all reports."""

    list_display = ("check_id", "severity", "state", "is_current", "report", "says")
    list_filter = ("check_id", "severity", "state", "is_current")
    list_select_related = ("report",)


@admin.register(Accreditation)
class AccreditationAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Accreditations of laboratories, entered by hand from the source that is named."""

    list_display = ("laboratory", "standard", "body", "number", "valid_from", "valid_to", "checked_on")
    list_select_related = ("laboratory",)
    autocomplete_fields = ("laboratory",)


class NamesForm(forms.ModelForm):  # type: ignore[type-arg]
    """Another name, or another row to merge into, by its slug (of a product: brand/product)."""

    merge_into = forms.CharField(
        required=False, help_text="The slug of what it is the same as, for a product brand/product. It then ends."
    )

    def clean(self) -> dict[str, Any]:
        """Find what to merge into, and try the act, so that what is not allowed is said beside the form."""
        asked = super().clean() or {}
        if slug := asked.get("merge_into"):
            brand, _slash, last = slug.rpartition("/")
            where = {"slug": last, "brand__slug": brand} if type(self.instance) is Product else {"slug": slug}
            asked["into"] = type(self.instance)._default_manager.filter(**where).exclude(pk=self.instance.pk).first()
            if asked["into"] is None:
                raise forms.ValidationError({"merge_into": "There is no other one with this slug."})
        return asked


class Names(ReadOnly):
    """Rows of the catalogue, which moderators rename and merge: see `registry.renaming`."""

    form = NamesForm
    fields = ("name", "merge_into")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002 (Django's names)
        """For moderators."""
        return request.user.is_active and request.user.has_perm(REVIEW_PERMISSION)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """For moderators too."""
        return super().has_view_permission(request, obj) or self.has_change_permission(request, obj)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: ARG002
        """Rename or merge; what is not allowed is told, and nothing is changed."""
        row = type(obj)._default_manager.get(pk=obj.pk)
        try:
            if into := form.cleaned_data.get("into"):
                renaming.merge(row, into, by=cast(User, request.user))
            elif row.name != form.cleaned_data["name"]:
                renaming.rename(row, form.cleaned_data["name"], by=cast(User, request.user))
        except NotAllowed as refusal:
            self.message_user(request, str(refusal), messages.ERROR)


@admin.register(Laboratory)
class LaboratoryAdmin(Names):
    """Laboratories, as reports name them."""

    list_display = ("name", "slug", "published_reports")
    search_fields = ("name",)


admin.site.register((Brand, Product), Names)
admin.site.register(Batch, ReadOnly)
