"""Plots that the server draws: values in, values out, and a tag that sets them as SVG. No Django but dates in it.

How a plot is made, from the bottom:

* `claims`: what a printed result lets us draw. ``claim_of(measured, unit)`` is a `Claim` in the plot's unit, or None
  for what has no height (not detected without a LOD, a word, another kind of unit). *Not detected* stands as an open
  mark at its bound, never at zero.
* `scales`: ``scale_for(amounts, start, end)`` is a `Scale` from amounts to pixels on round numbers, zero included;
  ``ticks(scale)`` are its labelled `Tick`s. ``day_scale`` and ``day_ticks`` are the same for days.
* `marks`: ``marks_of([(pixel, claim), ...], scale)`` is a `Marks`: four paths (dots, open marks, stems, whiskers) in
  the plot's own pixels. A path holds any number of marks in some ten bytes each, so long series stay small.
  ``turned=True`` lays amounts along the page's width (a strip) instead of its height; the pixel is then the row's.
* `limits`: ``limit_lines(limit_set, analyte, unit, grams)`` are the `LimitLine`s that a yardstick has in that unit.
* `series`: ``plot_of(points, ...)`` is a `Plot` of one analyte over time; the tag ``plot_drawing`` sets a ``figure``
  of it (anything with a key, a title, a description and a plot) as SVG. `columns`: ``columns_of`` sets several
  products beside each other on one scale, as a `Plot` too.
* `strip`: ``strip_of(claims, half=..., median=...)`` is a `Strip` of one analyte over many products, amounts along the
  width; ``strip_drawing`` sets it.

Styles are classes of ``registry/static/registry/plots.css`` (link it in the page's head): ``.plot`` around a figure,
``.plots`` around small multiples; ``.dots``, ``.open``, ``.stems``, ``.whiskers``, ``.grid``, ``.limit``, ``.axis``
inside. They take their colours from the site's tokens, so dark mode and print need nothing more. Every plot is
``role="img"`` with a title and a desc, and has its table beside it.
"""
