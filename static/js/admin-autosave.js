// What is written while a draft is being saved is saved next.
// Wagtail takes whatever stands in the form when a save ends for what was sent, so it would wait for
// another change, and let the editor leave without a warning (Wagtail 8.0, w-unsaved#clear).
(function () {
  "use strict";

  // Fields Wagtail itself renews with a save, or does not count as a change.
  const NOT_WRITTEN = /^(csrfmiddlewaretoken|next|loaded_revision_.*|overwrite_revision_id|comments-.*)$/;
  const sent = new WeakMap();

  const written = (data, name) =>
    data.getAll(name).map((value) => (value instanceof File ? `${value.name} ${value.size}` : value)).join("\n");

  document.addEventListener("w-autosave:save", (event) => sent.set(event.target, event.detail.formData));

  document.addEventListener("w-autosave:success", (event) => {
    const form = event.target;
    const before = sent.get(form);
    if (!before) return;
    const renewed = new Set(Object.keys((event.detail.response || {}).field_updates || {}));
    const now = new FormData(form);
    const changed = [...new Set(before.keys())].some(
      (name) => !NOT_WRITTEN.test(name) && !renewed.has(name) && written(before, name) !== written(now, name)
    );
    if (changed) {
      form.dispatchEvent(
        new CustomEvent("w-unsaved:add", { bubbles: true, cancelable: true, detail: { type: "edits" } })
      );
    }
  });
})();
