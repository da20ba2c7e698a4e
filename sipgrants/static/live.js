// Keeps the page where the meeting is: asks every two seconds whether anything changed and takes over only the parts that did.
// What is typed, the focus and what was unfolded stay. A lost line is told in words, and it comes back by itself.
const live = document.querySelector("[data-live]"), shown = document.querySelector("[data-lost]");
const { lost, over } = shown.dataset;
const HIDDEN = 20000, TOO_LONG = 5000, AGAIN = 1500;
const TOKENS = /<input type="hidden" name="(?:csrf_token|once)"[^>]*>/g;
let { mark } = live.dataset, pause = Number(live.dataset.pause), timer, asked, since;

const partsOf = (root) => new Map([...root.querySelectorAll("[data-part]")].map((part) => [part.dataset.part, part]));
const plain = (part) => part.innerHTML.replace(TOKENS, "");
const known = new Map([...partsOf(live)].map(([name, part]) => [name, plain(part)]));

const isBox = (field) => field.type === "checkbox" || field.type === "radio";
function isTouched(field) {
  if (isBox(field)) return field.checked !== field.defaultChecked;
  if (field.tagName === "SELECT") return [...field.options].some((one) => one.selected !== one.defaultSelected);
  return field.value !== field.defaultValue;
}
const fieldsOf = (part) => [...part.querySelectorAll("input:not([type=hidden]),textarea,select")];
const stops = (part) => [...part.querySelectorAll("a,button,input:not([type=hidden]),textarea,select,summary")];
const found = (part, id) => id && part.querySelector(`#${CSS.escape(id)}`);

function keep(part) {
  const active = part.contains(document.activeElement) ? document.activeElement : null;
  const typed = fieldsOf(part).filter(isTouched).map((one) => [one.id, isBox(one) ? one.checked : one.value]);
  const unfolded = [...part.querySelectorAll("details[open]")].map((one) => one.id);
  return { typed, unfolded, id: active?.id, place: active && stops(part).indexOf(active), from: active?.selectionStart, to: active?.selectionEnd };
}
function put(part, { typed, unfolded, id, place, from, to }) {
  for (const [name, value] of typed) {
    const field = found(part, name);
    if (field) field[isBox(field) ? "checked" : "value"] = value;
  }
  for (const name of unfolded) { const one = found(part, name); if (one) one.open = true; }
  const stop = found(part, id) ?? (place === null ? null : stops(part)[place]);
  stop?.focus({ preventScroll: true });
  if (stop && typeof from === "number") try { stop.setSelectionRange(from, to); } catch { /* a field without a caret */ }
}
function take(html) {
  const fresh = partsOf(document.createRange().createContextualFragment(html));
  for (const [name, part] of partsOf(live)) {
    const other = fresh.get(name);
    if (!other || plain(other) === known.get(name) || part.querySelector("form[data-sent]")) continue;
    known.set(name, plain(other));
    const kept = keep(part);
    part.replaceWith(other);
    put(other, kept);
  }
}

function tell(words) {
  shown.hidden = !words;
  if (shown.firstElementChild.textContent !== words) shown.firstElementChild.textContent = words;
}
function offline() {
  since ??= new Date();
  const time = since.toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  tell(lost.replace("{time}", time));
}

async function ask() {
  clearTimeout(timer);
  asked?.abort();
  const mine = asked = new AbortController();
  const enough = setTimeout(() => mine.abort(), TOO_LONG);
  const headers = { Accept: "application/json", "If-None-Match": `"${mark}"` };
  const answer = await fetch(live.dataset.live, { headers, redirect: "manual", cache: "no-store", signal: mine.signal }).catch(() => null);
  const heard = answer?.ok ? await answer.json().catch(() => null) : null;
  clearTimeout(enough);
  if (mine !== asked) return;
  if (heard || answer?.status === 304) {
    since = undefined; tell("");
    if (heard) { take(heard.html); ({ mark, pause } = heard); }
  } else if (answer && (answer.type === "opaqueredirect" || [401, 403, 404].includes(answer.status))) {
    tell(over);
    return;
  } else offline();
  if (pause) timer = setTimeout(ask, document.hidden ? HIDDEN : since ? AGAIN : pause);
}
window.addEventListener("online", ask);
window.addEventListener("offline", offline);
window.addEventListener("pageshow", (event) => { if (event.persisted) ask(); });
document.addEventListener("visibilitychange", () => { if (!document.hidden && pause) ask(); });
timer = setTimeout(ask, pause);
