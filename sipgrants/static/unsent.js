// Texts that still wait on this device, on whatever page their writer is: where they belong, what they say, and a way to be rid of them.
const made = (tag, more, ...children) => { const node = Object.assign(document.createElement(tag), more); node.append(...children); return node; };

export function show(notice, waiting) {
  const list = made("ul", {});
  for (const [key, one] of waiting) {
    const text = one.entries.filter(([name, value]) => !/^asked$|\.(id|lines|key)$/.test(name) && value.trim()).map(([, value]) => value).join("\n\n");
    const away = made("button", { type: "button", className: "link", textContent: notice.dataset.away });
    const row = made("li", {}, made("a", { href: one.url, textContent: one.title }), " ", new Date(one.at).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" }),
      made("details", {}, made("summary", { textContent: text.slice(0, 60) || "…" }), made("pre", { textContent: text, className: "scroll" })), away);
    away.addEventListener("click", () => { localStorage.removeItem(key); row.remove(); notice.hidden = !list.children.length; });
    list.append(row);
  }
  notice.append(list);
  notice.hidden = false;
}
