// What every page does where scripts run. Each part finds its elements by a data attribute; nothing is lost without.
"use strict";

(() => {
  // A form is sent once, however often its button is pressed while the answer is under way.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    // Without a connection the browser would put a page of its own in place of what was typed.
    if (!navigator.onLine) {
      event.preventDefault();
      say(document.body.dataset.offline);
      return;
    }
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    for (const button of form.querySelectorAll("button")) button.setAttribute("aria-busy", "true");
  });

  // A page that comes back out of the browser's memory can be sent again.
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) {
      delete form.dataset.sent;
      for (const button of form.querySelectorAll("button")) button.removeAttribute("aria-busy");
    }
  });

  // The connection: said when it is gone, and silent again when it is back.
  const told = document.createElement("p");
  told.className = "offline";
  told.setAttribute("role", "status");
  told.hidden = true;
  const say = (words) => {
    told.hidden = !words;
    told.textContent = words;
  };
  const look = () => say(navigator.onLine ? "" : document.body.dataset.offline);
  window.addEventListener("online", look);
  window.addEventListener("offline", look);
  document.addEventListener("DOMContentLoaded", () => {
    document.body.append(told);
    look();
  });

  // Signed out meanwhile: a part that was only looked at gives way to the whole page, where sign-in leads on.
  // What was sent is not lost: the answer is a page that keeps it, and takes the place of this one.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, requestConfig } = event.detail;
    if (xhr.status === 401 && requestConfig.verb !== "get") {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });
  document.addEventListener("htmx:responseError", (event) => {
    if (event.detail.xhr.status === 401) window.location.reload();
    else say(document.body.dataset.failed);
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.requestConfig.verb !== "get") event.target.setAttribute("aria-busy", "true");
  });
  document.addEventListener("htmx:afterRequest", (event) => event.target.removeAttribute("aria-busy"));
  // A form that htmx has sent leads to a page in place of this one: reading goes on at its beginning.
  document.addEventListener("htmx:afterSettle", (event) => {
    if (!told.isConnected) document.body.append(told);
    look();
    if (event.detail.boosted) (document.querySelector(".faults") ?? document.getElementById("main")).focus();
  });
  document.addEventListener("htmx:sendError", () => say(document.body.dataset.offline));
})();
