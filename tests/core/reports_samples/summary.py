"""The journey of Nadia Ferrand, and a short one in English."""

from dataclasses import replace
from datetime import date

from core.language import Language
from core.reports.content import (
    CriterionMarks,
    MilestoneLine,
    MilestoneState,
    NoteLevel,
    NoteLine,
    SessionLine,
    SessionTotal,
    SituationPeriod,
    StageStep,
    SummaryContent,
)

MADE_ON = date(2026, 11, 12)


def a_summary(**changes: object) -> SummaryContent:
    summary = SummaryContent(
        language=Language.FRENCH,
        association="Association Cap Initiative",
        made_on=MADE_ON,
        author="Claire Besson",
        name="Nadia Ferrand",
        code="K7M-2QX",
        cohort="Agir & Liberté – printemps 2026",
        coach="Claire Besson",
        mentor="Marc Delattre",
        birth_year=1991,
        departement="Rhône",
        project="Atelier de réparation de vélos",
        entered_on=date(2026, 3, 9),
        situations=(
            SituationPeriod(
                label="Centre de détention",
                site="CD de Val-Fleury",
                started_on=date(2026, 1, 12),
                ended_on=date(2026, 7, 6),
            ),
            SituationPeriod(
                label="Semi-liberté", site="QSL de Saint-Aubin", started_on=date(2026, 7, 6)
            ),
        ),
        stages=(
            StageStep(label="Orientation", reached_on=date(2026, 2, 16)),
            StageStep(label="Rencontre", reached_on=date(2026, 2, 27)),
            StageStep(label="Entrée", reached_on=date(2026, 3, 9)),
            StageStep(label="Socle social", reached_on=date(2026, 3, 23)),
            StageStep(label="Sensibilisation", reached_on=date(2026, 4, 20)),
            StageStep(label="Accompagnement au projet", reached_on=date(2026, 6, 1)),
            StageStep(label="Plan d'affaires", reached_on=date(2026, 9, 14), is_current=True),
            StageStep(label="Jury"),
            StageStep(label="Immatriculation"),
        ),
        milestones=(
            MilestoneLine(
                title="Idée et motivation",
                state=MilestoneState.VALIDATED,
                planned_on=date(2026, 4, 30),
                changed_on=date(2026, 4, 24),
                evidence="Fiche idée",
                validated_by="Paul Gil",
            ),
            MilestoneLine(
                title="Adéquation personne–projet",
                state=MilestoneState.VALIDATED,
                planned_on=date(2026, 5, 31),
                changed_on=date(2026, 6, 8),
                evidence="Grille de compétences remplie à deux",
                validated_by="Paul Gil",
            ),
            MilestoneLine(
                title="Étude de marché",
                state=MilestoneState.VALIDATED,
                planned_on=date(2026, 9, 30),
                changed_on=date(2026, 10, 12),
                evidence="46 entretiens, relevé des prix",
                validated_by="Paul Gil",
            ),
            MilestoneLine(
                title="Offre et modèle économique",
                state=MilestoneState.SUBMITTED,
                planned_on=date(2026, 10, 31),
                changed_on=date(2026, 11, 3),
                evidence="Canevas en neuf cases, grille de prix",
            ),
            MilestoneLine(
                title="Stratégie commerciale",
                state=MilestoneState.RETURNED,
                planned_on=date(2026, 10, 31),
                changed_on=date(2026, 11, 5),
                evidence="Plan d'actions",
                reason="dater les trois actions",
            ),
            MilestoneLine(
                title="Moyens et organisation",
                state=MilestoneState.IN_PROGRESS,
                planned_on=date(2026, 12, 15),
                changed_on=date(2026, 10, 20),
            ),
            MilestoneLine(
                title="Prévisionnel financier",
                state=MilestoneState.NOT_STARTED,
                planned_on=date(2027, 1, 15),
            ),
            MilestoneLine(title="Capacité à gérer vérifiée", state=MilestoneState.NOT_APPLICABLE),
        ),
        session_totals=(
            SessionTotal(
                kind="Atelier collectif",
                offered=14,
                held=11,
                attended=10,
                minutes_offered=2520,
                minutes_held=1980,
                minutes_attended=1800,
            ),
            SessionTotal(
                kind="Entretien individuel",
                offered=9,
                held=9,
                attended=8,
                minutes_offered=540,
                minutes_held=540,
                minutes_attended=480,
            ),
            SessionTotal(
                kind="Rencontre avec le mentor",
                offered=4,
                held=3,
                attended=3,
                minutes_offered=240,
                minutes_held=180,
                minutes_attended=180,
            ),
        ),
        sessions=(
            SessionLine(
                held_on=date(2026, 10, 8),
                kind="Atelier collectif",
                title="Fixer un prix",
                minutes=180,
                attendance="Présence",
            ),
            SessionLine(
                held_on=date(2026, 10, 15),
                kind="Entretien individuel",
                title="Relire les entretiens",
                minutes=60,
                attendance="Présence",
            ),
            SessionLine(
                held_on=date(2026, 10, 22),
                kind="Atelier collectif",
                title="Parler à un client",
                minutes=180,
                attendance="Absence",
                cause="Établissement : mouvement bloqué",
            ),
            SessionLine(
                held_on=date(2026, 10, 29),
                kind="Rencontre avec le mentor",
                title="Devis d'outillage",
                minutes=60,
                attendance="Retard",
            ),
        ),
        feedback=(
            CriterionMarks(criterion="Engagement", marks=(3, 4, 4)),
            CriterionMarks(criterion="Écoute et prise en compte des conseils", marks=(3, 3, 4)),
            CriterionMarks(criterion="Connaissance du métier", marks=(4, 4, 4)),
            CriterionMarks(criterion="Clarté de l'offre", marks=(2, 3, 3)),
            CriterionMarks(criterion="Clients et marché", marks=(2, 3)),
            CriterionMarks(criterion="Chiffres", marks=(1, 2, 2)),
            CriterionMarks(criterion="Passage à l'action", marks=()),
        ),
        strengths=(
            "Explique son métier avec des mots simples.",
            "Tient ses engagements d'une fois sur l'autre.",
        ),
        notes=(
            NoteLine(
                written_on=date(2026, 10, 15),
                author="Claire Besson",
                level=NoteLevel.MENTOR,
                text=(
                    "Souhaite travailler la grille de prix avec Marc.\n\n- prix de la révision\n- forfait "
                    "entreprise"
                ),
            ),
            NoteLine(
                written_on=date(2026, 11, 5),
                author="Claire Besson",
                level=NoteLevel.PARTICIPANT,
                text="Votre canevas est clair. Il reste à dater vos trois actions.",
            ),
        ),
        next_step="Dater les trois actions commerciales et demander un second devis.",
        next_step_on=date(2026, 11, 26),
    )
    return replace(summary, **changes)  # type: ignore[arg-type]


