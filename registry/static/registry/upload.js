// Sends files one by one, each with its own outcome; dropping works too. Without this script the form sends them all.

const form = document.querySelector("[data-upload]");
const drop = document.querySelector("[data-drop]");
const input = form.querySelector("input[type=file]");
const section = document.querySelector("[data-outcomes]");
const list = section.querySelector(".outcomes");
const words = form.dataset; // what is said, in the language of the page
const token = form.querySelector("[name=csrfmiddlewaretoken]").value;

function row(name) {
  const item = document.createElement("li");
  const file = Object.assign(document.createElement("span"), { className: "file", textContent: name });
  const said = Object.assign(document.createElement("span"), { className: "said", textContent: words.sending });
  const progress = Object.assign(document.createElement("progress"), { max: 1, value: 0 });
  progress.setAttribute("aria-label", `${words.sending} ${name}`);
  item.append(file, progress, said);
  list.append(item);
  return { item, said, progress };
}

function tell({ item, said, progress }, { kind, sentence, url, code }) {
  progress.remove();
  item.className = kind;
  said.textContent = sentence;
  if (url) {
    const link = Object.assign(document.createElement("a"), { href: url, textContent: kind === "taken" ? words.follow : words.show });
    const of = item.querySelector(".file").textContent;
    link.append(Object.assign(document.createElement("span"), { className: "unseen", textContent: ` (${of})` }));
    item.append(" ", link);
  }
  if (code) item.append(" ", Object.assign(document.createElement("code"), { className: "muted", textContent: code }));
}

function send(file, shown) {
  return new Promise((done) => {
    const body = new FormData();
    body.append("files", file);
    const request = new XMLHttpRequest();
    const lost = { kind: "refused", sentence: words.lost, code: "" };
    request.open("POST", form.action);
    request.setRequestHeader("X-CSRFToken", token);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) shown.progress.value = event.loaded / event.total;
      if (event.loaded === event.total) shown.said.textContent = words.sent;
    };
    request.onload = () => done(request.response?.outcomes?.[0] ?? lost);
    request.onerror = () => done(lost);
    request.send(body);
  });
}

async function sendAll(files) {
  if (!files.length) return;
  section.hidden = false;
  section.querySelector("h2").focus();
  const rows = files.map((file) => [file, row(file.name)]);
  for (const [file, shown] of rows) tell(shown, await send(file, shown));
}

drop.querySelector("[data-hint]").hidden = false;
form.addEventListener("submit", (event) => {
  if (!input.files.length) return;
  event.preventDefault();
  sendAll([...input.files]);
  form.reset();
});
for (const name of ["dragenter", "dragover"]) {
  drop.addEventListener(name, (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
}
drop.addEventListener("dragleave", () => drop.classList.remove("over"));
drop.addEventListener("drop", (event) => {
  event.preventDefault();
  drop.classList.remove("over");
  sendAll([...event.dataTransfer.files]);
});
