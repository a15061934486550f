"use strict";

// The grid of a bilaga: rows are saved as they are written. What differs between
// the fields and what the server is known to have is sent, a row at a time. The
// server judges; the page works without this file.
(() => {
  const form = document.querySelector("form[data-sheet]");
  if (!form) return;
  const { ore, text } = globalThis.amount, says = form.dataset;
  const body = form.querySelector("tbody"), told = form.querySelector("[data-saved]");
  const rows = () => [...body.querySelectorAll("tr[data-id]")];
  const fields = (row) => [...row.querySelectorAll("td input, td select")];
  const values = (row) => fields(row).map((f) => f.value);
  const column = (field) => field.name.slice(2);
  const facts = [...form.querySelectorAll("[name^='f.']")];
  const tell = (what) => { told.textContent = what; };
  const put = (sentence, a, b) => sentence.replace("{a}", a).replace("{b}", b);
  const blank = (list) => list.every((v) => v.trim() === "");
  const newID = () => [...crypto.getRandomValues(new Uint8Array(8))].map((b) => b.toString(16).padStart(2, "0")).join("");

  // known is what the server has of the rows of this page, held those that
  // another person changed and that wait for a choice.
  const known = new Map(), held = new Set();
  let sums = {};
  const readSums = () => { sums = Object.fromEntries([...form.querySelectorAll("[data-sum]")].map((td) => [td.dataset.sum, ore(td.textContent) ?? 0])); };

  const model = rows().at(-1).cloneNode(true);
  for (const f of fields(model)) { f.value = ""; f.removeAttribute("aria-invalid"); f.removeAttribute("aria-describedby"); }
  for (const td of model.querySelectorAll("[data-c]")) td.textContent = "";
  model.querySelector("[data-clip]")?.remove();
  const make = (id) => {
    const row = model.cloneNode(true);
    row.dataset.id = id;
    row.classList.remove("hot", "sel");
    row.querySelector("[data-remove]").tabIndex = -1;
    return row;
  };
  const number = () => rows().forEach((row, i) => {
    const n = Number(says.first) + i;
    if (row.cells[0].firstChild.data.trim() === String(n)) return;
    row.cells[0].firstChild.data = String(n);
    for (const el of row.querySelectorAll("[aria-label]")) el.setAttribute("aria-label", el.getAttribute("aria-label").replace(/\d+$/, n));
    row.querySelector("[data-remove]").title = row.querySelector("[data-remove]").getAttribute("aria-label");
  });
  const add = () => {
    const row = make(newID());
    body.append(row);
    number();
    return row;
  };

  // edits is what differs from what is known, as a form; null when nothing does.
  const edits = (forced) => {
    const send = new URLSearchParams(), here = new Set();
    let before = says.first === "1" ? "0" : "", n = 0;
    for (const row of rows()) {
      const id = row.dataset.id, now = values(row), saved = known.get(id);
      here.add(id);
      if (held.has(id) && !forced) continue;
      if (saved && blank(now)) { send.append("bort", `${id}:${saved.was}`); n++; continue; }
      if (saved ? now.some((v, i) => v !== saved.values[i]) : !blank(now)) {
        send.append("rad", id);
        send.append("var", saved?.was ?? "");
        send.append("efter", saved ? "" : before);
        for (const f of fields(row)) send.append(f.name, f.value);
        n++;
      }
      if (saved || !blank(now)) before = id;
    }
    for (const [id, saved] of known) if (!here.has(id) && !held.has(id)) { send.append("bort", `${id}:${saved.was}`); n++; }
    for (const f of facts) {
      if (f.value === f.dataset.known) continue;
      send.append(f.name, f.value);
      send.append(`fvar.${column(f)}`, form.elements[`fvar.${column(f)}`].value);
      n++;
    }
    send.append("version", form.elements.version.value);
    send.append("sida", form.elements.sida.value);
    return n ? send : null;
  };

  // What could not be sent is tried again by itself: at a beat, when the network
  // is back, and when the person comes back to the window.
  const pause = 900, beat = 5000;
  let timer = 0, busy = null, failing = "";
  const post = async (sent, keepalive) => fetch(form.action, { method: "POST", body: sent, keepalive, headers: { Accept: "application/json" } });
  const read = (answer) => (answer.status === 401 ? Promise.reject(says.out) : answer.json());
  const save = (forced) => {
    clearTimeout(timer);
    if (busy) return busy.then(() => save(forced));
    const sent = edits(forced), now = new Map(rows().map((r) => [r.dataset.id, values(r)]));
    if (!sent) return Promise.resolve(fail(""));
    if (!failing) tell(says.saving);
    busy = post(sent).then(read).then((said) => { fail(""); apply(said, sent, now); }).catch((why) => fail(why === says.out ? why : says.failed)).finally(() => { busy = null; });
    return busy;
  };
  const fail = (why) => {
    if (failing && !why) tell("");
    failing = why;
    form.querySelector("[data-in]").hidden = why !== says.out;
    if (!why) return;
    tell(why);
    timer = setTimeout(save, beat);
  };
  const later = () => {
    tell(edits() ? failing || says.unsaved : "");
    clearTimeout(timer);
    timer = setTimeout(save, pause);
  };
  for (const back of ["online", "focus"]) addEventListener(back, () => { if (failing) save(); });

  const holder = (html) => {
    const t = document.createElement("template");
    t.innerHTML = html;
    return t.content.firstElementChild;
  };
  const notesOf = (id) => body.querySelector(`tr[data-notes="${CSS.escape(id)}"]`);

  // apply takes over what the server answered. A field that was written in since
  // it was sent keeps what is written.
  const apply = (said, sent, now) => {
    tell([said.says, said.others].filter(Boolean).join(" "));
    if (!said.version) return;
    const answered = new Map((said.rows ?? []).map((r) => [r.id, r]));
    for (const gone of sent.getAll("bort")) if (!answered.get(gone.split(":")[0])?.clash) known.delete(gone.split(":")[0]);
    for (const id of sent.getAll("rad")) if (known.has(id) && !answered.get(id)?.clash) known.get(id).values = now.get(id); // another spelling is no change
    for (const row of rows()) if (!held.has(row.dataset.id)) notesOf(row.dataset.id)?.remove();
    for (const a of answered.values()) {
      const row = rows().find((r) => r.dataset.id === a.id);
      if (a.clash) held.add(a.id);
      if (a.gone) known.delete(a.id);
      if (a.was) known.set(a.id, { was: a.was, values: now.get(a.id) ?? Object.values(a.values) });
      if (row) settle(row, a, now.get(a.id));
    }
    for (const input of document.querySelectorAll("input[name=version]")) input.value = said.version;
    for (const [id, html] of Object.entries(said.parts)) document.getElementById(id)?.replaceWith(holder(html));
    form.querySelector("[data-lines]").textContent = said.lines;
    for (const td of form.querySelectorAll("[data-sum]")) td.textContent = said.sums[td.dataset.sum] ?? td.textContent;
    for (const f of facts) {
      if (sent.has(f.name)) f.dataset.known = sent.get(f.name);
      if (column(f) in said.facts) form.elements[`fvar.${column(f)}`].value = said.facts[column(f)];
    }
    says.rest = said.rest ?? "";
    readSums();
    show();
    if (edits()) later();
  };

  const settle = (row, a, was) => {
    row.classList.toggle("hot", Boolean(a.clash));
    fields(row).forEach((f, i) => {
      const wrong = a.wrong?.includes(column(f));
      f.toggleAttribute("aria-invalid", false);
      f.removeAttribute("aria-describedby");
      if (wrong) { f.setAttribute("aria-invalid", "true"); f.setAttribute("aria-describedby", `not-${a.id}`); }
      if (!a.values || a.clash || !was || f.value !== was[i] || f === document.activeElement) return;
      f.value = a.values[column(f)] ?? "";
      known.get(a.id).values[i] = f.value;
    });
    for (const td of row.querySelectorAll("[data-c]")) td.textContent = a.computed?.[td.dataset.c] ?? "";
    if (!a.notes) return;
    row.after(holder(a.notes));
    for (const button of notesOf(a.id).querySelectorAll("button")) button.hidden = false;
  };

  // show keeps the sums as the fields are.
  const delta = (name) => {
    let d = 0;
    for (const row of rows()) d += ore(row.querySelector(`[name="k.${name}"]`)?.value ?? "") ?? 0;
    const at = fields(model).findIndex((f) => column(f) === name);
    for (const saved of known.values()) d -= ore(saved.values[at] ?? "") ?? 0;
    return d;
  };
  const show = () => {
    for (const td of form.querySelectorAll("[data-sum]")) {
      if (model.querySelector(`[name="k.${td.dataset.sum}"]`)) td.textContent = text(sums[td.dataset.sum] + delta(td.dataset.sum));
    }
  };

  // Undo: the rows as they were before each change.
  const past = [];
  let entered = null;
  const snapshot = () => rows().map((r) => ({ id: r.dataset.id, values: values(r) }));
  const keep = (state) => { past.push(state); if (past.length > 100) past.shift(); };
  const set = (f, v) => {
    if (f.tagName === "SELECT" && ![...f.options].some((o) => o.value === v)) {
      const same = [...f.options].find((o) => o.dataset.means === v || o.text.toLowerCase() === v.trim().toLowerCase());
      if (same) v = same.value; else f.add(new Option(v, v));
    }
    const n = f.hasAttribute("data-ore") && v.trim() !== "" ? ore(v) : null;
    f.value = n === null ? v : text(n);
  };
  const undo = () => {
    const state = past.pop();
    if (!state) return;
    const there = new Map(rows().map((r) => [r.dataset.id, r]));
    let back = null;
    for (const { id, values: old } of state) {
      const row = there.get(id) ?? make(id);
      if (!there.delete(id)) back ??= fields(row)[0];
      fields(row).forEach((f, i) => { if (f.value !== old[i]) { set(f, old[i]); back ??= f; } });
      body.append(row);
      const notes = notesOf(id);
      if (notes) row.after(notes);
    }
    for (const [id, row] of there) { notesOf(id)?.remove(); row.remove(); }
    changed();
    (back ?? fields(rows()[0])[0]).focus();
  };
  const changed = () => { number(); show(); later(); };

  const marked = () => rows().filter((r) => r.classList.contains("sel"));
  const remove = (list) => {
    keep(snapshot());
    const at = rows().indexOf(list[0]);
    for (const row of list) { notesOf(row.dataset.id)?.remove(); row.remove(); }
    if (!rows().length) add();
    changed();
    fields(rows()[Math.min(at, rows().length - 1)])[0].focus();
  };

  // cells reads a block as a spreadsheet copies it: a quoted cell may hold breaks.
  const cells = (s) => {
    const out = [[""]];
    let quoted = false;
    for (let i = 0; i < s.length; i++) {
      const c = s[i], row = out.at(-1), last = row.length - 1;
      if (quoted && c === '"' && s[i + 1] === '"') { row[last] += c; i++; }
      else if (c === '"' && (quoted || row[last] === "")) quoted = !quoted;
      else if (quoted) row[last] += c === "\n" ? " " : c;
      else if (c === "\t") row.push("");
      else if (c === "\n") out.push([""]);
      else if (c !== "\r") row[last] += c;
    }
    while (out.length && blank(out.at(-1))) out.pop();
    return out;
  };

  // whole leaves a block that is too long for the page to the form below it.
  const whole = (block, from) => {
    const into = document.getElementById("block");
    if (from || !into) return tell(put(says.many, block.length));
    into.value = block.map((line) => line.map((v) => (v.includes('"') ? `"${v.replaceAll('"', '""')}"` : v)).join("\t")).join("\n");
    into.closest("details").open = true;
    into.form.querySelector("button").focus();
    tell(put(says.below, block.length));
  };
  const paste = (field, block) => {
    const first = field.closest("tr"), from = fields(first).indexOf(field), at = rows().indexOf(first);
    const width = Math.max(...block.map((r) => r.length)), room = fields(first).length - from;
    if (width > room) return tell(put(says.shape, width, room));
    if (at + block.length > Number(says.most)) return whole(block, from);
    keep(snapshot());
    const lacking = at + block.length - rows().length;
    if (lacking > 0) body.append(...Array.from({ length: lacking + 1 }, () => make(newID())));
    const all = rows();
    block.forEach((line, i) => {
      const into = fields(all[at + i]);
      line.forEach((v, k) => set(into[from + k], v));
    });
    changed();
    tell(put(says.pasted, block.length));
  };

  const plain = (el) => {
    const v = el.tagName === "SELECT" ? el.selectedOptions[0]?.text ?? "" : el.value ?? el.textContent.trim();
    return /^[\u2212\d\u00a0]+(,\d+)?$/.test(v) ? v.replace(/\u00a0/g, "").replace("\u2212", "-") : v.replace(/\s+/g, " ");
  };
  const tsv = (list) => list.map((r) => [...r.querySelectorAll("td input, td select, [data-c]")].map(plain).join("\t")).join("\n");

  globalThis.sheet = { form, rows, fields, values, known, held, facts, column, says, edits, save, later, post, add, remove, undo, keep, snapshot, set, cells, paste, tsv, marked, changed, show, notesOf, tell, put, delta, blank, entered, lost: () => failing !== "" };

  for (const row of rows()) {
    if (!row.dataset.id) row.dataset.id = newID();
    else known.set(row.dataset.id, { was: row.querySelector("[name=var]").value, values: values(row) });
    row.querySelector("[data-remove]").tabIndex = -1;
  }
  for (const f of facts) f.dataset.known = f.value;
  readSums();
})();
