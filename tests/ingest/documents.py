"""Small documents of every form, made where they are needed."""

from __future__ import annotations

import io
import zipfile


def pdf(*pages: list[str]) -> bytes:
    """A PDF with lines of ASCII text on each page."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    kids = []
    for lines in pages:
        shown = " T* ".join(f"({line}) Tj" for line in lines)
        stream = f"BT /F1 12 Tf 14 TL 50 700 Td {shown} ET".encode()
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    content, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    start = len(content)
    content += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    content += b"".join(b"%010d 00000 n \n" % place for place in places)
    return content + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1, start,
    )  # fmt: skip


def docx() -> bytes:
    """A Word document with a heading, a paragraph, a table, an insertion and a deletion."""
    from docx import Document
    from docx.oxml import parse_xml

    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    document = Document()
    document.core_properties.title = "The grain fund"
    document.add_heading("The fund", 1)
    paragraph = document.add_paragraph("It lends to ")
    for run in (
        f"<w:ins {space}><w:r><w:t>all </w:t></w:r></w:ins>",
        f"<w:del {space}><w:r><w:delText>few </w:delText></w:r></w:del>",
        f"<w:r {space}><w:t>farmers.</w:t></w:r>",
    ):
        paragraph._p.append(parse_xml(run))
    table = document.add_table(1, 2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "coins", "1.2 million"
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def repacked(content: bytes, name: str, part: bytes) -> bytes:
    """A Word document with one part exchanged or added."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for each in old.namelist():
            if each != name:
                new.writestr(each, old.read(each))
        new.writestr(name, part)
    return stream.getvalue()
