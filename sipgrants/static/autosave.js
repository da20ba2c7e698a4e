// Saves a section while one types; without a connection the answers stay on this device and go out when it is back.
const form = document.querySelector("form[data-autosave]");
const shown = form.querySelector("[data-saved]");
const key = "kept:" + form.dataset.autosave;
const PAUSE = 2000;
let timer, sending = false, again = false;

const answers = () => {
  const data = new FormData(form);
  for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
  return data;
};
const keep = () => {
  const data = [...answers()].filter(([name]) => name !== "csrf_token" && name !== "seen");
  try { localStorage.setItem(key, JSON.stringify(data)); } catch { /* a full or forbidden store: the page itself still holds them */ }
  shown.textContent = form.dataset.waiting;
};

async function save() {
  if (sending) { again = true; return; }
  sending = true;
  shown.textContent = form.dataset.saving;
  try {
    const answer = await fetch(form.dataset.autosave, { method: "POST", body: answers(), headers: { Accept: "application/json" } });
    if (answer.ok) settle(await answer.json());
    else if ([403, 404, 409].includes(answer.status)) stop((await answer.json()).message);
    else keep();
  } catch { keep(); }
  sending = false;
  if (again) { again = false; save(); }
}

function settle({ saved, seen }) {
  localStorage.removeItem(key);
  shown.textContent = saved;
  if (seen !== undefined && form.elements.seen) form.elements.seen.value = seen;
}

// Somebody else saved this section meanwhile: say so and keep what was typed, but do not overwrite theirs.
function stop(message) {
  keep();
  form.removeEventListener("input", later);
  shown.textContent = message;
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(save, PAUSE);
}

function restore() {
  const kept = localStorage.getItem(key);
  if (!kept) return;
  const byName = new Map();
  for (const [name, value] of JSON.parse(kept)) byName.set(name, [...(byName.get(name) ?? []), value]);
  for (const [name, values] of byName) {
    for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
      else if (field.type !== "hidden") field.value = values.shift() ?? field.value;
    }
  }
  save();
}

form.addEventListener("input", later);
form.addEventListener("submit", () => { clearTimeout(timer); if (!navigator.onLine) keep(); });
window.addEventListener("online", () => { if (localStorage.getItem(key)) save(); });
restore();
