"""A picture of every screen, for people to look at: `python -m tests.browser.pictures FOLDER`."""

from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from PIL import Image
from playwright.sync_api import sync_playwright
from sqlite_utils import Database

from core import accounts, clock
from core.demo.demonstration import make
from core.language import Language
from core.permissions import Role
from core.storage.database import connect
from pages.shared.menu import MENU
from tests.browser.house import serving
from tests.browser.install import HOW, chromium
from tests.browser.screens import address, the_first, things
from tests.browser.visitor import FLAGS, Door, Visitor

SCHEMES, WIDTHS = ("light", "dark"), (1280, 390)
HIGH = {1280: 900, 390: 844}
THUMB, ABREAST = 320, 6
README = Path(__file__).parent.parent.parent / "docs" / "pictures"
IN_THE_README = {"fiche": "coach-participant-fr-light-1280"}


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--role",
    "roles",
    multiple=True,
    type=click.Choice([role.value for role in Role]),
    help="Only these.",
)
@click.option(
    "--language", "languages", multiple=True, type=click.Choice([one.value for one in Language])
)
@click.option("--scheme", "schemes", multiple=True, type=click.Choice(SCHEMES))
@click.option("--width", "widths", multiple=True, type=int, help="1280 and 390 by default.")
@click.option("--readme", is_flag=True, help="Renew the pictures of the README as well.")
def main(
    folder: Path, roles: Sequence[str], languages: Sequence[str], schemes: Sequence[str],
    widths: Sequence[int], readme: bool,
) -> None:  # fmt: skip
    """Take every screen of the demonstration, as each role that opens it, and a sheet of them all."""
    folder.mkdir(parents=True, exist_ok=True)
    path = chromium()
    if path is None:
        raise click.ClickException(HOW)
    with TemporaryDirectory() as place:
        file = make(Path(place) / "demonstration.db", today=clock.today())
        with serving(file, folder=Path(place)) as house, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
            door, db = Door(browser, house.address, file), connect(file)
            for language, scheme, width in product(
                languages or list(Language), schemes or SCHEMES, widths or WIDTHS
            ):
                mark = f"{language}-{scheme}-{width}"
                taken = [
                    *before_the_tracker(door, folder, language, scheme, width),
                    *(
                        picture
                        for role in roles or list(Role)
                        for picture in of_a_role(door, db, folder, Role(role), language, scheme, width)
                    ),
                ]  # fmt: skip
                contact_sheet(taken, folder / f"sheet-{mark}.png")
                click.echo(f"{mark}: {len(taken)}")
            db.conn.close()
            browser.close()
    if readme:
        README.mkdir(parents=True, exist_ok=True)
        for name, taken_as in IN_THE_README.items():
            picture = Image.open(folder / f"{taken_as}.png")
            picture.crop((0, 0, picture.width, HIGH[1280])).save(README / f"{name}.png")


def before_the_tracker(
    door: Door, folder: Path, language: str, scheme: str, width: int
) -> Iterator[Path]:
    """The sign-in page."""
    stranger = door.stranger(**window(scheme, width))
    stranger.page.goto(f"{door.address}/sign-in?lang={language}")
    yield take(stranger, folder / f"stranger-sign-in-{language}-{scheme}-{width}.png")
    door.leaves(stranger)


def of_a_role(
    door: Door, db: Database, folder: Path, role: Role, language: str, scheme: str, width: int
) -> Iterator[Path]:
    """Every screen that a role opens, then the account."""
    who, known = the_first(db, role), things(db)
    accounts.set_language(db, Language(language), by=who)
    somebody = door.signed_in_as(who, **window(scheme, width))
    for entry in MENU:
        if who.may(entry.action):
            somebody.opens(address(entry, known))
            yield take(somebody, folder / f"{role}-{entry.path}-{language}-{scheme}-{width}.png")
    somebody.page.goto(f"{door.address}/account")
    yield take(somebody, folder / f"{role}-account-{language}-{scheme}-{width}.png")
    door.leaves(somebody)


def window(scheme: str, width: int) -> dict[str, object]:
    return {
        "color_scheme": scheme,
        "viewport": {"width": width, "height": HIGH.get(width, 900)},
    }


def take(visitor: Visitor, path: Path) -> Path:
    """The whole page: the window is made as high as what it shows."""
    page = visitor.page
    page.wait_for_timeout(300)  # charts are drawn after the script has ended
    size = dict(page.viewport_size or {})
    high = page.evaluate(
        """() => Math.max(...[document.documentElement,
        ...document.querySelectorAll('[data-testid="stMainBlockContainer"]')].map((e) => e.scrollHeight))"""
    )
    page.set_viewport_size({"width": size["width"], "height": max(size["height"], min(high, 6000))})
    page.wait_for_timeout(150)
    page.screenshot(path=path)
    page.set_viewport_size({"width": size["width"], "height": size["height"]})
    return path


def contact_sheet(pictures: Sequence[Path], path: Path) -> None:
    """All the pictures side by side, small, their tops in line."""
    small = []
    for picture in pictures:
        image = Image.open(picture).convert("RGB")
        image = image.resize((THUMB, round(image.height * THUMB / image.width)))
        small.append(image.crop((0, 0, THUMB, min(image.height, THUMB * 3))))
    lines = [small[at : at + ABREAST] for at in range(0, len(small), ABREAST)]
    heights = [max(image.height for image in line) + 10 for line in lines]
    sheet = Image.new("RGB", (ABREAST * (THUMB + 10), sum(heights)), "#888")
    for number, line in enumerate(lines):
        for at, image in enumerate(line):
            sheet.paste(image, (at * (THUMB + 10), sum(heights[:number])))
    sheet.save(path)


if __name__ == "__main__":
    main()
