"""The library: every article by id, by kind, by former name, and what points at it."""

from pathlib import Path

from kuemmerer.content.kinds import KINDS, Instrument, Phase, Term, Topic
from kuemmerer.content.library import Library
from kuemmerer.snapshot import Snapshot, load_snapshot


def test_every_kind_is_there_in_the_order_of_the_house(village: Snapshot) -> None:
    kinds = list(dict.fromkeys(article.kind for article in village.library))
    assert kinds == [kind.kind for kind in KINDS]


def test_an_article_is_found_by_id_by_kind_and_by_former_name(village: Snapshot) -> None:
    library = village.library
    found = library.find(Instrument, "zweckverband")
    assert found is not None
    assert found.url == library.address(found.id) == "/instrumente/zweckverband"
    assert library.get("instrument/zweckverband") == found == library.moved_to("instrument/verband")
    assert found.id in library


def test_what_is_not_there_is_none_and_no_error(village: Snapshot) -> None:
    library = village.library
    assert library.get("instrument/verband") is None
    assert library.find(Term, "zweckverband") is None
    assert library.moved_to("term/verband") is None
    assert library.address("nichts") is None
    assert library.with_topic("nichts") == library.pointing_at("nichts") == ()
    assert Library([]).of(Phase) == ()


def test_a_pick_keeps_the_given_order_and_leaves_out_the_unknown(village: Snapshot) -> None:
    picked = village.library.pick(Instrument, ["zweckverband", "nichts", "eingetragener-verein"])
    assert [form.slug for form in picked] == ["zweckverband", "eingetragener-verein"]


def test_who_names_an_article_in_related_points_at_it(village: Snapshot) -> None:
    pointing = {article.id for article in village.library.pointing_at("levy-key/einwohner")}
    assert pointing == {"term/umlage", "example/bauhof-kirnbach-mittertal"}


def test_a_topic_knows_its_articles(village: Snapshot) -> None:
    (topic,) = village.library.of(Topic)
    members = village.library.with_topic(topic.slug)
    assert all(topic.slug in member.topics for member in members)
    assert {"instrument", "example", "funding", "institution", "obstacle"} == {member.kind for member in members}


def test_a_draft_is_not_shown_and_a_retired_article_is(village_copy: Path) -> None:
    for path, status in (("glossar/umlage.md", "draft"), ("hemmnisse/zeit-fehlt.md", "retired")):
        text = (village_copy / path).read_text("utf-8").replace("owner:", f"status: {status}\nowner:")
        (village_copy / path).write_text(text, "utf-8")
    library = load_snapshot(village_copy).library
    assert library.get("term/umlage") is None
    assert library.get("obstacle/zeit-fehlt") is not None


def test_phases_stand_by_number(village_copy: Path) -> None:
    text = (village_copy / "prozess/idee.md").read_text("utf-8")
    for slug, number in (("abschluss", 13), ("betrieb", 2)):
        (village_copy / f"prozess/{slug}.md").write_text(text.replace("number: 1", f"number: {number}"), "utf-8")
    phases = load_snapshot(village_copy).library.of(Phase)
    assert [phase.slug for phase in phases] == ["idee", "betrieb", "abschluss"]


def test_equal_content_has_equal_versions_and_any_change_another_one(village: Snapshot, village_copy: Path) -> None:
    assert load_snapshot(village_copy).version == village.version
    path = village_copy / "glossar/umlage.md"
    path.write_text(path.read_text("utf-8") + "\n", "utf-8")
    assert load_snapshot(village_copy).version != village.version
