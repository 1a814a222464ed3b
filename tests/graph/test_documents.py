"""Documents are recognised by their bytes, and offsets count code points of the text as it is."""

import hashlib
from pathlib import Path

import pytest

from sskg.errors import UnreadableInput
from sskg.graph.documents import read_document, read_documents

# 𠀀 and 😀 lie outside the basic plane: two UTF-16 units, four bytes, one code point each.
TEXT = "A𠀀b\r\n😀 c\r\n"


def test_offsets_count_code_points_and_line_ends_are_not_translated(tmp_path: Path):
    (tmp_path / "a.txt").write_bytes(TEXT.encode())
    document = read_document(tmp_path / "a.txt")
    assert (document.path, document.text) == (tmp_path / "a.txt", TEXT)
    assert document.passage(1, 3) == "𠀀b"
    assert document.passage(3, 6) == "\r\n😀"
    assert document.line(5) == 2


def test_the_digest_is_of_the_bytes(tmp_path: Path):
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbfx")
    document = read_document(tmp_path / "a.txt")
    assert document.digest == hashlib.sha256(b"\xef\xbb\xbfx").hexdigest()
    assert document.text == "\ufeffx"


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 2), (3, 2), (0, 12)])
def test_a_span_outside_the_text_has_no_passage(tmp_path: Path, start: int, end: int):
    (tmp_path / "a.txt").write_bytes(TEXT.encode())
    assert read_document(tmp_path / "a.txt").passage(start, end) is None


def test_a_folder_is_read_by_digest_whatever_the_names(tmp_path: Path):
    (tmp_path / "x.txt").write_text("one")
    (tmp_path / "notes.md").write_text("not a document")
    assert [d.text for d in read_documents(tmp_path).values()] == ["one"]


def test_a_document_that_is_not_utf8_is_refused_with_its_place(tmp_path: Path):
    (tmp_path / "a.txt").write_bytes(b"ab\xff")
    with pytest.raises(UnreadableInput, match=r"a\.txt: not UTF-8 at byte 2"):
        read_documents(tmp_path)


def test_a_missing_folder_is_said(tmp_path: Path):
    with pytest.raises(UnreadableInput, match="no such folder"):
        read_documents(tmp_path / "none")


def test_the_real_documents_are_those_that_the_graph_was_made_from(sources: Path):
    # Digests by sha256sum.
    assert set(read_documents(sources)) == {
        "9b7df2a8408cdb12cb09e74f648a47ca7282eddaaa1b3f72a2f31eb1ef771dcd",
        "bed99815828942ad8b668e267847ccf10040d7bd41234eac6a83a271f02ec1e1",
    }


def refusal(path: Path) -> tuple[str, str | None, str | None]:
    with pytest.raises(UnreadableInput) as caught:
        read_documents(path)
    return caught.value.message, caught.value.place, caught.value.hint


def test_what_cannot_be_read_is_told_with_its_place_and_what_to_do(tmp_path: Path):
    none = tmp_path / "none"
    assert refusal(none) == (
        "no such folder", str(none),
        "--sources takes the folder that holds your copies of the source documents",
    )  # fmt: skip
    (tmp_path / "a.txt").write_bytes(b"\xff")
    assert refusal(tmp_path) == (
        "not UTF-8 at byte 0", str(tmp_path / "a.txt"),
        "convert the document to UTF-8; offsets and digest are of that text",
    )  # fmt: skip
    (tmp_path / "folder" / "b.txt").mkdir(parents=True)
    assert refusal(tmp_path / "folder") == (
        "cannot read the document: Is a directory", str(tmp_path / "folder" / "b.txt"), None,
    )  # fmt: skip


def test_lines_are_counted_from_the_first_character(tmp_path: Path):
    (tmp_path / "a.txt").write_bytes(b"\na\n")
    document = read_document(tmp_path / "a.txt")
    assert [document.line(offset) for offset in range(4)] == [1, 2, 2, 3]
