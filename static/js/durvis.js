// Niceties over pages that work without this file: focus on errors, counting characters,
// sending files at once with progress, showing only the fields that belong to a choice, printing.
(function () {
  "use strict";

  const each = (root, selector, act) => root.querySelectorAll(selector).forEach(act);

  function focusOnErrors(page) {
    const summary = page.querySelector("[data-error-summary]");
    if (!summary) return;
    summary.focus();
    summary.addEventListener("click", (event) => {
      const link = event.target.closest("a[href^='#']");
      const input = link && document.getElementById(link.getAttribute("href").slice(1));
      if (!input) return;
      event.preventDefault();
      openAround(input);
      (input.closest(".govuk-form-group") || input).scrollIntoView();
      input.focus({ preventScroll: true });
    });
  }

  // Staff fill in one form after another by keyboard.
  function focusFirst(form) {
    if (document.querySelector("[data-error-summary]") || location.hash) return;
    form.querySelector("input:not([type=hidden]), textarea, select")?.focus();
  }

  function openAround(input) {
    const folded = input.closest("details");
    if (folded) folded.open = true;
  }

  function countCharacters(box) {
    const said = document.getElementById(`${box.id}-limit`);
    if (!said) return;
    const limit = Number(box.dataset.limit);
    const plain = said.textContent;
    said.setAttribute("aria-live", "polite");
    const tell = () => {
      const left = limit - Array.from(box.value).length;
      said.classList.toggle("d-count--over", left < 0);
      said.textContent = left > limit * 0.25 ? plain : `${left < 0 ? said.dataset.over : said.dataset.left} ${Math.abs(left)}`;
    };
    box.addEventListener("input", tell);
    tell();
  }

  function showFieldsOfKind(question) {
    const parts = question.querySelectorAll("[data-for-kinds]");
    const tell = () => {
      const chosen = question.querySelector("input[type=radio]:checked");
      parts.forEach((part) => {
        part.hidden = !chosen || !part.dataset.forKinds.split(" ").includes(chosen.value);
      });
    };
    question.addEventListener("change", tell);
    tell();
  }

  // The form goes exactly as the browser would send it, only with progress; the answer is the next page.
  function sendWithProgress(form, button, input) {
    const request = new XMLHttpRequest();
    const body = new FormData(form);
    if (button && button.name) body.append(button.name, button.value);
    const bar = document.createElement("progress");
    const said = document.createElement("p");
    said.className = "govuk-hint";
    said.setAttribute("role", "status");
    said.textContent = input.dataset.sending;
    bar.max = 100;
    bar.setAttribute("aria-label", input.dataset.sending);
    input.after(said, bar);
    form.dataset.sending = "yes";
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) bar.value = (100 * event.loaded) / event.total;
    });
    const plainly = () => {
      said.remove();
      bar.remove();
      delete form.dataset.sending;
      form.dataset.plain = "yes";
      form.requestSubmit(button || undefined);
    };
    request.addEventListener("load", () => {
      const here = location.href.split("#")[0];
      if (request.status >= 400 && request.status !== 413) return plainly();
      if (request.responseURL && request.responseURL.split("#")[0] !== here) return location.assign(request.responseURL);
      document.open();
      document.write(request.responseText);
      document.close();
    });
    request.addEventListener("error", plainly);
    request.open("POST", form.action);
    request.send(body);
  }

  function tooLarge(input) {
    const limit = Number(input.dataset.maxBytes);
    const found = Array.from(input.files).some((file) => file.size > limit);
    const id = `${input.id}-too-large`;
    const old = document.getElementById(id);
    if (old) old.remove();
    if (!found) return false;
    const said = document.createElement("p");
    said.id = id;
    said.className = "govuk-error-message";
    said.setAttribute("role", "alert");
    said.textContent = input.dataset.tooLarge;
    input.before(said);
    input.value = "";
    return true;
  }

  function sendFilesAtOnce(input) {
    const form = input.form;
    const attach = form && form.querySelector(`button[name=attach][value="${CSS.escape(input.name)}"]`);
    if (!attach) return;
    attach.closest("p").hidden = true;
    input.addEventListener("change", () => {
      if (input.files.length && !tooLarge(input)) form.requestSubmit(attach);
    });
  }

  function guardForm(form) {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sending) return event.preventDefault();
      const input = Array.from(form.querySelectorAll("[data-slot-input]")).find((one) => one.files.length);
      if (!input || form.dataset.plain) return undefined;
      event.preventDefault();
      return sendWithProgress(form, event.submitter, input);
    });
  }

  // Away at once: the page goes blank, and "Back" in the browser does not lead to it. Escape three times does the same.
  function leaveAtOnce(link) {
    let pressed = [];
    const away = () => {
      document.documentElement.hidden = true;
      document.title = link.host;
      location.replace(link.href);
    };
    link.addEventListener("click", (event) => {
      event.preventDefault();
      away();
    });
    document.addEventListener("keydown", (event) => {
      pressed = event.key === "Escape" ? [...pressed, event.timeStamp].filter((at) => event.timeStamp - at < 2000) : [];
      if (pressed.length === 3) away();
    });
  }

  // Links to pages whose titles have the words typed so far; an answer that comes late is not shown.
  function suggest(input) {
    const box = document.getElementById(input.dataset.suggestTo);
    const [status, list] = box.children;
    let waiting;
    function show(links) {
      list.replaceChildren(
        ...links.map(({ title, href }) => {
          const item = document.createElement("li");
          item.append(Object.assign(document.createElement("a"), { className: "govuk-link", textContent: title, href }));
          return item;
        })
      );
      box.hidden = !links.length;
      status.textContent = links.length ? `${list.getAttribute("aria-label")}: ${links.length}` : "";
    }
    async function ask() {
      const typed = input.value.trim();
      if (typed.length < 2) return show([]);
      const answer = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(typed)}`).catch(() => null);
      if (answer?.ok && typed === input.value.trim()) show((await answer.json()).suggestions);
    }
    input.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(ask, 150);
    });
    input.form.addEventListener("keydown", (event) => {
      const stops = [input, ...list.querySelectorAll("a")];
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (event.key === "Escape" && !box.hidden) {
        show([]);
        input.focus();
      }
      if (!step || box.hidden) return;
      event.preventDefault();
      stops[stops.indexOf(document.activeElement) + step]?.focus();
    });
  }

  function offerPrinting(button) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }

  // At a computer that strangers share: asks after five quiet minutes, finishes a minute later.
  const QUIET = 5 * 60 * 1000;
  const GRACE = 60 * 1000;

  function finishWhenNobodyIsHere(page) {
    const sure = page.querySelector("form[data-submit-in]");
    if (sure) return setTimeout(() => sure.requestSubmit(), GRACE);
    const shared = document.cookie.split("; ").some((each) => each.startsWith("shared_computer="));
    return shared && askWhenQuiet(page.getElementById("idle"));
  }

  function askWhenQuiet(dialog) {
    let waiting;
    const stir = () => {
      clearTimeout(waiting);
      waiting = setTimeout(ask, QUIET);
    };
    const calm = (event) => (dialog && dialog.open ? undefined : stir(event));
    function ask() {
      if (!dialog) return location.assign(`/${document.documentElement.lang}/publisks-dators/pabeigt/?laiks`);
      dialog.showModal();
      waiting = setTimeout(() => dialog.querySelector("form").requestSubmit(), GRACE);
    }
    ["keydown", "pointerdown", "pointermove", "wheel"].forEach((kind) => addEventListener(kind, calm, { passive: true }));
    if (dialog) {
      dialog.addEventListener("close", stir);
      dialog.querySelector("[data-stay]").addEventListener("click", () => dialog.close());
    }
    stir();
  }

  // A page the browser kept whole is asked for anew: it may have been closed meanwhile.
  function neverFromMemory(event) {
    if (event.persisted && document.querySelector("#idle")) location.reload();
  }

  const page = document;
  addEventListener("pageshow", neverFromMemory);
  finishWhenNobodyIsHere(page);
  focusOnErrors(page);
  each(page, "[data-focus-first]", focusFirst);
  each(page, "textarea[data-limit]", countCharacters);
  each(page, "[data-personal-code]", showFieldsOfKind);
  each(page, "[data-slot-input]", sendFilesAtOnce);
  each(page, "form[enctype='multipart/form-data']", guardForm);
  each(page, "[data-suggest]", suggest);
  each(page, "[data-leave-at-once]", leaveAtOnce);
  each(page, "[data-print]", offerPrinting);
})();
