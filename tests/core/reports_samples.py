"""Invented people and figures for the Word documents, in French and in English."""

from dataclasses import replace
from datetime import date

from core.language import Language
from core.reports.canvas import Block
from core.reports.cohort_content import (
    AttendanceLine,
    Basis,
    CohortContent,
    CriterionCount,
    ExitClass,
    FunnelStep,
    KeyFigure,
    MilestoneCount,
    SessionVolume,
)
from core.reports.content import (
    Chapter,
    CriterionMarks,
    MilestoneLine,
    MilestoneState,
    NoteLevel,
    NoteLine,
    PlanContent,
    SessionLine,
    SessionTotal,
    SituationPeriod,
    StageStep,
    SummaryContent,
)
from core.reports.exhibits import Chart, ChartKind, NumberFormat, Table

FRENCH, ENGLISH = Language.FRENCH, Language.ENGLISH
MADE_ON = date(2026, 11, 12)

_CANVAS = {
    Block.CUSTOMER_SEGMENTS: "Habitants qui roulent chaque jour\nFamilles et étudiants\nEntreprises de 20 à 200 salariés",
    Block.VALUE_PROPOSITION: "Un vélo sûr, prêt en 48 heures\nUn prix connu d'avance\nUn entretien sur le lieu de travail",
    Block.CHANNELS: "- Atelier près de la gare\n- Bouche-à-oreille\n- Visites aux entreprises",
    Block.CUSTOMER_RELATIONSHIPS: "Fiche remise à chaque passage\nRappel annuel\nGarantie de trois mois",
    Block.REVENUE_STREAMS: "Réparations et révisions : 63 %\nVélos remis à neuf : 23 %\nJournées en entreprise : 14 %",
    Block.KEY_RESOURCES: "Outillage, vélo-cargo\nAtelier partagé de 28 m²",
    Block.KEY_ACTIVITIES: "Diagnostic et réparation\nRemise à neuf\nTournées en entreprise",
    Block.KEY_PARTNERS: "Ressourcerie (vélos donnés)\nGrossiste en pièces\nMairie : plan vélo",
    Block.COST_STRUCTURE: "Charges fixes : 422 € par mois, dont 220 € de loyer\nPièces : 23 % du chiffre d'affaires\nCotisations sociales",
}