def an_english_summary() -> SummaryContent:
    return SummaryContent(
        language=Language.ENGLISH,
        association="Cap Initiative",
        made_on=MADE_ON,
        name="Sam Okafor",
        code="P4T-9ZD",
        cohort="Spring 2026",
        coach="Claire Besson",
        mentor="Marc Delattre",
        project="Bread delivered by bicycle",
        entered_on=date(2026, 3, 9),
        situations=(
            SituationPeriod(
                label="Community service", site="Town of Saint-Aubin", started_on=date(2026, 2, 2)
            ),
        ),
        stages=(
            StageStep(label="Entry", reached_on=date(2026, 3, 9)),
            StageStep(label="Business plan", is_current=True),
        ),
        milestones=(
            MilestoneLine(
                title="Idea and motivation",
                state=MilestoneState.VALIDATED,
                changed_on=date(2026, 4, 24),
                evidence="Idea sheet",
                validated_by="Paul Gil",
            ),
            MilestoneLine(
                title="Market study", state=MilestoneState.IN_PROGRESS, planned_on=date(2026, 12, 1)
            ),
        ),
        session_totals=(
            SessionTotal(
                kind="Workshop",
                offered=5,
                held=5,
                attended=4,
                minutes_offered=900,
                minutes_held=900,
                minutes_attended=720,
            ),
        ),
        sessions=(
            SessionLine(
                held_on=date(2026, 10, 8),
                kind="Workshop",
                title="Setting a price",
                minutes=180,
                attendance="Present",
            ),
        ),
        feedback=(CriterionMarks(criterion="Engagement", marks=(3, 4)),),
        strengths=("Listens, then tries.",),
        notes=(
            NoteLine(
                written_on=date(2026, 11, 5),
                author="Claire Besson",
                level=NoteLevel.PARTICIPANT,
                text="Your oven quote is well argued.",
            ),
        ),
        next_step="Meet two cafés.",
        next_step_on=date(2026, 11, 26),
    )
