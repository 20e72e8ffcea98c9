"""Markup that a text still has: the tags of a page pasted into a table or a JSON line (`<p>قصف <b>الجيش</b>`).

The record keeps the text as it came. It is read with every tag, script and entity blanked, letter for letter, so that
all offsets hold: what a block's tag stood for is a line break, what an entity stood for is its character.
"""

import html
import re

_BLOCKS = (
    "p|div|br|hr|h[1-6]|li|ul|ol|dl|dt|dd|tr|table|thead|tbody|tfoot|caption|article|section|header|footer|main|aside|nav|"
    "blockquote|figure|figcaption|pre|form|body|html|head|title|iframe|video|audio|noscript"
)
_INLINE = (
    "a|b|i|u|s|em|strong|span|font|small|big|sub|sup|mark|abbr|cite|q|code|time|img|td|th|bdi|bdo|wbr|ins|del|strike|"
    "center|label|button|input|source|picture|svg|path|link|meta"
)
_REST = r"(?:\s[^<>]{0,4000})?/?>"
_SILENT = re.compile(
    r"<!--(?:(?!<!--).)*?-->|<(script|style)\b[^<>]{0,4000}>(?:(?!<\1\b).)*?</\1\s*>|<!doctype\b[^<>]{0,400}>",
    re.I | re.S,
)
"""What a reader does not see. One that is never closed ends where the next begins, so that no text is read through
again for each."""
_BLOCK = re.compile(rf"</?(?:{_BLOCKS}){_REST}", re.I)
_TAG = re.compile(rf"</?(?:{_INLINE}){_REST}", re.I)
_ENTITY = re.compile(r"&(?:#\d{2,7}|#x[0-9a-fA-F]{2,6}|[a-zA-Z]{2,8});")


def without_markup(text: str) -> str | None:
    """The text with its markup blanked, as long as it was; None where it has none.

    A sign of less (عدد القتلى <100) is no tag, and a lone entity without any tag is read, too.
    """
    if "<" not in text and "&" not in text:
        return None
    plain = _SILENT.sub(lambda m: _broken(m[0]), text)
    plain = _BLOCK.sub(lambda m: _broken(m[0]), plain)
    plain = _TAG.sub(lambda m: " " * len(m[0]), plain)
    plain = _ENTITY.sub(_character, plain)
    return plain if plain != text else None


def _broken(tag: str) -> str:
    return "\n" + " " * (len(tag) - 1)


def _character(entity: "re.Match[str]") -> str:
    """An entity's character in as much room as it took, beside the word that it stands by; what stands for no sign or
    for more than one stays."""
    found, room = html.unescape(entity[0]), len(entity[0])
    if len(found) != 1:
        return entity[0]
    if not found.isprintable():
        return " " * room
    before = entity.string[max(0, entity.start() - 1) : entity.start()]
    return found.ljust(room) if before.strip() else found.rjust(room)
