"""The codes: claim types, statuses, source kinds, toll kinds and groups, levels, precisions.

Each code has a row: its labels in English and Arabic and one line that says what it covers. A claim type's
row also names its family and its nearest codes in ACLED, PLOVER and UCDP. Look rows up by code:

>>> CLAIM_TYPES["air_strike"].label_en
'Air strike'
>>> family("air_strike")
<Family.VIOLENCE: 'violence'>
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from riwaya.crosswalk import Acled, Plover, acled, plover


class _Codes:
    """Codes that are written to JSON by their `value`, without the two calls by which Python's own enums find it."""

    if not TYPE_CHECKING:  # to type checkers it is each code's string, as in every enum
        value = property(attrgetter("_value_"))


class Family(_Codes, StrEnum):
    VIOLENCE = "violence"
    POSTURE = "posture"
    HUMANITARIAN = "humanitarian"
    POLITICS = "politics"
    PROTEST = "protest"


class ClaimType(_Codes, StrEnum):
    CLASH = "clash"
    TERRITORY = "territory"
    AIR_STRIKE = "air_strike"
    SHELLING = "shelling"
    EXPLOSION = "explosion"
    ATTACK_ON_CIVILIANS = "attack_on_civilians"
    ABDUCTION = "abduction"
    DETENTION = "detention"
    PROPERTY = "property"
    WEAPON_FOILED = "weapon_foiled"
    CASUALTY_TOLL = "casualty_toll"
    DEPLOYMENT = "deployment"
    OPERATION = "operation"
    SIEGE = "siege"
    DISPLACEMENT = "displacement"
    AID = "aid"
    TRUCE = "truce"
    AGREEMENT = "agreement"
    TALKS = "talks"
    DEMAND = "demand"
    REJECT = "reject"
    ACCUSE = "accuse"
    THREAT = "threat"
    SUPPORT = "support"
    SANCTION = "sanction"
    CHANGE = "change"
    PROTEST = "protest"


class Status(_Codes, StrEnum):
    OCCURRED = "occurred"
    ONGOING = "ongoing"
    PLANNED = "planned"
    FAILED = "failed"
    DENIED = "denied"
    POSSIBLE = "possible"


class SourceKind(_Codes, StrEnum):
    OFFICIAL = "official"
    MILITARY = "military"
    ARMED_GROUP = "armed_group"
    CORRESPONDENT = "correspondent"
    AGENCY = "agency"
    OUTLET = "outlet"
    WITNESS = "witness"
    MONITOR = "monitor"
    MEDICAL = "medical"
    NGO = "ngo"
    UN = "un"
    EXPERT = "expert"
    ANONYMOUS = "anonymous"
    SOCIAL_MEDIA = "social_media"


class TollKind(_Codes, StrEnum):
    KILLED = "killed"
    WOUNDED = "wounded"
    KILLED_OR_WOUNDED = "killed_or_wounded"
    MISSING = "missing"
    CAPTURED = "captured"
    DISPLACED = "displaced"
    FREED = "freed"
    SURRENDERED = "surrendered"


class TollGroup(_Codes, StrEnum):
    CIVILIAN = "civilian"
    FIGHTER = "fighter"
    SOLDIER = "soldier"
    UNKNOWN = "unknown"


class Level(_Codes, StrEnum):
    SITE = "site"
    NEIGHBOURHOOD = "neighbourhood"
    VILLAGE = "village"
    TOWN = "town"
    CITY = "city"
    DISTRICT = "district"
    GOVERNORATE = "governorate"
    REGION = "region"
    COUNTRY = "country"


class Precision(_Codes, StrEnum):
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Code:
    """A row of the codebook: one code, its labels and what it covers."""

    code: str
    label_en: str
    label_ar: str
    definition: str


@dataclass(frozen=True, slots=True)
class TypeCode(Code):
    """A claim type's row. Of each map the first entry is the nearest; an empty map means that there is none.

    `ucdp` holds the values of UCDP's type_of_violence that an event of this type can have (1 state-based,
    2 non-state, 3 one-sided): which of them it is depends on the actors.
    """

    family: Family
    acled: tuple[Acled, ...] = ()
    plover: tuple[Plover, ...] = ()
    ucdp: tuple[int, ...] = ()


_Row = TypeVar("_Row", bound=Code)


def _table(*rows: _Row) -> Mapping[str, _Row]:
    return MappingProxyType({row.code: row for row in rows})


_V, _PO, _H, _P = Family.VIOLENCE, Family.POSTURE, Family.HUMANITARIAN, Family.POLITICS
_T = ClaimType

