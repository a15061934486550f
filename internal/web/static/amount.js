"use strict";

// Amounts as the server reads and writes them.
globalThis.amount = (() => {
  // ore reads 1 234,50, 1234.50, 5-, 1200+350. null when it cannot be read, 0
  // when nothing is written.
  const ore = (text) => {
    let s = text.replace(/[\s\u00a0\u202f']/g, "").replace(/[\u2212\u2013\u2014]/g, "-");
    if (s === "") return 0;
    if (/^\d[\d.,]*-$/.test(s)) s = "-" + s.slice(0, -1);
    let total = 0;
    for (const term of s.match(/[+-]*[^+-]+/g) ?? []) {
      const sign = (term.match(/-/g) ?? []).length % 2 ? -1 : 1;
      const number = term.replace(/^[+-]+/, "").replace(",", ".");
      if (!/^\d{1,13}(\.\d{0,2})?$/.test(number)) return null;
      const [kronor, decimals = ""] = number.split(".");
      total += sign * (Number(kronor) * 100 + Number((decimals + "00").slice(0, 2)));
    }
    return /[+-]$/.test(s) || !Number.isSafeInteger(total) ? null : total;
  };

  const text = (n) => {
    const [kronor, rest] = [Math.floor(Math.abs(n) / 100), Math.abs(n) % 100];
    const thousands = String(kronor).replace(/\B(?=(\d{3})+$)/g, "\u00a0");
    return `${n < 0 ? "\u2212" : ""}${thousands},${String(rest).padStart(2, "0")}`;
  };

  // An amount is written out when its field is left; what cannot be read stays.
  document.addEventListener("focusout", (e) => {
    if (!e.target.matches("input[data-amount], input[data-ore], [data-rows-of-entry] input.num")) return;
    const n = ore(e.target.value);
    if (n !== null && e.target.value.trim() !== "") e.target.value = text(n);
  });

  return { ore, text };
})();
