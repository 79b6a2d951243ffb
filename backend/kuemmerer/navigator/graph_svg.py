"""Questions, rules and forms as a drawing without any other program: three columns, the conditions on the edges (SVG)."""

from collections.abc import Iterator
from html import escape

from kuemmerer.navigator.conditions import All, AnyOf, Condition, Is, Not, Only
from kuemmerer.navigator.model import DECIDING, Effect, Form, Rule, Rulebook
from kuemmerer.navigator.question import Question

# Pixels. A rule is as high as it has questions; the columns stand where the longest label ends.
LINE, GAP, MARGIN = 18, 10, 24
QUESTION_X, RULE_X, FORM_X = 230, 760, 1180
RULE_WIDTH, WIDTH = 210, 1460
_STYLE = (
    "text{font:13px sans-serif;fill:#1a1a1a}.rule rect{fill:#fff;stroke:#333}.question,.form{font-weight:600}"
    "path{fill:none;stroke-width:1.2}.asks{stroke:#8a94a6}.excludes{stroke:#b3261e}.requires{stroke:#9a6700;stroke-dasharray:5 3}"
    ".label{font-size:11px;fill:#444;stroke:#fff;stroke-width:4px;paint-order:stroke}.bg{fill:#fff}"
)
_LEGEND = "durchgezogen rot: schließt aus · gestrichelt: nur unter dieser Bedingung"


def svg(rulebook: Rulebook) -> str:
    """One drawing of all rules that decide. The same rulebook, the same text."""
    return "\n".join(_drawing(rulebook)) + "\n"


def _drawing(rulebook: Rulebook) -> Iterator[str]:
    rules = _ordered(rulebook)
    tops = _tops([max(1, len(_asked(rule))) for rule in rules])
    height = int(tops[-1][1] + 2 * MARGIN) if tops else 2 * MARGIN
    questions = [question for question in rulebook.questions if any(question.id in rule.questions for rule in rules)]
    question_y = dict(zip((item.id for item in questions), _spread(len(questions), height), strict=True))
    form_y = dict(zip((form.slug for form in rulebook.forms), _spread(len(rulebook.forms), height), strict=True))
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img">'
    )
    yield f"<title>Fragen, Regeln und Formen des Navigators</title><style>{_STYLE}</style>"
    yield f'<rect class="bg" width="{WIDTH}" height="{height}"/><text class="label" x="{MARGIN}" y="16">{_LEGEND}</text>'
    for rule, (top, bottom) in zip(rules, tops, strict=True):
        yield from _edges(rule, top, bottom, question_y, form_y)
    for rule, (top, bottom) in zip(rules, tops, strict=True):
        yield _box(rule, top, bottom)
    yield from (_question(item, question_y[item.id]) for item in questions)
    yield from (_form(form, form_y[form.slug]) for form in rulebook.forms)
    yield "</svg>"


def _ordered(rulebook: Rulebook) -> list[Rule]:
    """Deciding rules beside the forms they speak about, so that edges stay short."""
    place = {form.slug: number for number, form in enumerate(rulebook.forms)}

    def middle(rule: Rule) -> tuple[float, str]:
        return sum(place[slug] for slug in rule.forms) / len(rule.forms), rule.id

    return sorted((rule for rule in rulebook.rules if rule.effect in DECIDING), key=middle)


def _tops(lines: list[int]) -> list[tuple[float, float]]:
    spans = []
    y = float(2 * MARGIN)
    for count in lines:
        spans.append((y, y + count * LINE))
        y += count * LINE + GAP
    return spans


def _spread(count: int, height: int) -> list[float]:
    step = (height - 4 * MARGIN) / max(1, count - 1)
    return [round(2 * MARGIN + number * step, 1) for number in range(count)]


def _edges(
    rule: Rule, top: float, bottom: float, question_y: dict[str, float], form_y: dict[str, float]
) -> Iterator[str]:
    for number, (question, label) in enumerate(_asked(rule)):
        y = top + number * LINE + LINE / 2
        yield _curve("asks", QUESTION_X, question_y[question], RULE_X - 8, y, f"{question} → {rule.id}")
        yield f'<text class="label" x="{RULE_X - 12}" y="{y - 3:.1f}" text-anchor="end">{escape(label)}</text>'
    for slug in rule.forms:
        kind = "excludes" if rule.effect is Effect.EXCLUDES else "requires"
        yield _curve(kind, RULE_X + RULE_WIDTH, (top + bottom) / 2, FORM_X, form_y[slug], f"{rule.id} → {slug}")


def _curve(kind: str, x1: float, y1: float, x2: float, y2: float, title: str) -> str:
    bend = (x1 + x2) / 2
    path = f"M{x1:.0f} {y1:.1f}C{bend:.0f} {y1:.1f} {bend:.0f} {y2:.1f} {x2:.0f} {y2:.1f}"
    return f'<path class="{kind}" d="{path}"><title>{escape(title)}</title></path>'


def _box(rule: Rule, top: float, bottom: float) -> str:
    label = f"{rule.id} {rule.norm or 'ohne Norm'}"
    shown = label if len(label) <= 32 else label[:31] + "…"
    return (
        f'<g class="rule"><title>{escape(rule.text)}</title><rect x="{RULE_X}" y="{top:.1f}" width="{RULE_WIDTH}" '
        f'height="{bottom - top:.1f}" rx="3"/><text x="{RULE_X + 6}" y="{(top + bottom) / 2 + 4:.1f}">{escape(shown)}</text></g>'
    )


def _question(question: Question, y: float) -> str:
    return (
        f'<text class="question" x="{QUESTION_X - 6}" y="{y + 4:.1f}" text-anchor="end">{escape(question.short)}</text>'
    )


def _form(form: Form, y: float) -> str:
    return f'<text class="form" x="{FORM_X + 6}" y="{y + 4:.1f}">{escape(form.title)}</text>'


def _asked(rule: Rule) -> list[tuple[str, str]]:
    """Each question of a rule with the part of the condition that rests on it."""
    parts: dict[str, list[str]] = {}
    for question, label in _parts(rule.when, negated=False):
        parts.setdefault(question, []).append(label)
    return [(question, "; ".join(dict.fromkeys(labels))) for question, labels in parts.items()]


def _parts(condition: Condition, negated: bool) -> Iterator[tuple[str, str]]:
    match condition:
        case Is(question, options) | Only(question, options):
            words = " oder ".join(sorted(options)) if len(options) <= 4 else f"eine von {len(options)} Antworten"
            only = "nur " if isinstance(condition, Only) else ""
            yield question, f"{'nicht ' if negated else ''}{only}{words}"
        case Not(part):
            yield from _parts(part, not negated)
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from _parts(part, negated)
