// What every page gains from script: menus close, a form is sent once, the error summary is read first,
// and signing out forgets what autosave kept on this device.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = event.target.closest("details.menu[open]");
  if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if ("forget" in form.dataset && keptOf(form.dataset.forget).length && !confirm(form.dataset.ask)) { event.preventDefault(); return; }
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "yes";
  event.submitter?.setAttribute("aria-disabled", "true");
  setTimeout(again, 8000); // an answer that is a file leaves the page where it is
  if ("forget" in form.dataset) {
    document.documentElement.dataset.forgotten = ""; // nothing is kept from here on
    keptOf(form.dataset.forget).forEach((key) => localStorage.removeItem(key));
  }
});
// A page that comes back from the browser's memory may be sent again.
function again() {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  for (const button of document.querySelectorAll("button[aria-disabled]")) button.removeAttribute("aria-disabled");
}
window.addEventListener("pageshow", again);

// What autosave kept of a window may go once the server told, by a cookie, that it has it; what else waits is told of.
const keptOf = (person) => { try { return Object.keys(localStorage).filter((key) => key.startsWith(`kept:${person}:`)); } catch { return []; } };
const unsent = document.querySelector("[data-unsent]");
if (unsent) {
  const [, page, stamp] = document.cookie.match(/(?:^|; )saved=([0-9a-f]{16})\.(\d+)/) ?? [];
  const kept = keptOf(unsent.dataset.unsent).flatMap((key) => { try { return [[key, JSON.parse(localStorage.getItem(key))]]; } catch { return []; } });
  // A text that was handed in, on a page that asks for it no more, has arrived (remember.js).
  const arrived = (one) => one.sent && one.url === location.pathname && !document.querySelector(`form[action="${one.form}"]`);
  const waits = kept.filter(([, one]) => !arrived(one)).filter(([key, one]) => !(page && key.endsWith(`:${page}`) && one.at <= Number(stamp)));
  for (const one of kept) if (!waits.includes(one)) localStorage.removeItem(one[0]);
  const elsewhere = waits.filter(([, one]) => one.url !== location.pathname && one.at < Date.now() - 10000);
  if (elsewhere.length) import("./unsent.js").then((module) => module.show(unsent, elsewhere));
}

document.querySelector("[data-focus]")?.focus();
