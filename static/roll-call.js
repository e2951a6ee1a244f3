// In a roll call, the first letter of a mark chooses it on the row that has the keyboard: A for absence.
// Only there: letters do nothing elsewhere, and arrows and the space bar go on working as everywhere.
(() => {
  "use strict";
  const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").trim().toLowerCase();

  document.addEventListener("keydown", (event) => {
    if (event.key.length !== 1 || event.ctrlKey || event.altKey || event.metaKey) return;
    const group = event.target.closest?.('[class*="st-key-row-"] [role="radiogroup"]');
    if (!group) return;
    const marks = [...group.querySelectorAll('[role="radio"]')];
    const chosen = marks.filter((mark) => folded(mark.innerText).startsWith(folded(event.key)));
    if (chosen.length !== 1 || !folded(event.key)) return;
    event.preventDefault();
    chosen[0].focus();
    chosen[0].click();
  });
})();
