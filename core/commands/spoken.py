"""Commands that speak the language in force, and answer a mistake with one sentence."""

import os
import sys
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click

from core.errors import TrackerError
from core.language import DEFAULT, N_, Language, _, current, speak

WHERE_LANGUAGE_STANDS = ("LC_ALL", "LC_MESSAGES", "LANG")
CALLED = "python -m core"

Spoken = TypeVar("Spoken", bound=Callable[..., Any])


CLICKS_OWN = (N_("Show this message and exit."),)  # what Click says of --help


def said(text: str | None) -> str:
    """A help text in the language in force; gettext would answer nothing with its own header."""
    return _(text) if text else ""


class Command(click.Command):
    """A command whose help is translated when it is shown, not when it is written."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=_("Usage: "))

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(said(self.help))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        shown = []
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx)
            if record is not None and isinstance(parameter, click.Option):
                shown.append((record[0], said(parameter.help)))
        with formatter.section(_("Options")):
            formatter.write_dl(shown)

    def get_short_help_str(self, limit: int = 45) -> str:  # noqa: ARG002
        return said(self.help).split("\n\n")[0]


class Group(Command, click.Group):
    """The group of all commands: chooses the language, and turns errors into sentences."""

    command_class = Command

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section(_("Commands")):
            formatter.write_dl(
                [(name, self.commands[name].get_short_help_str()) for name in self.commands]
            )

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(self.commands)

    def main(  # type: ignore[override]
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,  # noqa: ARG002 - always called the same
        **extra: Any,
    ) -> Any:
        """Run a command; exit with 0, or with 1 after one sentence on stderr. Bugs surface."""
        speak(language_of_the_terminal())
        try:
            code = super().main(args, CALLED, standalone_mode=False, **extra)
        except TrackerError as problem:
            sentence = str(problem)
        except click.exceptions.NoArgsIsHelpError as nothing:
            click.echo(nothing.ctx.get_help() if nothing.ctx else "")
            sys.exit(0)
        except click.UsageError as problem:
            sentence = _usage(problem)
        except (click.Abort, KeyboardInterrupt):
            sentence = _("Stopped before the end. Nothing was left half done.")
        else:
            sys.exit(code if isinstance(code, int) else 0)
        click.echo(sentence, err=True)
        sys.exit(1)


def language_of_the_terminal() -> Language:
    """The language that the terminal asks for, French if it asks for none of ours."""
    for name in WHERE_LANGUAGE_STANDS:
        if value := os.environ.get(name):
            return next((known for known in Language if value.startswith(known)), DEFAULT)
    return DEFAULT


def speak_chosen(_ctx: click.Context, _option: click.Parameter, value: str | None) -> None:
    """Put the language of `--language` in force before anything else is read."""
    if value is not None:
        speak(value)


def language_option(**more: Any) -> Callable[[Spoken], Spoken]:
    """`--language`, fr or en."""
    languages = click.Choice([known.value for known in Language])
    return click.option("--language", type=languages, metavar="fr|en", **more)


SPOKEN = {
    "help": N_("Language of the messages: fr or en."),
    "is_eager": True,
    "expose_value": False,
    "callback": speak_chosen,
}


def document_language(value: str | None) -> Language:
    """The language asked for a document, else the one in force."""
    return Language(value) if value else current()


def _usage(problem: click.UsageError) -> str:
    """A command that was mistyped, in one sentence with the way out."""
    see = f"{problem.ctx.command_path if problem.ctx else CALLED} --help"
    if isinstance(problem, click.MissingParameter) and problem.param:
        return _("{name} is missing. See: {command}").format(
            name=_named(problem.param), command=see
        )
    if isinstance(problem, click.NoSuchOption):
        return _("{name} is not an option here. See: {command}").format(
            name=problem.option_name, command=see
        )
    if isinstance(problem, click.BadParameter) and problem.param:
        return _("What is given for {name} cannot be used. See: {command}").format(
            name=_named(problem.param), command=see
        )
    return _("This command is not understood. See: {command}").format(command=see)


def _named(parameter: click.Parameter) -> str:
    return (
        parameter.opts[0]
        if isinstance(parameter, click.Option)
        else parameter.make_metavar(click.Context(click.Command("")))
    )
