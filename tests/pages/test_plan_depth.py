"""Drafts, comments, sharing, versions and annexes of a plan, on screen."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from core import (
    annexes,
    clock,
    drafts,
    forecasts,
    mentors,
    plan_comments,
    plan_settings,
    plan_versions,
    plans,
)
from core.drafts import Kind, Place
from core.participants import get
from core.permissions import Action
from core.plans import Status
from tests.core.test_annexes import PDF, a_photograph
from tests.core.test_forecasts import PLAN
from tests.factories import ENTRY, a_coach, a_lead, a_mentor, a_participant
from tests.pages.test_mentees import shown


class Scene:
    """A coach, the person they follow, and the person's mentor."""

    def __init__(self, tracker):
        self.tracker = tracker
        self.coach = a_coach(tracker)
        self.person = a_participant(
            tracker, coach=self.coach, first_name="Nadia", last_name="Zanzibar", project="Cuisine"
        )
        self.code = get(tracker, self.person, by=self.coach, to=Action.READ_IDENTITY).code
        self.mentor = a_mentor(tracker)
        self.pair = mentors.pair(
            tracker,
            self.person,
            self.mentor.id,
            starts_on=ENTRY,
            by=self.coach,
            today=clock.today(),
        )

    @property
    def field(self):
        return f"plan-{self.code}-market"

    @property
    def place(self):
        return Place(kind=Kind.PLAN, participant_id=self.person, field="market")

    def draft(self, place=None, by=None):
        place = place or self.place
        found = drafts.found(self.tracker, [place], by=by or self.coach)
        return found[place].body if place in found else None

    def write(self, body, version=0, key="market", **more):
        plans.write(self.tracker, self.person, key, body, version=version, by=self.coach, **more)

    def body(self, key="market"):
        plan = plans.read(self.tracker, self.person, by=self.coach)
        return next(one.body for one in plan.texts if one.key == key)

    def share(self):
        version = plan_settings.of(self.tracker, self.person, by=self.coach).version
        plan_settings.choose(
            self.tracker, self.person, short=False, shared=True, version=version, by=self.coach
        )


@pytest.fixture
def scene(tracker):
    return Scene(tracker)


@pytest.fixture
def plan(scene, visit):
    return lambda as_=None: visit(
        "plan.py", as_=as_ or scene.coach, code=scene.code, chapter="market"
    )


def test_what_is_typed_is_kept_on_the_server_before_it_is_saved(scene, plan):
    page = plan()
    page.text_area(key=scene.field).set_value("Commencé").run()
    assert scene.draft() == "Commencé"
    assert "Brouillon gardé à" in shown(page)
    page.text_area(key=scene.field).set_value("").run()
    assert scene.draft() is None


def test_a_draft_is_offered_after_a_refresh_and_the_field_waits_for_the_choice(scene, plan):
    plan().text_area(key=scene.field).set_value("Commencé hier").run()
    page = plan()  # another session: a refresh, an expired session, another computer
    assert "Brouillon de" in shown(page)
    assert page.text_area(key=scene.field).disabled
    assert page.button(key="plan_save").disabled
    page.button(key=f"draft_take_plan-{scene.code}-market").click().run()
    assert page.text_area(key=scene.field).value == "Commencé hier"
    assert not page.text_area(key=scene.field).disabled
    page.button(key="plan_save").click().run()
    assert (scene.body(), scene.draft()) == ("Commencé hier", None)
    assert "retrouvé" not in shown(plan())


def test_a_draft_put_aside_is_gone(scene, plan):
    plan().text_area(key=scene.field).set_value("Commencé hier").run()
    page = plan()
    page.button(key=f"draft_leave_plan-{scene.code}-market").click().run()
    assert scene.draft() is None
    assert page.text_area(key=scene.field).value == ""
    assert not page.text_area(key=scene.field).disabled


def test_a_colleague_is_never_offered_somebody_elses_draft(scene, plan, tracker):
    plan().text_area(key=scene.field).set_value("Pour moi seule").run()
    page = plan(as_=a_lead(tracker))
    assert "retrouvé" not in shown(page)
    assert "Pour moi seule" not in shown(page)


