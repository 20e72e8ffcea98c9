"""Bytes to text: the encoding is found by what the bytes are, and said; nothing is replaced or dropped."""

import codecs
import re
from typing import NamedTuple

from riwaya.intake.refusal import Refused

_RESAVE = "save it as UTF-8 text"

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ONE_BYTE = ("windows-1256", "iso-8859-6")
# Some two thirds of the letters of any Arabic text, but under a third of UTF-8 read as windows-1256 (ط ظ ...)
# or of French read so.
_FREQUENT = frozenset("اليمونترةأبد")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")
_ARABIC = re.compile(r"[\u0621-\u064a]")
_SAMPLE = 65_536


class Decoded(NamedTuple):
    """A text and how it was read: 'utf-8', 'utf-8 (BOM)', 'windows-1256 (detected)', '... (declared)'."""

    text: str
    encoding: str


def decode(data: bytes, declared: str = "") -> Decoded:
    """The text of a file's bytes; `declared` is an encoding that the file itself names.

    Tried in this order: a byte-order mark, UTF-16 by its pattern of bytes, UTF-8, the declared encoding,
    Arabic in one byte a letter. Raises Refused where none fits.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return Decoded(_strict(data[len(mark) :], name), f"{name} (BOM)")
    if name := _utf16_by_pattern(data):
        return Decoded(_strict(data, name), f"{name} (detected)")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(data, declared, error)
    if _is_binary(text):
        raise Refused("binary data, not text", _RESAVE)
    return Decoded(text, "utf-8")


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Refused(f"broken {encoding} at byte {error.start}", _RESAVE) from error


def _utf16_by_pattern(data: bytes) -> str:
    """UTF-16 without a mark: Arabic letters have 06 as their high byte, so every second byte is 06 or 00.

    Such bytes are mostly valid UTF-8 too (below 80), so this comes before trying that.
    """
    sample = data[:_SAMPLE]
    if len(sample) < 4:
        return ""
    for name, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        if high.count(6) > 0.3 * len(high) and high.count(6) + high.count(0) > 0.8 * len(high):
            return name
    return ""


def _not_utf8(data: bytes, declared: str, error: UnicodeDecodeError) -> Decoded:
    if declared:
        try:
            text = data.decode(declared)
        except (LookupError, UnicodeDecodeError):
            text = ""
        if text and not _is_binary(text):
            return Decoded(text, f"{declared.lower()} (declared)")
    best, score = Decoded("", ""), 0.5
    for name in _ONE_BYTE:
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if not _is_binary(text) and _likeness(text) > score:
            best, score = Decoded(text, f"{name} (detected)"), _likeness(text)
    if best.text:
        return best
    loose = data[:_SAMPLE].decode("utf-8", "replace")
    if _is_binary(loose) or loose.count("\ufffd") > len(loose) / 20:
        raise Refused("binary data, or text in an unknown encoding", _RESAVE)
    line = data.count(b"\n", 0, error.start) + 1
    raise Refused(f"broken UTF-8 at byte {error.start} (line {line})", _RESAVE)


def _likeness(text: str) -> float:
    """How far the letters of a text, ASCII aside, are those frequent in Arabic, 0 to 1; 0 with hardly any."""
    sample = text[:_SAMPLE]
    arabic = _ARABIC.findall(sample)
    letters = sum(c.isalpha() for c in sample)
    if len(arabic) < 0.3 * letters or not arabic:
        return 0.0
    foreign = sum(c.isalpha() and not c.isascii() for c in sample)  # the Arabic ones, and any é or â
    return sum(c in _FREQUENT for c in arabic) / foreign


def _is_binary(text: str) -> bool:
    sample = text[:_SAMPLE]
    return "\x00" in sample or len(_CONTROLS.findall(sample)) > len(sample) / 10
