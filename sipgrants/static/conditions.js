// Shows a question only where its condition is met; without this script it stands there with the condition in words.
const chosen = (name) => [...document.getElementsByName(name)].filter((field) => field.checked || field.tagName === "SELECT").map((field) => field.value);

function show() {
  for (const question of document.querySelectorAll("[data-when]")) {
    const asker = document.getElementsByName(question.dataset.when)[0]?.closest("[data-when]");
    question.hidden = Boolean(asker?.hidden) || !chosen(question.dataset.when).includes(question.dataset.is);
    if (question.nextElementSibling?.matches(".talk")) question.nextElementSibling.hidden = question.hidden;
  }
  for (const words of document.querySelectorAll("[data-condition]")) words.hidden = true;
}
document.addEventListener("change", show);
show();
