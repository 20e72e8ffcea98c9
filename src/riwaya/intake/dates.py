"""Publication dates as files state them, brought to ISO."""

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

from riwaya.intake.refusal import Refused

_PLAIN = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})$")


def iso_published(stated: str) -> str:
    """A stated date as ISO: kept where it is ISO already, else read from RFC 2822 or from 2018/6/14.

    Raises Refused for anything else: a wrong date of publication would shift every date of the report.
    """
    stated = stated.strip()
    try:
        moment = datetime.fromisoformat(stated)
        # Basic and week forms (20180614, 2018-W24-4) parse too; one form goes on.
        return stated if re.match(r"\d{4}-\d\d-\d\d", stated) else moment.date().isoformat()
    except ValueError:
        pass
    try:
        if found := _PLAIN.match(stated):
            year, month, day = map(int, found.groups())
            return date(year, month, day).isoformat()
        return parsedate_to_datetime(stated).isoformat()
    except (ValueError, TypeError, IndexError):
        shown = stated if len(stated) <= 40 else stated[:40] + "…"
        raise Refused(
            f"its publication date {shown!r} is no date", "write it as YYYY-MM-DD, or leave it out"
        ) from None
