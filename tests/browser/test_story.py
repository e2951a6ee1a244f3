"""The whole story, from an empty folder to Word files, in French, in the order in which a team lives it."""

import re
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import expect

from tests.browser.cast import (
    ACCOUNTS,
    CHAPTER,
    CUSTOMERS,
    DATA,
    DETENTION,
    EXAMPLE,
    LOGINS,
    LYON,
    MOUSSA,
    NOTE,
    PASSWORD,
    STEP,
    STRASBOURG,
    SUPPORT,
    TODAY,
    Team,
    begins_a_milestone,
    in_days,
    nothing_about_anybody,
    opens_file,
    words_about_people,
)
from tests.browser.house import House
from tests.browser.visitor import Door, signs_in

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def team(door: Door) -> Team:
    return Team(door)


def test_a_new_tracker_is_set_up_with_the_code_of_the_terminal(team: Team, house: House) -> None:
    admin = team["administrator"] = team.door.stranger()
    admin.opens("/")
    admin.sees_title("Installer Passerelle")

    def fill(code: str) -> None:
        for label, text in {
            "Code à usage unique": code,
            "Association": "Les Foyers Matter",
            "Vos prénom et nom": "Hélène Vasseur",
            "Identifiant": "helene.vasseur",
            "Nouveau mot de passe": PASSWORD,
            "Encore une fois": PASSWORD,
        }.items():
            admin.page.get_by_label(label, exact=True).first.fill(text)
        admin.presses("Créer le suivi")

    fill("AAAA-BBBB-CCCC")
    admin.reads("Ce n’est pas le code de ce démarrage.")
    assert not house.file.exists()

    fill(house.one_time_code)
    admin.sees_title("Se connecter")
    signs_in(admin, "helene.vasseur", "pas le bon mot de passe")
    admin.reads("Identifiant ou mot de passe incorrect")
    signs_in(admin, "helene.vasseur", PASSWORD)
    admin.sees_title("Participants")


def test_the_administrator_writes_down_associations_and_places(team: Team) -> None:
    admin = team["administrator"]
    admin.goes_to("Structures et lieux")
    admin.reads("Les Foyers Matter")
    for name in ("Réseau Entreprendre Rhône", "Activ’Action"):
        admin.types("Nom", name, within=admin.form("Ajouter la structure"))
        admin.presses("Ajouter la structure")
        admin.is_told("Structure")
        expect(admin.row(name)).to_be_visible()
    for name, kind, where in (
        ("CP Lyon-Corbas", "Centre pénitentiaire (CP)", "Rhône"),
        ("Maison de l’entreprise, Lyon 3e", "Local associatif", "Rhône"),
    ):
        form = admin.form("Ajouter le lieu")
        admin.types("Nom", name, within=form)
        admin.chooses("Type de lieu", kind, within=form)
        admin.types("Département", where, within=form)
        admin.presses("Ajouter le lieu")
        expect(admin.row(name)).to_be_visible()


def test_the_administrator_opens_two_cohorts_of_the_programme(team: Team) -> None:
    admin = team["administrator"]
    admin.goes_to("Cohortes")
    for name, prefix, territory, expert in (
        (LYON, "LYO", "Rhône", "Réseau Entreprendre Rhône"),
        (STRASBOURG, "STR", "Bas-Rhin", "Activ’Action"),
    ):
        admin.types("Nom", name)
        admin.chooses("Forme d’accompagnement", SUPPORT[name])
        admin.types("Territoire", territory)
        admin.types("Préfixe des codes", prefix)
        admin.types_day("Début", in_days(-85))
        admin.chooses("Association, expertise de la création d’entreprise", expert)
        admin.chooses("Association, expertise de la justice", "Les Foyers Matter")
        admin.presses("Ouvrir la cohorte")
        expect(admin.row(name)).to_contain_text(territory)


def test_everybody_is_invited_and_chooses_a_password(team: Team) -> None:
    admin = team["administrator"]
    admin.goes_to("Équipe et accès")
    for part, (name, role, organisation) in ACCOUNTS.items():
        admin.chooses("Rôle", role.capitalize())
        admin.types("Prénom et nom", name)
        admin.types("Identifiant", LOGINS[part])
        admin.chooses("Structure", organisation)
        if part == "mentor":
            admin.types("Métier", "dirige une boulangerie")
        admin.presses("Ouvrir le compte")
        admin.reads(f"Remettez ce lien à {name}.")
        expect(admin.page.get_by_label("Prénom et nom")).to_have_value("")
        link = admin.main.get_by_test_id("stCode").inner_text().strip()

        somebody = team[part] = team.door.stranger()
        somebody.page.goto(link)
        somebody.reads(f"Bienvenue, {name}.")
        somebody.types("Nouveau mot de passe", PASSWORD)
        somebody.types("Encore une fois", PASSWORD)
        somebody.presses("Enregistrer ce mot de passe")
        somebody.reads("Mot de passe enregistré")
        signs_in(somebody, LOGINS[part], PASSWORD)
        expect(somebody.page.get_by_test_id("stSidebar")).to_contain_text(name)

    again = team.door.stranger()
    again.page.goto(link)
    again.sees_title("Lien sans effet")
    team.door.leaves(again)


