// Both texts beside the question, and the choice between them; typing goes on meanwhile.
export function show(conflicts, desk) {
  for (const one of conflicts) {
    const block = one.ref ? rowOf(one.ref) : desk.find(one.path), before = block?.querySelector("[data-beside]");
    if (!block || before?.dataset.mark === one.mark) continue;
    before?.remove();
    const made = document.createRange().createContextualFragment(one.beside).firstElementChild;
    made.dataset.mark = one.mark;
    (block.tagName === "TR" ? block.cells[0] : block).prepend(made);
    made.addEventListener("click", (event) => {
      const chosen = event.target.closest("[data-choose]")?.dataset.choose;
      if (chosen) choose[chosen](one, block, made, desk);
    });
  }
}

// A row of a plan is found by what stands in its hidden field.
const named = (ref) => [...document.querySelectorAll("form[data-autosave] input[type=hidden]")].find((one) => one.value === ref && /\.(id|lines)$/.test(one.name));
const rowOf = (ref) => named(ref)?.closest("tr, .field, fieldset");

const choose = {
  mine(one, block, made, desk) {
    made.remove();
    desk.note(one.mark); desk.free(one.path);
    block.querySelector("input:not([type=hidden]), select, textarea")?.focus();
    desk.save();
  },
  async theirs(one, block, made, desk) {
    await desk.save(); // what was typed last is kept aside first
    made.remove();
    desk.note(one.mark);
    const field = one.theirs ? desk.replace(one.path, one.theirs) : fill(block, one.values, one.ref);
    desk.free(one.path);
    field.querySelector("input:not([type=hidden]), select, textarea")?.focus();
    desk.changed();
  },
};

export function fill(block, values, ref) {
  const start = ref ? named(ref).name.replace(/[a-z]+$/, "") : "";
  for (const field of block.querySelectorAll("input:not([type=hidden]), select, textarea")) {
    const name = field.name.startsWith(start) ? field.name.slice(start.length) : "";
    if (!(name in values)) continue;
    const value = values[name];
    if (field.type === "checkbox") field.checked = Array.isArray(value) ? value.map(String).includes(field.value) : Boolean(value);
    else field.value = value;
  }
  return block;
}

// After a page was read anew: what was typed stands in its row again, until one of the two is chosen.
export function again(conflicts, desk) {
  for (const one of conflicts) {
    const block = rowOf(one.ref);
    if (!block) continue;
    fill(block, one.mine, one.ref);
    desk.note(`${one.mark.split(":")[0]}:-`);
    desk.note("-"); // nor is the whole as the page says that it saw it
  }
  show(conflicts, desk);
}
