// The slider of the dose view: a second hand on the number field. The sums are the server's, as without this script.

const form = document.querySelector("form[data-dose]");

async function reckon() {
  const address = new URL(form.action);
  for (const [name, value] of new FormData(form)) address.searchParams.set(name, value);
  if (form.hasAttribute("data-dose-reload")) return location.assign(address);
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  if (!answer.ok) return form.submit();
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const found = page.querySelector("[data-dose-results]");
  if (!found) return form.submit();
  document.querySelector("[data-dose-results]").replaceWith(document.adoptNode(found));
  const status = document.querySelector("[data-dose-status]");
  status.textContent = status.dataset.said.replace("%grams", () => form.elements.grams.value);
  history.replaceState(null, "", address);
}

if (form) {
  const slide = form.querySelector("[data-dose-slide]");
  const slider = slide.querySelector("input");
  slide.hidden = false;
  slider.addEventListener("input", () => { form.elements.grams.value = slider.value; });
  slider.addEventListener("change", reckon);
  form.elements.grams.addEventListener("input", () => {
    const grams = Number(form.elements.grams.value.replace(",", "."));
    if (grams >= 1 && grams <= 25) slider.value = grams;
  });
}
