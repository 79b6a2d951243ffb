from kuemmerer.content.comparison import compare, form_groups, ideas
from kuemmerer.content.criteria import EXCLUDED, PROPERTIES, RATED, UNRATED
from kuemmerer.content.kinds import Grades, Instrument
from kuemmerer.content.library import Library
from kuemmerer.content.model import Statement


def test_every_statement_and_every_grade_is_a_criterion() -> None:
    statements = {name for name, field in Instrument.model_fields.items() if field.annotation is Statement}
    assert {item.field for item in PROPERTIES} == statements
    assert {item.key for item in RATED} == set(Grades.model_fields)


def test_each_row_has_a_cell_for_each_form_in_the_order_chosen(library: Library) -> None:
    chosen = library.pick(Instrument, ("zweckvereinbarung", "zweckverband"))
    comparison = compare(chosen)
    assert comparison.forms == chosen
    for row in (*comparison.properties, *comparison.rated):
        assert len(row.cells) == 2
    personality = comparison.properties[0]
    assert [cell.answer for cell in personality.cells] == ["nein", "ja"]


def test_excluded_by_law_is_not_the_same_as_rated_zero(library: Library) -> None:
    (agreement,) = library.pick(Instrument, ("zweckvereinbarung",))
    private = next(row for row in compare([agreement]).rated if row.label == "Private beteiligen")
    assert private.cells[0].text == EXCLUDED
    assert private.cells[0].level is None


def test_what_depends_on_its_carrier_is_not_rated(library: Library) -> None:
    unrated = next(form for form in library.of(Instrument) if form.grades is None)
    assert {row.cells[0].text for row in compare([unrated]).rated} == {UNRATED}


def test_every_form_can_be_chosen_once(library: Library) -> None:
    offered = [form.slug for group in form_groups(library) for form in group.forms]
    assert sorted(offered) == sorted(form.slug for form in library.of(Instrument))


def test_ideas_lead_to_comparisons_of_forms_that_exist(library: Library) -> None:
    for idea in ideas(library):
        assert idea.url == "/vergleich?" + "&".join(f"form={form.slug}" for form in idea.forms)
    assert ideas(Library([])) == ()
