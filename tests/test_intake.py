"""Every kind of input becomes documents, or a refusal that names the file, the place and the reason."""

import gzip
import hashlib
import io
import json
import os
import sys
from pathlib import Path

import pytest

from riwaya.intake import Refusal, read_all
from riwaya.records import Document, Span

REPORT = (
    "قصف مدفعي على أطراف البلدة\n"
    "قال شهود إن القصف أصاب منزلين في الحي الغربي وأدى إلى إصابة ثلاثة أشخاص.\n"
)
TITLE = "غارة جوية على مستودع"
PERSIAN = "نیروهای دولتی کنترل شهر را در دست گرفتند و گروه‌های مسلح از آن عقب‌نشینی کردند."
PAGE = """<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="{charset}">
<title>غارة جوية على مستودع | صحيفة الميناء</title>
<meta property="og:site_name" content="صحيفة الميناء">
<meta property="og:title" content="غارة جوية على مستودع">
<link rel="canonical" href="https://minaa.example/news/17">
{date}
</head><body><nav><a href="/">الرئيسية</a> <a href="/sport">رياضة</a></nav>
<article><h1>غارة جوية على مستودع</h1>
<p>قالت إدارة الدفاع المدني إن غارة جوية أصابت مستودعا قرب الميناء مساء الثلاثاء، وأدت إلى اندلاع حريق.</p>
<p>وأضافت الإدارة أن فرقها أخمدت الحريق بعد ثلاث ساعات، وأن عاملين أصيبا بحروق ونقلا إلى المستشفى القريب.</p>
<p>ولم تعلن أي جهة مسؤوليتها عن الغارة، فيما حلقت طائرات استطلاع فوق المدينة طوال ساعات الليل.</p>
</article><footer>جميع الحقوق محفوظة 2031</footer></body></html>"""
PUBLISHED = '<meta property="article:published_time" content="2019-05-07T20:15:00+03:00">'


def read(*paths: Path | str, **options: object) -> list[Document | Refusal]:
    return list(read_all([str(p) for p in paths], **options))  # type: ignore[arg-type]


def the_document(*paths: Path | str, **options: object) -> Document:
    (found,) = read(*paths, **options)
    assert isinstance(found, Document), found
    return found


def the_refusal(*paths: Path | str, **options: object) -> Refusal:
    (found,) = read(*paths, **options)
    assert isinstance(found, Refusal), found
    return found


def saved(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return path


# --- plain text and encodings ---


def test_text_is_kept_as_it_came(tmp_path: Path) -> None:
    text = "\r\n  " + REPORT.replace("\n", "\r\n") + "\tآخر\u200f ـــ\u064b\x0c\r"
    document = the_document(saved(tmp_path, "a.txt", text))
    assert document.text == text
    assert document.doc_id == hashlib.sha256(text.encode()).hexdigest()[:16]
    assert (document.encoding, document.path) == ("utf-8", str(tmp_path / "a.txt"))
    assert (document.published, document.published_from) == ("", "")


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (b"\xef\xbb\xbf" + REPORT.encode(), "utf-8 (BOM)"),
        (REPORT.encode("utf-16"), "utf-16-le (BOM)"),
        (b"\xfe\xff" + REPORT.encode("utf-16-be"), "utf-16-be (BOM)"),
        (REPORT.encode("utf-32"), "utf-32-le (BOM)"),
        (REPORT.encode("utf-16-le"), "utf-16-le (detected)"),
        (REPORT.encode("utf-16-be"), "utf-16-be (detected)"),
        ((REPORT + "« BBC » 12").encode("cp1256"), "windows-1256 (detected)"),
        (REPORT.encode("iso-8859-6"), "iso-8859-6 (detected)"),
    ],
    ids=lambda x: x if isinstance(x, str) else "",
)
def test_encodings_are_found_and_said(tmp_path: Path, data: bytes, encoding: str) -> None:
    document = the_document(saved(tmp_path, "a.txt", data))
    said = document.encoding
    # Without letters on which the two differ, both one-byte encodings give the same text.
    assert said == encoding or (encoding.startswith("iso") and document.text == REPORT)
    assert document.text.startswith(REPORT)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"2018 - 04 - 07 !!", "no words in it"),
        (b"Troops entered the town on Friday, officials said.", "not Arabic (0% of its letters are)"),
        ("Президент прибыл в город".encode(), "not Arabic (0% of its letters are)"),
        (PERSIAN.encode(), "in Arabic script but not in Arabic"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 8, "binary data"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 8, "binary data"),
        (b"MZ\x00\x00abc" * 50, "binary data"),
        ("Les forces ont progressé vers le port, a déclaré l'armée".encode("latin-1"), ""),
        (REPORT.encode()[:-40] + b"\xff\xfe" + REPORT.encode()[-40:], "broken UTF-8 at byte"),
        (REPORT.encode() * 9 + REPORT.encode()[:1], "(line 19)"),
        (REPORT.encode("utf-16")[:-1], "broken utf-16-le at byte"),
        (REPORT.encode("utf-16-le")[:-1], "broken utf-16-le at byte"),
    ],
)
def test_what_is_no_arabic_text_is_refused(tmp_path: Path, data: bytes, reason: str) -> None:
    refusal = the_refusal(saved(tmp_path, "a.txt", data))
    assert reason in refusal.reason
    assert str(refusal).startswith(f"{tmp_path / 'a.txt'}: ")
    assert "\n" not in str(refusal)


