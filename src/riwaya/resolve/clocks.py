"""Countries' clocks, and the date-precision codes of ACLED and UCDP.

Hours are written in the local time of the event's country. An hour that the report gives only in GMT is moved to that
clock as it stood on the day (tzdata knows the changes of summer time); where the country is not known the hour stays
as it is and the When keeps its flag 'gmt'. Where a report gives both, the local one is taken and nothing is moved.
"""

from datetime import UTC, date, datetime

from riwaya.arabic.intervals import FLAG_GMT, Interval
from riwaya.codebook import Precision
from riwaya.records import When

ZONES = {
    "AE": "Asia/Dubai", "AF": "Asia/Kabul", "AM": "Asia/Yerevan", "AZ": "Asia/Baku", "BF": "Africa/Ouagadougou",
    "BH": "Asia/Bahrain", "CF": "Africa/Bangui", "CM": "Africa/Douala", "CY": "Asia/Nicosia", "DJ": "Africa/Djibouti",
    "DZ": "Africa/Algiers", "EG": "Africa/Cairo", "EH": "Africa/El_Aaiun", "ER": "Africa/Asmara",
    "ET": "Africa/Addis_Ababa", "FR": "Europe/Paris", "GB": "Europe/London", "IL": "Asia/Jerusalem",
    "IQ": "Asia/Baghdad", "IR": "Asia/Tehran", "JO": "Asia/Amman", "KE": "Africa/Nairobi", "KW": "Asia/Kuwait",
    "LB": "Asia/Beirut", "LY": "Africa/Tripoli", "MA": "Africa/Casablanca", "ML": "Africa/Bamako",
    "MR": "Africa/Nouakchott", "NE": "Africa/Niamey", "NG": "Africa/Lagos", "OM": "Asia/Muscat", "PK": "Asia/Karachi",
    "PS": "Asia/Gaza", "QA": "Asia/Qatar", "SA": "Asia/Riyadh", "SD": "Africa/Khartoum", "SO": "Africa/Mogadishu",
    "SS": "Africa/Juba", "SY": "Asia/Damascus", "TD": "Africa/Ndjamena", "TN": "Africa/Tunis",
    "TR": "Europe/Istanbul", "UA": "Europe/Kyiv", "YE": "Asia/Aden",
}  # fmt: skip
"""The one clock of each country that such reports are about; countries with several zones are left out."""


def to_local(interval: Interval, country: str) -> Interval:
    """`interval` with its GMT hours moved to the clock of `country` (ISO 3166-1 alpha-2); else unchanged."""
    if FLAG_GMT not in interval.flags or country not in ZONES or interval.precision != "hour":
        return interval
    from zoneinfo import ZoneInfo

    zone = ZoneInfo(ZONES[country])

    def moved(stamp: str) -> str:
        try:
            local = datetime.fromisoformat(stamp).replace(tzinfo=UTC).astimezone(zone)
        except OverflowError:
            return stamp
        return local.replace(tzinfo=None).isoformat(timespec="minutes")

    flags = [f for f in interval.flags if f != FLAG_GMT] + ["from gmt"]
    return Interval(moved(interval.start), moved(interval.end), "hour", flags)


def _days(when: When) -> int:
    start, end = (date.fromisoformat(x[:10]) for x in (when.start, when.end or when.start))
    return (end - start).days + 1


def coded(when: When) -> When:
    """The date with the codes of its precision."""
    codes = {"acled_precision": acled_time_precision(when), "ucdp_precision": ucdp_date_prec(when)}
    return when.model_copy(update=codes)


def acled_time_precision(when: When) -> int | None:
    """ACLED time_precision: 1 the day is known, 2 a few days or a week, 3 a month or more; None where unknown."""
    if when.precision is Precision.UNKNOWN or not when.start:
        return None
    days = _days(when)
    if days <= 1 and when.precision in (Precision.DAY, Precision.HOUR):
        return 1
    return 2 if days <= 7 or when.precision is Precision.WEEK else 3


def ucdp_date_prec(when: When) -> int | None:
    """UCDP date_prec: 1 the day, 2 two to six days, 3 a week, 4 up to a month, 5 longer; None: unknown."""
    if when.precision is Precision.UNKNOWN or not when.start:
        return None
    days = _days(when)
    if days <= 1:
        return 1
    if days <= 6:
        return 2
    return 3 if days == 7 else 4 if days <= 31 else 5
