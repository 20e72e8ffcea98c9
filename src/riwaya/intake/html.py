"""Saved pages of any outlet: the title, the body, the date and the outlet that the page states."""

import re
from typing import Any

from riwaya.intake.dates import iso_published
from riwaya.intake.decode import decode
from riwaya.intake.language import require_arabic
from riwaya.intake.refusal import Refused
from riwaya.records import Document, document_id

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.I)
_HEAD = 8192
# Where outlets state the moment of publication, the surest first.
_PUBLISHED = (
    "//meta[@property='article:published_time' or @name='article:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//time[@itemprop='datePublished']/@datetime",
    "//meta[@property='og:article:published_time' or @name='pubdate' or @name='publish-date']/@content",
)
_JSON_LD = "//script[@type='application/ld+json']/text()"
_JSON_LD_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')
_AS_TEXT = "save the article's text as .txt"
_NO_BODY = Refused("no article found in the page", _AS_TEXT)


def read_html(data: bytes, path: str) -> Document:
    """The page's document: its text is the title line and the body as trafilatura finds them."""
    declared = _CHARSET.search(data[:_HEAD])
    page, encoding = decode(data, declared.group(1).decode("ascii") if declared else "")
    if not page.strip():
        raise Refused("empty")
    tree, found = _extract(page)
    body = (found.text or "").strip()
    if not body:
        raise _NO_BODY
    title = " ".join((found.title or "").split())
    text = f"{title}\n{_without_title(body, title)}" if title else body
    require_arabic(text)
    published = _published(tree) or _iso_or_empty(found.date or "")
    return Document(
        doc_id=document_id(text),
        text=text,
        outlet=found.sitename or found.hostname or "",
        url=found.url or "",
        published=published,
        published_from="given" if published else "",
        path=path,
        encoding=encoding,
    )


def _extract(page: str) -> tuple[Any, Any]:
    """The page's tree and what trafilatura makes of it (with .title .text .date .sitename .hostname .url)."""
    import logging

    from trafilatura import bare_extraction, load_html

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # we say ourselves what failed
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        tree = load_html(page)
        found = bare_extraction(
            page,
            include_comments=False,
            include_tables=False,
            with_metadata=True,
            # Only what the page's own markup says: any day named in a footer would pass as a date otherwise.
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    except Exception as error:  # whatever a broken page makes of the parsers below, other files go on
        raise Refused(f"the page cannot be parsed ({type(error).__name__})", _AS_TEXT) from error
    if tree is None or found is None:
        raise _NO_BODY
    return tree, found


def _published(tree: Any) -> str:
    """The moment of publication with its clock time and zone, where the page states one."""
    stated = [value for path in _PUBLISHED for value in tree.xpath(path)]
    stated += [m.group(1) for script in tree.xpath(_JSON_LD) for m in _JSON_LD_DATE.finditer(script)]
    return next(filter(None, map(_iso_or_empty, stated)), "")


def _iso_or_empty(stated: str) -> str:
    try:
        return iso_published(stated) if stated else ""
    except Refused:
        return ""


def _without_title(body: str, title: str) -> str:
    """The body without a first line that only repeats the title."""
    first, _, rest = body.partition("\n")
    return rest.lstrip("\n") if rest and " ".join(first.split()) == title else body
