// The line moves without a new page: the numbers follow each change, and where the reader looks stays where it is.
// One step after the other, so that none of two quick presses is lost; without a connection nothing moves, and that is said.
const form = document.getElementById("trial");
const LONGEST = 8000;
let turn = Promise.resolve(), plain = false;

const say = (words) => { form.querySelector("#in-short").textContent = words; };

async function show(button) {
  const sent = new FormData(form), address = form.querySelector("#steps button").getAttribute("formaction");
  if (button) sent.set("go", button.value);
  const answer = await fetch(address, { method: "POST", body: sent, signal: AbortSignal.timeout(LONGEST) }).catch(() => null);
  const text = answer && answer.status < 500 ? await answer.text().catch(() => null) : null;
  if (text === null) { say(form.dataset.lost); return; }
  const page = new DOMParser().parseFromString(text, "text/html");
  if (page.getElementById("trial")) { take(page); return; }
  plain = true; // signed out, or no longer allowed: the page itself says so, and keeps what was typed
  form.requestSubmit(button ?? form.querySelector("[value=show]"));
}
function take(page) {
  const focused = document.activeElement?.id;
  for (const part of ["[data-live]", "#steps"]) form.querySelector(part).replaceWith(page.querySelector(part));
  for (const name of ["line", "of"]) form.elements[name].value = page.querySelector(`[name=${name}]`).value;
  if (!focused) return;
  const again = document.getElementById(focused); // at its end a step is no button any more: the other one is
  (again?.disabled ? form.querySelector("#steps button:enabled") : again)?.focus({ preventScroll: true });
}
const next = (button) => { turn = turn.then(() => show(button && document.getElementById(button.id) || button)); };
form?.addEventListener("submit", (event) => {
  if (plain || !["up", "down", "show", "draw"].includes(event.submitter?.value)) return;
  event.preventDefault();
  next(event.submitter);
});
form?.addEventListener("change", (event) => { if (event.target.closest("[data-live]")) next(); });
if (form) addEventListener("online", () => next());
