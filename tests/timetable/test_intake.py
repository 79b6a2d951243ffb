"""What a reader types: dates as people write them, councils with their meetings, and a sentence for everything else."""

from datetime import date

import pytest

from kuemmerer.content.oversight import Oversight
from kuemmerer.timetable.intake import (
    BadWish,
    read_councils,
    read_count,
    read_day,
    read_done,
    read_form,
    read_funding,
    read_start,
    read_way,
    usual_count,
)
from kuemmerer.timetable.model import Council, Procedures

from .conftest import TODAY


@pytest.mark.parametrize("typed", ["1.3.2027", "01.03.2027", "1. 3. 2027", "2027-03-01", " 1.3.2027 "])
def test_a_day_is_read_as_people_write_it(typed: str) -> None:
    assert read_day("start", typed) == date(2027, 3, 1)


@pytest.mark.parametrize(
    "typed", ["", "März 2027", "31.2.2027", "1.13.2027", "1/3/2027", "2027", "٠١.٠٣.٢٠٢٧", "1.3.27"]
)
def test_what_is_no_day_is_shown_how_to_write_one(typed: str) -> None:
    with pytest.raises(BadWish, match=r"1\.3\.2027"):
        read_day("start", typed)


@pytest.mark.parametrize("typed", ["25.11.2026", "1.1.2020", "1.1.2099"])
def test_a_start_lies_ahead_and_not_in_another_age(typed: str) -> None:
    with pytest.raises(BadWish) as caught:
        read_start(typed, TODAY)
    assert caught.value.field == "start"


def test_councils_come_with_or_without_a_name() -> None:
    assert read_councils(["Kirnbach: 18.2.2027, 14.1.2027", "1.3.2027 und 2.4.2027", "Unterfeld:", " "]) == (
        Council("Kirnbach", (date(2027, 1, 14), date(2027, 2, 18))),
        Council("Gremium 2", (date(2027, 3, 1), date(2027, 4, 2))),
    )


def test_too_many_meetings_and_councils_are_refused() -> None:
    with pytest.raises(BadWish, match="mehr als 40"):
        read_councils(["A: " + ",".join(f"{day}.1.{year}" for year in (2027, 2028) for day in range(1, 29))])
    with pytest.raises(BadWish, match="höchstens 60"):
        read_councils(["1.3.2027"] * 61)


def test_the_way_follows_from_the_answers_and_must_fit_the_form(procedures: Procedures) -> None:
    assert read_way(procedures, "zweckvereinbarung", "", Oversight.APPROVAL) is Oversight.APPROVAL
    assert read_way(procedures, "zweckvereinbarung", "anzeige", Oversight.APPROVAL) is Oversight.NOTICE
    assert read_way(procedures, "gmbh", "vorlage", Oversight.SUBMISSION) is Oversight.SUBMISSION
    with pytest.raises(BadWish, match="anzeige, genehmigung"):
        read_way(procedures, "zweckvereinbarung", "vorlage", Oversight.APPROVAL)


@pytest.mark.parametrize(
    ("named", "option", "count"), [(3, None, 3), (0, "sieben-bis-zehn", 8), (1, None, 2), (0, "zwei", 2)]
)
def test_the_number_of_councils_follows_from_the_partners(named: int, option: str | None, count: int) -> None:
    assert usual_count(named, option) == count
    assert read_count("", count) == count


@pytest.mark.parametrize("typed", ["0", "61", "-1", "drei", "٣", "1.5"])
def test_what_is_no_number_of_councils_is_refused(typed: str) -> None:
    with pytest.raises(BadWish, match="1 bis 60"):
        read_count(typed, 2)


def test_unknown_words_name_the_nearest(procedures: Procedures) -> None:
    with pytest.raises(BadWish, match="Gemeint »zweckverband«"):
        read_form(procedures, "zweckverbannd")
    with pytest.raises(BadWish, match="Gemeint »entwurf«"):
        read_done("entwuerf", ["klaerung", "entwurf", "start"])
    with pytest.raises(BadWish, match="ja, nein"):
        read_funding("vielleicht")


def test_the_beginning_itself_is_never_behind_us() -> None:
    assert read_done("klaerung", ["klaerung", "start"]) == "klaerung"
    with pytest.raises(BadWish):
        read_done("start", ["klaerung", "start"])
