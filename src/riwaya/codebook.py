"""The codes: claim types, statuses, source kinds, toll kinds and groups, levels, precisions."""

from enum import StrEnum


class ClaimType(StrEnum):
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


class Status(StrEnum):
    OCCURRED = "occurred"
    ONGOING = "ongoing"
    PLANNED = "planned"
    FAILED = "failed"
    DENIED = "denied"
    POSSIBLE = "possible"


class SourceKind(StrEnum):
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


class TollKind(StrEnum):
    KILLED = "killed"
    WOUNDED = "wounded"
    KILLED_OR_WOUNDED = "killed_or_wounded"
    MISSING = "missing"
    CAPTURED = "captured"
    DISPLACED = "displaced"
    FREED = "freed"
    SURRENDERED = "surrendered"


class TollGroup(StrEnum):
    CIVILIAN = "civilian"
    FIGHTER = "fighter"
    SOLDIER = "soldier"
    UNKNOWN = "unknown"


class Level(StrEnum):
    SITE = "site"
    NEIGHBOURHOOD = "neighbourhood"
    VILLAGE = "village"
    TOWN = "town"
    CITY = "city"
    DISTRICT = "district"
    GOVERNORATE = "governorate"
    REGION = "region"
    COUNTRY = "country"


class Precision(StrEnum):
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    UNKNOWN = "unknown"
