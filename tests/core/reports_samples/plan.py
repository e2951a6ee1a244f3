"""The plan of a bicycle workshop, and a small one in English."""

from dataclasses import replace
from datetime import date

from core.language import Language
from core.reports.content import CanvasText, Chapter, PlanContent
from core.reports.exhibits import Chart, ChartKind, NumberFormat, Table

MADE_ON = date(2026, 11, 12)


_IDEAS = {
    "Segments de clientèle": "Habitants qui roulent chaque jour\nFamilles et étudiants\nEntreprises de 20 à 200 "
    "salariés",
    "Proposition de valeur": "Un vélo sûr, prêt en 48 heures\nUn prix connu d'avance\nUn entretien sur le lieu de "
    "travail",
    "Canaux": "- Atelier près de la gare\n- Bouche-à-oreille\n- Visites aux entreprises",
    "Relations clients": "Fiche remise à chaque passage\nRappel annuel\nGarantie de trois mois",
    "Sources de revenus": "Réparations et révisions : 63 %\nVélos remis à neuf : 23 %\nJournées en entreprise : "
    "14 %",
    "Ressources clés": "Outillage, vélo-cargo\nAtelier partagé de 28 m²",
    "Activités clés": "Diagnostic et réparation\nRemise à neuf\nTournées en entreprise",
    "Partenaires clés": "Ressourcerie (vélos donnés)\nGrossiste en pièces\nMairie : plan vélo",
    "Structure de coûts": "Charges fixes : 422 € par mois, dont 220 € de loyer\nPièces : 23 % du chiffre "
    "d'affaires\nCotisations sociales",
}


BLOCKS = {
    "Segments de clientèle": "customers",
    "Proposition de valeur": "value",
    "Canaux": "channels",
    "Relations clients": "relationships",
    "Sources de revenus": "revenue",
    "Ressources clés": "resources",
    "Activités clés": "activities",
    "Partenaires clés": "partners",
    "Structure de coûts": "costs",
}


def a_canvas(ideas: dict[str, str]) -> tuple[CanvasText, ...]:
    """The nine blocks, with the ideas given by title."""
    return tuple(
        CanvasText(key=key, title=title, text=ideas.get(title, "")) for title, key in BLOCKS.items()
    )


def a_plan(**changes: object) -> PlanContent:
    plan = PlanContent(
        language=Language.FRENCH,
        association="Association Cap Initiative",
        made_on=MADE_ON,
        project="L'Atelier Roue Libre",
        project_line="Réparer, remettre à neuf et entretenir les vélos du quotidien",
        person="Nadia Ferrand",
        chapters=(
            Chapter(
                title="Résumé",
                text="L'Atelier Roue Libre répare et remet à neuf les vélos du quotidien, près de la gare "
                "de Saint-Aubin. "
                "Vingt-neuf personnes sur quarante-six rencontrées ont renoncé à une réparation dans l'année : "
                "trop loin, trop cher, trop long.\n\n"
                "Le projet demande 9 000 € : outillage, vélo-cargo, stock de pièces, trésorerie de "
                "départ. Il est financé par :\n"
                "- un apport de 1 500 € ;\n- un prêt d'honneur de 3 000 € à taux zéro ;\n- un "
                "microcrédit de 4 500 € sur trois ans.\n\n"
                "L'activité commence le 1 mars 2027, en micro-entreprise.",
            ),
            Chapter(
                title="La porteuse du projet",
                text="Nadia Ferrand répare des vélos depuis huit ans. Elle a suivi une formation de "
                "mécanicienne cycles de "
                "six mois et tenu l'atelier d'une association de quartier.\n\nSes atouts : la "
                "précision, la patience, le goût "
                "d'expliquer. Elle a appris à faire un devis, à tenir un cahier de caisse et à parler "
                "de son travail devant un jury.",
            ),
            Chapter(title="Le projet et l'offre"),
            Chapter(
                title="Le marché",
                text="La ville compte 14 000 habitants et aucun réparateur. Une grande surface de sport, à "
                "14 km, propose "
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
                canvas=a_canvas(_IDEAS),
            ),
            Chapter(
                title="La stratégie commerciale",
                text="Trois actions avant l'ouverture :\n- une journée de contrôle gratuit sur le marché, "
                "le 20 février ;\n"
                "- un rendez-vous avec cinq entreprises de la zone d'activité ;\n- une page locale "
                "avec les prix et les horaires.",
            ),
            Chapter(
                title="Le prévisionnel financier",
                text="Les prix et les volumes viennent des entretiens. La première année compte dix mois "
                "d'activité.",
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
                        categories=(
                            "mars",
                            "avr.",
                            "mai",
                            "juin",
                            "juil.",
                            "août",
                            "sept.",
                            "oct.",
                            "nov.",
                            "déc.",
                            "janv.",
                            "févr.",
                        ),
                        series={
                            "Trésorerie en fin de mois": (
                                1610,
                                1720,
                                2140,
                                2600,
                                2950,
                                2700,
                                2480,
                                2100,
                                1500,
                                980,
                                640,
                                820,
                            )
                        },
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
                            (
                                "Premier point avec le mentor",
                                "30 mars 2027",
                                "N. Ferrand et son mentor",
                            ),
                        ),
                        widths=(8, 4, 4),
                    ),
                ),
            ),
            Chapter(
                title="Forces et faiblesses",
                text="Forces :\n- un métier appris et pratiqué ;\n- des charges fixes légères.\n\n"
                "Faiblesses :\n"
                "- une seule personne : le temps facturable limite le chiffre d'affaires ;\n- une "
                "saison creuse de trois mois.",
            ),
        ),
        annexes=(
            "Devis d'outillage (4 et 6 novembre 2026)",
            "Projet de bail de l'atelier partagé",
            "Attestation de formation",
        ),
    )
    return replace(plan, **changes)  # type: ignore[arg-type]


def an_english_plan() -> PlanContent:
    return PlanContent(
        language=Language.ENGLISH,
        association="Cap Initiative",
        made_on=MADE_ON,
        project="Second Loaf",
        project_line="Bread baked early, delivered by bicycle",
        person="Sam Okafor",
        chapters=(
            Chapter(
                title="Summary",
                text="Second Loaf bakes forty loaves a day: sourdough, rye and a seeded tin.\n\nIt needs "
                "€6,400 to start. "
                "It doesn't need a shop.",
            ),
            Chapter(
                title="Business model",
                canvas=(
                    CanvasText(
                        key="value",
                        title="Value proposition",
                        text="Warm bread before seven\nNo shop, no queue",
                    ),
                    CanvasText(
                        key="customers",
                        title="Customer segments",
                        text="Cafés\nFamilies in the old town",
                    ),
                ),
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
