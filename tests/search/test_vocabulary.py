"""The vocabulary of content/suche is read, checked and joined."""

from pathlib import Path

import pytest

from kuemmerer.search.model import Intent
from kuemmerer.search.vocabulary import Vocabulary, phrase_stems, read_vocabulary


def read(tmp_path: Path, text: str) -> tuple[Vocabulary, list[str]]:
    (tmp_path / "suche").mkdir()
    (tmp_path / "suche" / "test.yml").write_text(text, "utf-8")
    vocabulary, defects = read_vocabulary(tmp_path)
    return vocabulary, [str(defect) for defect in defects]


def labels(vocabulary: Vocabulary, word: str) -> list[tuple[str, float]]:
    return [(meaning.label, meaning.weight) for meaning in vocabulary.meanings.get(phrase_stems(word), ())]


def test_a_synonym_leads_one_way(tmp_path: Path) -> None:
    vocabulary, defects = read(
        tmp_path, "synonyms:\n- {words: [Schneepflug], means: [Winterdienst, Bauhof], weight: 0.8}\n"
    )
    assert defects == []
    assert labels(vocabulary, "Schneepflüge") == [("Bauhof", 0.8), ("Winterdienst", 0.8)]
    assert labels(vocabulary, "Winterdienst") == []


def test_a_synonym_can_lead_both_ways(tmp_path: Path) -> None:
    vocabulary, _ = read(tmp_path, "synonyms:\n- {words: [VHS], means: [Volkshochschule], both_ways: true}\n")
    assert labels(vocabulary, "Volkshochschule") == [("VHS", 0.7)]


def test_an_abbreviation_and_its_long_form_find_each_other(tmp_path: Path) -> None:
    vocabulary, _ = read(tmp_path, "abbreviations:\n- {short: gKU, long: [gemeinsames Kommunalunternehmen]}\n")
    assert labels(vocabulary, "gku") == [("gemeinsames Kommunalunternehmen", 0.95)]
    assert labels(vocabulary, "gemeinsamen Kommunalunternehmens") == [("gKU", 0.95)]


def test_the_heavier_of_two_equal_entries_wins(tmp_path: Path) -> None:
    text = "synonyms:\n- {words: [Kanal], means: [Abwasser], weight: 0.4}\nabbreviations:\n- {short: Kanal, long: [Abwasser]}\n"
    assert labels(read(tmp_path, text)[0], "Kanal") == [("Abwasser", 0.95)]


def test_cuts_and_intents_are_keyed_by_folded_words(tmp_path: Path) -> None:
    vocabulary, _ = read(tmp_path, "cuts: [Bau|höfe, Trägerschaft]\nintents:\n- {intent: geld, words: [Zuschüsse]}\n")
    assert vocabulary.cuts == {"bauhoefe": ("bau", "hoefe"), "traegerschaft": ("traegerschaft",)}
    assert vocabulary.intents == {"zuschuesse": Intent.MONEY}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "synonyms:\n- {words: [Bau], means: [Hof], weight: 3}\n",
            "test.yml:2: »synonyms.0.weight« darf höchstens 1.0 sein.",
        ),
        (
            "intents:\n- {intent: gold, words: [Euro]}\n",
            "test.yml:2: »gold« ist bei »intents.0.intent« nicht möglich. Gemeint »geld«?",
        ),
        (
            "- nur eine Liste\n",
            "test.yml:1: Hier werden die Listen synonyms, abbreviations, cuts, intents oder pages erwartet.",
        ),
        ("synonyms: [\n", "test.yml:2: Das ist kein gültiges YAML."),
    ],
)
def test_an_error_names_file_and_line_and_leaves_the_file_out(tmp_path: Path, text: str, message: str) -> None:
    vocabulary, defects = read(tmp_path, text)
    assert defects[0].startswith(f"suche/{message}")
    assert vocabulary.meanings == {}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "synonyms:\n- words: [Bauhof]\n  means: [bauhof]\n",
            "test.yml:2: Hinweis: »Bauhof« ist hier seine eigene Bedeutung.",
        ),
        (
            "synonyms:\n- {words: [Kanal], means: [Abwasser]}\n- {words: [kanal], means: [Abwasser]}\n",
            "test.yml:3: Hinweis: »kanal« mit der Bedeutung »Abwasser« steht hier zweimal.",
        ),
        (
            "abbreviations:\n- {short: VG, long: [eins zwei]}\n- {short: VG, long: [drei vier]}\n",
            "test.yml:3: Hinweis: Die Abkürzung »VG« steht hier zweimal.",
        ),
    ],
)
def test_a_word_written_twice_is_a_warning_and_costs_nothing(tmp_path: Path, text: str, message: str) -> None:
    more = "intents:\n- {intent: geld, words: [Zuschuss]}\n"
    vocabulary, defects = read(tmp_path, text + more)
    assert defects == [f"suche/{message}"]
    assert vocabulary.intents == {"zuschuss": Intent.MONEY}


def test_a_mistyped_field_is_named_with_the_one_that_was_meant(tmp_path: Path) -> None:
    _, defects = read(tmp_path, "synonyms:\n- {words: [A1], means: [B1], wieght: 0.5}\n")
    assert len(defects) == 1
    assert "»synonyms.0.wieght«" in defects[0]
    assert "Gemeint »weight«?" in defects[0]


def test_no_folder_is_an_empty_vocabulary(tmp_path: Path) -> None:
    vocabulary, defects = read_vocabulary(tmp_path)
    assert (vocabulary.meanings, defects) == ({}, [])


def test_broken_encoding_is_a_defect(tmp_path: Path) -> None:
    (tmp_path / "suche").mkdir()
    (tmp_path / "suche" / "a.yml").write_bytes(b"\xff\xfe")
    assert [str(defect) for defect in read_vocabulary(tmp_path)[1]] == [
        "suche/a.yml:1: Die Datei lässt sich nicht lesen: kein gültiges UTF-8."
    ]