def test_arabic_with_much_latin_is_read(tmp_path: Path) -> None:
    assert the_document(saved(tmp_path, "a.txt", REPORT + "Reuters, AFP and BBC (https://t.example/AbCdEf)"))


def test_huge_files_are_refused_before_they_are_held(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as f:
        f.truncate(50_000_000)
    refusal = the_refusal(path)
    assert (refusal.reason, refusal.remedy) == (
        "larger than 10 MB",
        "split it, or allow more with --max-mb",
    )
    assert the_refusal(saved(tmp_path, "a.txt", REPORT), max_bytes=20).reason.startswith("larger than")
    bomb = saved(tmp_path, "bomb.txt.gz", gzip.compress(bytes(30_000_000)))
    assert bomb.stat().st_size < 100_000
    assert the_refusal(bomb).reason == "larger than 10 MB"


def test_what_cannot_be_opened_is_refused(tmp_path: Path) -> None:
    assert the_refusal(tmp_path / "none.txt").reason == "no such file or directory"
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    assert "symbolic links" in the_refusal(tmp_path / "loop.txt").reason
    assert the_refusal("/dev/null").reason == "not a file"


# --- saved pages ---


def test_a_page_gives_title_body_date_and_outlet(tmp_path: Path) -> None:
    document = the_document(saved(tmp_path, "p.html", PAGE.format(charset="utf-8", date=PUBLISHED)))
    lines = document.text.split("\n")
    assert lines[0] == document.title == TITLE
    assert lines[1].startswith("قالت إدارة الدفاع المدني") and document.text.count(TITLE) == 1
    assert "رياضة" not in document.text and "الحقوق" not in document.text
    assert (document.published, document.published_from) == ("2019-05-07T20:15:00+03:00", "given")
    assert document.outlet == "صحيفة الميناء"
    assert document.url == "https://minaa.example/news/17"


@pytest.mark.parametrize(
    ("date", "published"),
    [
        ('<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2019-05-07"}</script>',
         "2019-05-07"),
        ('<meta itemprop="datePublished" content="Tue, 07 May 2019 20:15:00 +0300">',
         "2019-05-07T20:15:00+03:00"),
        ('<meta property="article:published_time" content="soon">', ""),
        ("", ""),
    ],
)  # fmt: skip
def test_a_page_gives_no_date_that_it_does_not_state(tmp_path: Path, date: str, published: str) -> None:
    """The 2031 in its footer is no date of publication."""
    document = the_document(saved(tmp_path, "p.html", PAGE.format(charset="utf-8", date=date)))
    assert document.published == published


def test_a_page_in_windows_1256(tmp_path: Path) -> None:
    page = PAGE.format(charset="windows-1256", date=PUBLISHED)
    document = the_document(saved(tmp_path, "p.html", page.encode("cp1256")))
    assert document.encoding == "windows-1256 (declared)"
    assert document.title == TITLE


@pytest.mark.parametrize("page", ["<html><body></body></html>", "<html>", "", "<!DOCTYPE html><p>"])
def test_a_page_without_an_article_is_refused(tmp_path: Path, page: str) -> None:
    assert the_refusal(saved(tmp_path, "p.html", page)).reason in ("no article found in the page", "empty")


def test_a_page_that_breaks_the_parser_is_refused_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RecursionError

    monkeypatch.setattr("trafilatura.bare_extraction", broken)
    saved(tmp_path, "a.html", PAGE.format(charset="utf-8", date=PUBLISHED))
    saved(tmp_path, "b.txt", REPORT)
    refusal, document = read(tmp_path)
    assert isinstance(refusal, Refusal) and isinstance(document, Document)
    assert refusal.reason == "the page cannot be parsed (RecursionError)"


# --- JSON lines ---


def line(**fields: object) -> str:
    return json.dumps({"text": REPORT} | fields, ensure_ascii=False) + "\n"


def test_lines_keep_what_they_give(tmp_path: Path) -> None:
    moment = "2018-06-14T22:36:50+04:00"
    given = line(doc_id="a-1", outlet="الميناء", url="https://x.example/1", published=moment)
    first, second, third = read(saved(tmp_path, "a.jsonl", given + "\n" + line() + line(doc_id=7, extra=[1])))
    assert isinstance(first, Document) and isinstance(second, Document) and isinstance(third, Document)
    assert first.model_dump(include={"doc_id", "outlet", "url", "published", "published_from", "text"}) == {
        "doc_id": "a-1",
        "outlet": "الميناء",
        "url": "https://x.example/1",
        "published": moment,
        "published_from": "given",
        "text": REPORT,
    }
    assert second.doc_id == hashlib.sha256(REPORT.encode()).hexdigest()[:16]
    assert third.doc_id == "7"


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ('{"text": "غارة"', "malformed JSON (Expecting ',' delimiter at column 16)"),
        ("غارة", "malformed JSON"),
        ('["غارة"]', "no JSON object"),
        ('{"doc_id": "x"}', "no 'text' in it"),
        ('{"text": 5}', "its 'text' is no string"),
        ('{"text": "غارة \\ud83d"}', "half a character in its 'text'"),
        (line(published="next week").strip(), "its publication date 'next week' is no date"),
        ('{"text": "An air raid on the town"}', "not Arabic"),
        ("[" * 100_000, "malformed JSON"),
        (line(text=REPORT * 400).strip(), "larger than 0.02 MB"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_goes_on(tmp_path: Path, bad: str, reason: str) -> None:
    path = saved(tmp_path, "a.jsonl", line() + bad + "\n" + line(doc_id="last"))
    first, refusal, last = read(path, max_bytes=20_000 if "larger" in reason else 10_000_000)
    assert isinstance(first, Document) and isinstance(last, Document) and isinstance(refusal, Refusal)
    assert last.doc_id == "last"
    assert refusal.place == "line 2" and reason in refusal.reason
    assert str(refusal).startswith(f"{path}, line 2: ")


def test_a_line_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    path = saved(tmp_path, "a.jsonl", line().encode() + line().encode("cp1256"))
    _, refusal = read(path)
    assert isinstance(refusal, Refusal) and (refusal.place, refusal.reason) == ("line 2", "not UTF-8")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("2018-06-14", "2018-06-14"),
        ("2018-06-14 22:36:50+04:00", "2018-06-14 22:36:50+04:00"),
        ("20180614", "2018-06-14"),
        ("2018/6/14", "2018-06-14"),
        ("Thu, 14 Jun 2018 22:36:50 +0400", "2018-06-14T22:36:50+04:00"),
    ],
)
def test_dates_come_out_as_iso(tmp_path: Path, given: str, kept: str) -> None:
    assert the_document(saved(tmp_path, "a.jsonl", line(published=given))).published == kept


