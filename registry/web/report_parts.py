"""The parts of a report's page, as values for its templates."""

from dataclasses import dataclass

from labs.coa import SURE_ENOUGH
from registry.models import AnalyteResult, PageImage, Sample
from registry.web.places import Place
from registry.web.wording import Said
from registry.web.yardsticks import Verdicts


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What is printed beside a result, and where: its LOD, its limit, the laboratory's word. `note` is our reading."""

    said: str = ""
    place: Place | None = None
    note: str = ""

    def __bool__(self) -> bool:
        return bool(self.said)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One result. `said` is the amount in words; `read_as` the amount as it was read, where a person corrected it.

    `is_pictured` says that it was read from the picture of a page, `doubts` what else makes it likely to be misread.
    """

    row: AnalyteResult
    name: str
    said: Said
    lod: Beside
    loq: Beside
    limit: Beside
    uncertainty: Beside
    status: Beside
    place: Place | None
    judged: Verdicts
    read_as: str
    doubts: tuple[str, ...] = ()
    is_pictured: bool = False

    @property
    def is_unsure(self) -> bool:
        """Whether it is likely enough misread that no check rests on it."""
        return self.row.confidence < SURE_ENOUGH

    @property
    def value(self) -> str:
        """How an address names this result: sample and key."""
        return f"{self.row.sample.position}/{self.row.key}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The results of one printed row: one, or the same amount in several units.

    `name` is the laboratory's, `ours` the catalogue's where it is another. `is_long` says that a word of the name is
    too long for a column, so that it may be broken.
    """

    name: str
    ours: str
    is_long: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelTable:
    """The results of one panel of one sample. `unit` is theirs if they share one; a long quiet table starts folded."""

    panel: str
    name: str
    unit: str
    groups: tuple[Group, ...]
    has_lods: bool
    has_loqs: bool
    has_limits: bool
    has_verdicts: bool
    is_judged: bool
    is_folded: bool

    @property
    def lines(self) -> list[Line]:
        """Every result, in order."""
        return [line for group in self.groups for line in group.lines]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One field of the report's head: its name, what it says, and where it stands."""

    name: str
    label: str
    value: str
    place: Place | None
    read_as: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SamplePart:
    """One sample of the report with its tables."""

    sample: Sample
    facts: tuple[Fact, ...]
    tables: tuple[PanelTable, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The print that is being looked at, its page, and the result that it is of, if it is one's."""

    place: Place
    page: PageImage
    line: Line | None
