// The panels of an e-service's editor: fetched from the last saved draft, again after every save.
(function () {
  "use strict";

  class LiveController extends window.StimulusModule.Controller {
    static values = { address: String, saved: Boolean };

    connect() {
      if (this.savedValue) this.fetch();
    }

    // A page that was just created gets its number with its first save.
    saved(event) {
      const { response } = event.detail || {};
      if (!this.savedValue) {
        if (!response || !response.pk) return;
        this.addressValue = this.addressValue.replace("/0/", `/${response.pk}/`);
        this.savedValue = true;
      }
      this.fetch();
    }

    // Saves follow each other faster than they are checked: only the answer to the last question is shown.
    async fetch() {
      if (this.asking) this.asking.abort();
      const asking = (this.asking = new AbortController());
      let html;
      try {
        const headers = { "X-Requested-With": "XMLHttpRequest" };
        const answer = await fetch(this.addressValue, { headers, signal: asking.signal });
        if (!answer.ok) return;
        html = await answer.text();
      } catch (fault) {
        if (asking.signal.aborted) return;
        throw fault;
      }
      const open = this.element.querySelector("details[open]");
      this.element.innerHTML = html;
      if (open) this.element.querySelectorAll("details").forEach((each) => { each.open = true; });
      const written = this.element.querySelector("[data-keys]");
      if (!written) return;
      this.showKeys(JSON.parse(written.dataset.keys));
      if (!this.arrived) this.show(window.location.hash);
      this.arrived = true;
    }

    // A key made on the server is shown in its empty box; a published one can only be read.
    // The boxes are looked up once: by name, one by one, a form of a hundred questions took seconds.
    showKeys({ keys, published }) {
      const form = document.getElementById("page-edit-form");
      if (!form) return;
      const boxes = new Map([...form.querySelectorAll('input[name$="-value-key"]')].map((box) => [box.name, box]));
      const frozen = new Set(published);
      form.querySelectorAll('input[name$="-id"]').forEach((id) => {
        const box = boxes.get(id.name.replace(/-id$/, "-value-key"));
        if (!box || !(id.value in keys)) return;
        box.classList.add("eservice-key");
        if (!box.value) box.placeholder = keys[id.value];
        box.readOnly = frozen.has(id.value) && box.value === keys[id.value];
      });
    }

    jump(event) {
      const link = event.target.closest('a[href^="#block-"]');
      if (link && this.show(link.hash)) event.preventDefault();
    }

    // Show a block wherever it is: open its tab and whatever is folded around it.
    show(hash) {
      const block = hash.startsWith("#block-") && document.getElementById(hash.slice(1));
      if (!block) return false;
      const tab = block.closest("[role=tabpanel]");
      if (tab && tab.hidden) document.querySelector(`[role=tab][href="#${tab.id}"]`).click();
      for (let around = block; around; around = around.parentElement.closest("[data-panel]")) {
        const toggle = around.querySelector("[data-panel-toggle]");
        if (toggle && toggle.getAttribute("aria-expanded") === "false") toggle.click();
      }
      const field = block.querySelector("input:not([type=hidden]), textarea, select");
      if (field) field.focus({ preventScroll: true });
      window.requestAnimationFrame(() => block.scrollIntoView({ behavior: "instant" }));
      return true;
    }
  }

  window.wagtail.app.register("durvis-live", LiveController);
})();
