// The desk's lists and cases where scripts run: deadlines tick, the list refreshes itself, and keys move through it.
"use strict";

(() => {
  const kept = (name) => localStorage.getItem(name) !== "off";
  const all = (selector) => [...document.querySelectorAll(selector)];

  // The words and the rule are those of countdowns.py.
  const left = (due, words) => {
    const seconds = (due - Date.now()) / 1000;
    const minutes = Math.floor(Math.abs(seconds) / 60);
    const [days, hours] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60)];
    const named = [["days", days], ["hours", hours], ["minutes", days ? 0 : minutes % 60]];
    const said = named.filter(([, count]) => count).map(([unit, count]) => words[unit].replace("{0}", count));
    return words[seconds < 0 ? "late" : "left"].replace("{0}", said.join(" ") || words.moment);
  };
  const tick = () => {
    const told = document.querySelector("[data-left]");
    if (!told) return;
    const words = JSON.parse(told.dataset.left);
    for (const time of all("time[data-due]")) {
      const due = Date.parse(time.dateTime);
      time.textContent = left(due, words);
      if (due < Date.now()) time.className = "late";
    }
  };

  // What was ticked, and where one was, outlives a refresh.
  let before = null;
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.target.id === "list")
      before = {
        ticked: all("#list input:checked").map((box) => box.id),
        focus: document.activeElement?.id,
        row: all("[data-row]").findIndex((row) => row.contains(document.activeElement)),
      };
  });
  document.addEventListener("htmx:afterSettle", () => {
    if (!before) return;
    for (const id of before.ticked) {
      const box = document.getElementById(id);
      if (box) box.checked = true;
    }
    // Where its case has left the list, the one in its place is next.
    const links = all("[data-row] a");
    const place = before.row < 0 ? null : links[Math.min(before.row, links.length - 1)] ?? document.getElementById("main");
    ((before.focus && document.getElementById(before.focus)) || place)?.focus({ preventScroll: true });
    before = null;
    count();
    tick();
  });
  const count = () => {
    const told = document.querySelector("[data-selected]");
    const ticked = all("#list input:checked").length;
    if (told) told.textContent = ticked ? told.dataset.told.replace("{0}", ticked) : "";
  };
  const command = () => {
    const chosen = document.querySelector("#bulk [name=command]");
    if (!chosen) return;
    for (const part of all("#bulk [data-for]")) part.hidden = part.dataset.for !== chosen.value;
  };

  const typing = (target) => target.closest("input, textarea, select, dialog, [contenteditable]") !== null;
  const move = (step) => {
    const links = all("[data-row] a");
    const at = links.indexOf(document.activeElement?.closest("[data-row]")?.querySelector("a"));
    links[at < 0 ? 0 : Math.min(links.length - 1, Math.max(0, at + step))]?.focus();
  };
  const help = () => document.querySelector("dialog[data-keys]")?.showModal();
  const keys = { j: () => move(1), k: () => move(-1), "/": () => document.querySelector("[data-find]")?.focus(), "?": help };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    if (typing(event.target) || !kept("keys")) return;
    event.preventDefault();
    keys[event.key]();
  });

  document.addEventListener("DOMContentLoaded", () => {
    for (const each of all("[data-help], [data-scripted]")) each.hidden = false;
    document.querySelector("[data-help]")?.addEventListener("click", help);
    document.querySelector("[data-close]")?.addEventListener("click", (event) => event.target.closest("dialog").close());
    for (const [selector, name] of [["[data-keys-on]", "keys"], ["[data-refresh]", "refresh"]]) {
      const box = document.querySelector(selector);
      if (!box) continue;
      box.checked = kept(name);
      box.addEventListener("change", () => localStorage.setItem(name, box.checked ? "on" : "off"));
    }
    document.addEventListener("change", () => {
      count();
      command();
    });
    count();
    command();
    tick();
    setInterval(tick, 15000);
    setInterval(() => {
      const list = document.getElementById("list");
      if (list && !document.hidden && kept("refresh")) htmx.trigger(list, "refresh");
    }, 60000);
  });
})();