def a_plan(**changes: object) -> PlanContent:
    plan = PlanContent(
        language=FRENCH,
        association="Association Cap Initiative",
        made_on=MADE_ON,
        project="L'Atelier Roue Libre",
        project_line="Réparer, remettre à neuf et entretenir les vélos du quotidien",
        person="Nadia Ferrand",
        chapters=(
            Chapter(
                title="Résumé",
                text="L'Atelier Roue Libre répare et remet à neuf les vélos du quotidien, près de la gare de Saint-Aubin. "
                "Vingt-neuf personnes sur quarante-six rencontrées ont renoncé à une réparation dans l'année : "
                "trop loin, trop cher, trop long.\n\n"
                "Le projet demande 9 000 € : outillage, vélo-cargo, stock de pièces, trésorerie de départ. Il est financé par :\n"
                "- un apport de 1 500 € ;\n- un prêt d'honneur de 3 000 € à taux zéro ;\n- un microcrédit de 4 500 € sur trois ans.\n\n"
                "L'activité commence le 1 mars 2027, en micro-entreprise.",
            ),
            Chapter(
                title="La porteuse du projet",
                text="Nadia Ferrand répare des vélos depuis huit ans. Elle a suivi une formation de mécanicienne cycles de "
                "six mois et tenu l'atelier d'une association de quartier.\n\nSes atouts : la précision, la patience, le goût "
                "d'expliquer. Elle a appris à faire un devis, à tenir un cahier de caisse et à parler de son travail devant un jury.",
            ),
            Chapter(title="Le projet et l'offre"),
            Chapter(
                title="Le marché",
                text="La ville compte 14 000 habitants et aucun réparateur. Une grande surface de sport, à 14 km, propose "
                "une révision à 79 € avec un délai de deux semaines.",
                exhibits=(
                    Table(
                        title="Ce que disent les 46 personnes rencontrées",
                        head=("Réponse", "Nombre", "Part"),
                        rows=(
                            ("Ont renoncé à une réparation dans l'année", "29", "63 %"),
                            ("Feraient réviser leur vélo une fois par an à 65 €", "24", "52 %"),
                            ("Accepteraient d'attendre 48 heures", "38", "83 %"),
                            ("Achèteraient un vélo remis à neuf", "17", "37 %"),
                        ),
                        widths=(10, 3, 3),
                        numeric=frozenset({1, 2}),
                        note="Enquête menée par la porteuse du projet, septembre et octobre 2026, n = 46. "
                        "Échantillon de passage : un ordre de grandeur, non une mesure.",
                    ),
                ),
            ),
            Chapter(
                title="Le modèle économique",
                text="Les neuf cases résument la manière dont l'atelier crée de la valeur et en vit.",
                canvas=_CANVAS,
            ),
            Chapter(
                title="La stratégie commerciale",
                text="Trois actions avant l'ouverture :\n- une journée de contrôle gratuit sur le marché, le 20 février ;\n"
                "- un rendez-vous avec cinq entreprises de la zone d'activité ;\n- une page locale avec les prix et les horaires.",
            ),
            Chapter(
                title="Le prévisionnel financier",
                text="Les prix et les volumes viennent des entretiens. La première année compte dix mois d'activité.",
                exhibits=(
                    Table(
                        title="Compte de résultat sur trois ans",
                        head=("En euros", "Année 1", "Année 2", "Année 3"),
                        rows=(
                            ("Chiffre d'affaires", "26 227", "31 997", "35 837"),
                            ("Achats consommés", "−6 016", "−7 340", "−8 220"),
                            ("Marge brute", "20 211", "24 657", "27 617"),
                            ("Charges externes", "−5 064", "−5 216", "−5 368"),
                            ("Cotisations sociales", "−3 759", "−6 114", "−6 848"),
                            ("Amortissements", "−1 120", "−1 120", "−1 120"),
                            ("Résultat", "10 268", "12 207", "14 281"),
                        ),
                        widths=(7, 3, 3, 3),
                        numeric=frozenset({1, 2, 3}),
                        strong=frozenset({2}),
                        total=True,
                        note="Les prélèvements de l'exploitante ne sont pas une charge.",
                    ),
                    Chart(
                        title="Le chiffre d'affaires passe de 26 227 € à 35 837 € en trois ans",
                        kind=ChartKind.BAR,
                        categories=("Année 1", "Année 2", "Année 3"),
                        series={
                            "Chiffre d'affaires": (26227, 31997, 35837),
                            "Charges": (15959, 19790, 21556),
                        },
                        number_format=NumberFormat.EUROS,
                        note="Charges : achats, charges externes, cotisations, amortissements.",
                    ),
                    Chart(
                        title="La trésorerie reste positive ; son point bas est en janvier",
                        kind=ChartKind.LINE,
                        categories=("mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.", "janv.", "févr."),
                        series={"Trésorerie en fin de mois": (1610, 1720, 2140, 2600, 2950, 2700, 2480, 2100, 1500, 980, 640, 820)},
                        number_format=NumberFormat.EUROS,
                        highlight=10,
                        note="Encaissements et décaissements, taxes comprises, au mois du paiement.",
                    ),
                ),
            ),
            Chapter(
                title="Le calendrier de lancement",
                exhibits=(
                    Table(
                        title="De l'accord de financement à la première révision",
                        head=("Étape", "Échéance", "Qui"),
                        rows=(
                            ("Accord du comité de prêt d'honneur", "29 janvier 2027", "Comité"),
                            ("Immatriculation et demande d'Acre", "8 février 2027", "N. Ferrand"),
                            ("Signature du bail, assurance", "15 février 2027", "N. Ferrand"),
                            ("Premier point avec le mentor", "30 mars 2027", "N. Ferrand et son mentor"),
                        ),
                        widths=(8, 4, 4),
                    ),
                ),
            ),
            Chapter(
                title="Forces et faiblesses",
                text="Forces :\n- un métier appris et pratiqué ;\n- des charges fixes légères.\n\nFaiblesses :\n"
                "- une seule personne : le temps facturable limite le chiffre d'affaires ;\n- une saison creuse de trois mois.",
            ),
        ),
        annexes=("Devis d'outillage (4 et 6 novembre 2026)", "Projet de bail de l'atelier partagé", "Attestation de formation"),
    )  # fmt: skip
    return replace(plan, **changes)  # type: ignore[arg-type]


