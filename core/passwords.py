"""Passwords: which ones are accepted, and how they are kept.

Length and not composition; nothing that is common, nor made of names that anybody here would try.
"""

import re
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from core.errors import InvalidInput
from core.language import _
from core.permissions import Role

SHORTEST = 14
SHORTEST_FOR_ADMINISTRATORS = 16
LONGEST = 256
# What must remain once everything guessable is taken away.
OWN_CHARACTERS, OWN_DIFFERENT_CHARACTERS = 8, 5

# Words of the house and its field, then what people type everywhere.
_GUESSABLE = """
passerelle entreprendre entrepreneuriat entrepreneur liberte association fondation programme
coaching participant justice prison mentor coach evaluateur evaluatrice administrateur
administratrice agirliberte ledeclic perspective explorjob motdepasse password passwort
passphrase bonjour soleil azerty qwerty azertyuiop qwertyuiop qsdfghjklm asdfghjkl wxcvbn
zxcvbn abcdefghijklmnopqrstuvwxyz iloveyou jetaime doudou chouchou bienvenue welcome changeme
changezmoi letmein trustno marseille france lyon paris football princess dragon monkey master
superman batman secret admin utilisateur user test demo default janvier fevrier mars avril juin
juillet aout septembre octobre novembre decembre printemps automne hiver lundi mardi mercredi
jeudi vendredi samedi dimanche 1234567890 0123456789 123456789 12345678 123456 12345 1234
0987654321 987654321
"""

_hasher = PasswordHasher()


def shortest_for(role: Role) -> int:
    """The number of characters asked of this role."""
    return SHORTEST_FOR_ADMINISTRATORS if role is Role.ADMINISTRATOR else SHORTEST


def accept(password: str, *, role: Role, names: tuple[str, ...] = ()) -> str:
    """Return the hash of a new password, or raise `InvalidInput` with what to change.

    `names` are words not to build it on: the sign-in name, the person's, their organisation's.
    """
    shortest = shortest_for(role)
    if len(password) < shortest:
        raise InvalidInput(
            _(
                "Choose a password of at least {shortest} characters: a sentence of your own does well."
            ).format(shortest=shortest)
        )
    if len(password) > LONGEST:
        raise InvalidInput(
            _("Choose a password of at most {longest} characters.").format(longest=LONGEST)
        )
    own = _without_guessable(password, names)
    if len(own) < OWN_CHARACTERS or len(set(own)) < OWN_DIFFERENT_CHARACTERS:
        raise InvalidInput(
            _(
                "This password is too easy to guess. Add words of your own: no names, no sequences, no repetitions."
            )
        )
    return _hasher.hash(_same(password))


def matches(password_hash: str | None, password: str) -> bool:
    """Whether the password is the right one. Takes as long when there is no hash to compare with."""
    try:
        return _hasher.verify(password_hash or _decoy(), _same(password[: LONGEST + 1])) and (
            password_hash is not None
        )
    except (VerificationError, InvalidHashError):
        return False


def renewed(password_hash: str, password: str) -> str | None:
    """A hash with today's settings if the kept one is older, for a password that has just matched."""
    return _hasher.hash(_same(password)) if _hasher.check_needs_rehash(password_hash) else None


@cache
def _decoy() -> str:
    return _hasher.hash("nobody has this password")


def _same(password: str) -> str:
    """One form for characters that keyboards compose differently."""
    return unicodedata.normalize("NFC", password)


def _without_guessable(password: str, names: tuple[str, ...]) -> str:
    rest = _bare(password)
    words = {word for name in names for word in (_bare(name), *map(_bare, re.split(r"\W+", name)))}
    for word in sorted(words | set(_GUESSABLE.split()), key=len, reverse=True):
        if len(word) > 2:
            rest = rest.replace(word, "")
    return rest


def _bare(text: str) -> str:
    """Letters and figures alone, without capitals or accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in plain if character.isalnum())
