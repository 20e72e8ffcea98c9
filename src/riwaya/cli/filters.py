"""What the commands that find things share: checked filters, and what is said of results that are cut off or none."""

import sys

import typer


def iso_day(day: str, option: str) -> str:
    """The day as an ISO date, or empty; wrong usage for anything else."""
    from datetime import date

    try:
        return date.fromisoformat(day).isoformat() if day else ""
    except ValueError as error:
        raise typer.BadParameter("a date is written YYYY-MM-DD", param_hint=option) from error


def type_code(code: str, option: str = "--type") -> str:
    """The code of a type or a family; wrong usage, with all of them, for anything else."""
    from riwaya.codebook import CLAIM_TYPES, Family

    if code not in CLAIM_TYPES and code not in {family.value for family in Family}:
        known = ", ".join([*Family, *CLAIM_TYPES])
        raise typer.BadParameter(f"{code!r} is none of {known}", param_hint=option)
    return code


def country_code(given: str, option: str = "--country") -> str:
    """The alpha-2 code in capitals, or empty; wrong usage for anything else, with the code of a country's name."""
    from riwaya.resolve.gazetteer import countries

    code, name = given.strip().upper(), given.strip().casefold()
    if not code or code in countries():
        return code
    meant = next((c.code for c in countries().values() if name in (c.name_en.casefold(), *c.names_ar)), "")
    hint = f"; {given} is {meant}" if meant else ", as SY"
    raise typer.BadParameter(f"{given!r} is no two-letter country code (ISO 3166){hint}", param_hint=option)


def say_rest(shown: int, found: int, what: str) -> None:
    """On standard error, that nothing fits or how much the limit cut off."""
    if not found:
        print(f"no {what} fits", file=sys.stderr)
    elif found > shown:
        print(f"{found - shown} more: narrow the search, or raise --limit", file=sys.stderr)