def an_english_plan() -> PlanContent:
    return PlanContent(
        language=ENGLISH,
        association="Cap Initiative",
        made_on=MADE_ON,
        project="Second Loaf",
        project_line="Bread baked early, delivered by bicycle",
        person="Sam Okafor",
        chapters=(
            Chapter(
                title="Summary",
                text="Second Loaf bakes forty loaves a day: sourdough, rye and a seeded tin.\n\nIt needs €6,400 to start. "
                "It doesn't need a shop.",
            ),
            Chapter(
                title="Business model",
                canvas={
                    Block.VALUE_PROPOSITION: "Warm bread before seven\nNo shop, no queue",
                    Block.CUSTOMER_SEGMENTS: "Cafés\nFamilies in the old town",
                },
            ),
            Chapter(
                title="Forecast",
                exhibits=(
                    Chart(
                        title="Sales in the first three years",
                        kind=ChartKind.BAR,
                        categories=("Year 1", "Year 2", "Year 3"),
                        series={"Sales": (18200, 24150, 27900)},
                        number_format=NumberFormat.EUROS,
                    ),
                ),
            ),
        ),
    )


def a_summary(**changes: object) -> SummaryContent:
    summary = SummaryContent(
        language=FRENCH,
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
            SituationPeriod(label="Centre de détention", site="CD de Val-Fleury", started_on=date(2026, 1, 12), ended_on=date(2026, 7, 6)),
            SituationPeriod(label="Semi-liberté", site="QSL de Saint-Aubin", started_on=date(2026, 7, 6)),
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
            MilestoneLine(title="Idée et motivation", state=MilestoneState.VALIDATED, planned_on=date(2026, 4, 30), changed_on=date(2026, 4, 24), evidence="Fiche idée", validated_by="Paul Gil"),
            MilestoneLine(title="Adéquation personne–projet", state=MilestoneState.VALIDATED, planned_on=date(2026, 5, 31), changed_on=date(2026, 6, 8), evidence="Grille de compétences remplie à deux", validated_by="Paul Gil"),
            MilestoneLine(title="Étude de marché", state=MilestoneState.VALIDATED, planned_on=date(2026, 9, 30), changed_on=date(2026, 10, 12), evidence="46 entretiens, relevé des prix", validated_by="Paul Gil"),
            MilestoneLine(title="Offre et modèle économique", state=MilestoneState.SUBMITTED, planned_on=date(2026, 10, 31), changed_on=date(2026, 11, 3), evidence="Canevas en neuf cases, grille de prix"),
            MilestoneLine(title="Stratégie commerciale", state=MilestoneState.RETURNED, planned_on=date(2026, 10, 31), changed_on=date(2026, 11, 5), evidence="Plan d'actions", reason="dater les trois actions"),
            MilestoneLine(title="Moyens et organisation", state=MilestoneState.IN_PROGRESS, planned_on=date(2026, 12, 15), changed_on=date(2026, 10, 20)),
            MilestoneLine(title="Prévisionnel financier", state=MilestoneState.NOT_STARTED, planned_on=date(2027, 1, 15)),
            MilestoneLine(title="Capacité à gérer vérifiée", state=MilestoneState.NOT_APPLICABLE),
        ),
        session_totals=(
            SessionTotal(kind="Atelier collectif", offered=14, held=11, attended=10, minutes_offered=2520, minutes_held=1980, minutes_attended=1800),
            SessionTotal(kind="Entretien individuel", offered=9, held=9, attended=8, minutes_offered=540, minutes_held=540, minutes_attended=480),
            SessionTotal(kind="Rencontre avec le mentor", offered=4, held=3, attended=3, minutes_offered=240, minutes_held=180, minutes_attended=180),
        ),
        sessions=(
            SessionLine(held_on=date(2026, 10, 8), kind="Atelier collectif", title="Fixer un prix", minutes=180, attendance="Présence"),
            SessionLine(held_on=date(2026, 10, 15), kind="Entretien individuel", title="Relire les entretiens", minutes=60, attendance="Présence"),
            SessionLine(held_on=date(2026, 10, 22), kind="Atelier collectif", title="Parler à un client", minutes=180, attendance="Absence", cause="Établissement : mouvement bloqué"),
            SessionLine(held_on=date(2026, 10, 29), kind="Rencontre avec le mentor", title="Devis d'outillage", minutes=60, attendance="Retard"),
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
        strengths=("Explique son métier avec des mots simples.", "Tient ses engagements d'une fois sur l'autre."),
        notes=(
            NoteLine(written_on=date(2026, 10, 15), author="Claire Besson", level=NoteLevel.MENTOR, text="Souhaite travailler la grille de prix avec Marc.\n\n- prix de la révision\n- forfait entreprise"),
            NoteLine(written_on=date(2026, 11, 5), author="Claire Besson", level=NoteLevel.PARTICIPANT, text="Votre canevas est clair. Il reste à dater vos trois actions."),
        ),
        next_step="Dater les trois actions commerciales et demander un second devis.",
        next_step_on=date(2026, 11, 26),
    )  # fmt: skip
    return replace(summary, **changes)  # type: ignore[arg-type]


