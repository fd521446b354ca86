// "Keep on my shelf": the button on the page of a batch, product or report.

import { ask, load, onChange, save } from "./shelf_store.js";

for (const row of document.querySelectorAll("[data-keep]")) {
  const path = row.dataset.keep.replace(/standing\.json$/, "");
  const button = row.querySelector("button");
  const says = row.querySelector("[role=status]");

  const show = (isKept) => {
    button.setAttribute("aria-pressed", String(isKept));
    row.querySelector("[data-on]").hidden = !isKept;
    row.querySelector("[data-off]").hidden = isKept;
  };
  const say = (trouble) => {
    says.textContent = row.dataset[trouble.message] ?? row.dataset.blocked;
  };
  // How it stands now, so that the shelf knows it offline and can say later what changed.
  const remember = async (item) => {
    const { state } = await ask(item).catch(() => ({}));
    if (!state) return;
    save(load().map((one) => (one.path === path ? { ...one, state, asked: new Date().toISOString() } : one)));
  };

  button.addEventListener("click", async () => {
    try {
      const items = load();
      const others = items.filter((one) => one.path !== path);
      if (others.length < items.length) {
        save(others);
        show(false);
        says.textContent = row.dataset.taken;
        return;
      }
      const { kind, name, of } = row.dataset;
      const item = { path, kind, name, of, kept: new Date().toISOString(), state: null, asked: null, changed: null };
      save([item, ...others]);
      show(true);
      says.textContent = row.dataset.kept;
      await remember(item);
    } catch (trouble) {
      say(trouble);
    }
  });

  const look = () => {
    try {
      show(load().some((one) => one.path === path));
    } catch (trouble) {
      say(trouble);
    }
  };
  look();
  onChange(look);
  row.hidden = false;
}