def test_a_draft_typed_over_an_older_text_still_meets_the_newer_one(scene, plan):
    plan().text_area(key=scene.field).set_value("Le mien").run()
    scene.write("Celui du collègue")
    page = plan()
    page.button(key=f"draft_take_plan-{scene.code}-market").click().run()
    page.button(key="plan_save").click().run()
    assert scene.body() == "Celui du collègue"
    assert "Celui du collègue" in shown(page)
    assert page.text_area(key=scene.field).value == "Le mien"


def test_the_drafts_of_a_canvas_are_taken_up_together(scene, visit):
    def canvas():
        return visit("plan.py", as_=scene.coach, code=scene.code, chapter="model")

    page = canvas()
    for block in ("costs", "value"):
        page.text_area(key=f"plan-{scene.code}-canvas/{block}").set_value(f"Mot {block}").run()
    page = canvas()
    page.button(key=f"draft_take_plan-{scene.code}-model").click().run()
    page.button(key="plan_save").click().run()
    assert [scene.body(f"canvas/{block}") for block in ("costs", "value")] == [
        "Mot costs", "Mot value",
    ]  # fmt: skip


def test_the_note_of_an_interview_is_found_again(scene, visit):
    place = Place(kind=Kind.NOTE, participant_id=scene.person, field="interview")
    page = visit("participant.py", as_=scene.coach, code=scene.code)
    page.button(key="file_interview").click().run()
    page.text_area(key="interview_note").set_value("A appelé deux fournisseurs").run()
    assert scene.draft(place) == "A appelé deux fournisseurs"
    page = visit("participant.py", as_=scene.coach, code=scene.code)
    page.button(key="file_interview").click().run()
    page.button(key=f"draft_take_interview-{scene.code}").click().run()
    page.button(key="interview_save").click().run()
    assert "A appelé deux fournisseurs" in shown(page)
    assert scene.draft(place) is None


def test_the_texts_of_a_mentors_form_are_found_again(scene, visit):
    def form():
        page = visit("feedback.py", as_=scene.mentor, pair=str(scene.pair))
        return page.radio(key=f"held-{scene.pair}-0").set_value(True).run()

    form().text_area(key=f"worked_on-{scene.pair}-0").set_value("Les prix").run()
    page = form()
    assert "Brouillon de" in shown(page)
    page.button(key=f"draft_take_{scene.pair}-0").click().run()
    assert page.text_area(key=f"worked_on-{scene.pair}-0").value == "Les prix"


def test_the_size_of_the_plan_stays_with_the_person(scene, plan, tracker):
    page = plan()
    page.toggle(key=f"plan-short-{scene.code}-0").set_value(True).run()
    assert "Terminés\u00a0: 0 sur 8" in shown(page)
    again = plan(as_=a_lead(tracker))
    assert "Terminés\u00a0: 0 sur 8" in shown(again)
    assert "Les risques et les réponses" not in shown(again)


def test_a_mentor_reads_and_comments_a_plan_once_it_is_shared(scene, plan, visit):
    scene.write("Trois concurrents.")
    mentees = visit("mentees.py", as_=scene.mentor)
    assert "Lire le plan" not in shown(mentees)
    refused = visit("shared_plan.py", as_=scene.mentor, pair=str(scene.pair))
    assert "pas partagé" in shown(refused)
    assert "Trois concurrents" not in shown(refused)

    plan().toggle(key=f"plan-shared-{scene.code}-0").set_value(True).run()
    assert "Lire le plan" in shown(visit("mentees.py", as_=scene.mentor))
    page = visit("shared_plan.py", as_=scene.mentor, pair=str(scene.pair), chapter="market")
    assert "Trois concurrents." in shown(page)
    assert "Zanzibar" not in shown(page)
    assert scene.code not in shown(page)
    name = f"comment-{scene.person}-market-0"
    page.text_area(key=name).set_value("Et le samedi ?").run()
    page.button(key=f"send-{name}").click().run()
    assert "Et le samedi ?" in shown(page)
    assert not [one for one in page.button if one.key.startswith("comment_deal")]

    coach = shown(plan())
    assert "Et le samedi ?" in coach
    assert "1 commentaire à traiter" in coach


