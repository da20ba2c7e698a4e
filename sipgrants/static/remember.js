// A text that is handed in once, as an answer or a comment: until the server has it, this device keeps it for its writer.
import { forget, keep, others } from "./kept.js";

for (const form of document.querySelectorAll("form[data-remember]")) {
  const { remember: person, title, restored } = form.dataset, address = new URL(form.action).pathname, page = "form";
  const fields = [...form.querySelectorAll("textarea")], before = others(person, address)[0];
  const hold = (more) => {
    const entries = fields.filter((field) => field.value.trim()).map((field) => [field.name, field.value]);
    if (entries.length) keep(person, address, page, { title, url: location.pathname, at: Date.now(), form: address, entries, ...more });
    else forget(person, address, page);
  };
  let isBack = false;
  for (const [name, value] of before?.entries ?? []) {
    const field = fields.find((one) => one.name === name && !one.value);
    if (field) { field.value = value; isBack = true; }
  }
  if (isBack) form.prepend(Object.assign(document.createElement("p"), { className: "hint", role: "status", textContent: restored }));
  form.addEventListener("input", () => hold({}));
  form.addEventListener("submit", () => hold({ sent: true }));
}
