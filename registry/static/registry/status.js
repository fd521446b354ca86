// Asks how far a report is, and says so; when something ended, the page is loaded anew with all that it has to say.

const part = document.querySelector("[data-status]");
const sentence = part.querySelector("[data-sentence]");
const progress = part.querySelector("progress");
let wait = 700;

function showReached(reached) {
  part.querySelectorAll(".stages li").forEach((step, at) => {
    step.className = at < reached ? "done" : at === reached ? "now" : "ahead";
    if (at === reached) step.setAttribute("aria-current", "step");
    else step.removeAttribute("aria-current");
  });
}

async function ask() {
  try {
    const response = await fetch(part.dataset.status, { headers: { Accept: "application/json" } });
    if (response.ok) {
      const state = await response.json();
      if (state.is_final) return location.reload();
      if (sentence.textContent !== state.sentence) sentence.textContent = state.sentence;
      showReached(state.reached);
      progress.max = state.total || 1;
      progress.value = state.done;
    }
  } catch {
    // The connection may come back: ask again.
  }
  wait = Math.min(wait * 1.2, 5000);
  setTimeout(ask, wait);
}

setTimeout(ask, wait);
