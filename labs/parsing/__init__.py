"""PDF to `CertificateOfAnalysis`: says what is printed, never what is right.

`parse` reads a file in this process, and is for callers that trust it (tests, tools). Everyone else reads through
`labs.parsing.bounded`, which does the same in a child process with limits on time, memory and size.
"""

from labs.parsing.parsed import READER_VERSION, Code, PageSize, Parsed, Unread
from labs.parsing.reader import parse

__all__ = ["READER_VERSION", "Code", "PageSize", "Parsed", "Unread", "parse"]
