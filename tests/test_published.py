"""Publication dates read from a report's own text."""

import json

import pytest

from riwaya.intake.published import infer_published


@pytest.mark.parametrize(
    ("text", "day", "words"),
    [
        ("دمشق في 3 نوفمبر 2016 / سانا / دخلت وحدات الجيش البلدة", "2016-11-03", "3 نوفمبر 2016"),
        ("عنوان الخبر\nدمشق 3 تشرين الثاني 2016 (سانا) دخلت الوحدات", "2016-11-03", "3 تشرين الثاني 2016"),
        ("جدة 12 ذو القعدة 1439 هـ الموافق 25 يوليو 2018 م واس\nاستقبل الوزير", "2018-07-25", None),
        ("عنوان\nتاريخ النشر: 25/7/2018\nدخلت القوات البلدة", "2018-07-25", "25/7/2018"),
        ("عنوان\nالأربعاء 25 يوليو 2018\nدخلت القوات البلدة", "2018-07-25", None),
        ("عنوان\nمعارك\n— مركز (@a_centre1) November 3, 2016\nوقال شهود", "2016-11-03", "November 3, 2016"),
        (
            "خبر\n— أ (@a) November 1, 2016\nثم\n— ب (@b) November 3, 2016\nوقال",
            "2016-11-03",
            "November 3, 2016",
        ),
    ],
)
def test_evidence_is_found_and_quoted(text, day, words):
    got = infer_published(text)
    assert got is not None and got[0] == day
    if words:
        assert text[slice(*got[1])] == words


@pytest.mark.parametrize(
    "text",
    [
        "",
        "دخلت القوات البلدة أمس الاثنين",
        "دخلت القوات البلدة التي سقطت في 12 مايو 2013 بيد المسلحين، وقال شهود إنها خالية",
        "عنوان\nدخلت القوات البلدة.\n30 يناير 2013: الطيران يقصف الموقع للمرة الأولى",
        "في 2014 سقطت المدينة",
        "3 نوفمبر / سانا",
    ],
)
def test_dates_told_of_are_no_evidence(text):
    assert infer_published(text) is None


def test_seed_article(shared):
    d = json.loads((shared / "gold" / "seed.docs.jsonl").read_text(encoding="utf-8").splitlines()[0])
    got = infer_published(d["text"])
    assert got is not None and got[0] == d["published"] == "2016-11-03"
    assert d["text"][slice(*got[1])] == "November 3, 2016"
