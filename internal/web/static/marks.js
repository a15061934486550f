"use strict";

// Rows of Kontoanalys that are marked, and their sum: Shift with an arrow, or
// Ctrl and a click.
(() => {
  const output = document.querySelector("output[data-marks]");
  const marked = new Set();

  const amountText = (ore) => {
    const digits = String(Math.abs(ore)).padStart(3, "0");
    const kronor = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, "\u00a0");
    return `${ore < 0 ? "\u2212" : ""}${kronor},${digits.slice(-2)}`;
  };

  const tell = () => {
    let sum = 0;
    for (const row of marked) sum += Number(row.dataset.amount);
    output.value = marked.size ? output.dataset.marks.replace("{n}", marked.size).replace("{sum}", amountText(sum)) : "";
  };

  const mark = (row, on) => {
    if (!row?.dataset.amount) return;
    row.classList.toggle("marked", on);
    if (on) marked.add(row); else marked.delete(row);
  };

  const step = (row, down) => {
    const rows = [...row.closest("table").querySelectorAll("tr[data-amount]")];
    return rows[rows.indexOf(row) + (down ? 1 : -1)];
  };

  document.addEventListener("keydown", (e) => {
    const row = e.target.closest?.("tr[data-amount]");
    if (!row || e.target !== row || e.ctrlKey || e.altKey) return;
    if (e.key === "Escape") {
      for (const one of [...marked]) mark(one, false);
    } else if (e.shiftKey && (e.key === "ArrowDown" || e.key === "ArrowUp")) {
      const to = step(row, e.key === "ArrowDown");
      mark(row, true);
      mark(to, true);
      if (to) { row.tabIndex = -1; to.tabIndex = 0; to.focus(); }
    } else return;
    e.preventDefault();
    e.stopImmediatePropagation();
    tell();
  }, true);

  document.addEventListener("click", (e) => {
    const row = e.target.closest("tr[data-amount]");
    if (!row || !(e.ctrlKey || e.metaKey) || e.target.closest("a")) return;
    e.preventDefault();
    mark(row, !marked.has(row));
    tell();
  }, true);
})();
