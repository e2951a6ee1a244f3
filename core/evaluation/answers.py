"""Answers of indicators kept in memory: lines ready to be shown, already masked, and no count behind them."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

from sqlite_utils import Database

from core.evaluation.results import Answer
from core.storage.database import file_of

MOST = 1024

_KEPT: OrderedDict[Hashable, Answer] = OrderedDict()
_LOCK = Lock()


def kept(db: Database, asked: Hashable | None, worked_out: Callable[[], Answer]) -> Answer:
    """The answer to what is `asked` of this file (None: asked once), worked out if nobody asked before.

    `asked` holds everything the answer depends on: a change of the counts, another right, another
    language is another question.
    """
    file = file_of(db)
    if asked is None or not file:  # a file in memory has no name to be told by
        return worked_out()
    key = (file, asked)
    with _LOCK:
        if key in _KEPT:
            _KEPT.move_to_end(key)
            return _KEPT[key]
    answer = worked_out()
    with _LOCK:
        _KEPT[key] = answer
        while len(_KEPT) > MOST:
            _KEPT.popitem(last=False)
    return answer
