"use strict";

// The keys and buttons of the grid of a bilaga (sheet.js).
(() => {
  const s = globalThis.sheet;
  if (!s) return;
  const { form, rows, fields, says } = s, { ore, text } = globalThis.amount;
  const cellOf = (el) => (el instanceof Element ? el.closest("tbody td input, tbody td select") : null);

  let state = null, entry = "";
  form.addEventListener("focusin", (e) => {
    if (!cellOf(e.target)) return;
    state = s.snapshot();
    entry = e.target.value;
  });
  form.addEventListener("change", (e) => {
    if (cellOf(e.target) && state && e.target.value !== entry) { s.keep(state); state = s.snapshot(); entry = e.target.value; }
    s.later();
  });
  form.addEventListener("input", (e) => {
    const row = e.target.closest("tr[data-id]");
    if (row && s.held.has(row.dataset.id)) s.tell(says.unsaved);
    s.show();
    s.later();
  });

  // step moves along the fields; past the last one there is a new row.
  const step = (field, by) => {
    const all = rows().flatMap(fields), to = all[all.indexOf(field) + by] ?? (by > 0 ? fields(s.add())[0] : null);
    to?.focus();
    to?.select?.();
  };
  const vertical = (field, by, mark) => {
    const all = rows(), row = field.closest("tr"), at = all.indexOf(row), k = fields(row).indexOf(field);
    if (at + by < 0) return;
    const to = all[at + by] ?? (mark ? row : s.add());
    for (const r of all) if (!mark) r.classList.remove("sel");
    if (mark) { row.classList.add("sel"); to.classList.add("sel"); }
    fields(to)[k].focus();
    fields(to)[k].select?.();
  };

  form.addEventListener("keydown", (e) => {
    const field = cellOf(e.target), row = field?.closest("tr");
    if (e.isComposing || !e.target.matches("input, select")) return;
    const held = e.ctrlKey || e.metaKey;
    const arrow = { ArrowUp: -1, ArrowDown: 1 }[e.key], side = { ArrowLeft: -1, ArrowRight: 1 }[e.key];
    const texts = field?.tagName === "INPUT", suggests = field?.hasAttribute("list");
    if (held && e.key.toLowerCase() === "z" && !e.shiftKey) {
      if (field && field.value !== entry) { field.value = entry; s.changed(); } else s.undo();
    } else if (e.ctrlKey && e.key === "Delete" && row) s.remove(s.marked().length ? s.marked() : [row]);
    else if (held || e.altKey) return;
    else if (e.key === "Escape" && field && field.value !== entry) { field.value = entry; s.changed(); }
    else if (e.key === "Escape" && s.marked().length) s.marked().forEach((r) => r.classList.remove("sel"));
    else if (e.key === "Enter" && field) step(field, e.shiftKey ? -1 : 1);
    else if (e.key === "Enter") { s.save(); return e.preventDefault(); }
    else if (e.key === "Tab" && !e.shiftKey && field && field === rows().flatMap(fields).at(-1) && field.value !== "") step(field, 1);
    else if (arrow && texts && !suggests) vertical(field, arrow, e.shiftKey);
    else if (side && texts && !e.shiftKey && field.selectionStart === field.selectionEnd && field.selectionStart === (side < 0 ? 0 : field.value.length)) {
      if (!rows().flatMap(fields)[rows().flatMap(fields).indexOf(field) + side]) return;
      step(field, side);
    } else return;
    e.preventDefault();
  });

  // + on an empty text copies the text above, = fills in what is left to explain.
  form.addEventListener("beforeinput", (e) => {
    const field = cellOf(e.target);
    if (!field) return;
    const above = rows()[rows().indexOf(field.closest("tr")) - 1];
    if (e.data === "+" && above && field.hasAttribute("data-copy") && field.value === "") {
      field.value = fields(above).find((f) => f.name === field.name).value;
    } else if (e.data === "=" && field.name === "k.amount" && says.rest) {
      field.value = text((ore(field.value) ?? 0) + Number(says.rest) - s.delta("amount"));
    } else return;
    e.preventDefault();
    s.changed();
  });

  form.addEventListener("paste", (e) => {
    const field = cellOf(e.target), got = e.clipboardData.getData("text/plain");
    if (!field || !/[\t\n]/.test(got.replace(/[\r\n]+$/, ""))) return;
    e.preventDefault();
    s.paste(field, s.cells(got));
    entry = field.value;
    state = s.snapshot();
  });
  form.addEventListener("copy", (e) => {
    const field = cellOf(e.target), list = s.marked().length ? s.marked() : [field?.closest("tr")];
    if (!field || field.selectionStart !== field.selectionEnd && !s.marked().length) return;
    e.clipboardData.setData("text/plain", s.tsv(list));
    e.preventDefault();
    s.tell(s.put(says.copied, list.length));
  });

  form.addEventListener("click", (e) => {
    const button = e.target.closest("button"), row = e.target.closest("tr[data-notes]")?.previousElementSibling;
    if (!button) return;
    if (button.hasAttribute("data-remove")) { e.preventDefault(); s.remove([button.closest("tr")]); }
    if (button.hasAttribute("data-more")) { const first = s.add(); for (let i = 1; i < 5; i++) s.add(); fields(first)[0].focus(); }
    if (button.hasAttribute("data-undo")) s.undo();
    if (button.hasAttribute("data-copy-all")) {
      const list = rows().filter((r) => !s.blank(s.values(r)));
      navigator.clipboard.writeText(s.tsv(list)).then(() => s.tell(s.put(says.copied, list.length)), () => {});
    }
    if (!row || !button.matches("[data-mine], [data-theirs]")) return;
    const id = row.dataset.id;
    if (button.dataset.theirs) {
      const theirs = JSON.parse(button.dataset.theirs);
      for (const f of fields(row)) s.set(f, theirs[s.column(f)] ?? "");
      if (s.known.has(id)) s.known.get(id).values = s.values(row);
    } else if (s.known.has(id)) s.known.get(id).values = [];
    s.held.delete(id);
    row.classList.remove("hot");
    s.notesOf(id).remove();
    s.changed();
    s.save();
  });

  for (const button of form.querySelectorAll("[data-more], [data-undo], [data-copy-all]")) button.hidden = button.hasAttribute("data-copy-all") && !navigator.clipboard;

  form.addEventListener("submit", (e) => { e.preventDefault(); s.save(); });

  // What is not saved yet goes before the person leaves or sends another form.
  document.addEventListener("submit", (e) => {
    if (e.target === form || e.target.method !== "post" || !s.edits()) return;
    e.preventDefault();
    e.stopImmediatePropagation();
    s.save().then(() => { if (!s.edits()) e.target.requestSubmit(e.submitter); });
  }, true);
  addEventListener("beforeunload", (e) => {
    const left = s.edits();
    if (s.held.size) return e.preventDefault(); // theirs and mine wait for a choice
    if (!left) return;
    if (String(left).length < 60000 && !s.lost()) s.post(left, true).catch(() => {});
    else e.preventDefault();
  });
})();