def test_a_coach_answers_a_comment_and_deals_with_it(scene, plan):
    scene.share()
    comment = plan_comments.write(
        scene.tracker, scene.person, "market", "Et le samedi ?", by=scene.mentor
    )
    page = plan()
    page.button(key=f"comment_answer_{comment}").click().run()
    page.text_area(key=f"answer-{comment}-0").set_value("Bien vu.").run()
    page.button(key=f"send-answer-{comment}-0").click().run()
    assert "Bien vu." in shown(page)
    page.button(key=f"comment_deal_{comment}").click().run()
    assert "1 commentaire à traiter" not in shown(page)
    assert "1 commentaire traité" in str([one.label for one in page.expander])
    page.button(key=f"comment_again_{comment}").click().run()
    assert "1 commentaire à traiter" in shown(page)


def test_a_coach_corrects_and_withdraws_their_own_comment_alone(scene, plan, tracker):
    own = plan_comments.write(tracker, scene.person, "market", "Un mot.", by=scene.coach)
    other = plan_comments.write(tracker, scene.person, "market", "Du chef.", by=a_lead(tracker))
    page = plan()
    assert f"comment_withdraw_{other}" not in {one.key for one in page.button}
    page.button(key=f"comment_correct_{own}").click().run()
    page.text_area(key=f"correct-{own}-1").set_value("Deux mots.")
    page.button(key=f"correct-{own}-save").click().run()
    assert "Deux mots." in shown(page)
    assert "corrigé" in shown(page)
    page.button(key=f"comment_withdraw_{own}").click().run()
    assert "retiré" in shown(page)
    page.button(key=f"comment_back_{own}").click().run()
    assert not page.exception
    assert "Commentaire remis" in shown(page)


def test_an_answer_of_ones_own_is_corrected_in_its_place(scene, plan, tracker):
    first = plan_comments.write(tracker, scene.person, "market", "Un mot.", by=a_lead(tracker))
    answer = plan_comments.answer(tracker, first, "Bien vue.", by=scene.coach)
    page = plan()
    page.button(key=f"comment_correct_{answer}").click().run()
    page.text_area(key=f"correct-{answer}-1").set_value("Bien vu.")
    page.button(key=f"correct-{answer}-save").click().run()
    assert "Bien vu." in shown(page)


def test_an_empty_comment_is_explained(scene, plan):
    page = plan()
    page.button(key=f"send-comment-{scene.person}-market-0").click().run()
    assert "Écrivez d’abord quelques mots" in shown(page)


def test_a_version_is_frozen_read_compared_and_gone_back_to(scene, visit, tracker):
    scene.write("Trois concurrents.\nDouze entretiens.")
    page = visit("plan_versions.py", as_=scene.coach, code=scene.code)
    assert "Aucune version" in shown(page)
    page.text_input(key="freeze_name-0").input("Pour le jury")
    page.date_input(key="freeze_on-0").set_value(clock.today() + timedelta(days=20))
    page.button(key="freeze_save").click().run()
    assert "Pour le jury" in shown(page)
    (version,) = plan_versions.of(tracker, scene.person, by=scene.coach)
    assert version.frozen_on == clock.today() + timedelta(days=20)

    scene.write("Trois concurrents.\nVingt entretiens.", version=1, status=Status.DONE)
    compared = shown(
        visit("plan_versions.py", as_=scene.coach, code=scene.code, compare=str(version.id))
    )
    for words in (
        "Retiré",
        "Douze entretiens.",
        "Ajouté",
        "Vingt entretiens.",
        "Brouillon, puis Terminé",
    ):
        assert words in compared

    read = visit("plan_versions.py", as_=scene.coach, code=scene.code, read=str(version.id))
    assert "Douze entretiens." in shown(read)
    read.button(key="version_back").click().run()
    assert not read.exception
    assert scene.body() == "Trois concurrents.\nDouze entretiens."
    names = [one.name for one in plan_versions.of(tracker, scene.person, by=scene.coach)]
    assert names == ["Avant le retour à «\u00a0Pour le jury\u00a0»", "Pour le jury"]


