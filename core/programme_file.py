"""Programme files: found in their folder, read, and explained line by line when they cannot be used."""

from functools import cache
from pathlib import Path

from core.language import N_, _
from core.programme import Programme, from_json
from core.questionnaires import instrument_files
from core.toml_files import parsed, text_of, unusable

FOLDER = Path(__file__).parent.parent / "data" / "programmes"
DELIVERED = "entreprendre-sa-liberte"
UNEXPECTED = N_("this is not what is expected here. Compare it with the programme delivered.")


def available_programmes() -> dict[str, Path]:
    """The programme files of the house: key → file."""
    return {file.stem: file for file in sorted(FOLDER.glob("*.toml"))}


@cache
def load_programme(key: str = DELIVERED) -> Programme:
    """A programme of the house as its file says, read once."""
    return read_programme(FOLDER / f"{key}.toml")


def read_programme(file: Path) -> Programme:
    """The programme in a file; `UnusableFile` names the file, the place and the remedy."""
    text = text_of(file)
    programme = parse_programme(text, file=file.name)
    if programme.key != file.stem:
        reason = _("the key is not the name of the file. Name the file {key}.toml.")
        raise unusable(file.name, text, ("key",), reason.format(key=programme.key))
    return programme


def parse_programme(text: str, *, file: str) -> Programme:
    """The programme written in TOML; `file` is how a refusal calls it."""
    programme = parsed(text, from_json, file=file, unexpected=UNEXPECTED)
    known = instrument_files()
    for key in programme.questionnaires:
        if key not in known:
            reason = _("there is no questionnaire {key}. Choose one of: {known}.")
            reason = reason.format(key=key, known=", ".join(known))
            raise unusable(file, text, ("questionnaires",), reason)
    return programme
