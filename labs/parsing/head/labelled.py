"""What stands beside labels: ``Batch #: 1134``, a value to the right, one in the line below, one per row of a table.

Where a value may stand on either side, the one that looks like a value of the label's field wins.
"""

from collections.abc import Iterable, Iterator, Sequence

from labs.parsing.head.dates import dates_in
from labs.parsing.head.fits import (
    CODE_FIELDS,
    DATE_FIELDS,
    NAME_FIELDS,
    ends_with_legal_form,
    fits,
    is_code,
    judges,
    without_number_sign,
)
from labs.parsing.head.label_columns import across_columns
from labs.parsing.head.label_lines import Sheet, goes_on, other_type
from labs.parsing.head.label_rows import under_heads
from labs.parsing.head.labels import (
    Label,
    Labelled,
    Tag,
    is_bar,
    is_flush,
    is_told_apart,
    labels_in,
    tags,
    with_glued_values_apart,
)
from labs.parsing.text.pages import Rule
from labs.parsing.text.phrases import Phrase, printed
from labs.parsing.text.words import Word
from labs.reference.words import fold, meanings

_REACH = 4.0  # of a label's size: its value stands no further below it
_FARTHEST = 220.0  # points from a label to a value on its line
_FAR = 7.0  # of a label's size: a value further off on its line yields to one right below
_ORNAMENTS = " :#|;,✓✔✗✘☑●•"
_BEFORE_NAMES = frozenset(("by", "for"))  # the last word of ``Ordered by``
_OF_RESULTS = frozenset(("analyte", "result", "lod", "loq"))
_COMPANIES = ("client", "laboratory")
_PAGES = frozenset(("page", "pages", "strana", "seite", "pagina", "página"))


def labelled_values(phrases: Sequence[Phrase], page: int, rules: Sequence[Rule] = ()) -> list[Labelled]:
    """Every labelled value of one page; one whose label names two fields comes once for each."""
    cut = [with_glued_values_apart(phrase) for phrase in phrases if phrase.text.strip(_ORNAMENTS)]
    labels = [labels_in(phrase) for phrase in cut]
    alone = tags(cut, labels)
    sheet = Sheet(
        cut,
        dict(zip(cut, labels, strict=True)),
        frozenset(part for tag in alone for part in tag.parts),
    )
    rows, heads = under_heads(alone, cut, sheet.standing, rules, page)
    columns, across = across_columns([tag for tag in alone if tag not in heads], cut, sheet.standing, page)
    found = [*rows, *columns]
    for phrase, own in zip(cut, labels, strict=True):
        if phrase not in sheet.standing:
            found += _within(phrase, own, sheet, page)
    for tag in alone:
        if tag not in heads and tag not in across and not _is_column(tag, sheet):
            found += _around(tag, sheet, page)
    return found


def _is_column(tag: Tag, sheet: Sheet) -> bool:
    """Whether a label is rather the head of a column of results: it has others of that kind beside it."""
    known = meanings("columns")
    line = sheet.near(tag.first - 0.5 * tag.phrase.size, tag.last + 0.5 * tag.phrase.size)
    others = [one for one in line if one not in tag.parts]
    return (
        len(others) > 1
        and not tag.marked
        and not _has_own_value(tag, others)
        and any(known.get(fold(one.text)) in _OF_RESULTS for one in others)
        and not any(one.text.endswith(":") for one in others)
    )


def _has_own_value(tag: Tag, others: Sequence[Phrase]) -> bool:
    """Whether right after a label stands a date or a number that may be its value."""
    nearest = min((one for one in others if one.x0 > tag.phrase.x1), key=lambda one: one.x0, default=None)
    plain = (name for name, _ in tag.fields if name in DATE_FIELDS or name in CODE_FIELDS)
    return nearest is not None and any(fits(name, nearest.text) for name in plain)


