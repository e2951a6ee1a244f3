"""A cohort of twenty-four people, with cells that are masked."""

from dataclasses import replace
from datetime import date
from math import nan

from core.language import Language
from core.reports.cohort_content import (
    AttendanceLine,
    Basis,
    CohortContent,
    CriterionCount,
    ExitCount,
    FunnelStep,
    KeyFigure,
    MilestoneCount,
    Rules,
    SessionVolume,
)

MADE_ON = date(2026, 11, 12)


_STAGES = (
    ("Orientation", 24, 1.0),
    ("Rencontre", 21, 0.875),
    ("Entrée", 18, 0.75),
    ("Socle social", 17, 0.7083),
    ("Sensibilisation", 15, 0.625),
    ("Accompagnement au projet", 12, 0.5),
    ("Plan d'affaires", 8, 0.3333),
    ("Jury", 5, 0.2083),
    ("Immatriculation", None, None),
    ("Activité démarrée", None, None),
    ("Activité pérenne", 0, 0.0),
)


def _step(label: str, reached: int | None, share: float | None) -> FunnelStep:
    """A stage, with bounds that are plausible rather than computed."""
    if share is None:
        return FunnelStep(label=label, reached=None, share=None, low=None, high=None)
    low, high = max(0.0, share - 0.18), min(1.0, share + 0.17)
    return FunnelStep(label=label, reached=reached, share=share, low=low, high=high)


def a_cohort(**changes: object) -> CohortContent:
    cohort = CohortContent(
        language=Language.FRENCH,
        association="Association Cap Initiative",
        made_on=MADE_ON,
        cohort="Agir & Liberté – printemps 2026",
        programme="Entreprendre sa liberté",
        arm="Groupe intensif puis mentorat",
        territory="Rhône",
        started_on=date(2026, 2, 2),
        smallest=5,
        key_figures=(
            KeyFigure(label="personnes orientées", value=24),
            KeyFigure(label="personnes entrées dans le parcours", value=18),
            KeyFigure(label="ateliers tenus", value=43),
            KeyFigure(label="heures suivies", value=1264),
            KeyFigure(label="plans d'affaires déposés", value=7),
            KeyFigure(label="activités démarrées", value=None),
        ),
        key_figures_basis=Basis(
            definition="Ateliers : séances collectives tenues. Heures : durée des séances suivies.",
            counted="n = 24 personnes.",
        ),
        funnel=tuple(_step(*stage) for stage in _STAGES),
        funnel_basis=Basis(
            definition=(
                "Personnes ayant atteint l'étape au moins une fois, même si elles ont quitté le "
                "parcours ensuite."
            ),
            counted="n = 24 personnes.",
        ),
        volume=(
            SessionVolume(
                kind="Atelier collectif",
                offered=52,
                held=43,
                hours_offered=156,
                hours_held=129,
                hours_attended=1092,
            ),
            SessionVolume(
                kind="Entretien individuel",
                offered=140,
                held=128,
                hours_offered=140,
                hours_held=128,
                hours_attended=119.5,
            ),
            SessionVolume(
                kind="Rencontre avec le mentor",
                offered=40,
                held=31,
                hours_offered=40,
                hours_held=31,
                hours_attended=28.5,
            ),
        ),
        attendance=(
            AttendanceLine(
                kind="Atelier collectif",
                expected=468,
                attended=364,
                establishment=52,
                rate=364 / 468,
                fair_rate=364 / 416,
            ),
            AttendanceLine(
                kind="Entretien individuel",
                expected=140,
                attended=119,
                establishment=9,
                rate=0.85,
                fair_rate=119 / 131,
            ),
            AttendanceLine(
                kind="Rencontre avec le mentor",
                expected=40,
                attended=29,
                establishment=None,
                rate=29 / 40,
                fair_rate=None,
            ),
            AttendanceLine(
                kind="Jury",
                expected=0,
                attended=0,
                establishment=0,
                rate=nan,
                fair_rate=nan,
            ),
        ),
        attendance_basis=Basis(
            definition=(
                "Présences et retards, sur les présences attendues aux séances prévues. Le second "
                "taux laisse de côté les absences et les séances empêchées par l'établissement."
            ),
            counted="n = 648.",
            missing="Données manquantes : 12.",
        ),
        milestones=(
            MilestoneCount(title="Idée et motivation", submitted=18, validated=16),
            MilestoneCount(title="Adéquation personne–projet", submitted=15, validated=14),
            MilestoneCount(title="Étude de marché", submitted=11, validated=9),
            MilestoneCount(title="Offre et modèle économique", submitted=9, validated=8),
            MilestoneCount(title="Stratégie commerciale", submitted=8, validated=6),
            MilestoneCount(title="Moyens et organisation", submitted=7, validated=None),
            MilestoneCount(title="Prévisionnel financier", submitted=6, validated=None),
            MilestoneCount(title="Financement", submitted=0, validated=0),
        ),
        milestones_basis=Basis(
            definition=(
                "Personnes dont le jalon a été déposé, et personnes pour qui une seconde personne l'a "
                "validé sur preuve."
            ),
            counted="n = 18 personnes.",
        ),
        feedback=(
            CriterionCount(criterion="Engagement", levels=(0, 5, 14, 12), median=3.0),
            CriterionCount(
                criterion="Écoute et prise en compte des conseils",
                levels=(0, 6, 15, 10),
                median=3.0,
            ),
            CriterionCount(criterion="Connaissance du métier", levels=(0, None, 9, 19)),
            CriterionCount(criterion="Clarté de l'offre", levels=(None, 12, 13, None)),
            CriterionCount(criterion="Chiffres", levels=(6, 14, 8, None), median=None),
        ),
        feedback_basis=Basis(
            remark="Retours reçus : 31, sur 40 attendus.",
            definition=(
                "Nombre de retours ayant donné chaque niveau, décrit en toutes lettres sur la fiche. "
                "Un retour par rencontre tenue."
            ),
            counted="n = 31.",
            missing="Données manquantes : 9.",
        ),
        exits=(
            ExitCount(label="Emploi durable, création d'entreprise comprise", count=5, share=5 / 9),
            ExitCount(label="Emploi de transition", count=None, share=None),
            ExitCount(label="Sortie positive", count=None, share=None),
            ExitCount(label="Autres sorties", count=0, share=0.0),
            ExitCount(label="Sorties neutralisées", count=6, share=nan),
        ),
        exits_basis=Basis(
            remark="Sorties dynamiques : 9 sur 9 (100 % ; intervalle à 95 % : 70 % à 100 %).",
            definition=(
                "Sorties prononcées, selon les classes officielles de l'insertion. La création "
                "d'entreprise compte dans l'emploi durable. Les sorties neutralisées sont montrées à "
                "part."
            ),
            counted="n = 15 sorties.",
        ),
        rules=(
            Rules(
                title="Jusqu'où va-t-on ?",
                sentences=(
                    ("Population", "Personnes entrées dans la cohorte, une fois par cohorte."),
                    ("Numérateur", "Personnes ayant atteint l'étape ou une étape suivante."),
                    ("Dénominateur", "Toutes les personnes de la population."),
                    ("Données manquantes", "Les personnes sans étape restent au dénominateur."),
                ),
            ),
        ),
        method=(
            "Les données viennent du suivi tenu par les coachs. Les présences sont notées à la "
            "séance, sur papier, puis saisies le jour même ou le lendemain."
        ),
    )
    return replace(cohort, **changes)  # type: ignore[arg-type]


