"""What was drawn, kept while it is drawn: the certificate that an ideal reader would read from the paper."""

import datetime as dt
from dataclasses import dataclass, field, replace

from labs.coa import (
    AnalyteResult,
    CertificateOfAnalysis,
    LabVerdict,
    Panel,
    PanelReport,
    Printed,
    PrintedDate,
    Sample,
)
from labs.drawing.content import TestedPanel


@dataclass(slots=True, kw_only=True)
class Record:
    """Collects the prints of one certificate. Field and date names are those of `labs.coa`."""

    decimal_comma: bool = False
    fields: dict[str, Printed] = field(default_factory=dict)
    dates: dict[str, PrintedDate] = field(default_factory=dict)
    results: list[AnalyteResult] = field(default_factory=list)
    panels: list[PanelReport] = field(default_factory=list)
    overall: tuple[Printed, LabVerdict] | None = None
    tables: int = 0

    def put(self, name: str, printed: Printed) -> None:
        """Keep a field's first print; an empty text is no print."""
        if printed.text:
            self.fields.setdefault(name, printed)

    def put_date(self, name: str, day: dt.date, printed: Printed, *, month_first: bool = False) -> None:
        """Keep a date; one printed as 03/04/2026 has two readings, unless another date of the report tells."""
        other = (
            dt.date(day.year, day.day, day.month) if month_first and day.day <= 12 and day.day != day.month else None
        )
        self.dates.setdefault(name, PrintedDate(day=day, other=other, printed=printed))

    def put_panel(self, panel: TestedPanel, title: Printed, status: Printed | None) -> None:
        """Keep a panel's title and the word printed beside it."""
        verdict = None if status is None else panel.verdict
        self.panels.append(
            PanelReport(panel=panel.panel, title=title, status=status, verdict=verdict, method=panel.method)
        )

    def put_untested(self, panel: Panel, title: Printed, status: Printed) -> None:
        """Keep a panel that the report names and calls not tested."""
        self.panels.append(PanelReport(panel=panel, title=title, status=status))

    def _told_apart(self) -> dict[str, PrintedDate]:
        """The dates as the whole report tells them: one day above the twelfth gives away the order of all."""
        if not any(date.day.day > 12 for date in self.dates.values()):
            return self.dates
        return {name: replace(date, other=None) for name, date in self.dates.items()}

    def certificate(self) -> CertificateOfAnalysis:
        """Everything that was printed, as one value."""
        dates = self._told_apart()
        sample = Sample(
            sample_id=self.fields.get("sample_id"),
            product_name=self.fields.get("product_name"),
            batch=self.fields.get("batch"),
            matrix=self.fields.get("matrix"),
            results=tuple(self.results),
        )
        return CertificateOfAnalysis(
            lab_name=self.fields.get("lab_name"),
            report_id=self.fields.get("report_id"),
            client=self.fields.get("client"),
            manufactured=dates.get("manufactured"),
            sampled=dates.get("sampled"),
            received=dates.get("received"),
            tested=dates.get("tested"),
            reported=dates.get("reported"),
            expires=dates.get("expires"),
            overall_status=None if self.overall is None else self.overall[0],
            overall_verdict=None if self.overall is None else self.overall[1],
            panels=tuple(self.panels),
            samples=(sample,),
        )
