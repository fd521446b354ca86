"""Czech: 12. května 2026 in sentences, 12. 5. 2026 in tables, 5/2026 on axes; thousands a thin space apart."""

DATE_FORMAT = "j.\xa0E\xa0Y"
SHORT_DATE_FORMAT = "j.\xa0n.\xa0Y"
YEAR_MONTH_FORMAT = "n/Y"
THOUSAND_SEPARATOR = "\u202f"
NUMBER_GROUPING = 3
