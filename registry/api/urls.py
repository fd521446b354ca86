"""Addresses of the API, under api/v1/."""

from django.urls import path, re_path
from rest_framework.routers import SimpleRouter

from registry.api import views
from registry.api.base import NoSuchAddress, Problems, Root
from registry.api.checks import Checks, OneCheck
from registry.api.reference import Analytes, LimitSets, OneAnalyte, OneLimitSet
from registry.api.schema import DocsView, SchemaView, TryView
from registry.api.searching import Search
from registry.api.submitting import ReportsViewSet, SubmissionView

app_name = "api"

router = SimpleRouter()
router.register("reports", ReportsViewSet, "report")
router.register("results", views.ResultViewSet, "result")
router.register("flags", views.FlagViewSet, "flag")
router.register("products", views.ProductViewSet, "product")
router.register("batches", views.BatchViewSet, "batch")
router.register("brands", views.BrandViewSet, "brand")
router.register("laboratories", views.LaboratoryViewSet, "laboratory")

urlpatterns = [
    path("", Root.as_view(), name="root"),
    *router.urls,
    re_path(r"^submissions/(?P<tracking_token>[0-9a-f]{32})/$", SubmissionView.as_view(), name="submission"),
    path("search/", Search.as_view(), name="search"),
    path("checks/<str:id>/", OneCheck.as_view(), name="check"),
    path("checks/", Checks.as_view(), name="checks"),
    path("analytes/", Analytes.as_view(), name="analytes"),
    path("analytes/<slug:slug>/", OneAnalyte.as_view(), name="analyte"),
    path("limits/", LimitSets.as_view(), name="limits"),
    path("limits/<slug:id>/", OneLimitSet.as_view(), name="limit"),
    path("problems/", Problems.as_view(), name="problems"),
    path("problems/<slug:code>/", Problems.as_view(), name="problem"),
    path("schema/", SchemaView.as_view(), name="schema"),
    path("docs/", DocsView.as_view(), name="docs"),
    path("docs/try/", TryView.as_view(), name="try"),
    re_path(r"", NoSuchAddress.as_view()),
]
