// Starts the service worker, and says so where it showed a page that was seen earlier.

const own = document.querySelector("script[data-worker]");
const workers = navigator.serviceWorker;

function label(moment) {
  const when = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" }).format(new Date(moment));
  const notice = Object.assign(document.createElement("div"), { className: "notice warning" });
  notice.setAttribute("role", "status");
  notice.dataset.seenOn = moment;
  notice.append(Object.assign(document.createElement("p"), { textContent: own.dataset.seen.replace("%when", when) }));
  document.querySelector("main").prepend(notice);
}

function ask(worker) {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => data && label(data);
  worker.postMessage("seen?", [port2]);
}

if (workers) {
  if (workers.controller) ask(workers.controller);
  const start = () => workers.register(own.dataset.worker, { scope: "/" }).catch(() => {}); // a browser may forbid it
  if (document.readyState === "complete") start();
  else addEventListener("load", start);
}
