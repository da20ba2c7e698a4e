// The line moves without a new page: the numbers follow each change, and where the reader looks stays where it is.
const form = document.getElementById("trial");
let asked = 0;

async function show(button) {
  const mine = ++asked;
  const sent = new FormData(form);
  if (button) sent.set("go", button.value);
  try {
    const answer = await fetch(document.querySelector("#steps button").getAttribute("formaction"), { method: "POST", body: sent });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (mine === asked && page.getElementById("trial")) take(page);
  } catch { if (button) form.requestSubmit(button); } // the page itself says what is wrong with the line
}
function take(page) {
  const focused = document.activeElement?.id;
  for (const part of ["[data-live]", "#steps"]) form.querySelector(part).replaceWith(page.querySelector(part));
  form.elements.line.value = page.querySelector("[name=line]").value;
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}
form?.addEventListener("submit", (event) => {
  if (!["up", "down", "show", "draw"].includes(event.submitter?.value)) return;
  event.preventDefault();
  show(event.submitter);
});
form?.addEventListener("change", (event) => { if (event.target.closest("[data-live]")) show(); });
