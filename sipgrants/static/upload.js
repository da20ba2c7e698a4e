// Sends the files of any form in parts before the form itself, with the progress in words: after a cut, a reload or another
// day it goes on where it stopped. The server says how much it has; without this script the form sends its files in one piece.
const LEAST = 64 * 1024, MOST = 512 * 1024, LONGEST = 30000, LARGEST = 25e6;
const lang = document.documentElement.lang;

class Refused extends Error {}
const mb = (bytes) => Math.max(bytes && 0.1, bytes / 1e6).toLocaleString(lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const say = (node, text) => { if (node.textContent !== text) node.textContent = text; };

async function fingerprint(file) {
  if (!crypto.subtle || file.size > LARGEST) return [file.name, file.size, file.lastModified].join(" ");
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
  return "sha256:" + [...digest].map((one) => one.toString(16).padStart(2, "0")).join("");
}

// One file of one field on its way, with what its box says.
class Sending {
  constructor(field, file, stopped) {
    const box = field.closest(".field").querySelector("[data-sending]");
    Object.assign(this, { field, file, stopped, box, bar: box.querySelector("progress"), said: box.querySelector("[data-said]") });
    say(box.querySelector("[data-name]"), file.name);
    say(box.querySelector("[data-here]"), "");
    say(this.said, "");
    box.hidden = false;
  }

  show(at) {
    const size = this.file.size, here = this.box.querySelector("[data-here]");
    this.bar.value = size ? (100 * at) / size : 0;
    here.textContent = this.box.dataset.size.replace("{here}", mb(at)).replace("{size}", mb(size));
    say(this.said, "");
    const quarter = Math.floor(this.bar.value / 25);
    if (quarter !== this.quarter) say(this.box.querySelector("[data-quarter]"), here.textContent);
    this.quarter = quarter;
  }

  pause(milliseconds) {
    return new Promise((resolve) => {
      const done = () => { clearTimeout(timer); removeEventListener("online", done); this.stopped.removeEventListener("abort", done); resolve(); };
      const timer = setTimeout(done, milliseconds);
      addEventListener("online", done);
      this.stopped.addEventListener("abort", done);
    });
  }

  // Asks until there is an answer: a cut line, a busy or a restarting server are waited for, each time twice as long.
  async ask(url, body) {
    for (let wait = 1000; ; wait = Math.min(2 * wait, LONGEST)) {
      this.stopped.throwIfAborted();
      let answer;
      try {
        const headers = { "X-CSRFToken": this.field.form.elements.csrf_token.value, Accept: "application/json" };
        if (body instanceof Blob) headers["Content-Type"] = "application/octet-stream";
        answer = await fetch(url, { method: "POST", body, signal: this.stopped, headers });
      } catch (error) {
        if (this.stopped.aborted) throw error;
        if (body instanceof Blob) await body.slice(0, 1).arrayBuffer(); // throws where the file itself is gone or was changed
        say(this.said, this.box.dataset.cut);
      }
      if (answer && answer.status !== 429 && answer.status < 500) return this.told(answer);
      if (answer) say(this.said, this.box.dataset.busy);
      await this.pause(Math.max(wait, 1000 * Number(answer?.headers.get("Retry-After") ?? 0)));
    }
  }

  async told(answer) {
    if (answer.ok && !answer.redirected) return answer.json();
    let message = this.box.dataset.failed;
    try { message = (await answer.json()).message ?? message; } catch { /* no answer of ours: the general words will do */ }
    throw new Refused(message);
  }

  async send() {
    const { file, field } = this, announced = new FormData(), kind = field.form.elements.kind?.value ?? "";
    const values = { pass: field.dataset.pass, kind, name: file.name, size: file.size, fingerprint: await fingerprint(file) };
    for (const [name, value] of Object.entries(values)) announced.set(name, value);
    const begun = await this.ask("/uploads", announced);
    this.id = begun.id;
    let at = begun.received, step = LEAST;
    this.show(at);
    while (at < file.size) {
      const began = performance.now();
      at = (await this.ask(`/uploads/${this.id}/parts?at=${at}`, file.slice(at, at + step))).received;
      step = performance.now() - began < 2000 ? Math.min(2 * step, MOST) : Math.max(step / 2, LEAST);
      this.show(at);
    }
    say(this.said, this.box.dataset.checking);
    return this.id;
  }

  discard() {
    const headers = { "X-CSRFToken": this.field.form.elements.csrf_token.value };
    if (this.id) fetch(`/uploads/${this.id}/discard`, { method: "POST", redirect: "manual", headers }).catch(() => {});
  }
}

function serve(form) {
  const fields = [...form.querySelectorAll("input[data-pass]")], buttons = [...form.querySelectorAll("button:not([type])")];
  let stopping, sending, isHere = false;

  const rest = (field, text = "") => {
    for (const box of form.querySelectorAll("[data-sending]")) box.hidden = true;
    for (const button of buttons) button.hidden = false;
    const lines = text.split("\n").filter(Boolean).map((line) => Object.assign(document.createElement("p"), { className: "error", textContent: line }));
    field.closest(".field").querySelector("[data-wrong]").replaceChildren(...lines);
  };

  // What arrived is sent with the form in the place of the files.
  const put = (field, ids) => {
    field.closest(".field").querySelectorAll("[data-arrived]").forEach((one) => one.remove());
    for (const value of ids) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: `arrived-${field.name}`, value }));
    field.disabled = true;
  };

  form.addEventListener("submit", async (event) => {
    const chosen = fields.filter((field) => field.files.length);
    if (isHere || !chosen.length) return;
    event.preventDefault();
    stopping = new AbortController();
    for (const button of buttons) button.hidden = true;
    let field;
    try {
      const arrived = [];
      for (field of chosen) {
        rest(field);
        for (const button of buttons) button.hidden = true;
        const ids = [];
        for (const file of field.files) {
          sending = new Sending(field, file, stopping.signal);
          sending.box.querySelector("[data-cancel]").focus();
          ids.push(await sending.send());
        }
        arrived.push([field, ids]);
      }
      for (const one of arrived) put(...one);
      isHere = true;
      form.requestSubmit(event.submitter);
    } catch (error) {
      rest(field, stopping.signal.aborted ? "" : error instanceof Refused ? error.message : sending.box.dataset.failed);
      buttons[0]?.focus();
    }
  });

  for (const cancel of form.querySelectorAll("[data-cancel]")) cancel.addEventListener("click", () => { stopping.abort(); sending.discard(); });
  // A page that comes back from the browser's memory has its files to choose anew.
  addEventListener("pageshow", () => {
    if (!isHere) return;
    isHere = false;
    form.querySelectorAll("input[name^=arrived-]").forEach((one) => one.remove());
    for (const field of fields) { field.disabled = false; rest(field); }
  });
}

new Set([...document.querySelectorAll("input[data-pass]")].map((field) => field.form)).forEach(serve);
