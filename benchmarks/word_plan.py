"""How long a plan of eleven pages with ten tables takes to write, without charts; aim: 40 ms."""

from datetime import date
from statistics import median
from time import perf_counter

from core.language import Language
from core.reports.canvas import KEYS
from core.reports.content import CanvasText, Chapter, PlanContent
from core.reports.exhibits import Table
from core.reports.plan import plan_document

ROUNDS = 30
_SENTENCE = (
    "L’atelier répare les vélos du quotidien, près de la gare, en 48 heures et à prix connu. "
)
_CANVAS = tuple(CanvasText(key=key, title=key, text="Une idée\nUne autre") for key in sorted(KEYS))
TEXT = "\n\n".join([_SENTENCE * 5, _SENTENCE * 4, "- un outillage complet ;\n- un bail souple."])


def main() -> float:
    """Print and return the median, in milliseconds."""
    plan, times = long_plan(), []
    plan_document(plan)  # reads the template and the catalogues once, as a server does
    for _ in range(ROUNDS):
        start = perf_counter()
        plan_document(plan)
        times.append((perf_counter() - start) * 1000)
    print(f"Word plan, 11 pages, 10 tables, no chart: {median(times):.1f} ms")
    return median(times)


def long_plan() -> PlanContent:
    return PlanContent(
        language=Language.FRENCH,
        association="Association Cap Initiative",
        made_on=date(2026, 11, 12),
        project="L’Atelier Roue Libre",
        person="Nadia Ferrand",
        chapters=tuple(
            Chapter(
                title=f"Chapitre {number}",
                text=TEXT,
                canvas=_CANVAS if number == 5 else (),
                exhibits=(_table(number),),
            )
            for number in range(1, 11)
        ),
        annexes=("Devis", "Bail", "Attestation"),
    )


def _table(number: int) -> Table:
    years = ("Année 1", "Année 2", "Année 3")
    return Table(
        title=f"Tableau du chapitre {number}",
        head=("En euros", *years),
        rows=tuple((f"Ligne {line}", "12 400", "13 800", "−640") for line in range(10)),
        widths=(7, 3, 3, 3),
        numeric=frozenset({1, 2, 3}),
        total=True,
        note="Source : devis de novembre 2026.",
    )


if __name__ == "__main__":
    main()
