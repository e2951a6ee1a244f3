"""Names that nobody should confuse: told apart without accents, capitals, spaces or hyphens."""

from collections.abc import Mapping

from core.errors import InvalidInput
from core.language import _
from core.wording import folded


def check_unused(name: str, known: Mapping[int, str], *, but: int = 0) -> None:
    """Go on, or raise `InvalidInput` naming the one that is already there; `but` is its own record."""
    plain = folded(name)
    for record_id, other in known.items():
        if record_id != but and folded(other) == plain:
            raise InvalidInput(
                _("“{name}” is already there. Choose it, or give another name.").format(name=other)
            )
