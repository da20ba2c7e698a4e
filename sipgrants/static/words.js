// Counts the words that are left while one types. Chinese and Arabic are counted as their languages count.
const lang = document.documentElement.lang;
const segmenter = window.Intl?.Segmenter && new Intl.Segmenter(lang, { granularity: "word" });
const wordsOf = (text) => segmenter
  ? [...segmenter.segment(text)].filter((part) => part.isWordLike).length
  : text.split(/\s+/).filter(Boolean).length;

for (const field of document.querySelectorAll("[data-words]")) {
  const left = document.getElementById(field.id + "-words")?.querySelector("[data-left]");
  if (!left) continue;
  const show = () => {
    const number = Number(field.dataset.words) - wordsOf(field.value);
    left.hidden = false;
    left.querySelector("b").textContent = number.toLocaleString(lang);
    left.classList.toggle("error-ink", number < 0);
  };
  field.addEventListener("input", show);
  show();
}
