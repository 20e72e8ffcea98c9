"""What a phrase was read as, and the actor's record that it becomes."""

from typing import NamedTuple

from riwaya.records import Actor
from riwaya.resolve.actortable import actors, country_names
from riwaya.resolve.sourcetable import sources

_TITLES = {
    "military": ("armed forces", "القوات المسلحة", "military"),
    "defence": ("Ministry of Defence", "وزارة الدفاع", "ministry"),
    "foreign": ("Ministry of Foreign Affairs", "وزارة الخارجية", "ministry"),
    "interior": ("Ministry of the Interior", "وزارة الداخلية", "ministry"),
    "health": ("Ministry of Health", "وزارة الصحة", "ministry"),
    "justice": ("Ministry of Justice", "وزارة العدل", "ministry"),
    "police": ("police", "الشرطة", "police"),
    "security": ("security forces", "قوات الأمن", "police"),
    "intelligence": ("intelligence services", "الاستخبارات", "intelligence"),
    "president": ("head of state", "رئاسة الدولة", "office"),
    "pm": ("head of government", "رئاسة الحكومة", "office"),
    "parliament": ("parliament", "البرلمان", "legislature"),
    "judiciary": ("judiciary", "القضاء", "judiciary"),
    "government": ("government", "الحكومة", "government"),
    "civil-defence": ("civil defence", "الدفاع المدني", "medical"),
    "red-crescent": ("Red Crescent or Red Cross", "الهلال الأحمر", "medical"),
    "state": ("", "", "state"),
}


class Reading(NamedTuple):
    """What a phrase was read as: an actor's id, the reason, and the token at which the deciding name ends."""

    id: str
    why: str
    end: int
    person: str = ""
    country: str = ""


def record(reading: Reading) -> Actor:
    """The actor of a reading: a row of the table, an institution of a state, a person, or a typed unknown."""
    why = reading.why
    row = actors().get(reading.id)
    if row:
        return Actor(id=row.id, name_en=row.name_en, name_ar=row.name_ar, kind=row.kind, country=row.country, why=why)
    if medium := sources().get(reading.id):
        names = {"name_en": medium.name_en, "name_ar": medium.name_ar}
        return Actor(id=medium.id, **names, kind="company", country=medium.country, why=why)
    if reading.id.startswith("person:"):
        return Actor(id=reading.id, name_en=reading.person, kind="person", why=why)
    country, _, code = reading.id.partition(".")
    if code in _TITLES:
        english, arabic = country_names().get(country, (country, ""))
        title, title_ar, kind = _TITLES[code]
        return Actor(
            id=reading.id, name_en=f"{english}: {title}" if title else english,
            name_ar=f"{title_ar} ({arabic})" if title else arabic, kind=kind, country=country, why=why,
        )  # fmt: skip
    return Actor(id=reading.id, kind="unknown", country=reading.country, why=why)
