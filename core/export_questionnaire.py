"""The paper of a questionnaire, blank, as it is printed: nothing about anybody is on it."""

from datetime import date

from sqlite_utils import Database

from core import audit
from core.language import Language, _, speaking
from core.permissions import Action, require
from core.questionnaires import Instrument, load_instrument
from core.reports.questionnaire import Question, QuestionnaireContent
from core.staff import Staff
from core.storage.database import transaction
from core.waves import COMMON


def questionnaire_as_word(
    db: Database, instrument: str, *, by: Staff, today: date, language: Language
) -> bytes:
    """A blank sheet to print, in large type. Raises `NotAllowed`, `InvalidInput` for an unknown one."""
    from core.reports.questionnaire import questionnaire_document

    require(by.role, Action.VIEW_RESPONSE_RATES)
    with speaking(language):
        file = questionnaire_document(
            _content(load_instrument(instrument), by=by, today=today, language=language)
        )
    with transaction(db):
        audit.record(db, "questionnaire.exported", by=by)
    return file


def _content(
    instrument: Instrument, *, by: Staff, today: date, language: Language
) -> QuestionnaireContent:
    """A blank sheet in the language in force."""
    return QuestionnaireContent(
        language=language,
        association=by.organisation or "Passerelle",
        made_on=today,
        title=_("Questionnaire {name}").format(name=instrument.short),
        instruction=str(instrument.instruction),
        questions=tuple(
            Question(
                text=str(item.text),
                answers=tuple(
                    (answer.value, str(answer.label)) for answer in instrument.answers_to(number)
                ),
                heading=str(item.heading) if item.heading else "",
            )
            for number, item in enumerate(instrument.items, start=1)
        ),
        waves=tuple(str(wave.name) for wave in COMMON),
        source=instrument.source,
        licence=str(instrument.licence),
    )