def test_a_truncated_gzip_file_gives_what_it_holds(tmp_path: Path) -> None:
    lines = "".join(line(doc_id=hashlib.sha256(str(i).encode()).hexdigest()) for i in range(4000))
    packed = gzip.compress(lines.encode())
    *documents, refusal = read(saved(tmp_path, "a.jsonl.gz", packed[: len(packed) // 2]))
    assert isinstance(refusal, Refusal) and refusal.reason == "the gzip file is cut off"
    assert refusal.place == f"line {len(documents) + 1}" and len(documents) > 1000
    damaged = packed[:200] + bytes(50) + packed[250:]
    assert isinstance(last := read(saved(tmp_path, "b.jsonl.gz", damaged))[-1], Refusal)
    assert "gzip" in last.reason or "JSON" in last.reason


def test_shared_files_are_read_as_they_are(shared: Path) -> None:
    (seed,) = read(shared / "gold" / "seed.docs.jsonl")
    assert isinstance(seed, Document) and seed.doc_id == "almayadeen-20161103"
    corpus = shared / "corpora" / "conflict_2015_gulf.jsonl.gz"
    raw = [json.loads(row) for row in gzip.decompress(corpus.read_bytes()).decode().strip().split("\n")]
    found = read(corpus)
    assert [(d.doc_id, d.text, d.published) for d in found if isinstance(d, Document)] == [
        (r["doc_id"], r["text"], r["published"]) for r in raw
    ]


# --- where the date comes from ---


def test_a_date_in_the_text_is_marked_as_inferred_and_goes_before_the_option(tmp_path: Path) -> None:
    text = "عدن - 7 مايو 2019 (سبأ) - " + REPORT
    document = the_document(saved(tmp_path, "a.txt", text), published="2020-01-01")
    assert (document.published, document.published_from) == ("2019-05-07", "inferred")
    assert isinstance(document.published_evidence, Span)
    assert "7 مايو 2019" in text[slice(*document.published_evidence)]


def test_the_option_dates_what_has_no_date(tmp_path: Path) -> None:
    path = saved(tmp_path, "a.jsonl", line() + line(published="2018-01-01"))
    found = read(path, published="2020-01-01")
    dates = [(d.published, d.published_from) for d in found if isinstance(d, Document)]
    assert dates == [("2020-01-01", "option"), ("2018-01-01", "given")]


# --- files, folders, globs, standard input ---


def test_folders_are_read_in_order_without_the_parts_of_saved_pages(tmp_path: Path) -> None:
    unread = ("page_files/ad.html", ".hidden.txt", "image.png")
    for name in ("b/2.txt", "b/1.TXT", "a.jsonl", "z.txt.gz", *unread):
        content: str | bytes = line() if name.endswith("jsonl") else REPORT
        saved(tmp_path, name, gzip.compress(REPORT.encode()) if name.endswith("gz") else content)
    found = read(tmp_path, tmp_path / "b" / "2.txt")
    names = [str(Path(d.path).relative_to(tmp_path)) for d in found]
    assert names == ["a.jsonl", "b/1.TXT", "b/2.txt", "z.txt.gz"]
    assert all(isinstance(d, Document) for d in found)


def test_globs_and_empty_folders(tmp_path: Path) -> None:
    saved(tmp_path, "x/1.txt", REPORT)
    saved(tmp_path, "y/2.txt", REPORT)
    assert [Path(d.path).name for d in read(tmp_path / "**" / "*.txt")] == ["1.txt", "2.txt"]
    assert the_refusal(tmp_path / "*.html").reason == "no file matches"
    (tmp_path / "empty").mkdir()
    assert the_refusal(tmp_path / "empty").reason == "no report in this folder"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_in_a_folder_is_refused_instead_of_waited_for(tmp_path: Path) -> None:
    saved(tmp_path, "b.txt", REPORT)
    os.mkfifo(tmp_path / "a.txt")
    refused, document = read(tmp_path)
    assert isinstance(refused, Refusal) and refused.reason == "a pipe or a device, not a file"
    assert isinstance(document, Document)


def test_a_name_with_a_bracket_is_a_name_where_it_exists(tmp_path: Path) -> None:
    assert the_document(saved(tmp_path, "تقرير [1].txt", REPORT)).path.endswith("تقرير [1].txt")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_a_name_that_is_not_utf8_still_gives_a_record(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/\xc7\xe1.txt"
    with open(path, "wb") as f:
        f.write(REPORT.encode())
    (document,) = read_all([os.fsdecode(path)])
    assert isinstance(document, Document) and document.model_dump_json()


@pytest.mark.parametrize("content", [REPORT, line(), PAGE.format(charset="utf-8", date=PUBLISHED)])
@pytest.mark.parametrize("packed", [False, True])
def test_standard_input_is_known_by_its_content(
    monkeypatch: pytest.MonkeyPatch, content: str, packed: bool
) -> None:
    data = gzip.compress(content.encode()) if packed else content.encode()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    document = the_document("-")
    assert document.path == "standard input"
    assert document.title in (REPORT.split("\n")[0], TITLE)


def test_an_outlet_is_given_to_reports_that_name_none(tmp_path: Path) -> None:
    text = "قصفت الطائرات أطراف البلدة صباح اليوم"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    lines = [{"text": text + " ومحيطها"}, {"text": text + " وريفها", "outlet": "قناة الجبل"}]
    (tmp_path / "b.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    found = [d for d in read_all([tmp_path], outlet="صحيفة الميناء") if isinstance(d, Document)]
    assert [d.outlet for d in found] == ["صحيفة الميناء", "صحيفة الميناء", "قناة الجبل"]
    assert [d.publisher for d in read_all([tmp_path]) if isinstance(d, Document)] == ["a.txt", "b.jsonl", "قناة الجبل"]
