// Files of a case: announced to us, then posted straight to the storage, each with its own progress. A form with
// data-upload says where to announce, what is allowed, and the words; it stays hidden where no script runs.
"use strict";

(() => {
  const line = (list, name) => {
    const item = document.createElement("li");
    const label = document.createElement("span");
    label.dir = "auto";
    label.textContent = name;
    const bar = document.createElement("progress");
    bar.max = 100;
    bar.value = 0;
    bar.setAttribute("aria-label", name);
    const state = document.createElement("span");
    state.className = "quiet";
    item.append(label, bar, state);
    list.append(item);
    const end = (text, bad) => {
      bar.remove();
      state.textContent = text;
      state.className = bad ? "bad" : "quiet";
    };
    return { bar, state, end };
  };

  const announce = async (address, file) => {
    const body = new URLSearchParams({ filename: file.name, content_type: file.type, size: String(file.size) });
    const answer = await fetch(address, { method: "POST", body, headers: { Accept: "application/json" } });
    if (!answer.ok) throw answer.status;
    return answer.json();
  };

  const send = (lent, file, moved) =>
    new Promise((resolve, reject) => {
      const form = new FormData();
      for (const [name, value] of Object.entries(lent.upload.fields)) form.append(name, value);
      form.append("file", file);
      const request = new XMLHttpRequest();
      request.open("POST", lent.upload.url);
      request.upload.addEventListener("progress", (event) => {
        if (event.lengthComputable) moved(Math.round((100 * event.loaded) / event.total));
      });
      request.addEventListener("load", () => (request.status < 300 ? resolve() : reject(request.status)));
      request.addEventListener("error", () => reject(0));
      request.send(form);
    });

  const one = async (form, list, file) => {
    const words = form.dataset;
    const shown = line(list, file.name);
    if (file.size > Number(words.largest)) return shown.end(words.tooLarge, true);
    if (!form.querySelector("input").accept.split(",").includes(file.type)) return shown.end(words.wrong, true);
    shown.state.textContent = words.sending;
    try {
      await send(await announce(words.upload, file), file, (share) => {
        shown.bar.value = share;
      });
      shown.end(words.done, false);
    } catch (status) {
      shown.end(status === 409 || status === 429 ? words.tooMany : words.failed, true);
    }
    return undefined;
  };

  document.addEventListener("DOMContentLoaded", () => {
    for (const form of document.querySelectorAll("[data-upload]")) {
      form.hidden = false;
      const input = form.querySelector("input[type=file]");
      const list = form.querySelector(".sending");
      input.addEventListener("change", async () => {
        const files = [...input.files];
        input.value = "";
        for (const file of files) await one(form, list, file);
      });
    }
  });
})();