def an_english_cohort() -> CohortContent:
    return a_cohort(
        language=Language.ENGLISH,
        association="Cap Initiative",
        arm="Intensive group, then mentoring",
        key_figures=(
            KeyFigure(label="people referred", value=24),
            KeyFigure(label="hours attended", value=1264),
        ),
        key_figures_basis=Basis(definition="Everybody in the cohort.", counted="n = 24 people."),
        funnel=tuple(
            FunnelStep(label=label, reached=reached, share=share)
            for label, reached, share in (
                ("Referred", 24, 1.0),
                ("Met", 21, 0.875),
                ("Entered", None, None),
            )
        ),
        funnel_basis=Basis(definition="People who ever reached the stage.", counted="n = 24."),
        attendance=(
            AttendanceLine(
                kind="Workshop",
                expected=468,
                attended=364,
                establishment=52,
                rate=364 / 468,
                fair_rate=364 / 416,
            ),
        ),
        attendance_basis=Basis(
            definition="Present or late, out of attendances expected.", counted="n = 468."
        ),
        volume=(
            SessionVolume(
                kind="Workshop",
                offered=52,
                held=43,
                hours_offered=156,
                hours_held=129,
                hours_attended=1092,
            ),
        ),
        milestones=(MilestoneCount(title="Idea and motivation", submitted=18, validated=16),),
        milestones_basis=Basis(definition="People, ever.", counted="n = 18."),
        feedback=(),
        feedback_basis=Basis(definition="Forms.", counted="n = 0."),
        exits=(ExitCount(label="Lasting employment", count=5, share=0.5),),
        exits_basis=Basis(definition="Official classes.", counted="n = 15."),
        rules=(),
        method="",
    )
