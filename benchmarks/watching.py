"""From a click to the page that stands: timed by the browser itself, with what was sent meanwhile."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass

from playwright.sync_api import Error as BrowserError

from benchmarks.files import out
from core.staff import Staff
from tests.browser.visitor import Door, Visitor

# Resolves with the milliseconds since the click (or the key Enter; or the first byte asked, if `now`)
# once the script has run and what was waited for stands in the page.
_WATCH = """(done) => {
  window.passerelleWatched = new Promise((resolve, reject) => {
    let since = done.now ? 0 : null;
    const there = () => {
      const app = document.querySelector('[data-testid="stApp"]');
      if (!app || app.dataset.testScriptState !== "notRunning") return false;
      if (document.querySelector('[data-stale="true"]')) return false;
      if (!document.querySelector("h1")?.textContent.includes(done.title)) return false;
      const all = [...document.querySelectorAll(done.selector)];
      const found = all.filter((one) => one.textContent.includes(done.text)).length;
      return done.exactly ? found === done.count : found >= done.count;
    };
    const look = () => {
      if (since === null || !there()) return;
      observer.disconnect();
      resolve(performance.now() - since);
    };
    const begin = (event) => {
      if (since === null && (event.type === "click" || event.key === "Enter")) since = performance.now();
    };
    const observer = new MutationObserver(look);
    observer.observe(document, {subtree: true, childList: true, attributes: true, characterData: true});
    addEventListener("click", begin, {capture: true});
    addEventListener("keydown", begin, {capture: true});
    setTimeout(() => reject(new Error("it never stood there: " + JSON.stringify(done))), 20000);
  });
}"""


@dataclass(frozen=True, kw_only=True)
class Done:
    """What stands in the page at the end: its title, and so many elements of a selector that hold a text."""

    title: str = ""
    selector: str = "h1"
    text: str = ""
    count: int = 1
    exactly: bool = False
    now: bool = False


@dataclass(frozen=True, kw_only=True)
class Took:
    """Milliseconds, and bytes that the server sent."""

    ms: float
    sent: int


def timed(visitor: Visitor, deed: Callable[[], object], done: Done) -> Took:
    """Do something in a page that has come to rest."""
    before = len(visitor.frames)
    visitor.page.evaluate(_WATCH, asdict(done))
    deed()
    try:
        ms = float(visitor.page.evaluate("window.passerelleWatched"))
    except BrowserError:
        visitor.page.screenshot(path=out() / "failed.png")
        raise
    visitor.settles()
    return Took(ms=ms, sent=sum(map(len, visitor.frames[before:])))


def first_opening(door: Door, who: Staff | None, done: Done) -> Took:
    """A browser that has never been here opens the first page; then its window is closed."""
    visitor = door.signed_in_as(who) if who else door.stranger()
    received: list[int] = []
    network = visitor.page.context.new_cdp_session(visitor.page)
    network.on("Network.loadingFinished", lambda sent: received.append(sent["encodedDataLength"]))
    network.send("Network.enable")
    visitor.page.add_init_script(f"({_WATCH})({json.dumps(asdict(done) | {'now': True})})")
    visitor.page.goto(door.address)
    ms = float(visitor.page.evaluate("window.passerelleWatched"))
    visitor.settles()
    visitor.page.wait_for_timeout(300)  # what the page still loads once it stands
    sent = sum(received) + sum(map(len, visitor.frames))
    door.leaves(visitor)
    return Took(ms=ms, sent=int(sent))
