"""English: 12 May 2026 with the whole name of the month, and three letters of it in tables and on axes."""

DATE_FORMAT = "j F Y"
SHORT_DATE_FORMAT = "j M Y"
YEAR_MONTH_FORMAT = "M Y"
