"""The ways a file can be unreadable: one class each, with a stable code and a sentence for its sender."""

from typing import ClassVar

from labs.translatable import gettext_noop


class Unreadable(Exception):
    """A file that cannot be read. `code` is stable and public; `sentence` is for the person who sent the file.

    `transient` says that the same file may well be read when tried again: the machine failed, not the file.
    """

    code: ClassVar[str] = "unreadable"
    sentence: ClassVar[str] = gettext_noop("This file could not be read.")
    transient: ClassVar[bool] = False

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail or self.sentence)
        self.detail = detail


class EmptyFile(Unreadable):
    code = "empty_file"
    sentence = gettext_noop("This file is empty: it has no bytes at all. Please choose it again and resend it.")


class TooLarge(Unreadable):
    code = "too_large"
    sentence = gettext_noop(
        "This file, or the PDF made of its pictures, is larger than 25 MB, the most we take. "
        "A report saved as PDF by the laboratory is far smaller."
    )


class NotAPdf(Unreadable):
    code = "not_a_pdf"
    sentence = gettext_noop(
        "This file is not a PDF, nor a photo or scan as JPEG, PNG, HEIC, TIFF or WebP. "
        "Please send the laboratory's own PDF of the report, or a picture in one of these formats."
    )


class PasswordNeeded(Unreadable):
    code = "password_needed"
    sentence = gettext_noop("This PDF opens only with a password. Please send a copy that opens without one.")


class Damaged(Unreadable):
    code = "damaged"
    sentence = gettext_noop(
        "This PDF is damaged or cut short, so its pages cannot be opened. Please download it again and resend it."
    )


class NoPages(Unreadable):
    code = "no_pages"
    sentence = gettext_noop("This PDF has no pages.")


class DamagedPicture(Unreadable):
    code = "damaged_picture"
    sentence = gettext_noop(
        "This photo or scan is damaged, cut short or of an unusual kind, so it cannot be opened. "
        "Please take or save it again and resend it."
    )


class TooManyPixels(Unreadable):
    code = "too_many_pixels"
    sentence = gettext_noop(
        "This photo or scan has more than 70 megapixels, the most we take. "
        "Please send it smaller: 10 megapixels show a page well."
    )


class TooFewPixels(Unreadable):
    code = "too_few_pixels"
    sentence = gettext_noop(
        "This picture is too small or too narrow to show a report that can be read. Please send one of the whole page."
    )


class TooManyPages(Unreadable):
    code = "too_many_pages"
    sentence = gettext_noop(
        "This file has more than 100 pages, the most we read. Please send only the certificate of analysis."
    )


class TooManyResults(Unreadable):
    code = "too_many_results"
    sentence = gettext_noop(
        "This PDF lists more than 5,000 results, the most we read. Please send the certificate of one batch at a time."
    )


class NoText(Unreadable):
    code = "no_text"
    sentence = gettext_noop(
        "No text that we can read was found in this file. If it is a scan or photo, please send a sharper one."
    )


class TooSlow(Unreadable):
    code = "too_slow"
    sentence = gettext_noop(
        "Reading this file took longer than we allow, so we stopped. It may be unusually complex or damaged."
    )


class TooMuchMemory(Unreadable):
    code = "too_much_memory"
    sentence = gettext_noop(
        "Reading this file needed more memory than we allow, so we stopped. It may be unusually complex or damaged."
    )


class ReaderCrashed(Unreadable):
    code = "reader_crashed"
    sentence = gettext_noop("The program that reads files stopped unexpectedly on this one.")
    transient = True


class ReaderLost(Unreadable):
    code = "reader_lost"
    sentence = gettext_noop(
        "Reading this PDF was interrupted three times, so we stopped trying. A moderator can start it again."
    )
    transient = True


class CannotBeStored(Unreadable):
    code = "cannot_be_stored"
    sentence = gettext_noop(
        "This PDF was read, but what it says could not be kept. A moderator can look into it and try again."
    )


FAILURES: dict[str, type[Unreadable]] = {
    failure.code: failure
    for failure in (
        EmptyFile, TooLarge, NotAPdf, PasswordNeeded, Damaged, NoPages, DamagedPicture, TooManyPixels, TooFewPixels,
        TooManyPages, TooManyResults, NoText, TooSlow, TooMuchMemory, ReaderCrashed, ReaderLost, CannotBeStored,
    )
}  # fmt: skip