CLAIM_TYPES: Mapping[str, TypeCode] = _table(
    TypeCode(
        _T.CLASH, "Clash", "اشتباك",
        "Armed sides fight on the ground: attack, assault, ambush, infiltration, an attack repelled", _V,
        acled("Armed clash"), plover("ASSAULT/firearms"), (1, 2),
    ),
    TypeCode(
        _T.TERRITORY, "Control of territory", "سيطرة على أرض",
        "Control of a place changes, or a force advances into it or withdraws from it", _V,
        acled("Government regains territory", "Non-state actor overtakes territory",
               "Non-violent transfer of territory"),
        plover("ASSAULT", "RETREAT/withdraw"), (1, 2),
    ),
    TypeCode(
        _T.AIR_STRIKE, "Air strike", "غارة جوية",
        "A strike from an aircraft or a drone", _V,
        acled("Air/drone strike"), plover("ASSAULT/aerial", "ASSAULT/drone"), (1, 3),
    ),
    TypeCode(
        _T.SHELLING, "Shelling", "قصف",
        "Artillery, mortar, rocket, missile, tank or heavy machine-gun fire; snipers too", _V,
        acled("Shelling/artillery/missile attack"), plover("ASSAULT/heavy-weapons"), (1, 2, 3),
    ),
    TypeCode(
        _T.EXPLOSION, "Explosion", "انفجار",
        "A planted device, mine, car bomb or suicide bomb, or an explosion of unknown cause", _V,
        acled("Remote explosive/landmine/IED", "Suicide bomb", "Grenade"),
        plover("ASSAULT/explosives", "ASSAULT/suicide-attack"), (1, 2, 3),
    ),
    TypeCode(
        _T.ATTACK_ON_CIVILIANS, "Attack on civilians", "اعتداء على مدنيين",
        "Direct killing, execution, assassination, massacre, torture or sexual violence", _V,
        acled("Attack", "Sexual violence"),
        plover("ASSAULT/targeted", "ASSAULT/torture", "ASSAULT/sexual", "ASSAULT/beat"), (3,),
    ),
    TypeCode(
        _T.ABDUCTION, "Abduction", "خطف",
        "Kidnapping, hostage-taking or forced disappearance", _V,
        # The codebook's nearest event is COERCE; PLOVER itself has a mode for it under ASSAULT.
        acled("Abduction/forced disappearance"), plover("COERCE", "ASSAULT/abduct"),
    ),
    TypeCode(
        _T.DETENTION, "Detention", "احتجاز",
        "Arrest, capture of fighters, trial, sentence, release or escape from prison", _V,
        acled("Arrests"),
        plover("COERCE/arrest", "ASSAULT/abduct", "SANCTION/convict", "RETREAT/release"),
    ),
    TypeCode(
        _T.PROPERTY, "Damage to property", "إضرار بالممتلكات",
        "Looting, burning, demolition or destruction of property", _V,
        acled("Looting/property destruction"), plover("COERCE/seize", "ASSAULT/destroy"),
    ),
    TypeCode(
        _T.WEAPON_FOILED, "Weapon foiled", "إحباط سلاح",
        "A bomb or its carrier stopped before its target, a missile or drone shot down, arms seized", _V,
        acled("Disrupted weapons use"), plover("COERCE/seize"),
    ),
    TypeCode(
        _T.CASUALTY_TOLL, "Casualty toll", "حصيلة ضحايا",
        "A toll without one event of its own: a total, a body count, bodies or graves discovered", _V,
        acled("Other"), plover("ASSAULT"), (1, 2, 3),
    ),
    TypeCode(
        _T.DEPLOYMENT, "Deployment", "انتشار عسكري",
        "Troops mobilised, reinforced or moved; arms deliveries, bases, drills, patrols", _PO,
        acled("Headquarters or base established", "Other"),
        plover("MOBILIZE/troops", "MOBILIZE/weapons", "MOBILIZE/militia", "MOBILIZE/police"),
    ),
    TypeCode(
        _T.OPERATION, "Operation", "عملية عسكرية",
        "A named or general operation or campaign announced, begun, planned or ended", _PO,
        acled("Other"), plover("MOBILIZE"),
    ),
    TypeCode(
        _T.SIEGE, "Siege or closure", "حصار أو إغلاق",
        "A siege or blockade laid, kept or lifted; a road, crossing or airport closed; curfew", _PO,
        acled("Other"), plover("COERCE/restrict", "COERCE/curfew", "COERCE/martial-law", "RETREAT/access"),
    ),
    TypeCode(
        _T.DISPLACEMENT, "Displacement", "نزوح",
        "Flight, evacuation or return of people", _H,
        acled("Other"),
    ),
    TypeCode(
        _T.AID, "Aid", "مساعدات",
        "Aid delivered, asked for or blocked; corridors and crossings opened; rescue, medical care", _H,
        acled("Other"), plover("AID"),
    ),
    TypeCode(
        _T.TRUCE, "Truce", "هدنة",
        "A ceasefire, pause or calm declared, agreed, extended, broken or ended", _P,
        acled("Agreement"), plover("AGREE", "RETREAT/ceasefire"),
    ),
    TypeCode(
        _T.AGREEMENT, "Agreement", "اتفاق",
        "Any other deal: swap, reconciliation, surrender, treaty, resolution adopted", _P,
        acled("Agreement"), plover("AGREE"),
    ),
    TypeCode(
        _T.TALKS, "Talks", "محادثات",
        "Meeting, mediation, negotiation, visit or call", _P,
        acled("Other"),
        plover("CONSULT", "CONSULT/visit", "CONSULT/third-party", "CONSULT/multilateral", "CONSULT/phone"),
    ),
    TypeCode(
        _T.DEMAND, "Demand", "مطالبة",
        "Somebody calls for, urges, appeals, or orders to leave", _P,
        acled("Other"),
        plover("REQUEST", "REQUEST/assist", "REQUEST/change", "REQUEST/yield", "REQUEST/meet"),
    ),
    TypeCode(
        _T.REJECT, "Rejection", "رفض",
        "Somebody refuses, opposes or withdraws from a proposal or deal", _P,
        acled("Other"), plover("REJECT", "REJECT/assist", "REJECT/change", "REJECT/yield", "REJECT/meet"),
    ),
    TypeCode(
        _T.ACCUSE, "Accusation", "اتهام",
        "Somebody blames, condemns or denounces somebody by name", _P,
        acled("Other"), plover("ACCUSE", "ACCUSE/allege", "ACCUSE/disapprove"),
    ),
    TypeCode(
        _T.THREAT, "Threat", "تهديد",
        "Somebody threatens, warns or sets an ultimatum", _P,
        acled("Other"), plover("THREATEN", "THREATEN/violence", "THREATEN/territory", "THREATEN/restrict"),
    ),
    TypeCode(
        _T.SUPPORT, "Support", "دعم",
        "Support declared; political, financial or military help pledged or given", _P,
        acled("Other"), plover("SUPPORT"),
    ),
    TypeCode(
        _T.SANCTION, "Sanction", "عقوبات",
        "Sanctions, embargo, expulsion, suspension or referral to a court", _P,
        acled("Other"), plover("SANCTION", "SANCTION/discontinue", "SANCTION/expel", "SANCTION/withdraw"),
    ),
    TypeCode(
        _T.CHANGE, "Change of office or body", "تغيير في منصب أو هيئة",
        "Appointment, resignation, defection, overthrow; a body formed, merged or dissolved", _P,
        acled("Change to group/activity"),
    ),
    TypeCode(
        _T.PROTEST, "Protest", "احتجاج",
        "Demonstration, strike or riot, and its suppression", Family.PROTEST,
        acled("Peaceful protest", "Violent demonstration", "Mob violence", "Protest with intervention",
               "Excessive force against protesters"),
        plover("PROTEST/demo", "PROTEST/riot", "PROTEST/strike"),
    ),
)  # fmt: skip

