from hypothesis import given
from hypothesis import strategies as st

from kuemmerer.content.charts import charts
from kuemmerer.content.kinds import Figure


def figure(value: float, unit: str = "%", question: str = "Frage 7") -> Figure:
    return Figure.model_validate(
        {
            "label": "kooperieren",
            "value": value,
            "unit": unit,
            "base": "58 bis 84",
            "question": question,
            "section": "Kapitel 5",
        }
    )


def test_only_answers_to_the_same_question_share_a_chart() -> None:
    made = charts([figure(85), figure(15), figure(77, question="Frage 6")])
    assert [(chart.question, len(chart.bars)) for chart in made] == [("Frage 7", 2), ("Frage 6", 1)]


def test_the_value_is_written_as_people_read_it() -> None:
    assert [bar.value for bar in charts([figure(33.1), figure(85)])[0].bars] == ["33,1\u00a0%", "85\u00a0%"]


def test_a_single_count_has_no_bar() -> None:
    assert charts([figure(7, "Kommunen")])[0].bars[0].length is None


@given(st.lists(st.floats(0, 100), min_size=1, max_size=8), st.sampled_from(["%", "Nennungen"]))
def test_no_bar_is_longer_than_the_paper_and_a_larger_value_never_shorter(values: list[float], unit: str) -> None:
    bars = charts([figure(value, unit) for value in values])[0].bars
    lengths = [bar.length for bar in bars if bar.length is not None]
    assert all(0 <= length <= 100 for length in lengths)
    if lengths:
        in_order = [length for _, length in sorted(zip(values, lengths, strict=True))]
        assert in_order == sorted(in_order)
