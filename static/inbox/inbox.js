/* The preview beside the list without loading the page again. Every act here also works by links and forms alone. */
(() => {
  "use strict";
  document.querySelector("[data-inbox-print]")?.addEventListener("click", () => window.print());
  document.querySelectorAll("[data-filter]").forEach(filterAsTyped);

  /* Narrows a list to the lines that hold every word typed; Enter opens the first. */
  function filterAsTyped(box) {
    const list = document.getElementById(box.dataset.filter);
    const lines = [...list.querySelectorAll("[data-words]")];
    const folded = () => box.value.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().split(/\s+/);
    box.addEventListener("input", () => {
      const words = folded();
      for (const line of lines) line.hidden = !words.every((word) => line.dataset.words.includes(word));
      list.querySelector("[data-none]").hidden = lines.some((line) => !line.hidden);
    });
    box.form.addEventListener("submit", (event) => {
      const first = lines.find((line) => !line.hidden);
      if (!first || !box.value.trim()) return;
      event.preventDefault();
      location.assign(first.querySelector("a").href);
    });
  }

  const inbox = document.querySelector("[data-inbox]");
  if (!inbox) return;
  const preview = inbox.querySelector("[data-inbox-preview]");
  const links = () => [...inbox.querySelectorAll("[data-inbox-open]")];
  const current = () => inbox.querySelector("[data-inbox-open][aria-current]");
  let wanted = null;

  function mark(link) {
    for (const each of links()) {
      each.toggleAttribute("aria-current", false);
      each.closest("tr").classList.remove("inbox-table__open");
    }
    link.setAttribute("aria-current", "true");
    link.closest("tr").classList.add("inbox-table__open");
  }

  /* Opens the case in the preview; whatever goes wrong, the link itself is followed. */
  async function open(link) {
    wanted = link;
    mark(link);
    link.focus({ preventScroll: true });
    link.closest("tr").scrollIntoView({ block: "nearest" });
    const back = encodeURIComponent(location.pathname + without(location.search));
    try {
      const answer = await fetch(`${inbox.dataset.inbox}${link.dataset.inboxOpen}/preview/?back=${back}`, {
        headers: { "X-Requested-With": "XMLHttpRequest" },
      });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      const html = await answer.text();
      if (wanted !== link) return;
      preview.innerHTML = html;
      preview.scrollTop = 0;
      inbox.classList.add("inbox--open");
      history.replaceState(null, "", link.href);
    } catch {
      location.assign(link.href);
    }
  }

  function without(search) {
    const params = new URLSearchParams(search);
    params.delete("open");
    params.delete("done");
    return params.size ? `?${params}` : "";
  }

  function move(step) {
    const all = links();
    const at = all.indexOf(current());
    const next = at < 0 ? all[step > 0 ? 0 : all.length - 1] : all[at + step];
    if (next) open(next);
  }

  const typing = (element) => element.closest("input:not([type=checkbox]), select, textarea, [contenteditable]");
  const steps = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key in steps) {
      event.preventDefault();
      move(steps[event.key]);
    } else if (event.key === "/") {
      event.preventDefault();
      inbox.querySelector("[data-inbox-search]").focus();
    } else if (event.key === "Enter" && !event.repeat && !event.target.closest("button, summary, a:not([data-inbox-open])")) {
      register(event);
    }
  });

  /* Enter on the line that is already open registers it; on another line it opens that line. */
  function register(event) {
    const link = event.target.closest("[data-inbox-open]") || current();
    const form = preview.querySelector("#register-application");
    if (link !== current() || !form || shown() !== link.dataset.inboxOpen) return;
    event.preventDefault();
    form.requestSubmit();
  }

  const shown = () => preview.querySelector("[data-inbox-case]")?.dataset.inboxCase;

  inbox.addEventListener("click", (event) => {
    const link = event.target.closest("[data-inbox-open]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    open(link);
  });

  /* A second click while the first is on its way would ask for a second number and be told so: spare the question. */
  inbox.addEventListener("submit", (event) => {
    if (event.target.id !== "register-application") return;
    if (event.target.dataset.sent) event.preventDefault();
    event.target.dataset.sent = "yes";
  });

  const opened = current();
  if (opened) opened.focus({ preventScroll: true });
})();
