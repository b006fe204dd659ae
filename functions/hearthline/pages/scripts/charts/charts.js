// Charts of tables: each figure drawn stands in a table of the page, which is read where no chart is drawn.
// <figure data-chart="bar|line|stacked" data-table="id"><canvas></canvas></figure>; the first column of the table
// names the points, each further one is a series, named by its head; a cell's figure is its data-value or its text.
// With data-column only that column is drawn.
"use strict";

(() => {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(`--${name}`).trim();
  const palette = () => [colour("accent"), colour("good"), colour("bad"), colour("edge"), colour("ink")];

  const figure = (cell) => {
    const text = cell.dataset.value ?? cell.textContent.trim();
    return text === "" || Number.isNaN(Number(text)) ? null : Number(text);
  };

  const draw = (holder) => {
    const table = document.getElementById(holder.dataset.table);
    const one = Number(holder.dataset.column ?? 0);
    const from = one || 1;
    const heads = [...table.tHead.rows[0].cells].slice(from, one ? one + 1 : undefined);
    const rows = [...table.tBodies[0].rows];
    const kind = holder.dataset.chart;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    new Chart(holder.querySelector("canvas"), {
      type: kind === "line" ? "line" : "bar",
      data: {
        labels: rows.map((row) => row.cells[0].textContent.trim()),
        datasets: heads.map((head, place) => ({
          label: head.textContent.trim(),
          data: rows.map((row) => figure(row.cells[place + from])),
          backgroundColor: palette()[place % 5],
          borderColor: palette()[place % 5],
          spanGaps: false,
        })),
      },
      options: {
        animation: still ? false : { duration: 200 },
        maintainAspectRatio: false,
        indexAxis: holder.dataset.across ? "y" : "x",
        color: colour("ink"),
        plugins: { legend: { display: heads.length > 1, labels: { color: colour("ink") } } },
        scales: {
          x: { stacked: kind === "stacked", ticks: { color: colour("quiet") }, grid: { color: colour("line") } },
          y: {
            stacked: kind === "stacked", beginAtZero: true, max: holder.dataset.most ? Number(holder.dataset.most) : undefined,
            ticks: { color: colour("quiet") }, grid: { color: colour("line") },
          },
        },
      },
    });
  };

  document.addEventListener("DOMContentLoaded", () => {
    for (const holder of document.querySelectorAll("[data-chart]")) draw(holder);
  });
})();