FAMILIES: Mapping[str, Code] = _table(
    Code(Family.VIOLENCE, "Violence", "عنف", "Force used, stopped or counted"),
    Code(Family.POSTURE, "Posture", "تموضع عسكري", "Forces moved, operations begun, places closed off"),
    Code(Family.HUMANITARIAN, "Humanitarian", "إنساني", "People moved or helped"),
    Code(Family.POLITICS, "Politics", "سياسة", "Agreements and speech acts around the conflict"),
    Code(Family.PROTEST, "Protest", "احتجاج", "Crowds, and what is done to them"),
)

STATUSES: Mapping[str, Code] = _table(
    Code(Status.OCCURRED, "Occurred", "وقع", "Told as done"),
    Code(Status.ONGOING, "Ongoing", "مستمر", "Told as still going on at the time of the report"),
    Code(Status.PLANNED, "Planned", "مخطط له", "Announced, intended or expected"),
    Code(Status.FAILED, "Failed", "فشل", "Tried and stopped"),
    Code(Status.DENIED, "Denied", "منفي", "The source says that it did not or will not happen"),
    Code(Status.POSSIBLE, "Possible", "محتمل", "Hypothetical, rumoured or conditional"),
)

SOURCE_KINDS: Mapping[str, Code] = _table(
    Code(SourceKind.OFFICIAL, "Official", "مصدر رسمي", "A state, ministry or diplomat"),
    Code(SourceKind.MILITARY, "Military", "مصدر عسكري", "A state's armed forces and their media"),
    Code(SourceKind.ARMED_GROUP, "Armed group", "جماعة مسلحة", "A non-state armed group and its media"),
    Code(SourceKind.CORRESPONDENT, "Correspondent", "مراسل", "The publisher's own reporter"),
    Code(SourceKind.AGENCY, "News agency", "وكالة أنباء", "A news agency"),
    Code(SourceKind.OUTLET, "Other outlet", "وسيلة إعلام أخرى", "Another newspaper, channel or site"),
    Code(SourceKind.WITNESS, "Witness", "شاهد", "Residents, activists, survivors"),
    Code(SourceKind.MONITOR, "Monitor", "جهة رصد", "Observatories and documentation centres"),
    Code(SourceKind.MEDICAL, "Medical", "مصدر طبي", "Hospitals, medics, civil defence"),
    Code(SourceKind.NGO, "Organisation", "منظمة غير حكومية", "A non-governmental organisation"),
    Code(SourceKind.UN, "United Nations", "الأمم المتحدة", "The UN and other intergovernmental bodies"),
    Code(SourceKind.EXPERT, "Expert", "خبير", "An analyst or scholar"),
    Code(SourceKind.ANONYMOUS, "Anonymous", "مصدر مجهول", "Unnamed sources of no stated kind; 'reports'"),
    Code(SourceKind.SOCIAL_MEDIA, "Social media", "تواصل اجتماعي", "A post named as such, after its author"),
)

