// The session ended while somebody was typing: asks for the sign-in over the page. Resolves to the new token, or to nothing.
const ownPage = async () => fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);

async function send(form, token, person, wrong) {
  const data = new FormData(form);
  data.set("csrf_token", token);
  const answer = await fetch(form.action, { method: "POST", body: data, headers: { Accept: "application/json" } }).catch(() => null);
  const heard = answer && await answer.json().catch(() => null);
  if (answer?.ok && heard?.person === person) return heard.token;
  wrong.textContent = (answer?.ok ? form.dataset.other : heard?.message) || form.dataset.unreachable;
  wrong.hidden = false;
  return "";
}

export function ask({ html, token }, person) {
  const dialog = document.createRange().createContextualFragment(html).firstElementChild;
  const form = dialog.querySelector("form"), wrong = dialog.querySelector("[data-wrong]");
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    const end = (found) => { window.removeEventListener("focus", look); dialog.remove(); resolve(found); };
    // Signed in beside this page: its own token is on the page as it is served now.
    const look = async () => {
      const answer = await ownPage();
      if (!answer?.ok || answer.redirected) return;
      const found = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (found.querySelector("[name=whose]")?.value === person) end(found.querySelector("[name=csrf_token]").value);
    };
    window.addEventListener("focus", look);
    form.addEventListener("submit", async (event) => {
      event.preventDefault(); event.stopPropagation();
      const found = await send(form, token, person, wrong);
      if (found) end(found);
    });
    dialog.querySelector("[data-later]").addEventListener("click", () => end(""));
    dialog.addEventListener("cancel", () => end(""));
  });
}
