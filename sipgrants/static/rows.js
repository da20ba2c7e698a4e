// Add-another rows come, go and move without a round trip; the buttons are submits where this does not run.
// A new row is the last one emptied, with the next number in its names.
// Numbers stand between hyphens (fields of WTForms) or dots (questions of a form).
const numbered = (list) => new RegExp(`^(${list.dataset.rows.replaceAll(".", "\\.")})([-.])\\d+(?=[-.]|$)`);

function renumber(row, list, number) {
  for (const part of row.querySelectorAll("[name], [id], [for], [value], [aria-describedby]")) {
    for (const name of ["name", "id", "for", "aria-describedby", ...(/^(remove|up|down)$/.test(part.name) ? ["value"] : [])]) {
      const old = part.getAttribute(name);
      if (old) part.setAttribute(name, old.replace(numbered(list), `$1$2${number}`));
    }
  }
}
function emptied(row) {
  for (const field of row.querySelectorAll("input, select, textarea")) {
    if (field.type === "checkbox" || field.type === "radio") field.checked = false;
    else if (field.tagName === "SELECT") field.selectedIndex = 0;
    else field.value = "";
    field.removeAttribute("aria-invalid");
  }
  for (const error of row.querySelectorAll(".error")) error.remove();
  return row;
}
const numberOf = (row) => Number(row.querySelector("[name=remove]").value.split(/[-.]/).pop());
// A list is read in the order of its numbers: two rows that change places change these, too.
function move(list, button) {
  const row = button.closest("tr"), isUp = button.name === "up", other = isUp ? row.previousElementSibling : row.nextElementSibling;
  if (!other) return;
  const numbers = [numberOf(row), numberOf(other)];
  if (isUp) other.before(row); else other.after(row);
  renumber(row, list, numbers[1]);
  renumber(other, list, numbers[0]);
  button.focus();
}
function add(list) {
  const rows = list.querySelectorAll("tbody > tr");
  const last = rows[rows.length - 1];
  const number = Math.max(...[...rows].map(numberOf)) + 1;
  const row = emptied(last.cloneNode(true));
  renumber(row, list, number);
  last.after(row);
  row.querySelector("input:not([type=hidden]), select, textarea")?.focus();
}
function count(list) {
  list.querySelectorAll("tbody > tr").forEach((row, at) => { for (const one of row.querySelectorAll("[data-number]")) one.textContent = at + 1; });
}
function limit(list) {
  const most = Number(list.dataset.most || Infinity);
  list.querySelector("[name=add]").disabled = list.querySelectorAll("tbody > tr").length >= most;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-rows] button:is([name=add], [name=remove], [name=up], [name=down])");
  const list = button?.closest("[data-rows]");
  if (!list || !list.querySelector("tbody > tr")) return; // the first row comes from the server
  event.preventDefault();
  if (button.name === "add") add(list);
  else if (button.name !== "remove") move(list, button);
  else if (list.querySelectorAll("tbody > tr").length > 1) button.closest("tr").remove();
  else emptied(button.closest("tr"));
  count(list);
  limit(list);
  list.dispatchEvent(new Event("input", { bubbles: true }));
});
