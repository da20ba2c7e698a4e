// Texts that wait on this device: one entry for each person, page and window, so that nobody else ever sends or sees them.
const name = (person, address, page) => `kept:${person}:${address}:${page}`;

export const entriesOf = (node, initial = false) => [...node.querySelectorAll("input, select, textarea")].flatMap((field) => {
  if (!field.name || field.disabled || ["file", "submit"].includes(field.type) || field.name === "csrf_token") return [];
  if (["page", "seen", "whose"].includes(field.name)) return [];
  if (["checkbox", "radio"].includes(field.type)) return (initial ? field.defaultChecked : field.checked) ? [[field.name, field.value]] : [];
  if (!initial) return [[field.name, field.value]];
  if (field.tagName === "SELECT") return [[field.name, ([...field.options].find((one) => one.defaultSelected) ?? field.options[0])?.value ?? ""]];
  return [[field.name, field.type === "hidden" ? field.value : field.defaultValue]];
});

export function keep(person, address, page, what) {
  try { localStorage.setItem(name(person, address, page), JSON.stringify(what)); } catch { /* a full or forbidden store: the page itself still holds them */ }
}
export const forget = (person, address, page) => localStorage.removeItem(name(person, address, page));

// What other windows left, earlier ones first; all addresses where none is named.
export function others(person, address = "", page = "") {
  const mine = `kept:${person}:${address}`;
  return Object.keys(localStorage).filter((key) => key.startsWith(mine) && !(page && key.endsWith(`:${page}`)))
    .map((key) => ({ key, ...JSON.parse(localStorage.getItem(key)) })).sort((one, other) => one.at - other.at);
}
