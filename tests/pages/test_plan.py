"""Writing the plan on screen, alone or at the same time as somebody else."""

from core import forecasts, plans
from core.participants import get
from core.permissions import Action
from core.plans import Status
from tests.core.test_forecasts import PLAN
from tests.factories import a_coach, a_lead, a_participant
from tests.pages.test_mentees import shown


def opened(tracker, visit, **query):
    coach = a_coach(tracker)
    person = a_participant(tracker, coach=coach)
    code = get(tracker, person, by=coach, to=Action.READ_IDENTITY).code
    return coach, person, code, visit("plan.py", as_=coach, code=code, **query)


def text_of(tracker, person, coach, key):
    return next(one for one in plans.read(tracker, person, by=coach).chapters if one.key == key)


def test_a_chapter_is_written_with_its_state(tracker, visit):
    coach, person, code, page = opened(tracker, visit, chapter="market")
    assert "Citez deux ou trois concurrents" in shown(page)
    page.text_area(key=f"plan-{code}-market").set_value("Trois concurrents.")
    page.segmented_control(key=f"plan-state-{code}-market-0").set_value(Status.DONE)
    page.button(key="plan_save").click().run()

    assert not page.exception
    kept = text_of(tracker, person, coach, "market")
    assert (kept.body, kept.status) == ("Trois concurrents.", Status.DONE)
    text = shown(page)
    assert "Chapitre enregistré" in text
    assert f"Enregistré par {coach.name}" in text
    assert "Terminés\u00a0: 1 sur 12" in text


def test_the_plan_opens_at_the_first_chapter_still_to_write(tracker, visit):
    _coach, _person, code, page = opened(tracker, visit)
    assert page.text_area(key=f"plan-{code}-summary")


def test_an_unknown_chapter_opens_the_first_one_to_write(tracker, visit):
    _coach, _person, code, page = opened(tracker, visit, chapter="horoscope")
    assert page.text_area(key=f"plan-{code}-summary")


def test_two_people_writing_the_same_chapter_see_both_texts_and_lose_none(tracker, visit):
    coach, person, code, page = opened(tracker, visit, chapter="market")
    plans.write(tracker, person, "market", "Celui du collègue", version=0, by=a_lead(tracker))
    page.text_area(key=f"plan-{code}-market").set_value("Le mien")
    page.button(key="plan_save").click().run()

    assert text_of(tracker, person, coach, "market").body == "Celui du collègue"
    assert "Celui du collègue" in shown(page)
    assert page.text_area(key=f"plan-{code}-market").value == "Le mien"
    page.run()
    assert "Celui du collègue" in shown(page)  # still there while they bring both together

    page.text_area(key=f"plan-{code}-market").set_value("Les deux ensemble")
    page.button(key="plan_save").click().run()
    assert text_of(tracker, person, coach, "market").body == "Les deux ensemble"
    assert "entre-temps" not in shown(page)


def test_a_text_nobody_touched_follows_what_others_save(tracker, visit):
    coach, person, code, page = opened(tracker, visit, chapter="market")
    plans.write(tracker, person, "market", "Celui du collègue", version=0, by=coach)
    page.run()
    assert page.text_area(key=f"plan-{code}-market").value == "Celui du collègue"


def test_what_is_typed_waits_while_another_page_is_open(tracker, visit):
    _coach, _person, code, page = opened(tracker, visit, chapter="market")
    page.text_area(key=f"plan-{code}-market").set_value("Commencé").run()
    assert "pas encore enregistré" in shown(page)
    page.switch_page("../to_do.py").run()
    page.switch_page("../plan.py")
    page.query_params["code"], page.query_params["chapter"] = code, "market"
    page.run()
    assert page.text_area(key=f"plan-{code}-market").value == "Commencé"


def test_the_canvas_has_nine_fields_and_keeps_those_that_changed(tracker, visit):
    coach, person, code, page = opened(tracker, visit, chapter="model")
    fields = [one for one in page.text_area if one.key.startswith(f"plan-{code}")]
    assert len(fields) == 10
    page.text_area(key=f"plan-{code}-canvas/costs").set_value("Four, loyer")
    page.button(key="plan_save").click().run()

    plan = plans.read(tracker, person, by=coach)
    assert {one.key: one.body for one in plan.blocks if one.body} == {"canvas/costs": "Four, loyer"}
    assert text_of(tracker, person, coach, "model").status is Status.DRAFT


def test_a_block_saved_by_somebody_else_stands_above_its_field(tracker, visit):
    coach, person, code, page = opened(tracker, visit, chapter="model")
    plans.write(tracker, person, "canvas/costs", "Loyer", version=0, by=coach)
    page.text_area(key=f"plan-{code}-canvas/costs").set_value("Four")
    page.text_area(key=f"plan-{code}-canvas/value").set_value("Prêt vite")
    page.button(key="plan_save").click().run()
    assert "Loyer" in shown(page)
    assert page.text_area(key=f"plan-{code}-canvas/value").value == "Prêt vite"
    page.button(key="plan_save").click().run()
    kept = {one.key: one.body for one in plans.read(tracker, person, by=coach).blocks if one.body}
    assert kept == {"canvas/costs": "Four", "canvas/value": "Prêt vite"}


def test_a_finished_chapter_has_words_in_it(tracker, visit):
    _coach, _person, code, page = opened(tracker, visit, chapter="market")
    page.segmented_control(key=f"plan-state-{code}-market-0").set_value(Status.DONE)
    page.button(key="plan_save").click().run()
    assert "Ce chapitre est encore vide" in shown(page)


def test_words_of_a_measure_are_pointed_at(tracker, visit):
    _coach, _person, code, page = opened(tracker, visit, chapter="person")
    assert "rien n’y parle de détention" in shown(page)
    page.text_area(key=f"plan-{code}-person").set_value("Un CAP passé en détention").run()
    assert "À relire\u00a0: détention" in shown(page)


def test_the_plan_of_somebody_out_of_reach_is_not_shown(tracker, visit):
    _coach, _person, code, _page = opened(tracker, visit)
    text = shown(visit("plan.py", as_=a_coach(tracker), code=code))
    assert "Nadia" not in text
    assert "Chapitres" not in text


def words_of_downloads(page):
    return [one.proto.label for one in page.get("download_button")]


def test_a_plan_nobody_began_says_that_there_is_nothing_to_print(tracker, visit):
    coach, person, code, page = opened(tracker, visit)
    assert "Rien à imprimer pour l’instant" in shown(page)
    assert "Le plan en Word" not in words_of_downloads(page)
    plans.write(tracker, person, "market", "Trois concurrents.", version=0, by=coach)
    page = visit("plan.py", as_=coach, code=code)
    assert "Rien à imprimer" not in shown(page)
    assert "Le plan en Word" in words_of_downloads(page)


def test_a_forecast_alone_can_be_printed(tracker, visit):
    coach, person, code, _page = opened(tracker, visit)
    forecasts.write(tracker, person, PLAN, version=0, by=coach)
    assert "Le plan en Word" in words_of_downloads(visit("plan.py", as_=coach, code=code))
