// Moves through a grid like through a spreadsheet, takes a pasted block, and adds the columns up while figures are typed.
const lang = document.documentElement.lang;
const FIELDS = "input:not([type=hidden]), select, textarea";

const rowsOf = (grid) => [...grid.querySelectorAll("tbody > tr")].map((row) => [...row.cells]).filter((cells) => cells.some((cell) => cell.querySelector(FIELDS)));
function placeOf(grid, field) {
  const rows = rowsOf(grid), cell = field.closest("td, th");
  const y = rows.findIndex((cells) => cells.includes(cell));
  return { rows, y, x: y < 0 ? -1 : rows[y].indexOf(cell) };
}
function go(rows, y, x, dy, dx) {
  for (let row = y + dy, column = x + dx; rows[row]?.[column]; row += dy, column += dx) {
    const field = rows[row][column].querySelector(FIELDS);
    if (field) { field.focus(); field.select?.(); return true; }
  }
  return false;
}

function key(event) {
  const field = event.target, grid = event.currentTarget;
  if (!field.matches(FIELDS) || event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
  const { rows, y, x } = placeOf(grid, field);
  const inText = field.tagName === "TEXTAREA" || field.tagName === "SELECT";
  const forward = document.dir === "rtl" ? "ArrowLeft" : "ArrowRight", back = document.dir === "rtl" ? "ArrowRight" : "ArrowLeft";
  const whole = field.selectionStart === 0 && field.selectionEnd === field.value.length;
  const atEnd = whole || field.selectionStart === field.value.length, atStart = whole || field.selectionEnd === 0;
  const step = event.key === "Enter" && !inText ? [event.shiftKey ? -1 : 1, 0]
    : event.key === "ArrowDown" && !inText ? [1, 0]
    : event.key === "ArrowUp" && !inText ? [-1, 0]
    : event.key === forward && !inText && atEnd ? [0, 1]
    : event.key === back && !inText && atStart ? [0, -1] : null;
  if (!step) return;
  if (go(rows, y, x, ...step) || event.key === "Enter") event.preventDefault();
}

function paste(event) {
  const grid = event.currentTarget, block = event.clipboardData.getData("text/plain").replace(/\r?\n$/, "");
  if (!event.target.matches(FIELDS) || !/[\t\n]/.test(block) || (event.target.tagName === "TEXTAREA" && !block.includes("\t"))) return;
  event.preventDefault();
  const { rows, y, x } = placeOf(grid, event.target);
  block.split(/\r?\n/).forEach((line, down) => line.split("\t").forEach((text, across) => {
    const field = rows[y + down]?.[x + across]?.querySelector("input:not([type=hidden]), textarea");
    if (!field || field.readOnly || field.disabled) return;
    field.value = text.trim();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }));
}

// As the server writes amounts.
const dollars = (number) => (["fr", "es", "ru"].includes(lang) ? `${number}\u00a0US$` : `US$\u00a0${number}`);

// 1,234.50 and 1 234.50 are read; anything else leaves the total to the server.
const figure = (text) => (text.trim() === "" ? 0 : /^\d[\d\s,'’]*(\.\d{1,2})?$/.test(text.trim()) ? Number(text.replace(/[\s,'’]/g, "")) : NaN);
const written = (cents) => dollars((cents / 100).toLocaleString(lang, { maximumFractionDigits: cents % 100 ? 2 : 0, minimumFractionDigits: cents % 100 ? 2 : 0 }));
const sumOf = (fields) => fields.reduce((all, field) => all + Math.round(figure(field.value) * 100), 0);
function addUp(grid) {
  for (const total of grid.querySelectorAll("[data-total]")) {
    const fields = [...grid.querySelectorAll(`td[data-column="${CSS.escape(total.dataset.total)}"] input`)], cents = sumOf(fields);
    if (fields.length && !Number.isNaN(cents)) total.textContent = written(cents);
  }
  if (document.querySelector("[data-sums]")) judge(grid);
}

// A budget by class and activity beside the rules of the round, as the server judges it: rows without a class count nowhere yet.
function judge(grid) {
  const sums = new Map();
  let grant = 0;
  for (const row of grid.querySelectorAll("tbody > tr")) {
    const kind = row.querySelector('select[name$=".budget_class"]')?.value, activity = row.querySelector('select[name$=".activity"]')?.value;
    const cents = sumOf([...row.querySelectorAll("td[data-column] input")]);
    if (Number.isNaN(cents)) return;
    if (!kind) continue;
    grant += cents;
    for (const key of [kind, activity]) sums.set(key, (sums.get(key) ?? 0) + cents);
  }
  for (const row of document.querySelectorAll("[data-class], [data-activity]")) {
    const cents = sums.get(row.dataset.class ?? row.dataset.activity) ?? 0, cap = row.dataset.cap;
    row.querySelector("[data-amount]").textContent = written(cents);
    row.querySelector("[data-share]").textContent = grant ? (cents / grant).toLocaleString(lang, { style: "percent", maximumFractionDigits: 1 }) : "–";
    row.hidden = !cents && cap === undefined && !Number(row.dataset.was);
    if (row.dataset.was !== undefined) moved(row, cents, Number(row.dataset.was));
    say(row, "cap", cents * 100 <= Number(cap) * grant);
  }
  for (const row of document.querySelectorAll("[data-grant]")) {
    const { floor, ceiling, asked } = row.dataset;
    row.querySelector("[data-amount]").textContent = written(grant);
    say(row, "range", grant ? Number(floor) <= grant && grant <= Number(ceiling) : null);
    say(row, "asked", grant ? Number(asked) === grant : null);
    for (const by of row.querySelectorAll("[data-difference]")) by.textContent = !grant || Number(asked) === grant ? "" : `${grant < asked ? "−" : "+"}${written(Math.abs(grant - asked))}`;
  }
}
// How far a class of an agreed budget moves; a new one moves wholly.
function moved(row, cents, was) {
  const percents = { style: "percent", maximumFractionDigits: 1, signDisplay: "exceptZero" };
  if (was) row.querySelector("[data-moved]").textContent = ((cents - was) / was).toLocaleString(lang, percents);
  say(row, "moved", cents === was || (was > 0 && Math.abs(cents - was) * 100 <= Number(row.dataset.free) * was));
}
function say(row, rule, fine) {
  for (const verdict of row.querySelectorAll(`[data-verdict="${rule}"]`)) [verdict.children[0].hidden, verdict.children[1].hidden] = [!fine, fine ?? true];
}

for (const grid of document.querySelectorAll("[data-grid]")) {
  grid.addEventListener("keydown", key);
  grid.addEventListener("paste", paste);
  grid.addEventListener("input", () => addUp(grid));
}
