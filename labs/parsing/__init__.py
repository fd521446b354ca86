"""PDF to `CertificateOfAnalysis`: says what is printed, never what is right.

`parse` reads a file in this process, and is for callers that trust it (tests, tools). Everyone else reads through
`labs.parsing.bounds.bounded`, which does the same in a child process with limits on time, memory and size.

The path of a file, its packages and their modules:

1. in, `files`: `media`, `admission`, `opening`, `photos`; within `bounds`: `bounded`, `supervision`, `child`,
   `confinement`, which speak to each other in `messages`
2. page to words, `text`: `pages` chooses by `legibility` between `pdfium` (`pdfium_text`, `pdfium_rules`) and
   `plumber`, which both give `contents` at `places`; then `glyphs` (`glyph_order`, `spelling`), `words`, `phrases`
3. picture to words, `sight`: `picture_pages` and `bare_pictures` say which pages, `sighting` reads one: `rendering`,
   `upright`, `ocr`, `picture_words` (`picture_ink`, `raised_digits`), `picture_rules`; `leaning` brings places back
4. `tables`: `tables`, `columns`, `whole_heads`, `titles`, `rows`, `bodies`, `page_tables`, `continued`, `transposed`,
   `headless`, `lone`, `limit_notes`, `summaries`; then `results` with `units`, `names` and `confidence`
5. `head`: `seen` has what is labelled: `labels`, `labelled`, `label_lines`, `label_rows`, `label_columns`; what is not:
   `headline`, `letterhead`, `laboratory`, `unlabelled`, `report_numbers`, `prose`, `dates`, `fits`; then `headers`,
   `samples`, `sample_places`, `several_reports`
6. beside the text: `codes` (`code_places`, `code_clusters`); `files.pictures` draws pages, with `substitutes` for lost
   fonts, and `looks` says what one looks like from afar

There are no rules for single laboratories.
"""

from labs.parsing.parsed import READER_VERSION, Code, PageSize, Parsed, Unread
from labs.parsing.reader import parse

__all__ = ["READER_VERSION", "Code", "PageSize", "Parsed", "Unread", "parse"]