def an_english_summary() -> SummaryContent:
    return SummaryContent(
        language=ENGLISH,
        association="Cap Initiative",
        made_on=MADE_ON,
        name="Sam Okafor",
        code="P4T-9ZD",
        cohort="Spring 2026",
        coach="Claire Besson",
        mentor="Marc Delattre",
        project="Bread delivered by bicycle",
        entered_on=date(2026, 3, 9),
        situations=(SituationPeriod(label="Community service", site="Town of Saint-Aubin", started_on=date(2026, 2, 2)),),
        stages=(StageStep(label="Entry", reached_on=date(2026, 3, 9)), StageStep(label="Business plan", is_current=True)),
        milestones=(
            MilestoneLine(title="Idea and motivation", state=MilestoneState.VALIDATED, changed_on=date(2026, 4, 24), evidence="Idea sheet", validated_by="Paul Gil"),
            MilestoneLine(title="Market study", state=MilestoneState.IN_PROGRESS, planned_on=date(2026, 12, 1)),
        ),
        session_totals=(SessionTotal(kind="Workshop", offered=5, held=5, attended=4, minutes_offered=900, minutes_held=900, minutes_attended=720),),
        sessions=(SessionLine(held_on=date(2026, 10, 8), kind="Workshop", title="Setting a price", minutes=180, attendance="Present"),),
        feedback=(CriterionMarks(criterion="Engagement", marks=(3, 4)),),
        strengths=("Listens, then tries.",),
        notes=(NoteLine(written_on=date(2026, 11, 5), author="Claire Besson", level=NoteLevel.PARTICIPANT, text="Your oven quote is well argued."),),
        next_step="Meet two cafés.",
        next_step_on=date(2026, 11, 26),
    )  # fmt: skip


_STAGES = (
    ("Orientation", 24, 1.0), ("Rencontre", 21, 0.875), ("Entrée", 18, 0.75), ("Socle social", 17, 0.7083),
    ("Sensibilisation", 15, 0.625), ("Accompagnement au projet", 12, 0.5), ("Plan d'affaires", 8, 0.3333),
    ("Jury", 5, 0.2083), ("Immatriculation", None, None), ("Activité démarrée", None, None), ("Activité pérenne", 0, 0.0),
)  # fmt: skip


