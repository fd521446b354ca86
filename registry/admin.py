"""Django's admin: accounts, and a look at the records. What happens to a report is decided on the review desk."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from registry.models import Accreditation, Batch, Brand, Decision, Flag, Laboratory, Product, Report


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


@admin.register(Laboratory)
class LaboratoryAdmin(ReadOnly):
    """Laboratories, as reports name them."""

    list_display = ("name", "slug", "published_reports")
    search_fields = ("name",)


admin.site.register((Brand, Product, Batch), ReadOnly)
