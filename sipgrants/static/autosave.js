// Saves while one types. What has not reached the server is kept on this device, by person and window, and goes out when the
// connection is back; where somebody else wrote too, both texts stand in the page (conflicts.js).
import { entriesOf, forget, keep, others, take } from "./kept.js";

const form = document.querySelector("form[data-autosave]");
const { autosave: address, person, title, saving, waiting, unkept, later } = form.dataset;
const shown = form.querySelector("[data-saved]"), here = form.querySelector("[data-here]");
const page = form.elements.page, seen = form.elements.seen;
const PAUSE = 2000, LEFT = 300, BEAT = 20000, FIRST = 5000, LONGEST = 60000, IDLE = 600000, TOO_LONG = 60000;

// A block is a question, or a row; a form without any is one block.
const blocks = () => { const found = [...form.querySelectorAll("[data-question]")]; return found.length ? found : [form]; };
const pathOf = (block) => block.dataset.question ?? "";
const textOf = (block, initial = false) => JSON.stringify(entriesOf(block, initial));
const base = new Map(blocks().map((block) => [pathOf(block), textOf(block, true)])); // what the server has
const held = new Map(); // what waits for a choice between two texts, as it was sent
const changed = () => blocks().filter((block) => textOf(block) !== base.get(pathOf(block)));
const unsent = () => "forgotten" in document.documentElement.dataset ? [] : changed().filter((block) => textOf(block) !== held.get(pathOf(block)));
const tell = (words) => { if (shown.textContent !== words) shown.textContent = words; };

let timer, keeping, touched = Date.now(), typedAt = touched, wait = 0, sending = false, again = false, asking = false;

// Tells whether what is not on the server is safe on this device.
function hold() {
  clearTimeout(keeping);
  const entries = changed().flatMap((block) => entriesOf(block));
  if (!entries.length || "forgotten" in document.documentElement.dataset) { forget(person, address, page.value); return true; }
  return keep(person, address, page.value, { title, url: location.pathname, seen: seen.value, at: typedAt, entries });
}
function schedule(pause) { clearTimeout(timer); timer = setTimeout(save, pause); }

function bodyOf(list) {
  const data = new FormData();
  for (const name of ["csrf_token", "whose", "page", "seen"]) data.append(name, form.elements[name]?.value ?? "");
  for (const block of list) for (const [name, value] of entriesOf(block)) data.append(name, value);
  return data;
}

export async function save({ leaving = false } = {}) {
  clearTimeout(timer);
  if (sending || asking) { again = true; return; }
  const list = unsent(), sent = new Map(list.map((block) => [pathOf(block), textOf(block)]));
  if (!list.length && (document.hidden || form.dataset.sent || Date.now() - touched > IDLE)) return;
  sending = true; again = false;
  if (list.length) tell(saving);
  const body = bodyOf(list);
  if (!list.length) body.append("beat", "1"); // tells who is here; no sign of life of the session
  if (leaving) { body.append("leaving", "1"); body.append("stamp", typedAt); }
  const answer = await fetch(address, { method: "POST", body, headers: { Accept: "application/json" }, keepalive: leaving, signal: AbortSignal.timeout?.(TOO_LONG) })
    .catch(() => null);
  const heard = answer && await answer.json().catch(() => null);
  sending = false;
  if (answer?.ok && heard) await settle(heard, sent);
  else if (answer?.status === 401) { if (list.length) await signIn(heard); }
  else if (answer?.status === 400 && heard?.token && wait === 0) { renew(heard.token); wait = 1; schedule(0); }
  else if (heard && answer.status < 500 && answer.status !== 429) { hold(); tell(heard.message); }
  else offline(list.length);
}

function offline(count) {
  const isKept = hold();
  if (count) tell(isKept ? waiting : unkept);
  wait = Math.min(Math.max(wait * 2, FIRST), LONGEST);
  schedule(wait);
}

async function settle(heard, sent) {
  wait = 0;
  const disputed = new Set(heard.conflicts.map((one) => one.path));
  for (const [path, text] of sent) (disputed.has(path) ? held : base).set(path, text);
  seen.value = heard.seen;
  here.textContent = heard.here && `${heard.here} ·`;
  heard.fresh.forEach(refresh);
  if (heard.conflicts.length) (await import("./conflicts.js")).show(heard.conflicts, desk);
  if (sent.size || heard.conflicts.length) tell(heard.saved);
  hold();
  schedule(again || unsent().length ? PAUSE : BEAT);
}

function note(mark) {
  if (mark === "-") { seen.value = seen.value.replace(/^[0-9a-f]{16}(?= |$)/, "-"); return; }
  const key = mark.slice(0, mark.lastIndexOf(":") + 1);
  seen.value = [...seen.value.split(" ").filter((one) => one && !one.startsWith(key)), mark].join(" ");
}
const find = (path) => blocks().find((block) => pathOf(block) === path);
function replace(path, html) {
  const made = document.createRange().createContextualFragment(html).querySelector("[data-question]");
  find(path)?.replaceWith(made);
  base.set(path, textOf(made, true)); held.delete(path);
  made.dispatchEvent(new Event("change", { bubbles: true }));
  return made;
}
// A colleague changed what nobody touches here: the page takes it over.
function refresh({ path, mark, html }) {
  const block = find(path);
  if (!block || block.contains(document.activeElement) || textOf(block) !== base.get(path)) return;
  replace(path, html); note(mark);
}
const desk = { find, replace, note, save, free: (path) => held.delete(path), changed: typed };

function renew(token) { for (const field of document.querySelectorAll("[name=csrf_token]")) field.value = token; }
async function signIn(heard) {
  hold(); tell(later); asking = true;
  const token = await (await import("./signing_in.js")).ask(heard, person);
  asking = false;
  if (token) { renew(token); save(); } else schedule(LONGEST);
}

function typed() {
  touched = typedAt = Date.now();
  clearTimeout(keeping);
  keeping = setTimeout(hold, 300);
  schedule(PAUSE);
}
form.addEventListener("input", typed);
form.addEventListener("change", () => { if (unsent().length) schedule(LEFT); });
form.addEventListener("submit", (event) => {
  hold();
  if (form.elements.stamp) form.elements.stamp.value = typedAt;
  if (navigator.onLine) { clearTimeout(timer); return; }
  event.preventDefault(); offline(1);
});
window.addEventListener("online", () => save());
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) { touched = Date.now(); save(); return; }
  hold();
  if (unsent().length && !form.dataset.sent) save({ leaving: true });
});
window.addEventListener("pagehide", () => { hold(); if (unsent().length && !form.dataset.sent) save({ leaving: true }); });

const anew = take(address);
if (anew) import("./restoring.js").then((module) => module.afterReading(form, anew, desk));
const left = others(person, address, page.value);
if (left.length) import("./restoring.js").then((module) => module.restore(left, form, { ...desk, hold, base, textOf, bodyOf }));
else schedule(1000);