def a_cohort(**changes: object) -> CohortContent:
    cohort = CohortContent(
        language=FRENCH,
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
        funnel=tuple(FunnelStep(label=label, reached=n, share=share) for label, n, share in _STAGES),
        funnel_basis=Basis(definition="Personnes ayant atteint l'étape au moins une fois, même si elles ont quitté le parcours ensuite.", n=24),
        volume=(
            SessionVolume(kind="Atelier collectif", offered=52, held=43, hours_offered=156, hours_held=129, hours_attended=1092),
            SessionVolume(kind="Entretien individuel", offered=140, held=128, hours_offered=140, hours_held=128, hours_attended=119.5),
            SessionVolume(kind="Rencontre avec le mentor", offered=40, held=31, hours_offered=40, hours_held=31, hours_attended=28.5),
        ),
        attendance=(
            AttendanceLine(kind="Atelier collectif", expected=468, attended=364, missed_because_of_site=52, rate=364 / 468, rate_without_site=364 / 416),
            AttendanceLine(kind="Entretien individuel", expected=140, attended=119, missed_because_of_site=9, rate=0.85, rate_without_site=119 / 131),
            AttendanceLine(kind="Rencontre avec le mentor", expected=40, attended=29, missed_because_of_site=None, rate=29 / 40, rate_without_site=None),
            AttendanceLine(kind="Jury", expected=0, attended=0, missed_because_of_site=0, rate=None, rate_without_site=None),
        ),
        attendance_basis=Basis(definition="Présences et retards, sur les présences attendues aux séances prévues. Le second taux laisse de côté les absences et les séances empêchées par l'établissement.", n=648, missing=12),
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
        milestones_basis=Basis(definition="Personnes dont le jalon a été déposé, et personnes pour qui une seconde personne l'a validé sur preuve.", n=18),
        feedback=(
            CriterionCount(criterion="Engagement", levels=(0, 5, 14, 12)),
            CriterionCount(criterion="Écoute et prise en compte des conseils", levels=(0, 6, 15, 10)),
            CriterionCount(criterion="Connaissance du métier", levels=(0, None, 9, 19)),
            CriterionCount(criterion="Clarté de l'offre", levels=(None, 12, 13, None)),
            CriterionCount(criterion="Chiffres", levels=(6, 14, 8, None)),
        ),
        feedback_expected=40,
        feedback_received=31,
        feedback_basis=Basis(definition="Nombre de retours ayant donné chaque niveau, décrit en toutes lettres sur la fiche. Un retour par rencontre tenue.", n=31, missing=9),
        exits={ExitClass.LASTING_JOB: 5, ExitClass.TRANSITION_JOB: None, ExitClass.POSITIVE: None, ExitClass.OTHER: 0, ExitClass.NEUTRALISED: 6},
        exits_dynamic=9,
        exits_total=15,
        exits_basis=Basis(definition="Sorties prononcées, selon les classes officielles de l'insertion. La création d'entreprise compte dans l'emploi durable. Les sorties neutralisées sont montrées à part.", n=15),
        method="Les données viennent du suivi tenu par les coachs. Les présences sont notées à la séance, sur papier, puis saisies le jour même ou le lendemain.",
    )  # fmt: skip
    return replace(cohort, **changes)  # type: ignore[arg-type]


def an_english_cohort() -> CohortContent:
    return a_cohort(
        language=ENGLISH,
        association="Cap Initiative",
        arm="Intensive group, then mentoring",
        key_figures=(KeyFigure(label="people referred", value=24), KeyFigure(label="hours attended", value=1264)),
        funnel=tuple(
            FunnelStep(label=label, reached=reached, share=share)
            for label, reached, share in (("Referred", 24, 1.0), ("Met", 21, 0.875), ("Entered", None, None))
        ),
        funnel_basis=Basis(definition="People who ever reached the stage.", n=24),
        attendance=(AttendanceLine(kind="Workshop", expected=468, attended=364, missed_because_of_site=52, rate=364 / 468, rate_without_site=364 / 416),),
        attendance_basis=Basis(definition="Present or late, out of attendances expected.", n=468),
        volume=(SessionVolume(kind="Workshop", offered=52, held=43, hours_offered=156, hours_held=129, hours_attended=1092),),
        milestones=(MilestoneCount(title="Idea and motivation", submitted=18, validated=16),),
        milestones_basis=Basis(definition="People, ever.", n=18),
        feedback=(),
        feedback_basis=Basis(definition="Forms.", n=0),
        exits_basis=Basis(definition="Official classes.", n=15),
        method="",
    )  # fmt: skip
