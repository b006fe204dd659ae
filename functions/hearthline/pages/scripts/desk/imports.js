// The file of an import: sent straight to the storage with its progress, then on to the page that watches it.
// The names of a file's columns are offered where they are asked for; the file itself is not sent for that.
"use strict";

(() => {
  const send = (form, file, moved) =>
    new Promise((resolve, reject) => {
      const body = new FormData();
      for (const [name, value] of Object.entries(JSON.parse(form.dataset.fields))) body.append(name, value);
      body.append("file", file);
      const request = new XMLHttpRequest();
      request.open("POST", form.dataset.sendTo);
      request.upload.addEventListener("progress", (event) => {
        if (event.lengthComputable) moved(Math.round((100 * event.loaded) / event.total));
      });
      request.addEventListener("load", () => (request.status < 300 ? resolve() : reject(request.status)));
      request.addEventListener("error", () => reject(0));
      request.send(body);
    });

  const offer = async (form) => {
    const file = form.querySelector("[data-peek]").files[0];
    if (!file) return;
    const encoding = form.querySelector("[name='mapping.encoding']").value || "utf-8";
    const text = new TextDecoder(encoding).decode(await file.slice(0, 65536).arrayBuffer());
    const line = text.replace(/^\uFEFF/, "").split(/\r?\n/)[0];
    const delimiter = { tab: "\t" }[form.querySelector("[name='mapping.delimiter']").value] ||
      form.querySelector("[name='mapping.delimiter']").value || ",";
    const list = document.getElementById("columns");
    list.replaceChildren(
      ...line.split(delimiter).map((name) => {
        const option = document.createElement("option");
        option.value = name.trim().replace(/^"|"$/g, "");
        return option;
      }),
    );
  };

  document.addEventListener("DOMContentLoaded", () => {
    const peek = document.querySelector("[data-peek]");
    if (peek) {
      peek.closest("[data-scripted]").hidden = false;
      peek.addEventListener("change", () => offer(peek.form));
    }
    const form = document.querySelector("form[data-send-to]");
    if (!form) return;
    form.hidden = false;
    const [bar, state, button] = ["progress", "output", "button"].map((tag) => form.querySelector(tag));
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const file = form.querySelector("input[type=file]").files[0];
      if (!file) return;
      if (file.size > Number(form.dataset.largest) || !file.size) {
        state.textContent = file.size ? form.dataset.tooLarge : form.dataset.empty;
        return;
      }
      bar.hidden = false;
      button.disabled = true;
      state.textContent = form.dataset.sending;
      try {
        await send(form, file, (share) => {
          bar.value = share;
        });
        location.assign(form.dataset.then);
      } catch {
        bar.hidden = true;
        button.disabled = false;
        state.textContent = form.dataset.failed;
      }
    });
  });
})();
