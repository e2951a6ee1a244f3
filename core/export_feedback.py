"""The sheet of a mentor's feedback as it leaves: what the person may show to anybody."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlite_utils import Database

from core import audit, feedback, participants, programmes
from core.discretion import tells
from core.errors import InvalidInput, NotFound
from core.feedback_form import Given
from core.language import Language, _, speaking
from core.participants import Participant
from core.permissions import Action
from core.staff import Staff
from core.storage import organisations as sites
from core.storage.database import transaction


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What a sheet would say, and the texts held back because they speak of a place or a measure."""

    values: dict[str, Any]
    held_back: tuple[str, ...]


def feedback_as_word(
    db: Database, participant_id: int, feedback_id: int, *, by: Staff, today: date,
    language: Language,
) -> bytes:  # fmt: skip
    """One feedback on a page to give to the person. Raises `InvalidInput` for a meeting that was not held."""
    from core.reports.feedback_sheet import FeedbackSheetContent, feedback_sheet

    person = participants.get(db, participant_id, by=by, to=Action.EXPORT_SUMMARY)
    given = next(
        (one for one in feedback.of(db, person.id, by=by) if one.id == feedback_id), None
    )  # fmt: skip
    if given is None:
        raise NotFound(_("This feedback is not in your follow-up."))
    if not given.feedback.held:
        raise InvalidInput(_("This meeting was not held: there is nothing to read together."))
    with speaking(language):
        content = FeedbackSheetContent(
            language=language, association=by.organisation or "Passerelle", made_on=today,
            **sheet(db, person, given).values,
        )  # fmt: skip
        file = feedback_sheet(content)
    with transaction(db):
        audit.record(
            db, "feedback.exported", by=by, subject="feedback", subject_id=feedback_id
        )  # fmt: skip
    return file


def sheet(db: Database, person: Participant, given: Given) -> Sheet:
    """What the sheet of a feedback says, in the language in force; who asks has been let to both."""
    said, programme = given.feedback, programmes.programme_of(db, person.cohort_id)
    places = sites.names(db, "sites").values()
    levels = tuple(
        str(criterion.meanings[said.marks[criterion.key][0]])
        for criterion in programme.criteria
        if criterion.key in said.marks
    )
    texts = {
        "worked_on": (_("What we worked on"), said.worked_on),
        "strengths": (_("My strengths"), said.strengths),
        "next_step": (_("My next step"), said.next_step),
    }
    telling = {name for name, (_title, text) in texts.items() if tells(text, places)}
    return Sheet(
        values={
            "first_name": person.first_name, "mentor": given.mentor,
            "met_on": said.met_on, "levels": levels, "next_step_on": said.next_step_on,
            **{name: "" if name in telling else text for name, (_title, text) in texts.items()},
        },
        held_back=tuple(title for name, (title, _text) in texts.items() if name in telling),
    )  # fmt: skip