def _within(phrase: Phrase, labels: Sequence[Label], sheet: Sheet, page: int) -> Iterator[Labelled]:
    """The values of labels that share a phrase with them."""
    for number, label in enumerate(labels):
        end = labels[number + 1].start if number + 1 < len(labels) else len(phrase.words)
        words = _in_one_language(_up_to_mark(phrase.words[label.end : end]), label)
        shown = Phrase(phrase.words[label.start : label.end])
        if words:
            value = Phrase(words)
            text = value.text.strip(_ORNAMENTS)
            if text and (is_told_apart(phrase, label) or _speaks_for_itself(text, label, phrase.words[label.end - 1])):
                rest = (
                    _wrapped(phrase, value, sheet) if end == len(phrase.words) and words[-1] is phrase.words[-1] else []
                )
                yield from _each(label.fields, shown, [value, *rest], page)
        elif is_told_apart(phrase, label) and end == len(phrase.words):
            yield from _around(Tag(label.fields, shown, (shown,)), sheet, page)


def _each(fields: Iterable[tuple[str, int]], label: Phrase, value: Sequence[Phrase], page: int) -> Iterator[Labelled]:
    text = " ".join(part.text for part in value).strip(_ORNAMENTS)
    for name, rank in fields:
        shown = without_number_sign(text) if name in CODE_FIELDS else text
        yield Labelled(name, rank, label, printed(value, page, shown))


