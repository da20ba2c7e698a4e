// Counts the words that are left while one types, as the server does (questionnaires/texts.py): what stands between spaces and
// holds a letter or a figure; of scripts written without spaces five characters count as three words.
const lang = document.documentElement.lang;
const DENSE = /[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/gu;
const wordsOf = (text) => text.replace(DENSE, " ").split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length
  + Math.ceil(((text.match(DENSE) || []).length * 3) / 5);

function show(field) {
  const left = document.getElementById(field.id + "-words")?.querySelector("[data-left]");
  if (!left) return;
  const number = Number(field.dataset.words) - wordsOf(field.value);
  left.hidden = false;
  left.querySelector("b").textContent = number.toLocaleString(lang);
  left.classList.toggle("error-ink", number < 0);
}
document.addEventListener("input", (event) => { if (event.target.dataset.words) show(event.target); });
// Also a question that was put in place of another.
document.addEventListener("change", (event) => event.target.querySelectorAll("[data-words]").forEach(show));
document.querySelectorAll("[data-words]").forEach(show);
