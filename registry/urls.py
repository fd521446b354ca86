"""Every address of the site."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.auth.views import LoginView, LogoutView
from django.urls import URLPattern, URLResolver, include, path, re_path, register_converter

from registry.api.base import NoSuchAddress
from registry.web import (
    accuracy,
    analytes,
    answer_desk,
    answers,
    catalogue,
    corrections_log,
    embedding,
    errors,
    explaining,
    flag_list,
    form_desk,
    health,
    media,
    moderation,
    negotiation,
    offline,
    picture,
    public,
    reports,
    scanning,
    searching,
    shelf,
    sitemaps,
    submitting,
    trust,
    well_known,
)
from registry.web.addresses import ResultKeyConverter
from registry.web.feeds import remarks as remark_feeds
from registry.web.feeds import reports as report_feeds
from registry.web.products import views as products

register_converter(ResultKeyConverter, "result_key")
_PRODUCT = "products/<slug:brand>/<slug:product>/"
_BATCH = f"{_PRODUCT}batches/<slug:key>/"
_REPORT = "reports/<slug:reference>/"
_VALUE = "values/<int:sample>/<result_key:key>"
_FLAG = f"{_REPORT}flags/<int:flag>/"
_DESK = "review/<slug:reference>/"

_FEEDS = [
    path("feed.atom", report_feeds.newest, name="newest-feed"),
    path("search/feed.atom", report_feeds.found, name="search-feed"),
    path("laboratories/<slug:slug>/feed.atom", report_feeds.of_laboratory, name="laboratory-feed"),
    path("brands/<slug:brand>/feed.atom", report_feeds.of_brand, name="brand-feed"),
    path(f"{_PRODUCT}feed.atom", report_feeds.of_product, name="product-feed"),
    path(f"{_BATCH}feed.atom", report_feeds.of_batch, name="batch-feed"),
    path("flags/feed.atom", remark_feeds.flags, name="flags-feed"),
    path("corrections/feed.atom", remark_feeds.corrections, name="corrections-feed"),
]

# A flag, what is said of it, and what moderators decide of that.
_ANSWERS = [
    path(_FLAG, answers.flag, name="flag"),
    path(f"{_FLAG}reply/", answers.answer, {"kind": "reply"}, name="reply"),
    path(f"{_FLAG}reply/sent/", answers.sent, {"kind": "reply"}, name="reply-sent"),
    path(f"{_FLAG}object/", answers.answer, {"kind": "objection"}, name="objection"),
    path(f"{_FLAG}object/sent/", answers.sent, {"kind": "objection"}, name="objection-sent"),
    path("review/answers/", answer_desk.answers, name="review-answers"),
    path(f"{_DESK}replies/<int:answer>/", answer_desk.decide_answer, {"kind": "reply"}, name="decide-reply"),
    path(f"{_DESK}objections/<int:answer>/", answer_desk.decide_answer, {"kind": "objection"}, name="decide-objection"),
]

# For people, in each language: English at the bare address, the others behind a prefix (/cs/…).
_PAGES: list[URLPattern | URLResolver] = [
    *_FEEDS,
    path("", public.home, name="home"),
    path("search/", searching.search, name="search"),
    path("search/suggestions/", searching.suggestions, name="suggestions"),
    path("scan/", scanning.scan, name="scan"),
    path("offline/", offline.offline, name="offline"),
    path("shelf/", shelf.shelf, name="shelf"),
    path("browse/", catalogue.browse, name="browse"),
    path("laboratories/", catalogue.laboratories, name="laboratories"),
    path("laboratories/<slug:slug>/", catalogue.laboratory, name="laboratory"),
    path("analytes/", analytes.analytes, name="analytes"),
    path("analytes/<slug:analyte>/", analytes.analyte, name="analyte"),
    path("brands/", catalogue.brands, name="brands"),
    path("brands/<slug:brand>/", catalogue.brand, name="brand"),
    path("flags/", flag_list.flags, name="flags"),
    path("products/", catalogue.products, name="products"),
    path("products/<slug:brand>/", catalogue.brand_of_products, name="brand-of-products"),
    path(_PRODUCT, products.product, name="product"),
    path(f"{_PRODUCT}history/", products.product_history, name="product-history"),
    path(_BATCH, products.batch, name="batch"),
    path("compare/", products.compare, name="compare"),
    path(_REPORT, reports.report, name="report"),
    path(f"{_REPORT}{_VALUE}/", reports.value, name="value"),
    path(f"{_BATCH}badge.svg", embedding.badge, name="badge"),
    path(f"{_BATCH}embed/", embedding.embed, name="embed"),
    *_ANSWERS,
    path("upload/", submitting.upload, name="upload"),
    path("uploads/<slug:token>/", submitting.status, name="status"),
    path("uploads/<slug:token>/state.json", submitting.status_json, name="status-json"),
    path("review/", moderation.queue, name="review"),
    path(_DESK, moderation.desk, name="review-report"),
    path(f"{_DESK}decide/", moderation.decide, name="decide"),
    path(f"{_DESK}flags/<int:flag>/", moderation.decide_flag, name="decide-flag"),
    path(f"{_DESK}head/", moderation.correct_head, name="correct-head"),
    path(f"{_DESK}samples/<int:sample>/", moderation.correct_sample, name="correct-sample"),
    path(f"{_DESK}samples/<int:sample>/form/", form_desk.say_form, name="say-form"),
    path(f"{_DESK}{_VALUE}/", moderation.correct_result, name="correct-result"),
    path("how-we-read/", explaining.how_we_read, name="how-we-read"),
    path("how-well-we-read/", accuracy.how_well_we_read, name="how-well-we-read"),
    path("about/", trust.about, name="about"),
    path("how-we-check/", trust.how_we_check, name="how-we-check"),
    path("who-moderates/", trust.who_moderates, name="who-moderates"),
    path("corrections/", corrections_log.corrections, name="corrections"),
    path("what-this-is-not/", explaining.what_this_is_not, name="what-this-is-not"),
    path("checks/", explaining.checks, name="checks"),
    path("checks/<str:check_id>/", explaining.check, name="check"),
    path("limits/", explaining.limits, name="limits"),
    path("limits/<slug:set_id>/", explaining.limit, name="limit"),
    path("accounts/login/", LoginView.as_view(template_name="registry/login.html"), name="login"),
    path("accounts/logout/", LogoutView.as_view(), name="logout"),
]

# Files, and what programs ask for: one address each, in English.
_FILES: list[URLPattern | URLResolver] = [
    path(f"{_REPORT}{_VALUE}.webp", media.crop, name="crop"),
    path(f"{_REPORT}pages/<int:number>.webp", media.page_image, name="page-image"),
    path(f"{_REPORT}original.pdf", media.original, name="original"),
    path(f"{_REPORT}as-sent", media.as_sent, name="as-sent"),
    path(f"{_PRODUCT}picture.png", picture.product_picture, name="product-picture"),
    path(f"{_PRODUCT}standing.json", shelf.product_standing, name="product-standing"),
    path(f"{_BATCH}standing.json", shelf.batch_standing, name="batch-standing"),
    path(f"{_REPORT}standing.json", shelf.report_standing, name="report-standing"),
    path("oembed", embedding.oembed, name="oembed"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("service-worker.js", offline.service_worker, name="service-worker"),
    path("manifest.webmanifest", offline.manifest, name="manifest"),
    path("robots.txt", well_known.robots, name="robots"),
    path("llms.txt", well_known.llms, name="llms"),
    path(".well-known/security.txt", well_known.security, name="security"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemaps/<slug:section>.xml", sitemaps.part, name="sitemap-part"),
    path("admin/", admin.site.urls),
    path("api/v1/", include("registry.api.urls")),
    re_path(r"^api/(?!v1$)", NoSuchAddress.as_view()),
]

# Last, for it takes whatever ends so: a page's address with .json in place of its last slash.
_JSON = path("<path:page>.json", negotiation.as_json, name="as-json")

urlpatterns = [*_FILES, *i18n_patterns(*_PAGES, prefix_default_language=False), _JSON]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
