"""Organisations and sites: who writes them down, and corrections that lose nothing."""

from dataclasses import replace

import pytest

from core import organisations
from core.errors import AlreadySaved, InvalidInput, NotAllowed, NotFound, StaleRecord
from core.organisations import Organisation, OrganisationKind, Site, SiteKind
from tests.factories import a_coach, a_lead, a_site, an_administrator, an_evaluator, an_organisation


def the_site(db, admin):
    (site,) = organisations.all_sites(db, by=admin)
    return site


def test_an_organisation_is_kept_with_a_trace(db):
    admin = an_administrator(db)
    organisations.add(
        db, Organisation(name=" Les  Foyers ", kind=OrganisationKind.OPERATOR), by=admin
    )
    assert [one.name for one in organisations.all_organisations(db, by=admin)] == ["Les  Foyers"]
    assert [row["event"] for row in db.query("SELECT event FROM audit")] == ["organisations.added"]


def test_a_correction_keeps_the_old_value_in_the_history(db):
    admin = an_administrator(db)
    a_site(db, name="CP Lyon")
    organisations.edit_site(db, replace(the_site(db, admin), name="CP Lyon-Corbas"), by=admin)

    assert the_site(db, admin).version == 2
    changed = list(db.query("SELECT field, old, new FROM history WHERE old IS NOT NULL"))
    assert changed == [{"field": "name", "old": "CP Lyon", "new": "CP Lyon-Corbas"}]


def test_a_correction_of_an_older_version_shows_both(db):
    admin = an_administrator(db)
    a_site(db, name="CP Lyon")
    seen = the_site(db, admin)
    organisations.edit_site(db, replace(seen, name="CP Corbas"), by=admin)
    with pytest.raises(StaleRecord) as problem:
        organisations.edit_site(db, replace(seen, name="CP Lyon-Corbas"), by=admin)
    assert (problem.value.theirs, problem.value.yours) == ("CP Corbas", "CP Lyon-Corbas")
    assert the_site(db, admin).name == "CP Corbas"


def test_two_organisations_never_share_a_name(db):
    admin = an_administrator(db)
    an_organisation(db, name="Le Déclic")
    other = an_organisation(db, name="Toi-Même")
    with pytest.raises(InvalidInput):
        an_organisation(db, name="Le Déclic")
    with pytest.raises(InvalidInput):
        organisations.edit(
            db,
            Organisation(id=other, name="Le Déclic", kind=OrganisationKind.OPERATOR),
            by=admin,
        )


def test_the_same_form_saved_twice_adds_once(db):
    admin = an_administrator(db)
    site = Site(name="SPIP 67", kind=SiteKind.SPIP, departement="67")
    organisations.add_site(db, site, by=admin, token="t1")
    with pytest.raises(AlreadySaved):
        organisations.add_site(db, site, by=admin, token="t1")


@pytest.mark.parametrize("name", ["regie de quartier du guizay", "Régie  de Quartier du Guizay"])
def test_a_name_with_other_accents_capitals_or_spaces_is_the_same_name(db, name):
    an_organisation(db, name="Régie de quartier du Guizay")
    with pytest.raises(InvalidInput, match="Régie de quartier du Guizay"):
        an_organisation(db, name=name)


@pytest.mark.parametrize("somebody", [a_coach, a_lead])
def test_a_coach_keeps_the_partners_but_not_those_that_run_the_programme(db, somebody):
    by = somebody(db)
    kept = organisations.add(
        db,
        Organisation(
            name="Mission locale", kind=OrganisationKind.PUBLIC_SERVICE, contact="Accueil"
        ),
        by=by,
    )
    (partner,) = [one for one in organisations.all_organisations(db, by=by) if one.id == kept]
    organisations.edit(db, replace(partner, phone="04 00 00 00 00"), by=by)
    with pytest.raises(NotAllowed):
        organisations.edit(db, replace(partner, kind=OrganisationKind.OPERATOR, version=2), by=by)
    own = an_organisation(db, name="Le Déclic")
    with pytest.raises(NotAllowed):
        organisations.edit(
            db, Organisation(id=own, name="Autre", kind=OrganisationKind.EMPLOYER), by=by
        )


@pytest.mark.parametrize("email", ["contact", "a@b", "a b@c.fr"])
def test_an_address_that_cannot_receive_anything_is_refused(email):
    with pytest.raises(InvalidInput):
        Organisation(name="Mission locale", kind=OrganisationKind.PUBLIC_SERVICE, email=email)


@pytest.mark.parametrize("somebody", [a_coach, a_lead, an_evaluator])
def test_only_an_administrator_writes_them_down(db, somebody):
    by = somebody(db)
    with pytest.raises(NotAllowed):
        organisations.add(db, Organisation(name="Nouvelle", kind=OrganisationKind.FUNDER), by=by)
    with pytest.raises(NotAllowed):
        organisations.edit(
            db, Organisation(name="Nouvelle", kind=OrganisationKind.FUNDER, id=1), by=by
        )


def test_evaluators_see_no_site(db):
    with pytest.raises(NotAllowed):
        organisations.all_sites(db, by=an_evaluator(db))


def test_what_does_not_exist_cannot_be_corrected(db):
    with pytest.raises(NotFound):
        organisations.edit_site(
            db, Site(id=9, name="CP", kind=SiteKind.CP, departement="69"), by=an_administrator(db)
        )


@pytest.mark.parametrize("name", ["", "  "])
def test_a_place_without_a_name_does_not_exist(name):
    with pytest.raises(InvalidInput):
        Site(name=name, kind=SiteKind.CP, departement="69")


def test_a_place_has_a_departement():
    with pytest.raises(InvalidInput):
        Site(name="CP Lyon", kind=SiteKind.CP, departement=" ")
