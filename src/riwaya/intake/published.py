"""The publication date that a report's own text is evidence of: a dateline, an embedded post, an agency's formula."""

import re
from datetime import date

from riwaya.arabic.dates import TimeExpression, expressions

HEAD = 400
"""A dateline stands within so many characters of the start."""

_POST = re.compile(r"[—–-]\s?[^\n—]{0,80}\(@\w{1,20}\)\s{0,3}([^\n]{6,40}\d{4})")
_AGENCY = re.compile(r"\s{0,2}م?\s{0,2}[،,]?\s{0,2}(?:/|واس|\(|سانا|سبأ|بترا|وفا|ـ|--|-|—)")
_PUBLISHED = re.compile(r"(?:نشر|نُشر|تاريخ النشر|آخر تحديث|تحديث|تم النشر|كتب)[^\n]{0,25}\Z")


def infer_published(text: str) -> tuple[str, tuple[int, int]] | None:
    """ISO date of publication and the span that says it; None where the text gives no good evidence.

    In order of trust: a date announced as the publication's or standing in a dateline; the Gregorian twin after
    الموافق near the start; the latest date of the posts embedded in the report. Dates without a year are no evidence.
    """
    if not any(c.isdigit() for c in text):
        return None
    head = [e for e in expressions(text[:HEAD]) if _full(e)]
    for e in head:
        before, after = text[: e.start], text[e.end : e.end + 30]
        line = before.rsplit("\n", 1)[-1]
        dateline = (
            len(line) <= 40 and "@" not in line and bool(_AGENCY.match(after) or not after.split("\n")[0].strip(" م.،"))
        )
        if _PUBLISHED.search(before) or dateline:
            return _dated(e)
    for e in head:
        if "gregorian" in e.fields:
            return _dated(e)
    posts: list[tuple[str, tuple[int, int]]] = []
    for m in _POST.finditer(text):
        for e in expressions(m.group(1)):
            if _full(e):
                iso, (a, b) = _dated(e)
                posts.append((iso, (m.start(1) + a, m.start(1) + b)))
    return max(posts) if posts else None


def _full(e: TimeExpression) -> bool:
    fields = e.fields.get("gregorian", e.fields)
    return e.kind == "date" and bool({"day", "month", "year"} <= fields.keys())


def _dated(e: TimeExpression) -> tuple[str, tuple[int, int]]:
    return e.resolve(date(2000, 1, 1)).start[:10], (e.start, e.end)
