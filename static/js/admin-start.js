// Starts Wagtail's pickers and choosers from data beside them: no inline script, also inside dialogs.
(function () {
  "use strict";

  const KNOWN = /^[A-Za-z.]*Chooser$/;

  class StartController extends window.StimulusModule.Controller {
    connect() {
      const { call, arguments: written } = this.element.dataset;
      if (!KNOWN.test(call)) return;
      const start = call.split(".").reduce((place, name) => place && place[name], window);
      if (typeof start !== "function") return;
      const values = JSON.parse(written);
      this.element.remove();
      // What is typed goes to the server, which says if it is no date; the picker would write today instead.
      if (call.startsWith("init")) start(values[0], { ...values[1], validateOnBlur: false });
      else new start(...values);
    }
  }

  window.wagtail.app.register("durvis-start", StartController);
})();
