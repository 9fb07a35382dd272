"""Bytes to text: encodings told apart, line ends made one, nothing else changed."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text import UnreadableError, decode_text

SENTENCE = "第一条 市商务主管部门负责跨境电子商务工作。\n"


def refusal(data: bytes) -> UnreadableError:
    with pytest.raises(UnreadableError) as caught:
        decode_text(data)
    return caught.value


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (SENTENCE.encode("utf-8"), "UTF-8"),
        (codecs.BOM_UTF8 + SENTENCE.encode("utf-8"), "UTF-8"),
        (SENTENCE.encode("gb18030"), "GB18030"),
        (SENTENCE.encode("gb2312"), "GB18030"),
        ("\ufeff".encode("gb18030") + SENTENCE.encode("gb18030"), "GB18030"),
        (b"plain ASCII", "UTF-8"),
    ],
)
def test_encoding_is_told(data, encoding):
    decoded = decode_text(data)
    assert decoded.encoding == encoding
    assert decoded.text in (SENTENCE, "plain ASCII")


def test_four_byte_gb18030_reads():
    text = SENTENCE + "㐀𠮷市"
    assert decode_text(text.encode("gb18030")).text == text


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_line_ends_become_one(end):
    assert decode_text(f"一{end}{end}二{end}".encode()).text == "一\n\n二\n"


def test_only_the_first_mark_is_dropped():
    assert decode_text(codecs.BOM_UTF8 * 2 + b"a").text == "\ufeffa"


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1).filter(lambda t: t.strip() and t[0] != "\ufeff"))
def test_utf8_text_is_left_as_it_is(text):
    assert decode_text(text.encode("utf-8")).text == text


@pytest.mark.parametrize("data", [b"", b" \r\n\t", codecs.BOM_UTF8, "\u3000\n".encode()])
def test_empty(data):
    assert refusal(data).kind == "empty"


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.7\n\xb5\xb5", b"PK\x03\x04rest", b"\xd0\xcf\x11\xe0\xa1", "市\0商务".encode(), bytes(range(1, 9)) * 40],
)
def test_binary(data):
    assert refusal(data).kind == "binary"


@pytest.mark.parametrize(
    "data",
    [
        SENTENCE.encode("utf-16"),
        codecs.BOM_UTF16_BE + SENTENCE.encode("utf-16-be"),
        SENTENCE.encode("utf-8")[:-2],
        SENTENCE.encode("utf-8") * 20 + b"\xff" + SENTENCE.encode("utf-8"),
        "市商務主管部門負責電子商務工作".encode("big5") * 5,
        "déjà vu à l'école".encode("latin-1"),
        "データ産業の発展について".encode("shift_jis"),
    ],
)
def test_wrong_encoding_is_refused_and_not_guessed(data):
    error = refusal(data)
    assert error.kind == "encoding"
    assert "UTF-8" in str(error)


def test_the_message_names_the_byte():
    assert "byte 4: 0xff" in str(refusal("市".encode() + b"\xff" + SENTENCE.encode()))


@pytest.mark.parametrize(
    "head",
    ["<!DOCTYPE html>", "<html>", "\n  <HTML lang='zh'>", "\ufeff<!doctype HTML PUBLIC>", "<?xml version='1.0'?>\n<!DOCTYPE html>", "<!-- x --><html>"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_web_page_is_no_text(head, encoding):
    if head[0] == "\ufeff" and encoding != "utf-8":
        pytest.skip("the mark is one of UTF-8")
    refused = refusal((head + SENTENCE).encode(encoding))
    assert refused.kind == "html" and "网页" in str(refused) and "save its text" in str(refused)


def test_a_text_that_speaks_of_web_pages_is_a_text():
    for text in ("关于<html>的通知", "<htmlx>", "<p>一</p>"):
        assert decode_text((text + SENTENCE).encode()).text == text + SENTENCE
