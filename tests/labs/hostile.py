"""Makes files that are hard to read, so that none needs to be kept. Each function gives a file's bytes."""

import io
import zlib

import pikepdf
from pikepdf import Array, Dictionary, Name

LETTER = (612, 792)  # points


def page_of_text(*, pages: int = 1, lines: int = 20) -> bytes:
    """An honest PDF: so many pages with some lines of text each."""
    pdf = pikepdf.new()
    words = b"".join(b"(Mitragynine 1.5 %%, line %d) Tj T* " % line for line in range(lines))
    for _ in range(pages):
        _add_page(pdf, b"BT /F 11 Tf 14 TL 72 700 Td " + words + b"ET", Font=Dictionary(F=_helvetica()))
    return _saved(pdf)


def blank(*, pages: int) -> bytes:
    """A PDF of so many empty pages; with 0 a document whose page tree is empty."""
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page(page_size=LETTER)
    return _saved(pdf)


def encrypted(*, user_password: str) -> bytes:
    """A PDF encrypted as laboratories do it; with an empty user password it opens for everyone."""
    with pikepdf.open(io.BytesIO(page_of_text())) as pdf:
        return _saved(pdf, encryption=pikepdf.Encryption(user=user_password, owner="of the owner", R=6))


def beheaded() -> bytes:
    """A PDF cut short before any page: no reader can find one."""
    return page_of_text()[:60]


def tail_cut() -> bytes:
    """A PDF that lost its last bytes on the way, and with them the table of its objects, but no page."""
    whole = page_of_text()
    return whole[: whole.rindex(b"xref")]


def mail_header_before() -> bytes:
    """A PDF with a few lines of a mail before its mark, as some systems deliver it."""
    return b"Content-Type: application/pdf\r\n\r\n" + page_of_text()


def forms_that_double(*, before: int = 0, after: int = 0) -> bytes:
    """A few kilobytes that mean 2**40 drawings: each form draws the one below it twice.

    pdfium takes memory for all of them and aborts the process when there is none; a reader in Python never ends.
    Honest pages may stand `before` and `after` it.
    """
    with pikepdf.open(io.BytesIO(page_of_text(pages=before + after))) as pdf:
        form = _form(pdf, b"0 0 1 1 re f")
        for _ in range(40):
            form = _form(pdf, b"/F Do /F Do", XObject=Dictionary(F=form))
        _add_page(pdf, b"/F Do", XObject=Dictionary(F=form))
        page = pdf.pages[-1]
        del pdf.pages[-1]
        pdf.pages.insert(before, page)
        return _saved(pdf)


def letter_in_a_missing_font(*, font: str, glyph: str) -> bytes:
    """One huge letter, by its glyph's name, in a font that the PDF only names."""
    pdf = pikepdf.new()
    encoding = Dictionary(
        Type=Name.Encoding, BaseEncoding=Name.WinAnsiEncoding, Differences=Array([200, Name(f"/{glyph}")])
    )
    descriptor = Dictionary(Type=Name.FontDescriptor, FontName=Name(f"/{font}"), Flags=32, ItalicAngle=0)
    missing = Dictionary(
        Type=Name.Font,
        Subtype=Name.TrueType,
        BaseFont=Name(f"/{font}"),
        FirstChar=200,
        LastChar=200,
        Widths=Array([600]),
        Encoding=encoding,
        FontDescriptor=descriptor,
    )
    _add_page(pdf, b"BT /F 400 Tf 150 250 Td <C8> Tj ET", Font=Dictionary(F=pdf.make_indirect(missing)))
    return _saved(pdf)


def form_of_itself() -> bytes:
    """A page whose form draws itself, without end."""
    pdf = pikepdf.new()
    form = _form(pdf, b"/F Do")
    form.Resources = Dictionary(XObject=Dictionary(F=form))
    _add_page(pdf, b"/F Do", XObject=Dictionary(F=form))
    return _saved(pdf)


def bomb(*, size: int) -> bytes:
    """A page whose content is `size` bytes when it is unpacked, and a thousandth of that on disk."""
    pdf = pikepdf.new()
    _add_page(pdf, b"")
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(1_000_000)) for _ in range(size // 1_000_000)) + packer.flush()
    pdf.pages[0].Contents.write(packed, filter=Name.FlateDecode)
    return _saved(pdf)


def giant_page(*, inches: int) -> bytes:
    """One page of so many inches on a side, with a line of text."""
    pdf = pikepdf.new()
    text = b"BT /F 400 Tf 72 700 Td (wide) Tj ET"
    _add_page(pdf, text, size=(inches * 72, inches * 72), Font=Dictionary(F=_helvetica()))
    return _saved(pdf)


def _add_page(pdf: pikepdf.Pdf, content: bytes, *, size: tuple[int, int] = LETTER, **resources: Dictionary) -> None:
    page = pdf.add_blank_page(page_size=size)
    page.Resources = Dictionary(**resources)
    page.Contents = pdf.make_stream(content)


def _form(pdf: pikepdf.Pdf, content: bytes, **resources: Dictionary) -> pikepdf.Stream:
    return pdf.make_stream(
        content, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, *LETTER], Resources=Dictionary(**resources)
    )


def _helvetica() -> Dictionary:
    return Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)


def _saved(pdf: pikepdf.Pdf, **options: object) -> bytes:
    """The PDF's bytes, the same each time, with a plain cross-reference table."""
    target = io.BytesIO()
    options |= {} if "encryption" in options else {"deterministic_id": True}
    pdf.save(target, object_stream_mode=pikepdf.ObjectStreamMode.disable, **options)
    return target.getvalue()
