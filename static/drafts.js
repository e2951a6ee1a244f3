// A long text reaches the server when its field is left. Somebody who writes for long would have no
// draft until then: after a pause, or half a minute of typing, the field is sent as Ctrl+Enter sends it.
// Focus, caret and screen reader notice nothing. Not inside a form, where Ctrl+Enter saves.
(() => {
  "use strict";
  const PAUSE = 2500;
  const AT_MOST = 30000;
  const waiting = new Map(); // field → when it was first typed in since it was last sent, and its timer

  const send = (field) => {
    const wait = waiting.get(field);
    if (!wait) return;
    clearTimeout(wait.timer);
    waiting.delete(field);
    if (!field.isConnected) return;
    field.dispatchEvent(
      new KeyboardEvent("keydown", { key: "Enter", code: "Enter", ctrlKey: true, bubbles: true, cancelable: true }),
    );
  };

  document.addEventListener("input", (event) => {
    const field = event.target;
    if (!(field instanceof HTMLTextAreaElement) || !field.closest('[data-testid="stTextArea"]')) return;
    if (field.closest('[data-testid="stForm"]')) return;
    const wait = waiting.get(field) || { since: Date.now(), timer: 0 };
    clearTimeout(wait.timer);
    waiting.set(field, wait);
    if (event.isComposing) return;
    if (Date.now() - wait.since > AT_MOST) send(field);
    else wait.timer = setTimeout(send, PAUSE, field);
  });
  document.addEventListener("focusout", (event) => {
    // Leaving the field sends it anyway.
    const wait = waiting.get(event.target);
    if (!wait) return;
    clearTimeout(wait.timer);
    waiting.delete(event.target);
  });
  document.addEventListener("visibilitychange", () => document.hidden && [...waiting.keys()].forEach(send));
})();
