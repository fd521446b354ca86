"""How results stand to a yardstick: in words, or with reasons and arithmetic. Written here, as `values` says why."""

from decimal import Decimal
from functools import cache
from html import escape

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from registry.templatetags.localised import say
from registry.web.dose import Metal
from registry.web.limit_words import rule_words
from registry.web.translating import in_language
from registry.web.yardsticks import Judged, Verdicts, Yardstick

register = template.Library()


@register.simple_tag
def verdict_words(verdicts: Verdicts) -> SafeString:
    """Verdicts as words with their icons, on the report's day and today where they differ."""
    if not verdicts:
        return _muted(_("not limited"))
    if not verdicts.differ:
        return _words(verdicts.now)
    on_its_day, today = _day(_("on its day") if verdicts.is_dated else _("by the text chosen")), _day(_("today"))
    then = outcome("cannot tell") if verdicts.is_unread else _words(verdicts.then)
    return SafeString(f"{on_its_day} {then} {today} {_words(verdicts.now)}")


def verdicts_in_full(verdicts: Verdicts, yardstick: Yardstick) -> SafeString:
    """Verdicts with their reasons, limits and arithmetic, on the report's day and today where they differ."""
    if not verdicts:
        return _muted(_("not limited"))
    if not verdicts.differ:
        return SafeString("".join(_in_full(one) for one in verdicts.now))
    on = _day(yardstick.then_says)
    today = _day(_("Today"))
    then = "".join(_in_full(one) for one in verdicts.then) or _without_limit(has_text=yardstick.then is not None)
    if verdicts.is_unread:
        unread = _("The text of that day was not read.")
        then = f'<div class="verdict">{outcome("cannot tell")} <span class="why">{escape(unread)}</span></div>'
    now = "".join(_in_full(one) for one in verdicts.now) or _without_limit(has_text=yardstick.now is not None)
    return SafeString(f"{on}{then}{today}{now}")


@register.simple_tag
def limits_per_day(metal: Metal, grams: Decimal | None) -> SafeString:
    """The limits per day that are for a metal; with how it stands to each where somebody said how many grams."""
    return SafeString("".join(_per_day(one, metal, is_judged=bool(grams)) for one in metal.judged))


def _per_day(judged: Judged, metal: Metal, *, is_judged: bool) -> str:
    judgement, rule = judged.judgement, judged.judgement.rule
    address = escape(reverse("limit", args=[judgement.limit_set.id]))
    said = f'{escape(rule_words(rule))}: <a href="{address}">{_said(judgement.limit_set.title)}</a>'
    if is_judged:
        said = f"{outcome(judged.word)} {said}"
        reasons = [judgement.reason if not metal.reason else "", rule.meaning if judged.word == "above" else ""]
        said += "".join(f'<span class="why">{_said(reason)}</span>' for reason in reasons if reason)
    return f"\n        <li>{said}</li>\n      "


@register.simple_tag
def outcome(word: str) -> SafeString:
    """An outcome's word, in English as in addresses, with its icon and in the reader's language."""
    return SafeString(
        f'<span class="outcome {word.replace(" ", "")}">{outcome_icon(word)}{escape(in_language(word))}</span>'
    )


@register.simple_tag
@cache
def outcome_icon(word: str) -> SafeString:
    """The icon of an outcome."""
    return render_to_string("registry/_parts/outcome_icon.html", {"word": word})


def _words(judged: tuple[Judged, ...]) -> SafeString:
    return SafeString(" ".join(outcome(one.word) for one in judged)) if judged else _muted(_("not limited"))


def _in_full(judged: Judged) -> str:
    """One verdict: its word, why, the limit, and how it was reckoned."""
    judgement, rule = judged.judgement, judged.judgement.rule
    why = f"{_said(judgement.reason)} {escape(judged.asks)}: {escape(rule_words(rule))}"
    if rule.meaning and judged.word == "above":
        why += f". {_said(rule.meaning)}"
    if judged.is_looser:
        looser = _("The laboratory's own limit allows more than this one.")
        why += f". {escape(looser)}"
    reckoned = ""
    if judgement.grams_per_day or not judgement.reason:
        how = escape(_("How reckoned"))
        reckoned = f'<details class="why"><summary>{how}</summary>{_said(judgement.arithmetic)}</details>'
    return f'<div class="verdict">{outcome(judged.word)} <span class="why">{why}</span>{reckoned}</div>'


def _without_limit(*, has_text: bool) -> str:
    said = _("not limited")
    return _muted(said if has_text else ": ".join((said, _("no text in force that we read"))))


def _said(text: str) -> str:
    return conditional_escape(say(text))


def _day(said: str) -> str:
    return f'<span class="day">{escape(said)}</span>'


def _muted(said: str) -> SafeString:
    return SafeString(f'<span class="muted">{escape(said)}</span>')