def test_the_coach_looks_at_a_list_before_bringing_it_in(team: Team) -> None:
    coach = team["coach"]
    coach.goes_to("Participants")
    coach.follows("Importer une liste")
    coach.chooses("Cohorte", LYON)
    coach.gives_file(DATA / "roster_agir_liberte.csv")
    coach.reads(
        "14 lignes : 11 à ajouter, 1 à décider et 2 à corriger.",
        "Cette date n’existe pas : septembre 2026 compte 30 jours.",
        "L’année de naissance manque",
        "Cette colonne semble parler de l’affaire ou de la peine : elle n’est pas reprise.",
        "Les numéros de téléphone ne sont repris qu’à votre demande.",
    )
    for never in ("très motivé", "06 11 22 33 44", "faits anciens"):
        assert never not in coach.everything_received()

    coach.types("Date d'entrée", "30/09/2026")
    coach.marks("La même personne que José Garcia (Ligne 5) : ne pas l’ajouter deux fois")
    coach.presses("Importer 12 personnes")
    coach.reads("12 personnes ajoutées (LYO-001 – LYO-012), 1 déjà là, 1 à corriger.")


def test_the_same_list_twice_changes_nothing(team: Team) -> None:
    coach = team["coach"]
    coach.chooses("Cohorte", LYON)
    coach.gives_file(DATA / "roster_agir_liberte.csv")
    coach.reads(
        "14 lignes : 13 déjà là et 1 à corriger.", "Ce fichier ne contient personne à ajouter."
    )
    expect(coach.page.get_by_role("button", name=re.compile("^Importer"))).to_have_count(0)


def test_the_coach_brings_in_a_workbook_from_the_sheet_that_holds_people(team: Team) -> None:
    coach = team["coach"]
    coach.opens("/import-roster")
    coach.chooses("Cohorte", STRASBOURG)
    coach.gives_file(DATA / "roster_declic.xlsx")
    coach.presses("Importer 8 personnes")
    coach.reads("8 personnes ajoutées (STR-001 – STR-008).")
    coach.goes_to("Participants")
    coach.reads("20 personnes")
    coach.types("Chercher par nom, code ou projet", "lefevre anais")
    coach.reads("1 personne")
    expect(coach.row("LYO-002")).to_contain_text("Anaïs Lefèvre-Roux")


def test_the_coach_calls_the_roll_with_the_keyboard_alone(team: Team) -> None:
    coach = team["coach"]
    coach.goes_to("Séances")
    coach.presses("Noter une séance")
    coach.chooses("Cohorte", LYON)
    coach.reads("12 présences")
    press = coach.page.keyboard.press

    coach.page.get_by_role("radio", name="Tenue", exact=True).focus()
    while not coach.focus().startswith("José Garcia"):
        press("Tab")
    for key in ("ArrowRight", "ArrowRight", "Space"):
        press(key)
    coach.reads("11 présences, 1 absence")
    coach.settles()
    press("Tab")
    coach.page.keyboard.type("Blocage")
    expect(coach.page.get_by_role("option", name="Blocage")).to_be_visible()
    press("Enter")
    coach.settles()
    while "Enregistrer la séance" not in coach.focus():
        press("Tab")
    press("Enter")
    coach.is_told("Séance")

    coach.page.reload()
    coach.settles()
    row = coach.page.get_by_role("radiogroup", name="José Garcia LYO-004")
    expect(row.get_by_role("radio", name="Absence")).to_be_checked()
    expect(coach.page.get_by_role("combobox", name="Motif")).to_have_value(re.compile("Blocage"))


def test_the_coach_writes_down_an_interview_and_its_note(team: Team) -> None:
    coach = team["coach"]
    opens_file(coach, "LYO-001")
    coach.sees_title(MOUSSA)
    coach.presses("Noter un entretien")
    coach.marks("Équipe et mentor")
    coach.reads("L’équipe et le mentor de cette personne la lisent.")
    coach.types("Note", NOTE)
    coach.types("Prochain pas", STEP)
    coach.types_day("Pour le", in_days(10))
    coach.presses("Enregistrer l’entretien")
    coach.is_told("Entretien")
    coach.reads(STEP)
    expect(coach.row(NOTE)).to_contain_text("équipe et mentor")


