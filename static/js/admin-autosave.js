// Saving a draft by itself, without losing the last words and without getting in the way of "Publish".
(function () {
  "use strict";

  // Fields Wagtail itself renews with a save, or does not count as a change.
  const NOT_WRITTEN = /^(csrfmiddlewaretoken|next|loaded_revision_.*|overwrite_revision_id|comments-.*)$/;
  const PATIENCE = 10 * 1000;
  const sent = new WeakMap();
  const waiting = new WeakMap();
  const leaving = new WeakSet();

  const written = (data, name) =>
    data.getAll(name).map((value) => (value instanceof File ? `${value.name} ${value.size}` : value)).join("\n");

  // Wagtail takes whatever stands in the form when a save ends for what was sent, so it would wait for another change,
  // and let the editor leave without a warning (Wagtail 8.0, w-unsaved#clear).
  function saveWhatWasWrittenMeanwhile(form, before, renewed) {
    const now = new FormData(form);
    const changed = [...new Set(before.keys())].some(
      (name) => !NOT_WRITTEN.test(name) && !renewed.has(name) && written(before, name) !== written(now, name)
    );
    if (changed) {
      form.dispatchEvent(
        new CustomEvent("w-unsaved:add", { bubbles: true, cancelable: true, detail: { type: "edits" } })
      );
    }
  }

  document.addEventListener("w-autosave:save", (event) => {
    if (leaving.has(event.target)) event.preventDefault();
    else sent.set(event.target, event.detail.formData);
  });

  function ended(event) {
    const form = event.target;
    const before = sent.get(form);
    sent.delete(form);
    if (waiting.has(form)) {
      const button = waiting.get(form);
      waiting.delete(form);
      // Its spinner has switched it off by now, and a button that is off would not be sent.
      if (button) button.disabled = false;
      // Somebody else has saved meanwhile: Wagtail says so, and the editor decides.
      if ((event.detail || {}).type !== "invalid_revision") form.requestSubmit(button);
    } else if (before && event.type === "w-autosave:success") {
      const answer = event.detail.response || {};
      saveWhatWasWrittenMeanwhile(form, before, new Set(Object.keys(answer.field_updates || {})));
    }
  }
  document.addEventListener("w-autosave:success", ended);
  document.addEventListener("w-autosave:error", ended);

  // A button pressed while a save is on its way waits for it: the server would take the one that comes second for
  // the newer, and warn the editor of their own words in "another window".
  document.addEventListener(
    "submit",
    (event) => {
      if (!sent.has(event.target)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      waiting.set(event.target, event.submitter);
      // A save that never ends must not keep the editor from publishing.
      setTimeout(() => waiting.has(event.target) && ended({ type: "given-up", target: event.target }), PATIENCE);
    },
    true
  );
  window.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) leaving.add(event.target);
  });
})();
