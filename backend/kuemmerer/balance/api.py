"""/api/v1/balance: the keys and figures, and a case shared and measured. Nothing is stored."""

from kuemmerer.balance.figures import FIGURES
from kuemmerer.balance.intake import read_case
from kuemmerer.balance.keys import LEVY_KEYS, LevyKey
from kuemmerer.balance.measures import NO_NOTICE, measure
from kuemmerer.balance.model import BadEntries
from kuemmerer.balance.present import balance_out
from kuemmerer.balance.scenarios import compare_keys
from kuemmerer.balance.shapes import MAX_CASE, BalanceIn, BalanceOut, CatalogueOut, FigureOut, KeyOut, ParameterOut
from kuemmerer.content.kinds import LevyKeyArticle
from kuemmerer.snapshot import Snapshot
from kuemmerer.web.bodies import takes_up_to
from kuemmerer.web.context import SnapshotDep
from kuemmerer.web.errors import Refused
from kuemmerer.web.json_api import api_router

router = api_router("balance")


@router.post("/balance", summary="Kosten oder Erträge verteilen und messen")
@takes_up_to(MAX_CASE)
def share_and_measure(snapshot: SnapshotDep, body: BalanceIn) -> BalanceOut:
    """Verteilt jeden Posten nach seinem Schlüssel auf den Cent und misst, wie gerecht das ist. Es wird nichts gespeichert."""
    try:
        case, notes = read_case(body, snapshot.gazetteer)
        measures = measure(case)
    except BadEntries as error:
        raise refused(error) from None
    return balance_out(measures, compare_keys(case) if case.compare else None, notes)


@router.get("/balance", summary="Schlüssel und Bezugsgrößen")
async def show_catalogue(snapshot: SnapshotDep) -> CatalogueOut:
    """Alle Schlüssel mit Formel, Daten, Rechtsgrundlage, Für und Wider; dazu alle Bezugsgrößen."""
    return CatalogueOut(
        content_version=snapshot.version,
        keys=[_key(snapshot, key) for key in LEVY_KEYS.values()],
        figures=[
            FigureOut(name=each.name, label=each.label, unit=each.unit, source=each.source) for each in FIGURES.values()
        ],
        majorities=["einfach", "zwei-drittel", "drei-viertel", "einstimmig"],
        notice=NO_NOTICE,
    )


def refused(error: BadEntries) -> Refused:
    """422 with every complaint at its place."""
    errors = [{"field": entry.field, "message": entry.message} for entry in error.entries]
    return Refused(422, "Bitte prüfen Sie: " + " ".join(entry.message for entry in error.entries[:5]), errors)


def _key(snapshot: Snapshot, key: LevyKey) -> KeyOut:
    article = snapshot.library.find(LevyKeyArticle, key.slug)
    return KeyOut(
        slug=key.slug,
        title=key.title,
        formula=key.formula,
        figures=list(key.figures),
        parameters=[
            ParameterOut(
                name=each.name, label=each.label, kind=each.kind.value, required=each.is_required,
                default=each.default or None, choices=[value for value, _ in each.choices],
            )
            for each in key.parameters
        ],
        article=key.article,
        url=article.url if article else None,
        data_needed=list(article.data_needed) if article else [],
        legal_basis=list(article.legal_basis) if article else [],
        typical_use=article.typical_use if article else "",
        pro=list(article.pro) if article else [],
        contra=list(article.contra) if article else [],
    )  # fmt: skip
