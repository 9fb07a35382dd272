"""Files and folders to documents."""

import hashlib
import os

import pytest

from kg.errors import InputError
from kg.text import UnreadableError, find_files, read_bytes, read_document, read_paths, reading

TEXT = "第一条 市商务主管部门负责跨境电子商务工作。\n"
OTHER = "第一条 市科技主管部门负责集成电路工作。\n"


def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def kinds(result):
    return [(p.source, p.kind, p.lost) for p in result.problems]


def test_a_document_knows_its_hash_and_name(tmp_path):
    path = write(tmp_path / "市 政策" / "数字 经济（2024）.TXT", "\ufeff" + TEXT.replace("\n", "\r\n"))
    (document,) = read_paths([path]).documents
    assert (document.name, document.text, document.aliases) == ("数字 经济（2024）.TXT", TEXT, ())
    assert document.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    assert document == read_document("x/数字 经济（2024）.TXT", path.read_bytes())


def test_folders_are_read_to_the_bottom_in_order(tmp_path):
    for name in ("乙.txt", "a/b/丙.txt", "a/甲.txt", ".hidden/x.txt", ".y.txt", "~$z.txt", "__MACOSX/a.txt", "__init__.py"):
        write(tmp_path / name, f"第一条 {name}")
    assert [s.label for s in find_files([tmp_path]).sources] == ["a/b/丙.txt", "a/甲.txt", "乙.txt"]
    assert [d.name for d in read_paths([tmp_path]).documents] == ["丙.txt", "乙.txt", "甲.txt"]


def test_order_of_paths_and_repeats_change_nothing(tmp_path):
    one, two = write(tmp_path / "1.txt", TEXT), write(tmp_path / "2.txt", OTHER)
    assert read_paths([one, two]) == read_paths([two, one, one])
    assert [d.name for d in read_paths([tmp_path, one]).documents] == ["1.txt", "2.txt"]


def test_a_link_in_a_circle_ends(tmp_path):
    write(tmp_path / "a.txt", TEXT)
    try:
        os.symlink(tmp_path, tmp_path / "again")
    except OSError:
        pytest.skip("no links on this system")
    assert len(read_paths([tmp_path]).documents) == 1


def test_same_text_is_one_document_with_both_names(tmp_path):
    write(tmp_path / "b.txt", TEXT)
    write(tmp_path / "a.txt", TEXT.encode("gb18030"))
    write(tmp_path / "sub" / "a.txt", TEXT.replace("\n", "\r\n"))
    result = read_paths([tmp_path])
    (document,) = result.documents
    assert (document.name, document.aliases) == ("a.txt", ("b.txt",))
    assert kinds(result) == [("b.txt", "duplicate", False), ("sub/a.txt", "duplicate", False)]
    assert result.encodings == (("a.txt", "GB18030"), ("b.txt", "UTF-8"), ("sub/a.txt", "UTF-8"))


def test_bad_files_are_problems_and_the_rest_is_read(tmp_path):
    write(tmp_path / "bin.txt", b"\0\1\2")
    write(tmp_path / "empty.txt", b"")
    write(tmp_path / "enc.txt", TEXT.encode("utf-16"))
    write(tmp_path / "fine.txt", TEXT)
    write(tmp_path / "note.md", TEXT)
    result = read_paths([tmp_path])
    assert [d.name for d in result.documents] == ["fine.txt"]
    assert kinds(result) == [
        ("bin.txt", "binary", True),
        ("empty.txt", "empty", True),
        ("enc.txt", "encoding", True),
        ("note.md", "unsupported", False),
    ]
    assert not any(str(tmp_path) in p.source + p.message for p in result.problems)


def test_an_unsupported_file_that_is_asked_for_is_lost(tmp_path):
    assert kinds(read_paths([write(tmp_path / "note.docx", TEXT)])) == [("note.docx", "unsupported", True)]


def test_too_large(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "MOST_BYTES", 20)
    assert kinds(read_paths([write(tmp_path / "a.txt", TEXT)])) == [("a.txt", "too-large", True)]


def test_a_file_that_cannot_be_opened(tmp_path, monkeypatch):
    path = write(tmp_path / "a.txt", TEXT)

    def refuse(self):
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(type(path), "read_bytes", refuse)
    result = read_paths([path])
    assert kinds(result) == [("a.txt", "unreadable", True)]
    assert str(tmp_path) not in result.problems[0].message


def test_damage_done_before_is_noted(tmp_path):
    result = read_paths([write(tmp_path / "a.txt", TEXT + "\ufffd\ufffd")])
    assert kinds(result) == [("a.txt", "damaged", False)]
    assert "2" in result.problems[0].message


@pytest.mark.parametrize("names", [(), ("a.docx", "sub/b.pdf")])
def test_a_folder_without_documents(tmp_path, names):
    for name in names:
        write(tmp_path / name, b"x")
    with pytest.raises(InputError, match="no document"):
        read_paths([tmp_path])


def test_a_folder_without_documents_beside_one_with_some(tmp_path):
    (tmp_path / "none").mkdir()
    write(tmp_path / "some" / "a.txt", TEXT)
    result = read_paths([tmp_path / "none", tmp_path / "some"])
    assert [d.name for d in result.documents] == ["a.txt"]
    assert kinds(result) == [("none", "no-documents", True)]


def test_a_path_that_is_not_there(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        read_paths([tmp_path / "nowhere"])


def test_no_paths():
    with pytest.raises(InputError, match="nothing to read"):
        read_paths([])


def test_an_unknown_extension_names_those_known():
    with pytest.raises(UnreadableError, match=r"\.txt") as caught:
        read_bytes("a.xyz", b"")
    assert caught.value.kind == "unsupported"
