"""What is left of a design system when only the rules that our templates use are kept."""

import importlib.util
from pathlib import Path

FILE = Path(__file__).parents[2] / "frontend" / "trim.py"
_SPEC = importlib.util.spec_from_file_location("trim", FILE)
assert _SPEC is not None
assert _SPEC.loader is not None
trimmer = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(trimmer)


def trimmed(css: str, *used: str, own_css: str = "") -> str:
    return str(trimmer.trim(css, frozenset(used), own_css).css)


def test_a_rule_stays_if_all_its_classes_are_used() -> None:
    css = ".kern-btn{a:b}.kern-card{a:b}.kern-btn .kern-card{a:b}.kern-btn,.kern-card{c:d}"
    assert trimmed(css, "kern-btn") == ".kern-btn{a:b}.kern-btn{c:d}"


def test_one_used_class_of_a_group_is_enough_or_dark_mode_loses_its_colours() -> None:
    rule = ':is(body,.kern-card):not([class*="kern-level-"]){color:red}'
    assert trimmed(rule, "kern-btn") == rule


def test_rules_inside_media_queries_are_trimmed_and_empty_queries_vanish() -> None:
    css = "@media print{.kern-btn{a:b}.kern-card{a:b}}@media screen{.kern-card{a:b}}"
    assert trimmed(css, "kern-btn").replace(" ", "") == "@mediaprint{.kern-btn{a:b}}"


def test_properties_that_nobody_reads_vanish_even_in_chains() -> None:
    css = ":root{--a:1px;--b:var(--a);--c:2px}.kern-btn{width:var(--c)}"
    assert trimmed(css, "kern-btn") == ":root{--c:2px}.kern-btn{width:var(--c)}"
    assert "--a:1px" in trimmed(css, "kern-btn", own_css="p{width:var(--b)}")


def test_icons_in_the_stylesheet_become_files_because_our_policy_forbids_data_addresses() -> None:
    result = trimmer.trim(
        """.kern-btn{mask:url("data:image/svg+xml,%3Csvg xmlns='x'/%3E")}""", frozenset({"kern-btn"}), ""
    )
    (name,) = result.icons
    assert result.icons[name] == "<svg xmlns='x'/>"
    assert result.css == f'.kern-btn{{mask:url("{name}")}}'
