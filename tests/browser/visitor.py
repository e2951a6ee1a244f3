"""Somebody in front of a browser: what they open, type, press and read, said as sentences."""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Download,
    Locator,
    Page,
    Response,
    WebSocket,
    expect,
)
from playwright.sync_api import Error as BrowserError
from playwright.sync_api import TimeoutError as NoAnswer

from core import clock, web_sessions
from core.staff import Staff
from core.storage.database import connect, transaction

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
TALL = {"width": 1280, "height": 1600}
PATIENCE = 20_000  # milliseconds; what comes sooner is not waited for
expect.set_options(timeout=PATIENCE)

# Connected, the script over, nothing left of an earlier run, and so for a moment.
_QUIET = """() => new Promise((quiet) => {
  let since = null;
  const look = () => {
    const app = document.querySelector('[data-testid="stApp"]');
    const unfinished = '[data-stale="true"], [data-testid="stSkeleton"]';
    const still = app && app.dataset.testConnectionState === "CONNECTED"
      && app.dataset.testScriptState === "notRunning" && !document.querySelector(unfinished);
    since = still ? since ?? performance.now() : null;
    if (since !== null && performance.now() - since > 120) return quiet(true);
    setTimeout(look, 20);
  };
  look();
})"""


@dataclass
class Visitor:
    """A browser window of somebody; `frames` is all that the server sent through websockets."""

    page: Page
    address: str
    requests: list[str] = field(default_factory=list)
    frames: list[bytes] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.set_default_timeout(PATIENCE)
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("websocket", self._listen)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._hear)
        self.page.on("response", self._note)

    def _hear(self, said: ConsoleMessage) -> None:
        if said.type == "error":
            self.complaints.append(said.text)

    def _note(self, answer: Response) -> None:
        if answer.status >= 400:
            self.complaints.append(f"{answer.status} {answer.request.method} {answer.url}")

    def _listen(self, socket: WebSocket) -> None:
        self.requests.append(socket.url)
        socket.on(
            "framereceived",
            lambda frame: self.frames.append(frame if isinstance(frame, bytes) else frame.encode()),
        )

    # Going about

    def opens(self, path: str = "/") -> None:
        self.page.goto(self.address + path)
        self.settles()

    def turns_to(self, path: str) -> None:
        """Change the page as a link of ours does, without loading the application again."""
        self.page.evaluate(
            """(address) => { history.pushState({}, "", address);
            dispatchEvent(new PopStateEvent("popstate", { state: {} })); }""",
            path,
        )
        self.page.wait_for_timeout(60)
        self.settles()

    def goes_to(self, entry: str) -> None:
        """Follow an entry of the menu."""
        self.page.get_by_test_id("stSidebar").get_by_role("link", name=entry, exact=True).click()
        self.settles()

    def follows(self, words: str, *, within: Locator | None = None) -> None:
        (within or self.main).get_by_role("link", name=words).first.click()
        self.settles()

    def settles(self) -> None:
        """Wait until the page has nothing left to do."""
        self.page.wait_for_load_state()
        with suppress(NoAnswer):  # what is expected next says better what is missing
            self.page.wait_for_selector('[data-testid="stApp"], h1', state="attached")
            if self.page.get_by_test_id("stApp").count():
                self.page.evaluate(_QUIET)

    # Typing and choosing

    def types(self, label: str, text: str, *, within: Locator | None = None) -> None:
        typed = self.page.locator(
            "input:not([role]), textarea"
        )  # a list of choices is an input too
        field_ = (within or self.page).get_by_label(_beginning(label)).and_(typed)
        field_.fill(text)
        if self.page.get_by_test_id("stApp").count():
            field_.blur()
            self.settles()

    def types_day(self, label: str, day: date, *, within: Locator | None = None) -> None:
        """Day, month and year are three fields; the date is kept when focus leaves."""
        box = (within or self.page).get_by_test_id("stDateInput").filter(has_text=label)
        parts = box.get_by_role("spinbutton")
        for part, text in enumerate((f"{day:%d}", f"{day:%m}", f"{day:%Y}")):
            parts.nth(part).click()
            self.page.keyboard.type(text)
        self.page.keyboard.press("Tab")  # to the calendar's button
        self.page.keyboard.press("Tab")
        self.settles()

    def chooses(self, label: str, option: str, *, within: Locator | None = None) -> None:
        """Choose in a list; a long one shows its end only when one types."""
        box = (within or self.page).get_by_role("combobox", name=label)
        box.first.click()
        offered = self.page.get_by_role("option", name=option).first
        try:
            offered.wait_for(timeout=3_000)
        except NoAnswer:
            self.page.keyboard.type(option)
        offered.click()
        self.settles()

    def marks(self, option: str, *, within: Locator | None = None) -> None:
        """Choose among words that are all shown."""
        (within or self.page).get_by_role("radio", name=option, exact=True).first.click(force=True)
        self.settles()

    def ticks(self, label: str) -> None:
        self.page.get_by_role("checkbox", name=label).first.click(force=True)
        self.settles()

    def presses(self, words: str, *, within: Locator | None = None) -> None:
        (within or self.page).get_by_role("button", name=words, exact=True).first.click()
        self.settles()

    def gives_file(self, path: Path) -> None:
        self.page.locator('input[type="file"]').set_input_files(path)
        self.settles()

    def takes_away(self, words: str, *, within: Locator | None = None) -> Path:
        """Press a button that gives a file; where the file is."""
        with self.page.expect_download() as coming:
            (within or self.page).get_by_role("button", name=words, exact=True).click()
        download: Download = coming.value
        return download.path()

    def focus(self) -> str:
        """Where the keyboard stands: the name of the group, then the words of what has focus."""
        return str(
            self.page.evaluate(
                """() => { const e = document.activeElement, g = e.closest('[role="radiogroup"]');
                return (g ? g.getAttribute("aria-label") + " " : "") + (e.innerText || ""); }"""
            )
        )

    # Reading

    @property
    def main(self) -> Locator:
        return self.page.locator('[data-testid="stMain"], main').first

    def reads(self, *texts: str | re.Pattern[str]) -> None:
        """Each of these stands on the page."""
        for text in texts:
            expect(self.page.get_by_text(text).first).to_be_attached()

    def is_told(self, words: str) -> None:
        """The line under the title says that this was saved."""
        expect(self.page.locator(".message.done").filter(has_text=words)).to_be_visible()

    def sees_title(self, words: str) -> None:
        expect(self.page.get_by_role("heading", level=1, name=words)).to_be_visible()

    def does_not_read(self, *texts: str) -> None:
        self.settles()
        for text in texts:
            expect(self.page.get_by_text(text)).to_have_count(0)

    def form(self, button: str) -> Locator:
        """The form that this button sends."""
        sends = self.page.get_by_role("button", name=button, exact=True)
        return self.page.get_by_test_id("stForm").filter(has=sends)

    def row(self, words: str) -> Locator:
        """The row of a light table that holds these words."""
        return self.main.get_by_role("row").filter(has_text=words).first

    def everything_received(self) -> str:
        """All that this browser was given: the page as it is, and every message of the server."""
        sent = b"\n".join(self.frames).decode("utf-8", "replace")
        return self.page.content() + self.page.evaluate("document.body.innerText") + sent


