"""Plots as SVG. A product's page has ten, each with dozens of labels, which a template would take one by one.

Numbers are pixels, never localised; every text is escaped where it is put in.
"""

from collections.abc import Iterable
from html import escape
from typing import Protocol

from django import template
from django.utils.safestring import SafeString

from registry.web.plots.marks import Marks
from registry.web.plots.scales import Tick
from registry.web.plots.series import Plot
from registry.web.plots.strip import Strip
from registry.web.translating import short_day, short_month

register = template.Library()


class _Titled(Protocol):
    """What is said of a drawing; `key` tells it apart on its page."""

    @property
    def key(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def description(self) -> str: ...


class _Plotted(_Titled, Protocol):
    """A figure of a plot."""

    @property
    def plot(self) -> Plot: ...


class _Stripped(_Titled, Protocol):
    """A figure of a strip."""

    @property
    def strip(self) -> Strip: ...


@register.simple_tag
def plot_drawing(figure: _Plotted) -> SafeString:
    """One plot: its axes, its marks, and its limits with their words."""
    plot = figure.plot
    limits = [
        f'<path class="limit" d="M{plot.left} {limit.at}H{plot.right}"/>'
        f'<text class="limit-said" x="{plot.right}" y="{limit.label_at}">{escape(limit.label)}</text>\n'
        for limit in plot.limits
    ]
    parts = [_up(plot), _along(plot), _drawn(plot.marks), *limits]
    return _drawing(figure, plot.width, plot.height, parts)


@register.simple_tag
def strip_drawing(figure: _Stripped) -> SafeString:
    """One strip: the bar of its middle half, its axis, its marks and its middle value."""
    strip = figure.strip
    parts = []
    if strip.box:
        x, width = strip.box
        parts.append(f'<rect class="half" x="{x}" y="{strip.top}" width="{width}" height="{strip.box_height}"/>\n')
    parts.append(f'<path class="grid base" d="M{strip.left} {strip.base}H{strip.right}"/>\n')
    parts += [_across(strip.across, strip.base), _drawn(strip.marks)]
    if strip.median is not None:
        parts.append(f'<path class="middle" d="M{strip.median} {strip.top}V{strip.base}"/>\n')
    return _drawing(figure, strip.width, strip.height, parts)


def _drawing(figure: _Titled, width: float, height: float, parts: Iterable[str]) -> SafeString:
    title, description = f"t-{escape(figure.key)}", f"d-{escape(figure.key)}"
    return SafeString(
        f'<svg viewBox="0 0 {width} {height}" role="img" aria-labelledby="{title} {description}" focusable="false">\n'
        f'<title id="{title}">{escape(figure.title)}</title>\n'
        f'<desc id="{description}">{escape(figure.description)}</desc>\n{"".join(parts)}</svg>'
    )


def _up(plot: Plot) -> str:
    """The axis of amounts: a line and a label for each step."""
    beside = int(plot.left) - 6
    return "".join(
        f'<path class="grid{"" if place else " base"}" d="M{plot.left} {tick.at}H{plot.right}"/>'
        f'<text class="up" x="{beside}" y="{tick.at}" dy="4">{escape(tick.label)}</text>\n'
        for place, tick in enumerate(plot.up)
    )


def _along(plot: Plot) -> str:
    """The axis of days or columns; where its days have fewer than two labels, the days that it begins and ends with."""
    if len(plot.across) > 1 or plot.first is None or plot.last is None:
        return _across(plot.across, plot.bottom)
    if plot.first == plot.last:
        return _label("across", plot.middle, plot.bottom, short_day(plot.first)) + "\n"
    begins = _label("across begins", plot.left, plot.bottom, short_day(plot.first))
    return f"{begins}{_label('across ends', plot.right, plot.bottom, short_day(plot.last))}\n"


def _across(ticks: Iterable[Tick], base: float) -> str:
    return "".join(
        f'<path class="grid base" d="M{tick.at} {base}v4"/>'
        f"{_label('across', tick.at, base, short_month(tick.day) if tick.day else tick.label)}\n"
        for tick in ticks
    )


def _label(look: str, x: float, base: float, said: str) -> str:
    return f'<text class="{look}" x="{x}" y="{base}" dy="17">{escape(said)}</text>'


def _drawn(marks: Marks) -> str:
    paths = (("stems", marks.stems), ("whiskers", marks.whiskers), ("dots", marks.dots), ("open", marks.open))
    return "".join(f'<path class="{look}" d="{data}"/>' for look, data in paths if data) + "\n"
