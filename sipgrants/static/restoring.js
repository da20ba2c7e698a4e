// Texts that were kept on this device come back into their fields, and the page says which; what somebody changed on the
// server meanwhile is merged by the next save, question by question.
import { leave } from "./kept.js";

const inRows = (path, name) => name.startsWith(`${path}.`) && /^\d+$/.test(name.slice(path.length + 1).split(".")[0]);
const labelOf = (block) => ((block.querySelector("legend, label, .ref") ?? block).firstChild?.textContent ?? "").trim();

export async function restore(left, form, desk) {
  if (form.querySelector("[data-question]")) {
    const found = left.flatMap((one) => bring(one, form, desk));
    tell(form, found);
    for (const one of left) if (one.isPlaced) localStorage.removeItem(one.key);
    desk.hold();
    desk.save();
  } else await send(left, form, desk);
}

function bring(one, form, desk) {
  const found = [], places = byBlock(one.entries, form);
  one.isPlaced = [...places.values()].flat().length === one.entries.length; // else it stays in the list of what waits
  for (const [path, entries] of places) {
    const block = desk.find(path);
    put(block, path, entries);
    if (desk.textOf(block) === desk.base.get(path)) continue;
    const key = markKey(block, path), mark = one.seen.split(" ").find((each) => each.startsWith(`${key}:`));
    if (mark) desk.note(mark);
    found.push([path, block]);
  }
  return found;
}
const markKey = (block, path) => block.querySelector("input[type=hidden][name$='.key']")?.value ?? path.slice(path.indexOf(".") + 1);

function byBlock(entries, form) {
  const paths = [...form.querySelectorAll("[data-question]")].map((block) => block.dataset.question).sort((a, b) => b.length - a.length);
  const found = new Map();
  for (const [name, value] of entries) {
    const path = paths.find((each) => name === each || name.startsWith(`${each}.`) || (name === "asked" && value === each));
    if (path) found.set(path, [...(found.get(path) ?? []), [name, value]]);
  }
  return found;
}

function put(block, path, entries) {
  const list = block.querySelector("[data-rows]");
  const pairs = list ? inOrder(list, path, entries) : entries;
  const byName = new Map();
  for (const [name, value] of pairs) byName.set(name, [...(byName.get(name) ?? []), value]);
  for (const field of block.querySelectorAll("input, select, textarea")) {
    const values = byName.get(field.name) ?? [];
    if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
    else if (field.type !== "hidden" && values.length) field.value = values[0];
  }
  block.dispatchEvent(new Event("change", { bubbles: true }));
}

// As many rows as were kept, and their cells renamed to the rows that stand in the page now.
function inOrder(list, path, entries) {
  const cells = entries.filter(([name]) => inRows(path, name)).map(([name, value]) => [...name.slice(path.length + 1).split("."), value]);
  const numbers = [...new Set(cells.map(([number]) => number))].sort((a, b) => a - b);
  const rows = () => [...list.querySelectorAll("tbody > tr")];
  while (rows().length < numbers.length) list.querySelector("[name=add]").click();
  while (rows().length > Math.max(1, numbers.length)) rows().at(-1).querySelector("[name=remove]").click();
  const places = rows().map((row) => row.querySelector("[name=remove]").value);
  return cells.map(([number, column, value]) => [`${places[numbers.indexOf(number)]}.${column}`, value]);
}

export async function afterReading(form, conflicts, desk) {
  tell(form, [["main", form]]);
  if (conflicts.length) (await import("./conflicts.js")).again(conflicts, desk);
}

function tell(form, found) {
  if (!found.length) return;
  const notice = document.createElement("div"), list = document.createElement("ul");
  notice.className = "notice good field"; notice.role = "status"; notice.dataset.restoredTexts = "";
  notice.append(Object.assign(document.createElement("strong"), { textContent: form.dataset.restored }), list);
  for (const [path, block] of found) {
    const link = Object.assign(document.createElement("a"), { href: `#${path}`, textContent: block === form ? form.dataset.title : labelOf(block) });
    list.append(document.createElement("li"));
    list.lastChild.append(link);
  }
  form.prepend(notice);
}

// A form that is one block goes to the server as it was kept; the page is read anew and says so.
async function send(left, form, desk) {
  const conflicts = [];
  for (const one of left) {
    const data = desk.bodyOf([]);
    data.set("seen", one.seen); data.set("page", one.key.split(":").pop());
    for (const [name, value] of one.entries) data.append(name, value);
    const answer = await fetch(form.dataset.autosave, { method: "POST", body: data, headers: { Accept: "application/json" } }).catch(() => null);
    if (!answer?.ok) { setTimeout(() => send(left, form, desk), 30000); return; }
    conflicts.push(...(await answer.json()).conflicts);
    localStorage.removeItem(one.key);
  }
  leave(form.dataset.autosave, conflicts);
  location.reload();
}
