"""`python -m core`: the administrator's commands."""

import click

from core.commands.accounts import invite
from core.commands.data import export_data_
from core.commands.demo import demo, demonstration_
from core.commands.documents import export
from core.commands.roster import import_roster
from core.commands.safety import backup, check
from core.commands.scores import score
from core.commands.snapshots import fix_figures, freeze
from core.commands.spoken import SPOKEN, Group, language_option
from core.language import N_


@click.group(
    cls=Group, help=N_("Passerelle in the terminal, on the tracker file that PASSERELLE_DB names.")
)
@language_option(**SPOKEN)
def commands() -> None:
    """Every command; the language is chosen first."""


for command in (
    demonstration_,
    demo,
    import_roster,
    export,
    export_data_,
    freeze,
    fix_figures,
    invite,
    backup,
    check,
    score,
):
    commands.add_command(command)

if __name__ == "__main__":
    commands()
