"use strict";

// Rows that are walked with the keyboard, the panel that follows them, rows
// that open in place and the export dialog. Every page works without this file.
(() => {
  const typing = (el) => el instanceof Element && el.closest("input:not([type=checkbox]), textarea, select") !== null;
  const go = (address) => { if (address) location.assign(address); };

  // part fetches a piece of a page; when that fails the page itself is opened.
  const part = async (address, signal) => {
    const answer = await fetch(address, { headers: { "HX-Request": "true" }, signal });
    if (answer.redirected || (!answer.ok && answer.status !== 422 && answer.status !== 409)) return null;
    const holder = document.createElement("template");
    holder.innerHTML = await answer.text();
    return holder.content.firstElementChild;
  };

  // The panel of Balansavstämning: P folds it, and this browser remembers.
  const remember = "bokslut-panel";
  const fold = () => document.getElementById("panel-in");
  const keepFold = () => {
    const box = fold();
    if (box) box.checked = localStorage.getItem(remember) === "in";
  };
  document.addEventListener("change", (e) => {
    if (e.target.id === "panel-in") localStorage.setItem(remember, e.target.checked ? "in" : "out");
  });
  keepFold();

  let waiting = 0, asked = null;
  const showPanel = (table, row) => {
    const address = row.dataset.select;
    if (!address || !table.dataset.panel) return;
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      asked?.abort();
      asked = new AbortController();
      try {
        const panel = await part(address, asked.signal);
        if (!panel) return go(address);
        document.querySelector(table.dataset.panel)?.replaceWith(panel);
        keepFold();
        history.replaceState(null, "", address);
      } catch (err) {
        if (err.name !== "AbortError") throw err;
      }
    }, 120);
  };

  // A row that opens in place: its arrow or its number.
  const expand = async (link) => {
    const row = link.closest("tr");
    let detail = row.nextElementSibling;
    if (!detail?.matches(".xp")) {
      detail = await part(link.dataset.xp || link.href);
      if (!detail) return go(link.href);
      row.after(detail);
    } else {
      detail.hidden = !detail.hidden;
    }
    link.setAttribute("aria-expanded", String(!detail.hidden));
    link.querySelector("use")?.setAttribute("href", detail.hidden ? "#i-right" : "#i-down");
  };

  const rowsOf = (table) => [...table.querySelectorAll("tbody > tr[data-row]")];

  const choose = (table, row, focus) => {
    const before = table.querySelector("tbody > tr[aria-selected=true]");
    for (const r of rowsOf(table)) {
      r.tabIndex = r === row ? 0 : -1;
      r.setAttribute("aria-selected", String(r === row && (focus || r === before)));
    }
    if (!focus) return;
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
    if (row !== before) showPanel(table, row);
  };

  const open = (row) => {
    const link = row.querySelector("a[data-xp]");
    if (link) return expand(link);
    const panel = document.getElementById("panel-open");
    if (row.dataset.select && panel) return go(panel.href);
    go(row.dataset.open ?? row.dataset.account ?? row.querySelector("a[href]")?.href);
  };

  const nextDiff = (rows, at) => {
    const from = rows.slice(at + 1).concat(rows.slice(0, at + 1));
    return from.find((r) => r.hasAttribute("data-diff"));
  };

  // Rows that can be signed together have a box: Space ticks it, K signs those
  // that are ticked, and the box of the head ticks all.
  const tick = (row) => row.querySelector("input[type=checkbox][form]");
  const ticked = (table) => [...table.querySelectorAll("tbody input[type=checkbox][form]:checked")];
  for (const all of document.querySelectorAll("table[data-grid] input[data-check-all]")) {
    const boxes = all.closest("table").querySelectorAll("tbody input[type=checkbox][form]");
    all.hidden = !boxes.length;
    all.addEventListener("change", () => { for (const box of boxes) box.checked = all.checked; });
  }

  const move = (rows, at, key) => {
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1, PageDown: at + 15, PageUp: at - 15 }[key];
    return to === undefined ? null : rows[Math.max(0, Math.min(to, rows.length - 1))];
  };

  const onKey = (table, e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || typing(e.target)) return;
    if (e.key.toLowerCase() === "k" && ticked(table).length) { // also from the box that ticks all
      e.preventDefault();
      return ticked(table)[0].form.requestSubmit();
    }
    const row = e.target.closest("tr[data-row]");
    if (!row) return;
    const rows = rowsOf(table), at = rows.indexOf(row), key = e.key.toLowerCase();
    const neighbour = { PageUp: "a[rel=prev]", PageDown: "a[rel=next]" }[e.key];
    const link = table.dataset.grid === "konto" && neighbour && document.querySelector(neighbour);
    const target = link ? null : move(rows, at, e.key);
    if (link) link.click();
    else if (target && e.target === row) choose(table, target, true);
    else if (e.key === "Enter" && e.target === row) open(row);
    else if (key === "a" && row.dataset.account) go(row.dataset.account);
    else if (key === "o" && row.dataset.account) window.open(row.dataset.account, "_blank", "noopener");
    else if (key === "c" && row.querySelector("a[data-note]")) go(row.querySelector("a[data-note]").href);
    else if (key === "r" && row.dataset.edit) go(row.dataset.edit);
    else if (key === " " && e.target === row && tick(row)) tick(row).click();
    else if (key === "d" && nextDiff(rows, at)) choose(table, nextDiff(rows, at), true);
    else return;
    e.preventDefault();
  };

  for (const table of document.querySelectorAll("table[data-grid]")) {
    const rows = rowsOf(table);
    if (!rows.length) continue;
    const first = table.querySelector("tbody > tr[data-row][aria-selected=true]") ?? rows[0];
    choose(table, first, false);
    table.addEventListener("keydown", (e) => onKey(table, e));
    table.addEventListener("click", (e) => {
      const xp = e.target.closest("a[data-xp]"), row = e.target.closest("tr[data-row]");
      if (e.defaultPrevented || e.ctrlKey || e.metaKey || e.shiftKey || e.button) return;
      if (xp) { e.preventDefault(); expand(xp); return; }
      if (row && (!e.target.closest("a, button, input, label") || e.target.closest("a")?.hash === "#panel")) {
        e.preventDefault();
        choose(table, row, true);
      }
    });
  }

  document.addEventListener("keydown", (e) => {
    if (e.defaultPrevented || e.ctrlKey || e.metaKey || e.altKey || typing(e.target) || e.key.toLowerCase() !== "p") return;
    const box = fold();
    if (box) { box.click(); e.preventDefault(); }
  });

  // Ctrl C on a row gives its cells to a spreadsheet: tabs between, a decimal
  // comma and no thousands spaces.
  document.addEventListener("copy", (e) => {
    const row = document.activeElement?.closest("table[data-grid] tr[data-row]");
    if (!row || typing(document.activeElement) || String(getSelection())) return;
    const plain = (cell) => {
      const words = cell.innerText.trim();
      return cell.classList.contains("num") ? words.replace(/\u00a0/g, "").replace("\u2212", "-") : words.replace(/\s+/g, " ");
    };
    e.clipboardData.setData("text/plain", [...row.cells].map(plain).join("\t"));
    e.preventDefault();
  });

  // The export dialog. Its own address is the same page without script.
  const wire = (dialog, opener) => {
    dialog.addEventListener("click", (e) => {
      if (e.target.closest("[data-close]")) { e.preventDefault(); dialog.close(); }
    });
    dialog.addEventListener("close", () => { dialog.remove(); opener.focus(); });
    dialog.addEventListener("keydown", (e) => {
      if (e.key.toLowerCase() === "r" && !e.ctrlKey && !typing(e.target)) dialog.querySelector("[data-check]")?.click();
    });
    dialog.addEventListener("submit", async (e) => {
      if (!e.submitter?.hasAttribute("data-check")) return;
      e.preventDefault();
      const query = new URLSearchParams(new FormData(e.target));
      e.submitter.disabled = true;
      const fresh = await part(`${e.target.action}?${query}`);
      if (!fresh) return go(`${e.target.action}?${query}`);
      dialog.replaceChildren(...fresh.childNodes);
      dialog.querySelector("select, [data-check]")?.focus();
    });
  };

  const showDialog = async (opener) => {
    const label = opener.querySelector("span"), text = label?.textContent;
    if (opener.getAttribute("aria-busy") === "true") return;
    opener.setAttribute("aria-busy", "true");
    if (label) label.textContent = opener.dataset.busy;
    const dialog = await part(opener.href);
    opener.removeAttribute("aria-busy");
    if (label) label.textContent = text;
    if (!dialog) return go(opener.href);
    document.body.append(dialog);
    wire(dialog, opener);
    dialog.showModal();
  };

  document.addEventListener("click", (e) => {
    const opener = e.target.closest("a[data-dialog]");
    if (!opener || e.ctrlKey || e.metaKey || e.shiftKey || e.button) return;
    e.preventDefault();
    showDialog(opener);
  });

  document.addEventListener("change", (e) => {
    if (!e.target.matches("[data-recheck]")) return;
    const form = e.target.form;
    form.requestSubmit(form.querySelector("[data-check]"));
  });

  // What must be ticked first says so in the page's own words.
  document.addEventListener("invalid", (e) => { if (e.target.dataset.must) e.target.setCustomValidity(e.target.dataset.must); }, true);
  document.addEventListener("change", (e) => { if (e.target.dataset.must) e.target.setCustomValidity(""); });

  // A form that starts something is sent once; the server holds to that anyway.
  // The button is switched off after the form has left: a submission that is
  // stopped takes the one before it with it.
  document.addEventListener("submit", (e) => {
    const button = e.submitter, once = e.target.dataset.once;
    if (!once || !button?.hasAttribute("data-send")) return;
    setTimeout(() => { button.disabled = true; button.textContent = once; });
  });
})();
