"""What the papers of a jury say: the grid of its programme, and the decision that holds, as plain values."""

from datetime import date

from sqlite_utils import Database

from core import jury_decisions, staff
from core.errors import InvalidInput
from core.jury_parts import Jury, Verdict
from core.language import N_, Language, _
from core.participants import Participant
from core.reports.jury import DecisionContent, GridContent, Point
from core.staff import Staff

SENTENCES = {
    Verdict.FAVOURABLE: N_("The jury is in favour of your project."),
    Verdict.CONDITIONAL: N_("The jury is in favour of your project, with conditions."),
    Verdict.REWORK: N_(
        "The jury asks you to work on your project again. You may present it another time."
    ),
}


def grid_content(db: Database, jury: Jury, *, today: date, language: Language) -> GridContent:
    """The blank grid; nothing in it comes from anybody's marks."""
    return GridContent(
        language=language,
        association=_association(db, jury),
        made_on=today,
        first_name=jury.name.split(" ")[0],
        project=jury.project,
        held_on=jury.held_on,
        points=tuple(
            Point(
                name=str(one.name),
                question=str(one.question),
                weight=one.weight,
                levels=(
                    str(one.levels.one),
                    str(one.levels.two),
                    str(one.levels.three),
                    str(one.levels.four),
                ),
            )
            for one in jury.criteria
        ),
    )


def decision_content(
    db: Database, jury: Jury, person: Participant, *, by: Staff, today: date, language: Language
) -> DecisionContent:
    """The decision that holds, for the person; neither marks nor jurors' names go with it."""
    entries = jury_decisions.of(db, jury.id, by=by)
    if not entries:
        raise InvalidInput(_("There is no decision yet."))
    held, *before = (entry.decision for entry in entries)
    return DecisionContent(
        language=language,
        association=_association(db, jury),
        made_on=today,
        name=person.name,
        project=person.project,
        held_on=jury.held_on,
        decided_on=held.decided_on,
        sentence=_(SENTENCES[held.verdict]),
        reasons=held.reasons,
        conditions=tuple((one.what, one.due_on) for one in held.conditions),
        replaces=before[0].decided_on if before else None,
        coach=person.coach,
    )


def _association(db: Database, jury: Jury) -> str:
    """The association of whoever called the jury: a juror may be from anywhere."""
    return staff.get(db, jury.convened_by).organisation or "Passerelle"
