// Watches over an open page: as soon as its session is over, nothing of it stays on the screen.
(() => {
  "use strict";
  const SESSION_OVER = 4401;
  const EVERY = 15000;
  const TYPING_EVERY = 60000;
  let leaving = false;

  const leave = () => {
    if (leaving) return;
    leaving = true;
    document.documentElement.replaceChildren();
    const here = location.pathname + location.search;
    location.replace("/sign-in" + (here === "/" ? "" : "?next=" + encodeURIComponent(here)));
  };

  // Asking does not prolong the session.
  const ask = async () => {
    try {
      const answer = await fetch("/session/alive", { cache: "no-store", credentials: "same-origin" });
      if (!answer.ok) leave();
    } catch {
      // The server is out of reach: Streamlit says so by itself.
    }
  };

  window.WebSocket = class extends window.WebSocket {
    constructor(...given) {
      super(...given);
      this.addEventListener("close", (event) => (event.code === SESSION_OVER ? leave() : ask()));
    }
  };

  // A long note reaches the server only when its field is left: say meanwhile that somebody types.
  let said = Date.now();
  const stillHere = (event) => {
    if (!event.isTrusted || Date.now() - said < TYPING_EVERY) return;
    said = Date.now();
    fetch("/session/here", { method: "POST", credentials: "same-origin" }).catch(() => {});
  };
  window.addEventListener("keydown", stillHere, { capture: true, passive: true });

  setInterval(ask, EVERY);
  document.addEventListener("visibilitychange", () => document.hidden || ask());
  window.addEventListener("pageshow", (event) => event.persisted && ask());
})();
