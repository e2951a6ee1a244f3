"""The administrator's page of organisations and sites."""

import pytest

from core import organisations
from core.organisations import Organisation, OrganisationKind
from tests.factories import a_coach, a_site, an_administrator, an_organisation


def test_an_empty_page_says_what_comes_first(tracker, visit):
    page = visit("organisations.py", as_=an_administrator(tracker))

    assert not page.exception
    html = " ".join(element.value for element in page.get("html"))
    assert "Notez la première association" in html
    assert "Notez les lieux" in html


def test_the_administrator_adds_an_association_and_a_site(tracker, visit):
    admin = an_administrator(tracker)
    page = visit("organisations.py", as_=admin)

    page.text_input(key="organisation_new_name").input("Les Foyers Matter")
    page.text_input(key="organisation_new_where").input("69")
    page.button(key="organisation_new_save").click().run()
    page.text_input(key="site_new_name").input("CP Lyon-Corbas")
    page.selectbox(key="site_new_kind").select_index(2)
    page.text_input(key="site_new_where").input("69")
    page.button(key="site_new_save").click().run()

    assert not page.exception
    (association,) = organisations.all_organisations(tracker, by=admin)
    assert (association.name, association.departement) == ("Les Foyers Matter", "69")
    (site,) = organisations.all_sites(tracker, by=admin)
    assert (site.name, site.kind) == ("CP Lyon-Corbas", "CP")


def test_a_rule_that_is_broken_is_explained_and_nothing_is_kept(tracker, visit):
    admin = an_administrator(tracker)
    page = visit("organisations.py", as_=admin)
    page.button(key="organisation_new_save").click().run()

    assert "Donnez un nom" in " ".join(element.value for element in page.get("html"))
    assert organisations.all_organisations(tracker, by=admin) == []


def test_the_administrator_corrects_a_site(tracker, visit):
    admin = an_administrator(tracker)
    an_organisation(tracker)
    site = a_site(tracker, name="CP Lyon")

    page = visit("organisations.py", as_=admin, site=str(site))
    page.text_input(key=f"site_{site}_name").input("CP Lyon-Corbas")
    page.button(key=f"site_{site}_save").click().run()

    assert not page.exception
    assert [one.name for one in organisations.all_sites(tracker, by=admin)] == ["CP Lyon-Corbas"]


def test_a_name_is_shown_as_it_is_written(tracker, visit):
    admin = an_administrator(tracker)
    an_organisation(tracker, name="<img src=x onerror=alert(1)> & Cie")
    page = visit("organisations.py", as_=admin)
    html = " ".join(element.value for element in page.get("html"))
    assert "<img" not in html
    assert "&lt;img" in html


def test_a_coach_has_no_such_page(tracker, visit):
    with pytest.raises(ValueError, match="Could not find a navigation page"):
        visit("organisations.py", as_=a_coach(tracker))


def test_a_correction_never_replaces_one_that_was_made_meanwhile(visit, tracker):
    administrator, site = an_administrator(tracker), a_site(tracker, name="Centre A")
    page = visit("organisations.py", as_=administrator, site=str(site))
    other = organisations.Site(
        id=site, name="Centre B", kind=organisations.SiteKind.CP, departement="69", version=1
    )
    organisations.edit_site(tracker, other, by=administrator)

    page.text_input(key=f"site_{site}_name").input("Centre C")
    page.button(key=f"site_{site}_save").click().run()

    (kept,) = tracker.query("SELECT name FROM sites WHERE id = ?", [site])
    assert kept["name"] == "Centre B"


def test_a_correction_by_the_administrator_keeps_how_to_reach_a_partner(tracker, visit):
    admin = an_administrator(tracker)
    partner = Organisation(
        name="Mission locale", kind=OrganisationKind.PUBLIC_SERVICE, phone="04 65 71 10 20"
    )
    kept = organisations.add(tracker, partner, by=admin)
    page = visit("organisations.py", as_=admin, organisation=str(kept))
    page.text_input(key=f"organisation_{kept}_name").input("Mission locale de Lyon")
    page.button(key=f"organisation_{kept}_save").click().run()
    (found,) = [one for one in organisations.all_organisations(tracker, by=admin) if one.id == kept]
    assert (found.name, found.phone) == ("Mission locale de Lyon", "04 65 71 10 20")
