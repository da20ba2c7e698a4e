// Both texts beside the question, and the choice between them; typing goes on meanwhile.
export function show(conflicts, desk) {
  for (const one of conflicts) {
    const block = desk.find(one.path);
    if (!block) continue;
    block.querySelector("[data-beside]")?.remove();
    const made = document.createRange().createContextualFragment(one.beside).firstElementChild;
    (block.tagName === "TR" ? block.cells[0] : block).prepend(made);
    made.addEventListener("click", (event) => {
      const chosen = event.target.closest("[data-choose]")?.dataset.choose;
      if (chosen) choose[chosen](one, block, made, desk);
    });
  }
}

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
    const field = one.theirs ? desk.replace(one.path, one.theirs) : fill(block, one.values);
    desk.free(one.path);
    field.querySelector("input:not([type=hidden]), select, textarea")?.focus();
    desk.changed();
  },
};

function fill(block, values) {
  for (const field of block.querySelectorAll("input, select, textarea")) if (field.name in values) field.value = values[field.name];
  return block;
}
