// Links of ours inside a page change the page without loading the application again.
// A click with a modifier key, another target or no script at all still follows the plain link.
(() => {
  const ours = (link) =>
    link && link.origin === location.origin && link.target !== "_blank" &&
    !link.hasAttribute("data-outside") && !link.hasAttribute("download") &&
    link.closest('[data-testid="stHtml"]');
  const within = (link) =>
    link.hash && link.pathname === location.pathname && link.search === location.search;
  const held = (event) =>
    event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  const go = (address) => {
    history.pushState({}, "", address);
    dispatchEvent(new PopStateEvent("popstate", { state: {} }));
    scrollTo(0, 0);
    document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
  };
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || held(event)) return;
    const link = event.target.closest && event.target.closest("a[href]");
    if (!ours(link) || within(link)) return;
    event.preventDefault();
    go(link.href);
  });
  // The menu's entry of the page that is shown leads back to its list: Streamlit would stay in one cohort.
  document.addEventListener("click", (event) => {
    const entry = event.target.closest && event.target.closest('[data-testid="stSidebarNavLink"]');
    if (!entry || held(event) || entry.pathname !== location.pathname || !location.search) return;
    event.preventDefault();
    event.stopPropagation();
    go(entry.href);
  }, true);
  // Charts are drawn by the server for one theme: when the computer changes to the other, ask again.
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    if (!document.querySelector('[data-testid="stVegaLiteChart"]')) return;
    setTimeout(() => dispatchEvent(new PopStateEvent("popstate", { state: {} })), 500);
  });
})();
