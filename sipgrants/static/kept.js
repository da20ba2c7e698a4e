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

// A browser may forbid its stores, or they may be full: then only the open page holds the text, and says so.
const stored = (work, otherwise) => { try { return work(); } catch { return otherwise; } };

export const keep = (person, address, page, what) => stored(() => { localStorage.setItem(name(person, address, page), JSON.stringify(what)); return true; }, false);
export const forget = (person, address, page) => stored(() => localStorage.removeItem(name(person, address, page)));

// What other windows left, earlier ones first.
export function others(person, address, page) {
  const keys = stored(() => Object.keys(localStorage), []).filter((key) => key.startsWith(`kept:${person}:${address}:`) && !(page && key.endsWith(`:${page}`)));
  return keys.flatMap((key) => stored(() => [{ key, ...JSON.parse(localStorage.getItem(key)) }], [])).sort((one, other) => one.at - other.at);
}

// A word from a page to itself, read anew.
export const leave = (address, what) => stored(() => sessionStorage.setItem(`restored:${address}`, JSON.stringify(what)));
export const take = (address) => stored(() => {
  const found = sessionStorage.getItem(`restored:${address}`);
  sessionStorage.removeItem(`restored:${address}`);
  return JSON.parse(found);
}, null);
