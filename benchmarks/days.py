"""What somebody does in a browser during a round: a coach's day, and the same gestures on bare pages."""

from collections.abc import Iterator
from pathlib import Path

from benchmarks.places import COACH, LEAD, marks, person
from benchmarks.watching import Done, Took, first_opening, timed
from core.language import Language, _, speaking
from core.storage.database import connect
from tests.browser.visitor import Door, Visitor

CHART = '[data-testid="stVegaLiteChart"] :is(canvas, svg)'
MAIN = '[data-testid="stMain"]'
ROW = f"{MAIN} tbody tr"
Measured = Iterator[tuple[str, Took]]


class BareDay:
    """The floors: `click`, `turn` (a change of page), `charts` (a change to six empty charts), `opening`."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._here = door.stranger()
        self._here.opens()

    def round(self, _number: int) -> Measured:
        here = self._here
        yield "opening", first_opening(self._door, None, Done(title="Bare"))
        charts = Done(selector=CHART, count=6)
        yield "charts", timed(here, lambda: _menu(here, "Six charts"), charts)
        yield "turn", timed(here, lambda: _menu(here, "Bare"), Done(title="Bare"))
        before = here.main.get_by_text("Pressed ").inner_text().split()[1]
        done = Done(selector=MAIN, text=f"Pressed {int(before) + 1} times")
        yield (
            "click",
            timed(here, lambda: here.page.get_by_role("button", name="Press").click(), done),
        )


class CoachDay:
    """The tracker: a coach opens, finds, reads, writes down; a lead looks at everybody."""

    def __init__(self, door: Door) -> None:
        self._door = door
        db = connect(Path(door.file))
        self._coach, lead = person(db, COACH), person(db, LEAD)
        self._marks = marks(db)
        db.conn.close()
        self._here, self._lead = door.signed_in_as(self._coach), door.signed_in_as(lead)
        self._charts: dict[str, int] = {}
        for visitor in (self._here, self._lead):
            visitor.opens()

    def round(self, number: int) -> Measured:
        with speaking(Language.FRENCH):
            yield "opening", first_opening(self._door, self._coach, Done(title=_("To do")))
            yield from self._people(number)
            yield from self._calls()
            yield from self._looks(self._here, "")
            yield from self._looks(self._lead, "_all")

    def _people(self, number: int) -> Measured:
        here = self._here
        listed = Done(title=_("Participants"), selector=ROW, count=2)
        timed(here, lambda: _menu(here, _("Participants")), listed)
        link = here.main.locator("tbody a").nth(number % 20)
        name = link.inner_text()
        yield "file", timed(here, link.click, Done(title=name, selector=ROW, count=2))
        here.presses(_("Write down an interview"))
        here.main.get_by_label(_("Note (optional)"), exact=True).fill(
            "Deux devis comparés ensemble."
        )
        save = here.main.get_by_role("button", name=_("Save the interview"), exact=True)
        yield "save", timed(here, save.click, _said(_("Interview saved.")))
        yield "list", timed(here, lambda: _menu(here, _("Participants")), listed)
        words = here.main.get_by_label(_("Search by name, code or project"), exact=True)
        words.fill(self._marks["code"])
        one = Done(title=_("Participants"), selector=ROW, exactly=True)
        yield "search", timed(here, lambda: words.press("Enter"), one)

    def _calls(self) -> Measured:
        """A new session: everybody is there, one press."""
        here = self._here
        here.opens(f"/sessions?cohort={self._marks['cohort']}")
        here.presses(_("Write down a session"))
        save = here.main.get_by_role("button", name=_("Save the session"), exact=True)
        yield "call", timed(here, save.click, _said(_("Session saved.")))

    def _looks(self, visitor: Visitor, suffix: str) -> Measured:
        people = Done(title=_("Participants"), selector=ROW, count=2)
        if suffix:
            yield f"list{suffix}", timed(visitor, lambda: _menu(visitor, _("Participants")), people)
        past = Done(title=_("Sessions"), selector=ROW, count=2)
        yield f"sessions{suffix}", timed(visitor, lambda: _menu(visitor, _("Sessions")), past)
        if suffix not in self._charts:
            visitor.goes_to(_("Dashboard"))
            visitor.page.wait_for_selector(CHART)
            visitor.settles()
            self._charts[suffix] = visitor.page.locator(CHART).count()
            visitor.goes_to(_("Participants"))
        drawn = Done(title=_("Dashboard"), selector=CHART, count=self._charts[suffix])
        yield f"dashboard{suffix}", timed(visitor, lambda: _menu(visitor, _("Dashboard")), drawn)
        yield (
            f"to_do{suffix}",
            timed(visitor, lambda: _menu(visitor, _("To do")), Done(title=_("To do"))),
        )


def _said(sentence: str) -> Done:
    """The page says so; the hour may follow."""
    return Done(selector=MAIN, text=sentence.rstrip("."))


def _menu(visitor: Visitor, entry: str) -> None:
    visitor.page.get_by_test_id("stSidebar").get_by_role("link", name=entry, exact=True).click()
