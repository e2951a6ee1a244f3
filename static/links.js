// Links of ours inside a page change the page without loading the application again.
// A click with a modifier key, another target or no script at all still follows the plain link.
(() => {
  const ours = (link) =>
    link && link.origin === location.origin && link.target !== "_blank" &&
    !link.hasAttribute("data-outside") && !link.hasAttribute("download") &&
    link.closest('[data-testid="stHtml"]');
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest && event.target.closest("a[href]");
    if (!ours(link)) return;
    event.preventDefault();
    history.pushState({}, "", link.href);
    dispatchEvent(new PopStateEvent("popstate", { state: {} }));
    scrollTo(0, 0);
    document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
  });
})();
