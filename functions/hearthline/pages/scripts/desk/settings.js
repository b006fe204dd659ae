// A file that somebody chose is read into the text that is sent; without script one pastes it.
"use strict";

(() => {
  for (const reader of document.querySelectorAll("[data-reads]")) {
    reader.hidden = false;
    reader.querySelector("input").addEventListener("change", async (event) => {
      const [file] = event.target.files;
      if (file) document.getElementById(reader.dataset.reads).value = await file.text();
    });
  }
})();
