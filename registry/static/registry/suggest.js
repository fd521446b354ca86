// The list of suggestions below a search box: a combobox with a list. htmx fetches the list; without it, nothing is missed.
(() => {
  "use strict";
  for (const form of document.querySelectorAll("[data-suggest]")) {
    const box = form.querySelector("input[type=search]");
    const list = form.querySelector("[role=listbox]");
    const status = form.querySelector("[role=status]");
    box.setAttribute("role", "combobox");
    box.setAttribute("aria-autocomplete", "list");
    box.setAttribute("aria-controls", list.id);
    box.setAttribute("aria-expanded", "false");

    const options = () => [...list.querySelectorAll("[role=option]")];
    const chosen = () => list.querySelector("[aria-selected=true]");
    const choose = (option) => {
      chosen()?.setAttribute("aria-selected", "false");
      option?.setAttribute("aria-selected", "true");
      option?.scrollIntoView({ block: "nearest" });
      if (option) box.setAttribute("aria-activedescendant", option.id);
      else box.removeAttribute("aria-activedescendant");
    };
    const show = (open) => {
      list.hidden = !open;
      box.setAttribute("aria-expanded", String(open));
      if (!open) choose(null);
    };

    list.addEventListener("htmx:afterSwap", () => {
      const found = options().length;
      show(found > 0 && document.activeElement === box);
      status.textContent = found ? status.dataset.said.replace("%n", found) : "";
    });
    box.addEventListener("keydown", (event) => {
      const all = options();
      if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        show(false);
      } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && all.length) {
        event.preventDefault();
        show(true);
        const at = all.indexOf(chosen()) + (event.key === "ArrowDown" ? 1 : -1);
        choose(all[at < -1 ? all.length - 1 : at] ?? null);
      } else if (event.key === "Enter" && chosen()) {
        event.preventDefault();
        window.location.assign(chosen().href);
      }
    });
    form.addEventListener("focusout", (event) => {
      if (!form.contains(event.relatedTarget)) show(false);
    });
    list.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
  }
})();
