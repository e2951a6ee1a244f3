"""What may go wrong, said in a sentence for the person on the page.

The sentence is in the language in force when it is raised and never carries personal data:
it also reaches the log.
"""


class TrackerError(Exception):
    """Anything a person can understand and act upon; everything else is a bug and surfaces."""


class InvalidInput(TrackerError, ValueError):
    """What was typed cannot be kept; the sentence says what to change."""


class NotAllowed(TrackerError):
    """The visitor's role or relation does not open this."""


class NotFound(TrackerError):
    """There is no such record, or the visitor may not know that there is."""


class StaleRecord(TrackerError):
    """Somebody else saved the same record in between.

    `theirs` is what is kept now and `yours` what was about to be saved, so that a page can show both.
    """

    def __init__(self, message: str, *, theirs: str = "", yours: str = "") -> None:
        super().__init__(message)
        self.theirs = theirs
        self.yours = yours


class AlreadySaved(TrackerError):
    """The same form was already saved: nothing more to do, and nothing was written twice."""


class UnusableTracker(TrackerError):
    """The tracker file is missing, foreign, damaged or too recent."""


class UnusableFile(TrackerError):
    """A file somebody gave cannot be read safely."""