def test_a_stage_is_reached(team: Team) -> None:
    coach = team["coach"]
    coach.presses("Faire avancer")
    coach.chooses("Étape atteinte", "Accompagnement")
    coach.presses("Enregistrer l’étape")
    coach.is_told("Étape")
    here = coach.page.locator('[aria-current="step"]')
    expect(here).to_contain_text("Accompagnement")


def test_a_milestone_is_validated_by_a_second_person_or_returned_with_a_reason(team: Team) -> None:
    coach, other = team["coach"], team["second coach"]
    for milestone, evidence in (
        ("Étude de marché", "12 entretiens, 4 concurrents, prix de 7 à 9 €"),
        ("Stratégie commerciale", "Trois actions sur les marchés de Villeurbanne"),
    ):
        begins_a_milestone(coach, milestone, "Déposé")
        coach.types("Justificatif", evidence)
        coach.presses("Enregistrer le jalon")
        coach.is_told("Jalon")
        expect(coach.row(milestone)).to_contain_text("Déposé")

    begins_a_milestone(coach, "Étude de marché", "Validé")
    coach.presses("Enregistrer le jalon")
    coach.reads("Vous avez déposé ce jalon : une deuxième personne le valide.")

    other.goes_to("À traiter")
    other.reads("Jalon déposé, à relire")
    opens_file(other, "LYO-001")
    begins_a_milestone(other, "Étude de marché", "Validé")
    other.reads("Justificatif : 12 entretiens, 4 concurrents, prix de 7 à 9 €")
    other.presses("Enregistrer le jalon")
    other.is_told("Jalon")
    expect(other.row("Étude de marché")).to_contain_text("Validé")
    begins_a_milestone(other, "Stratégie commerciale", "Renvoyé")
    other.types("Motif", "Dater les trois actions")
    other.presses("Enregistrer le jalon")
    other.is_told("Jalon")

    opens_file(coach, "LYO-001")
    expect(coach.row("Étude de marché")).to_contain_text("Karim Bensalem")
    expect(coach.row("Stratégie commerciale")).to_contain_text("Dater les trois actions")
    coach.reads("Validés : 1 sur 16")


def test_the_coach_pairs_a_mentor_with_somebody(team: Team) -> None:
    coach = team["coach"]
    coach.goes_to("Mentors")
    coach.types("Chercher par nom, code ou projet", "LYO-001")
    coach.chooses("Personne", MOUSSA)
    coach.chooses("Mentor", "Hugo Vannier")
    coach.presses("Former le binôme")
    coach.is_told("Binôme")
    expect(coach.row("LYO-001")).to_contain_text("Hugo Vannier")


def test_the_mentor_sees_a_first_name_and_a_project_and_nothing_else(team: Team) -> None:
    mentor = team["mentor"]
    mentor.opens("/")
    mentor.sees_title("Mes binômes")
    expect(mentor.row("Moussa")).to_contain_text("Food truck sénégalais")
    for path in ("/participant?code=LYO-001", "/dashboard"):
        mentor.opens(path)
    mentor.opens("/")
    mentor.follows("Donner un retour")
    mentor.reads(NOTE)  # the coach chose to share it
    nothing_about_anybody(mentor, but="Moussa")


def test_the_mentor_says_how_the_meeting_went(team: Team) -> None:
    mentor = team["mentor"]
    mentor.marks("Oui")
    mentor.types_day("Date de la rencontre", TODAY)
    mentor.marks("Le travail prévu est fait, le plus souvent.")
    mentor.marks("L’offre se comprend en deux phrases, avec ce qui la distingue des autres.")
    mentor.types("Un exemple, en une phrase", EXAMPLE)
    mentor.types("Ce qui a été travaillé", "Le prix du plateau et la carte.")
    mentor.types("Prochain pas, décidé avec la personne", "Goûter chez un confrère")
    mentor.types_day("Pour le", in_days(20))
    mentor.presses("Enregistrer le retour")
    mentor.is_told("Retour")
    nothing_about_anybody(mentor, but="Moussa")


def test_the_coach_reads_the_feedback_in_the_file(team: Team) -> None:
    coach = team["coach"]
    opens_file(coach, "LYO-001")
    coach.page.get_by_role("tab", name="Retours du mentor").click()
    coach.reads("Hugo Vannier", "Le prix du plateau et la carte.", EXAMPLE)


