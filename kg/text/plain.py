"""Plain text: UTF-8, with or without a byte order mark, or GB18030 (which holds GBK and GB2312).

UTF-8 is tried first and strictly. Nearly any bytes decode as GB18030, so that is believed only where the result looks
like Chinese: most of what is not ASCII is Han characters, of which at least half stand in the first level of GB/T 2312,
and next to nothing is private or unassigned. Measured on 16 policy texts, the share in the first level is 0.98 or more
for true GB18030, at most 0.15 for UTF-8 with a broken byte, 0.62 for Big5 (a third of it private or unassigned).
Korean in EUC-KR is not told apart: its syllables fall on common characters.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

from kg.text.unreadable import UnreadableError

_LEVEL_ONE = frozenset(bytes((row, cell)).decode("gb2312") for row in range(0xB0, 0xD7) for cell in range(0xA1, 0xFF))
_LEAST_LEVEL_ONE = 0.5
_MOST_UNASSIGNED = 0.01
_WHITE = frozenset("\t\n\v\f\r\x1c\x1d\x1e\x1f\x85")
_MOST_CONTROLS = 0.01
_FOREIGN_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_MAGIC = (
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "ZIP/DOCX"),
    (b"\xd0\xcf\x11\xe0", "DOC/WPS"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
)
_WEB_PAGE = re.compile(rb"\s*(?:<\?xml[^<>]{0,200}>\s*)?(?:<!--[^<>]{0,500}-->\s*)?<(?:!doctype\s{1,9}html|html[\s>])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text with the encoding it was read in: ``UTF-8`` or ``GB18030``."""

    text: str
    encoding: str


def decode_text(data: bytes) -> Decoded:
    """The text in a plain text file: no byte order mark, line ends ``\\n``, nothing else changed.

    Raises:
        UnreadableError: ``empty``, ``binary``, ``html`` or ``encoding``.

    Example:
        >>> decode_text("某市\\r\\n条例".encode("gb18030"))
        Decoded(text='某市\\n条例', encoding='GB18030')
    """
    refuse_foreign(data)
    try:
        text, encoding = data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError as error:
        text, encoding = decode_gb18030(data, error), "GB18030"
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise UnreadableError(
            "empty", "文件中没有文字，请检查是否放错了文件 / the file has no text; is it the right file?"
        )
    if sum(unicodedata.category(c) == "Cc" and c not in _WHITE for c in text) > _MOST_CONTROLS * len(text):
        raise UnreadableError(
            "binary",
            "文件不是文本（含大量控制字符），请另存为 UTF-8 文本"
            " / not a text (full of control characters); save it as UTF-8 text",
        )
    return Decoded(text, encoding)


def refuse_foreign(data: bytes) -> None:
    """Refuses what is known by its first bytes not to be plain text, a web page among them, and what has NUL bytes.

    Raises:
        UnreadableError: ``binary``, ``html`` or ``encoding``.
    """
    for mark, name in _FOREIGN_MARKS:
        if data.startswith(mark):
            raise UnreadableError(
                "encoding", f"编码是 {name}，请另存为 UTF-8 / the encoding is {name}; save the file as UTF-8"
            )
    found = next((name for magic, name in _MAGIC if data.startswith(magic)), "NUL" if b"\0" in data else "")
    if found:
        raise UnreadableError(
            "binary", f"文件不是文本（{found}），请另存为 UTF-8 文本 / not a text ({found}); save it as UTF-8 text"
        )
    if _WEB_PAGE.match(data.removeprefix(codecs.BOM_UTF8)[:2000]):
        raise UnreadableError(
            "html",
            "文件是网页（HTML），不是纯文本，请在浏览器中打开，把正文另存为 UTF-8 文本"
            " / a web page (HTML), not plain text; open it in a browser and save its text as UTF-8 text",
        )


def decode_gb18030(data: bytes, failure: UnicodeDecodeError) -> str:
    """The text of bytes that are not UTF-8, where they look like Chinese in GB18030.

    Args:
        failure: what UTF-8 stumbled over; the message names the place.

    Raises:
        UnreadableError: ``encoding``.
    """
    try:
        text = data.decode("gb18030")
        plausible = looks_chinese(text)
    except UnicodeDecodeError:
        plausible = False
    if not plausible:
        where = f"第 {failure.start + 1} 个字节 / byte {failure.start + 1}: 0x{data[failure.start]:02x}"
        raise UnreadableError(
            "encoding",
            "既不是 UTF-8 也不是 GB18030，请另存为 UTF-8 / neither UTF-8 nor GB18030; save the file as UTF-8"
            f"（{where}）",
        )
    return text


def looks_chinese(text: str) -> bool:
    """Whether a text is Chinese in its common characters.

    Example:
        >>> looks_chinese("市商务主管部门负责"), looks_chinese("甯傚晢鍔′富绠￠儴闂?")
        (True, False)
    """
    foreign = [c for c in text if c > "\x7f"]
    han = [c for c in foreign if "\u3400" <= c <= "\u9fff" or c > "\U00020000"]
    unassigned = sum(unicodedata.category(c) in ("Co", "Cn") for c in foreign)
    return (
        len(han) >= 0.5 * max(1, len(foreign))
        and sum(c in _LEVEL_ONE for c in han) >= _LEAST_LEVEL_ONE * len(han)
        and unassigned <= _MOST_UNASSIGNED * len(foreign)
    )
