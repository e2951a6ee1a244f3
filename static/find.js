// A field that finds people while one types: arrows to choose, Enter to open, Escape to leave.
// The field and its list are drawn by the page; what is typed goes in the body of a request, never in an address.
(() => {
  "use strict";
  const PAUSE = 120;
  let timer = 0;
  let asked = 0;

  const parts = (field) => {
    const box = field.closest(".find");
    return { list: box?.querySelector("[role=listbox]"), said: box?.querySelector("[role=status]") };
  };

  const show = (field, people) => {
    const { list, said } = parts(field);
    if (!list) return;
    list.replaceChildren(
      ...people.map((person, at) => {
        const link = document.createElement("a");
        link.href = "/participant?code=" + encodeURIComponent(person.code);
        link.target = "_self";
        link.id = `found-${at}`;
        link.tabIndex = -1;
        link.setAttribute("role", "option");
        link.setAttribute("aria-selected", "false");
        const name = document.createElement("strong");
        name.textContent = person.name;
        const about = document.createElement("span");
        about.className = "muted small";
        about.textContent = person.about;
        link.append(name, about);
        return link;
      }),
    );
    list.hidden = !people.length;
    field.setAttribute("aria-expanded", String(Boolean(people.length)));
    field.removeAttribute("aria-activedescendant");
    const typed = Boolean(field.value.trim());
    said.textContent = typed && !people.length ? field.dataset.nobody : "";
  };

  const ask = async (field) => {
    const mine = ++asked;
    const words = field.value.trim();
    if (!words) return show(field, []);
    try {
      const answer = await fetch("/find", {
        method: "POST",
        credentials: "same-origin",
        cache: "no-store",
        body: new URLSearchParams({ words }),
      });
      if (answer.ok && mine === asked && field.isConnected) show(field, await answer.json());
    } catch {
      // The server is out of reach: Streamlit says so by itself.
    }
  };

  const choose = (field, step) => {
    const options = [...parts(field).list.children];
    if (!options.length) return;
    const at = options.findIndex((one) => one.getAttribute("aria-selected") === "true");
    const next = (at + step + options.length + (at < 0 && step < 0 ? 1 : 0)) % options.length;
    options.forEach((one, number) => one.setAttribute("aria-selected", String(number === next)));
    field.setAttribute("aria-activedescendant", options[next].id);
    options[next].scrollIntoView({ block: "nearest" });
  };

  const leave = (field) => {
    clearTimeout(timer);
    asked++;
    field.value = "";
    show(field, []);
  };

  const ours = (target) => target instanceof HTMLInputElement && target.matches(".find input");

  document.addEventListener("input", (event) => {
    if (!ours(event.target) || event.isComposing) return;
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE, event.target);
  });

  document.addEventListener("keydown", async (event) => {
    const field = event.target;
    if (!ours(field)) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      choose(field, event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Escape") {
      leave(field);
    } else if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      clearTimeout(timer);
      const { list } = parts(field);
      if (!list.querySelector("[aria-selected=true]")) {
        await ask(field); // whoever types fast presses Enter before the list is there
        choose(field, 1);
      }
      list.querySelector("[aria-selected=true]")?.click();
    }
  });

  // One person was chosen, or one went elsewhere on the page: the list folds.
  document.addEventListener("click", (event) => {
    for (const field of document.querySelectorAll(".find input")) {
      if (event.target.closest(".find [role=option]")) setTimeout(leave, 0, field);
      else if (!event.target.closest(".find")) show(field, []);
    }
  });
})();