def _up_to_mark(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Words up to a mark that ends a value on a line of several: a bar, a double slash, a page number."""
    for number, word in enumerate(words):
        if is_bar(word):
            return words[:number]
        if number and word.text.casefold() in _PAGES:
            return words[:number]
        if number < len(words) - 1 and word.text.endswith(";"):
            return words[: number + 1]
    return words


def _in_one_language(words: tuple[Word, ...], label: Label) -> tuple[Word, ...]:
    """A number up to a slash after which the label goes on in another language: ``2611/26 / TEST REPORT``."""
    if not any(name in CODE_FIELDS for name, _ in label.fields):
        return words
    for number, word in enumerate(words):
        if number and word.text == "/" and not any(c.isdigit() for one in words[number:] for c in one.text):
            return words[:number]
    return words


def _speaks_for_itself(text: str, label: Label, last: Word) -> bool:
    """Whether a value right after an unmarked label can be nothing else: a date, or a number after ``Report No.``."""
    fields = {name for name, _ in label.fields}
    words = text.split()
    if fields & set(DATE_FIELDS):
        dates = dates_in(text)
        return bool(dates) and dates[0].start == 0
    if "client" in fields and label.start and fold(last.text) in _BEFORE_NAMES:
        return True
    if "overall" in fields and label.start == 0 and label.end > 1 and judges(text):
        return True
    if fields & {"report_id", "sample_id", "batch"}:
        allowed = 3 if label.end - label.start > 1 else 1
        return len(words) <= allowed and any(c.isdigit() for c in text) and len(text) > 4
    return False


def _wrapped(line: Phrase, value: Phrase, sheet: Sheet) -> list[Phrase]:
    """The next line of a value that broke off: flush with the value, or with a line of labels that goes on after it."""
    field = sheet.labels[line][-1].fields[0][0]
    if field not in NAME_FIELDS:
        return []
    if field in _COMPANIES:
        return []
    flush = goes_on(value, sheet, Phrase(line.words[: len(line.words) - len(value.words)]))
    if flush:
        return flush
    below = [
        other
        for other in sheet.near(line.baseline + 0.6 * line.size, line.baseline + 1.32 * line.size)
        if abs(other.x0 - line.x0) < 1.5 and not sheet.labels[other] and other.bold == value.bold
    ]
    if field != "product_name" or len(below) != 1 or other_type(below[0], value):
        return []
    pitch = below[0].baseline - line.baseline
    after = sheet.near(below[0].baseline + 0.8 * pitch, below[0].baseline + 1.2 * pitch)
    return below if any(abs(other.x0 - line.x0) < 1.5 and sheet.starts_label(other) for other in after) else []


def _around(tag: Tag, sheet: Sheet, page: int) -> Iterator[Labelled]:
    """The value of a label that stands alone, for each field that the label names."""
    beside, below = _beside(tag, sheet), _below(tag, sheet)
    chosen: dict[tuple[int, ...], list[tuple[str, int]]] = {}
    values: dict[tuple[int, ...], list[Phrase]] = {}
    for name, rank in tag.fields:
        value = _better(name, tag, beside, below, sheet)
        key = tuple(map(id, value))
        chosen.setdefault(key, []).append((name, rank))
        values[key] = value
    for key, fields in chosen.items():
        if values[key]:
            yield from _each(fields, tag.phrase, values[key], page)


def _better(name: str, tag: Tag, beside: list[list[Phrase]], below: list[Phrase], sheet: Sheet) -> list[Phrase]:
    """Of what stands beside and below a label the likelier value of a field; what fits neither way is left beside."""
    fitting = [value for value in beside if fits(name, _text(value))]
    below_fits = bool(below) and fits(name, _text(below))
    if fitting and below_fits and fitting[0][0].x0 - tag.phrase.x1 > _FAR * tag.phrase.size:
        return fitting[0] if _in_grid(tag, fitting[0][0], sheet) else below
    if fitting:
        return fitting[0]
    if below_fits:
        return below
    return beside[0] if beside else below


def _text(value: Sequence[Phrase]) -> str:
    return " ".join(part.text for part in value).strip(_ORNAMENTS)


def _in_grid(tag: Tag, value: Phrase, sheet: Sheet) -> bool:
    """Whether another label near stands under or over this one with its own value under or over this value."""
    reach = 6 * tag.phrase.size
    for other in sheet.near(tag.first - reach, tag.last + reach):
        if other in tag.parts or not sheet.stands(other) or not is_flush(other, tag.phrase, within=3):
            continue
        line = sheet.near(other.baseline - 0.45 * other.size, other.baseline + 0.45 * other.size)
        if any(one.x0 > other.x1 and not sheet.stands(one) and is_flush(one, value, within=6) for one in line):
            return True
    return False


def _beside(tag: Tag, sheet: Sheet) -> list[list[Phrase]]:
    """What stands to the right of a label up to the next label, the nearest first, each with its further lines."""
    size = tag.phrase.size
    right = sorted(
        (
            other
            for other in sheet.near(tag.first - 0.5 * size, tag.last + 0.5 * size)
            if other not in tag.parts and -2 < other.x0 - tag.phrase.x1 < _FARTHEST
        ),
        key=lambda other: other.x0,
    )
    found: list[list[Phrase]] = []
    for other in right[:2]:
        own = sheet.labels[other]
        if sheet.stands(other) or (own and own[0].start == 0 and is_told_apart(other, own[0])):
            break
        if found and (not is_code(_text(found[0])) or other.x0 < found[0][0].x1):
            break
        rest = goes_on(other, sheet, tag.phrase)
        found.append([other, *(_of_name(other, rest) if tag.fields[0][0] in _COMPANIES else rest)])
    return found


def _below(tag: Tag, sheet: Sheet) -> list[Phrase]:
    """What stands right below a label, flush with it or centred under it."""
    size = tag.phrase.size
    lower = [
        other
        for other in sheet.near(tag.last + 0.6 * size, tag.last + _REACH * size)
        if other.baseline - tag.last < 2.4 * max(size, other.size)
        and other not in tag.parts
        and is_flush(tag.phrase, other, within=6)
    ]
    nearest = min(lower, key=lambda other: other.baseline, default=None)
    if nearest is None or sheet.stands(nearest) or any(own.start == 0 for own in sheet.labels[nearest]):
        return []
    line = sheet.near(nearest.baseline - 0.45 * nearest.size, nearest.baseline + 0.45 * nearest.size)
    if any(sheet.stands(one) and 0 <= nearest.x0 - one.x1 < 3 * size for one in line):
        return []
    return [nearest, *_further(tag, nearest, sheet)]


def _further(tag: Tag, value: Phrase, sheet: Sheet) -> list[Phrase]:
    """The further lines of a value below its label: of a headline, or of what is set to the right edge.

    What is set like its label to the left is rather a name followed by an address.
    """
    field = tag.fields[0][0]
    if field in _COMPANIES:
        return _of_name(value, goes_on(value, sheet, None))
    to_the_right = abs(value.x1 - tag.phrase.x1) < 2 and abs(value.x0 - tag.phrase.x0) > 6
    if value.size > 1.2 * tag.phrase.size or (to_the_right and field in ("matrix", "product_name")):
        return goes_on(value, sheet, None)
    return []


def _of_name(first: Phrase, lines: Sequence[Phrase]) -> list[Phrase]:
    """Of the lines below a company's name the one that still belongs to it: what ends with the legal form."""
    if not lines or ends_with_legal_form(first.text) or not ends_with_legal_form(lines[0].text):
        return []
    return [lines[0]]