def test_the_coach_and_the_person_write_the_plan(team: Team) -> None:
    coach = team["coach"]
    coach.opens("/plan?code=LYO-001&chapter=offer")
    coach.types("Votre texte", CHAPTER + " À la prison, non.")
    coach.reads("Une banque ou un bailleur lira ce document.")
    coach.types("Votre texte", CHAPTER)
    coach.marks("À relire")
    coach.presses("Enregistrer le chapitre")
    coach.is_told("Chapitre")
    coach.follows("Le modèle économique")
    coach.types("Segments de clientèle", CUSTOMERS)
    coach.presses("Enregistrer le chapitre")
    coach.is_told("Chapitre")
    coach.reads("Enregistré par Claire Morel")


def test_the_evaluator_reads_figures_and_no_name(team: Team) -> None:
    evaluator = team["evaluator"]
    evaluator.opens("/")
    evaluator.sees_title("Tableau de bord")
    evaluator.reads(
        "Jusqu’où vont les parcours ?",
        "Vient-on aux séances ?",
        "hors causes de l’établissement",
        "Quels jalons sont franchis ?",
        "Que voient les mentors ?",
        "Masqué : de 1 à 4 personnes",
    )
    evaluator.chooses("Comparer", "Formes d’accompagnement")
    evaluator.reads("Côte à côte, sans classement.")
    evaluator.goes_to("Cohortes")
    evaluator.follows(LYON)
    evaluator.sees_title(LYON)
    for path in ("/participant?code=LYO-001", "/sessions"):
        evaluator.opens(path)
        evaluator.reads("Cette page n’existe pas, ou ne fait pas partie de votre rôle.")
    evaluator.opens("/")
    nothing_about_anybody(evaluator)


def test_the_plan_leaves_as_a_word_file_that_says_nothing_of_detention(team: Team) -> None:
    coach = team["coach"]
    opens_file(coach, "LYO-001")
    coach.presses("Word")
    plan = word(coach.takes_away("Plan d’affaires"))
    assert MOUSSA in plan
    assert CHAPTER in plan
    assert CUSTOMERS in plan
    assert not DETENTION.search(plan)


def test_the_summaries_of_somebody_leave_as_word_files(team: Team) -> None:
    coach = team["coach"]
    internal = word(coach.takes_away("Bilan individuel, interne"))
    for text in (MOUSSA, "LYO-001", "Étude de marché", STEP):
        assert text in internal
    own = word(coach.takes_away("Bilan pour la personne"))
    assert MOUSSA in own
    assert not DETENTION.search(own)


def test_the_summary_of_the_cohort_gives_the_counts_and_names_nobody(team: Team) -> None:
    for part in ("coach", "evaluator"):
        somebody = team[part]
        somebody.goes_to("Cohortes")
        somebody.follows(LYON)
        summary = word(somebody.takes_away("Synthèse de cohorte en Word"))
        assert LYON in summary
        assert "Rhône" in summary
        assert not words_about_people(summary)


def test_the_same_pages_are_read_in_english(team: Team) -> None:
    coach = team["coach"]
    opens_file(coach, "LYO-001")
    coach.page.get_by_role("button", name="English").click()
    expect(coach.page.locator("html")).to_have_attribute("lang", "en")
    coach.settles()
    coach.sees_title(MOUSSA)
    coach.reads("Milestones", "Market study", "Next step, for", STEP)
    for entry, title in (
        ("To do", "To do"),
        ("Participants", "Participants"),
        ("Sessions", "Sessions"),
        ("Mentors", "Mentors"),
        ("Dashboard", "Dashboard"),
        ("Cohorts", "Cohorts"),
    ):
        coach.goes_to(entry)
        coach.sees_title(title)
    coach.reads("A cohort starts together")
    coach.page.get_by_role("button", name="Français").click()
    expect(coach.page.locator("html")).to_have_attribute("lang", "fr")
    coach.sees_title("Cohortes")


def word(path: Path) -> str:
    """All that a Word file says: paragraphs, tables, heads and feet of pages."""
    document = Document(str(path))
    parts = [document.element.body]
    for section in document.sections:
        parts += [section.header._element, section.footer._element]
    lines = (
        "".join(node.text or "" for node in paragraph.iter() if node.tag.endswith("}t"))
        for part in parts
        for paragraph in part.iter()
        if paragraph.tag.endswith("}p")
    )
    plain = {"\u00a0": " ", "\u202f": " ", "’": "'"}
    return "\n".join(lines).translate(str.maketrans(plain))