TOLL_KINDS: Mapping[str, Code] = _table(
    Code(TollKind.KILLED, "Killed", "قتلى", "People killed"),
    Code(TollKind.WOUNDED, "Wounded", "جرحى", "People wounded"),
    Code(
        TollKind.KILLED_OR_WOUNDED, "Killed or wounded", "بين قتيل وجريح",
        "One number for killed and wounded together; never read as deaths",
    ),
    Code(TollKind.MISSING, "Missing", "مفقودون", "People missing"),
    Code(TollKind.CAPTURED, "Captured", "أسرى ومعتقلون", "People captured, arrested or abducted"),
    Code(TollKind.DISPLACED, "Displaced", "نازحون", "People who left, were evacuated or came back"),
    Code(TollKind.FREED, "Freed", "محررون", "People released, or escaped from captivity"),
    Code(TollKind.SURRENDERED, "Surrendered", "مستسلمون", "Fighters who gave themselves up"),
)  # fmt: skip

TOLL_GROUPS: Mapping[str, Code] = _table(
    Code(TollGroup.CIVILIAN, "Civilians", "مدنيون", "Civilians; unspecified people in a residential area"),
    Code(TollGroup.FIGHTER, "Fighters", "مقاتلون", "Members of non-state armed groups"),
    Code(TollGroup.SOLDIER, "Soldiers", "جنود", "State forces, police included"),
    Code(TollGroup.UNKNOWN, "Unknown", "غير محدد", "The text does not say"),
)

LEVELS: Mapping[str, Code] = _table(
    Code(Level.SITE, "Site", "موقع", "A building, roundabout, base, bridge or crossing"),
    Code(Level.NEIGHBOURHOOD, "Neighbourhood", "حي", "A part of a town or city"),
    Code(Level.VILLAGE, "Village", "قرية", "A village"),
    Code(Level.TOWN, "Town", "بلدة", "A town"),
    Code(Level.CITY, "City", "مدينة", "A city"),
    Code(Level.DISTRICT, "District", "قضاء أو مديرية", "A second-level division"),
    Code(Level.GOVERNORATE, "Governorate", "محافظة", "A first-level division"),
    Code(Level.REGION, "Region", "منطقة", "An area that is no division, within or across them"),
    Code(Level.COUNTRY, "Country", "دولة", "A country"),
)

PRECISIONS: Mapping[str, Code] = _table(
    Code(Precision.HOUR, "Hour", "ساعة", "Known to the hour: start and end are date-times"),
    Code(Precision.DAY, "Day", "يوم", "Known to the day"),
    Code(Precision.WEEK, "Week", "أسبوع", "Known to within about a week"),
    Code(Precision.MONTH, "Month", "شهر", "Known to within about a month"),
    Code(Precision.YEAR, "Year", "سنة", "Known to within about a year"),
    Code(Precision.UNKNOWN, "Unknown", "غير معروف", "No date: start and end are empty"),
)


def family(claim_type: str) -> Family:
    """The family of a claim type; KeyError for a code that is none."""
    return CLAIM_TYPES[claim_type].family