@dataclass
class Door:
    """The browser, the house that it visits, and everybody who came in."""

    browser: Browser
    address: str
    file: Path
    visitors: list[Visitor] = field(default_factory=list)

    def stranger(self, **more: object) -> Visitor:
        """Somebody in a fresh window, without a session."""
        context = self.browser.new_context(
            **{"locale": "fr-FR", "timezone_id": "Europe/Paris", "viewport": TALL, **more}  # type: ignore[arg-type]
        )
        visitor = Visitor(context.new_page(), self.address)
        self.visitors.append(visitor)
        return visitor

    def signed_in_as(self, who: Staff, **more: object) -> Visitor:
        """Somebody in a fresh window, with a session that was opened for them."""
        visitor = self.stranger(**more)
        visitor.page.context.add_cookies(
            [{"name": "passerelle_session", "value": self.session_of(who), "url": self.address}]
        )
        return visitor

    def session_of(self, who: Staff) -> str:
        """The secret of a session opened in the file."""
        db = connect(self.file)
        with transaction(db):
            token = web_sessions.open_for(db, who.id, now=clock.now())
        db.conn.close()
        return token

    def leaves(self, visitor: Visitor) -> None:
        """Close a window that is no longer needed."""
        visitor.page.context.close()
        self.visitors.remove(visitor)

    def close(self) -> None:
        for visitor in self.visitors:
            with suppress(BrowserError):
                visitor.page.context.close()
        self.visitors.clear()


def _beginning(words: str) -> re.Pattern[str]:
    """These words, alone or followed by a hint in brackets; any space of theirs may be unbreakable."""
    return re.compile("^" + r"\s+".join(map(re.escape, words.split())) + r"(\s*\(.*\))?\s*$")


def signs_in(visitor: Visitor, login: str, password: str) -> None:
    """Fill the sign-in page that stands open."""
    visitor.page.get_by_label("Identifiant", exact=True).fill(login)
    visitor.page.get_by_label("Mot de passe", exact=True).fill(password)
    visitor.page.get_by_role("button", name="Se connecter", exact=True).click()
    visitor.settles()


def until(true: Callable[[], bool], page: Page, *, patience: int = PATIENCE) -> None:
    """Wait for something outside the page, without blocking the browser."""
    for _turn in range(patience // 50):
        if true():
            return
        page.wait_for_timeout(50)
    raise AssertionError("it did not come true")