def test_going_back_over_what_somebody_wrote_meanwhile_is_told(scene, visit, tracker):
    scene.write("Un")
    version = plan_versions.freeze(tracker, scene.person, "Jury", on=clock.today(), by=scene.coach)
    scene.write("Deux", version=1)
    page = visit("plan_versions.py", as_=scene.coach, code=scene.code, read=str(version))
    scene.write("Trois", version=2)
    page.button(key="version_back").click().run()
    assert "entre-temps" in shown(page)
    assert scene.body() == "Trois"


def test_a_version_says_its_forecast_in_short_and_going_back_brings_it(scene, visit, tracker):
    scene.write("Trois concurrents.")
    forecasts.write(tracker, scene.person, PLAN, version=0, by=scene.coach)
    version = plan_versions.freeze(tracker, scene.person, "Jury", on=clock.today(), by=scene.coach)
    richer = replace(PLAN, own_money=Decimal(9000))
    forecasts.write(tracker, scene.person, richer, version=1, by=scene.coach)
    page = visit("plan_versions.py", as_=scene.coach, code=scene.code, read=str(version))
    assert "1\u00a0500,00\u00a0€ sont réunis" in shown(page)
    page.button(key="version_back").click().run()
    assert "Le plan dit de nouveau" in shown(page)
    assert forecasts.read(tracker, scene.person, by=scene.coach).inputs == PLAN


def test_a_version_of_nothing_is_explained(scene, visit):
    page = visit("plan_versions.py", as_=scene.coach, code=scene.code)
    page.text_input(key="freeze_name-0").input("Jury")
    page.button(key="freeze_save").click().run()
    assert "Rien n’est encore écrit" in shown(page)


def test_annexes_are_added_ordered_corrected_removed_and_put_back(scene, visit, tracker):
    def opened(**query):
        return visit("plan_annexes.py", as_=scene.coach, code=scene.code, **query)

    page = opened()
    page.file_uploader(key="annex_file-0").upload("x.jpg", a_photograph((40, 30)), "image/jpeg")
    page.text_input(key="annex_title-0").input("L’atelier")
    page.text_input(key="annex_alternative-0").input("Un établi et des vélos")
    page.button(key="annex_save").click().run()
    (first,) = annexes.of(tracker, scene.person, by=scene.coach)
    assert "Un établi et des vélos" in shown(page)
    assert "data:image/jpeg;base64" in shown(page)

    second = annexes.add(tracker, scene.person, PDF, title="Devis du four", by=scene.coach)
    page = opened(annex=str(first.id))
    page.text_input(key=f"annex_new_title_{first.id}-1").input("Le local")
    page.button(key=f"annex_words_{first.id}").click().run()
    page.button(key=f"annex_up_{second}").click().run()
    titles = [one.title for one in annexes.of(tracker, scene.person, by=scene.coach)]
    assert titles == ["Devis du four", "Le local"]

    page.button(key=f"annex_remove_{second}").click().run()
    assert [one.title for one in annexes.of(tracker, scene.person, by=scene.coach)] == ["Le local"]
    page.button(key=f"annex_back_{second}").click().run()
    assert len(annexes.of(tracker, scene.person, by=scene.coach)) == 2


def test_a_file_that_cannot_be_joined_is_explained(scene, visit, tracker):
    page = visit("plan_annexes.py", as_=scene.coach, code=scene.code)
    page.button(key="annex_save").click().run()
    assert "Choisissez d’abord un fichier" in shown(page)
    page.file_uploader(key="annex_file-0").upload("x.png", b"GIF89a", "image/png")
    page.text_input(key="annex_title-0").input("Un titre")
    page.button(key="annex_save").click().run()
    assert "Seuls des photographies" in shown(page)
    assert annexes.of(tracker, scene.person, by=scene.coach) == []
