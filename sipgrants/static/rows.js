// Add-another rows come and go without a round trip; the buttons are submits where this does not run.
// A new row is the last one emptied, with the next number in its names.
// Numbers stand between hyphens (fields of WTForms) or dots (questions of a form).
const numbered = (list) => new RegExp(`^(${list.dataset.rows.replaceAll(".", "\\.")})([-.])\\d+(?=[-.]|$)`);

function renumber(row, list, number) {
  for (const part of row.querySelectorAll("[name], [id], [for], [value], [aria-describedby]")) {
    for (const name of ["name", "id", "for", "aria-describedby", ...(part.name === "remove" ? ["value"] : [])]) {
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
function add(list) {
  const rows = list.querySelectorAll("tbody > tr");
  const last = rows[rows.length - 1];
  const number = Math.max(...[...rows].map((row) => Number(row.querySelector("[name=remove]").value.split(/[-.]/).pop()))) + 1;
  const row = emptied(last.cloneNode(true));
  renumber(row, list, number);
  last.after(row);
  row.querySelector("input:not([type=hidden]), select, textarea")?.focus();
}
function limit(list) {
  const most = Number(list.dataset.most || Infinity);
  list.querySelector("[name=add]").disabled = list.querySelectorAll("tbody > tr").length >= most;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-rows] button[name=add], [data-rows] button[name=remove]");
  const list = button?.closest("[data-rows]");
  if (!list || !list.querySelector("tbody > tr")) return; // the first row comes from the server
  event.preventDefault();
  if (button.name === "add") add(list);
  else if (list.querySelectorAll("tbody > tr").length > 1) button.closest("tr").remove();
  else emptied(button.closest("tr"));
  limit(list);
  list.dispatchEvent(new Event("input", { bubbles: true }));
});
