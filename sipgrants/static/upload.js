// Sends a file in parts, with its progress in words: after a cut, a reload or another day it goes on where it stopped.
// The server says how much it has; without this script the form sends the file in one piece.
const form = document.querySelector("form[data-upload]");
const box = form.querySelector("[data-sending]"), wrong = form.querySelector("[data-wrong]");
const bar = box.querySelector("progress"), words = box.querySelector("[data-words]"), said = box.querySelector("[data-said]"), heard = box.querySelector("[data-quarter]");
const button = form.querySelector("button:not([type])"), cancel = box.querySelector("[data-cancel]");
const lang = document.documentElement.lang;
const LEAST = 64 * 1024, MOST = 512 * 1024, LONGEST = 30000, LARGEST = 25e6;
let stopped, where, quarter;

class Refused extends Error {}
const mb = (bytes) => Math.max(bytes && 0.1, bytes / 1e6).toLocaleString(lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const token = () => form.elements.csrf_token.value;

function show(at, size) {
  bar.value = size ? (100 * at) / size : 0;
  words.textContent = box.dataset.size.replace("{here}", mb(at)).replace("{size}", mb(size));
  tell("");
  if (Math.floor(bar.value / 25) === quarter) return;
  quarter = Math.floor(bar.value / 25);
  heard.textContent = words.textContent;
}
function tell(text) { if (said.textContent !== text) said.textContent = text; }

function pause(milliseconds) {
  return new Promise((resolve) => {
    const done = () => { clearTimeout(timer); removeEventListener("online", done); stopped.signal.removeEventListener("abort", done); resolve(); };
    const timer = setTimeout(done, milliseconds);
    addEventListener("online", done);
    stopped.signal.addEventListener("abort", done);
  });
}

// Asks until there is an answer: a cut line, a busy or a restarting server are waited for, each time twice as long.
async function ask(url, body, headers = {}) {
  for (let wait = 1000; ; wait = Math.min(2 * wait, LONGEST)) {
    stopped.signal.throwIfAborted();
    let answer;
    try {
      answer = await fetch(url, { method: "POST", body, signal: stopped.signal, headers: { "X-CSRFToken": token(), Accept: "application/json", ...headers } });
    } catch (error) {
      if (stopped.signal.aborted) throw error;
      if (body instanceof Blob) await body.slice(0, 1).arrayBuffer(); // throws where the file itself is gone or was changed
      tell(box.dataset.cut);
    }
    if (answer && answer.status !== 429 && answer.status < 500) return answer;
    if (answer) tell(box.dataset.busy);
    await pause(Math.max(wait, 1000 * Number(answer?.headers.get("Retry-After") ?? 0)));
  }
}

async function told(answer) {
  if (answer.ok && !answer.redirected) return answer.json();
  let messages = [box.dataset.failed];
  try { messages = (await answer.json()).messages ?? messages; } catch { /* no answer of ours: the general words will do */ }
  throw new Refused(messages.join("\n"));
}

async function fingerprint(file) {
  if (!crypto.subtle || file.size > LARGEST) return [file.name, file.size, file.lastModified].join(" ");
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
  return "sha256:" + [...digest].map((one) => one.toString(16).padStart(2, "0")).join("");
}

async function send(file) {
  const announced = new FormData();
  const values = { csrf_token: token(), kind: form.elements.kind.value, note: form.elements.note.value, name: file.name, size: file.size };
  for (const [name, value] of Object.entries({ ...values, fingerprint: await fingerprint(file) })) announced.set(name, value);
  const begun = await told(await ask(form.dataset.upload, announced));
  where = begun.where;
  let at = begun.received, step = LEAST;
  show(at, file.size);
  while (at < file.size) {
    const began = performance.now();
    const part = file.slice(at, at + step);
    at = (await told(await ask(`${where}/parts?at=${at}`, part, { "Content-Type": "application/octet-stream" }))).received;
    step = performance.now() - began < 2000 ? Math.min(2 * step, MOST) : Math.max(step / 2, LEAST);
    show(at, file.size);
  }
  tell(box.dataset.checking);
  const answer = await ask(`${where}/finish`, null);
  if (answer.status === 404) location.reload(); // it was finished, and the answer was lost on its way
  else location.assign((await told(answer)).to);
}

function rest(text = "") {
  box.hidden = true;
  button.hidden = false;
  wrong.replaceChildren(...text.split("\n").filter(Boolean).map((line) => {
    const one = document.createElement("p");
    one.className = "error";
    one.textContent = line;
    return one;
  }));
}

form.addEventListener("submit", async (event) => {
  const file = form.elements.file.files[0];
  if (!file) return;
  event.preventDefault();
  rest();
  stopped = new AbortController();
  where = quarter = undefined;
  box.querySelector("[data-name]").textContent = file.name;
  words.textContent = "";
  box.hidden = false;
  button.hidden = true;
  cancel.focus();
  try { await send(file); } catch (error) {
    rest(stopped.signal.aborted ? "" : error instanceof Refused ? error.message : box.dataset.failed);
    button.focus();
  }
});

cancel.addEventListener("click", async () => {
  stopped.abort();
  rest();
  button.focus();
  if (where) await fetch(`${where}/discard`, { method: "POST", redirect: "manual", headers: { "X-CSRFToken": token() } }).catch(() => {});
});
