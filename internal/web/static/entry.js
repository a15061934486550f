"use strict";

// The grid of a closing entry: difference, keys, rows. The server judges what
// is sent; this only helps on the way there.
(() => {
  const { ore, text } = globalThis.amount;
  const form = document.querySelector("form[data-entry]");
  if (!form) return;
  const body = form.querySelector(".grid tbody");
  const options = new Map([...form.querySelectorAll("#kontoplan option")].map((o) => [o.value, o.dataset.name]));
  const rows = () => [...body.querySelectorAll("tr:not([data-wrong])")];
  const cell = (row, name) => row.querySelector(`input[name=${name}]`);
  const sum = (name, except) => rows().filter((r) => r !== except).reduce((n, r) => n + (ore(cell(r, name).value) ?? 0), 0);

  const show = () => {
    const debit = sum("debet"), credit = sum("kredit"), line = form.querySelector("[data-balance]");
    form.querySelector("[data-sum=debet]").textContent = text(debit);
    form.querySelector("[data-sum=kredit]").textContent = text(credit);
    const mark = line.querySelector(".st"), diff = debit - credit;
    const state = debit === 0 && credit === 0 ? "empty" : diff === 0 ? "ok" : diff > 0 ? "credit" : "debit";
    const look = { empty: ["none", "none"], ok: ["ok", "ok"] }[state] ?? ["err strong", "err"];
    mark.className = `st ${look[0]}`;
    mark.querySelector("use").setAttribute("href", `#i-${look[1]}`);
    mark.querySelector(".tx").textContent = line.dataset[state].replace("{}", text(Math.abs(diff)));
  };

  // judge says of the field that is written in what the receiver will not take.
  const note = form.querySelector("[data-text-note]");
  const judge = (input) => {
    const over = [...input.value].length - Number(input.dataset.limit);
    const refused = form.dataset.signs && [...new Set([...input.value].filter((c) => !/[\p{L}\p{Nd}]/u.test(c) && !form.dataset.signs.includes(c) || c.length > 1))];
    const says = [];
    if (over > 0) says.push(form.dataset.long.replace("{}", over));
    if (refused?.length) says.push(form.dataset.refused.replace("{}", refused.join(" ")));
    note.textContent = says.join(" ");
    note.hidden = says.length === 0;
  };

  const number = () => rows().forEach((row, i) => {
    for (const el of row.querySelectorAll("[aria-label]")) el.setAttribute("aria-label", el.getAttribute("aria-label").replace(/\d+$/, i + 1));
    const remove = row.querySelector("[data-remove]");
    remove.value = `bort-${i}`;
    remove.title = remove.getAttribute("aria-label");
  });

  const add = () => {
    const row = rows().at(-1).cloneNode(true);
    for (const input of row.querySelectorAll("input")) { input.value = ""; input.removeAttribute("aria-invalid"); input.removeAttribute("aria-describedby"); }
    row.querySelector(".ro").textContent = "";
    body.append(row);
    number();
    return row;
  };

  const remove = (row) => {
    const all = rows(), at = all.indexOf(row);
    if (all.length < 2) add();
    if (row.nextElementSibling?.matches("[data-wrong]")) row.nextElementSibling.remove();
    row.remove();
    number();
    show();
    cell(rows()[Math.min(at, rows().length - 1)], "konto").focus();
  };

  // account takes a number, or the first account whose name holds what is typed.
  const account = (input) => {
    const typed = input.value.trim().toLowerCase();
    const first = typed.split(" ")[0];
    let found = options.has(input.value.trim()) ? input.value.trim() : options.has(first) ? first : "";
    if (!found && typed && !/^\d/.test(typed)) found = [...options].find(([, name]) => name.toLowerCase().includes(typed))?.[0] ?? "";
    if (found) input.value = found;
    input.closest("tr").querySelector(".ro").textContent = options.get(found) ?? "";
  };

  // turn puts an amount below zero in the other column, as it is kept.
  const turn = (input) => {
    const n = ore(input.value), other = cell(input.closest("tr"), input.name === "debet" ? "kredit" : "debet");
    if (n === null || n >= 0 || other.value.trim() !== "") return;
    other.value = text(-n);
    input.value = "";
    show();
  };

  const balance = (row, name) => {
    const rest = sum("kredit", row) - sum("debet", row);
    cell(row, "debet").value = rest > 0 ? text(rest) : "";
    cell(row, "kredit").value = rest < 0 ? text(-rest) : "";
    if (rest !== 0) cell(row, rest > 0 ? "debet" : "kredit").focus();
    else cell(row, name).focus();
    show();
    later();
  };

  const day = (input, by) => {
    const date = new Date(`${input.value}T00:00:00Z`);
    if (Number.isNaN(date.getTime())) return false;
    date.setUTCDate(date.getUTCDate() + by);
    input.value = date.toISOString().slice(0, 10);
    return true;
  };

  const next = (input) => {
    const all = [...form.querySelectorAll("input:not([type=hidden]), select")];
    all[all.indexOf(input) + 1]?.focus();
  };

  // vertical moves within a column; below the last row there is a new one.
  const vertical = (input, by) => {
    const all = rows(), to = all.indexOf(input.closest("tr")) + by;
    if (to < 0) return;
    cell(all[to] ?? add(), input.name).focus();
  };

  // What the rows do to the balances is worked out by the server, when the
  // person has paused for a moment.
  let waits = 0, asks = null;
  const effect = () => {
    clearTimeout(waits);
    waits = setTimeout(async () => {
      asks?.abort();
      asks = new AbortController();
      const body = new URLSearchParams(new FormData(form));
      body.set("gor", "effekt");
      const answer = await fetch(form.action, { method: "POST", headers: { "HX-Request": "true" }, body, signal: asks.signal }).catch(() => null);
      if (!answer?.ok) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-effect]");
      if (fresh) document.querySelector("[data-effect]").replaceChildren(...fresh.childNodes);
    }, 400);
  };

  // A draft is saved when the person has paused. Saving whole waits for a draft
  // that is on its way, since each needs the version that the other leaves.
  const pause = 5000, saved = form.querySelector("[data-saved]");
  let timer = 0, busy = null, stopped = false;
  const keep = async () => {
    const answer = await fetch(form.dataset.draft.replace("{}", form.dataset.no || "ny"), { method: "POST", body: new URLSearchParams(new FormData(form)) });
    const said = await answer.json();
    saved.textContent = said.says;
    stopped = answer.status === 409;
    if (!answer.ok) return;
    const first = !form.dataset.no;
    form.dataset.no = said.no;
    form.elements.version.value = said.version;
    if (!first) return;
    form.action = form.dataset.draft.replace("{}/utkast", said.no);
    history.replaceState(null, "", form.action);
  };
  const later = () => {
    effect();
    clearTimeout(timer);
    if (stopped) return;
    timer = setTimeout(() => {
      if (busy) return later();
      busy = keep().catch(() => {}).finally(() => { busy = null; });
    }, pause);
  };
  form.addEventListener("submit", (e) => {
    clearTimeout(timer);
    clearTimeout(waits);
    if (!busy) return;
    e.preventDefault();
    busy.then(() => form.requestSubmit(e.submitter));
  });

  form.addEventListener("input", (e) => { show(); later(); if (e.target.dataset?.limit) judge(e.target); });
  form.addEventListener("focusin", (e) => { if (e.target.dataset?.limit) judge(e.target); });
  form.addEventListener("change", (e) => { if (e.target.name === "konto") account(e.target); else if (e.target.matches("[name=debet], [name=kredit]")) turn(e.target); });
  form.addEventListener("click", (e) => {
    const button = e.target.closest("button");
    if (button?.hasAttribute("data-remove")) { e.preventDefault(); remove(button.closest("tr")); later(); }
    if (button?.hasAttribute("data-more")) { e.preventDefault(); const row = add(); for (let i = 1; i < 5; i++) add(); cell(row, "konto").focus(); }
  });

  // Letters that are commands never reach the field.
  form.addEventListener("beforeinput", (e) => {
    const input = e.target, row = input.closest(".grid tbody tr"), above = row && rows()[rows().indexOf(row) - 1];
    if (e.data === "=" && row && input.classList.contains("num")) balance(row, input.name);
    else if (e.data === "+" && above && input.name === "radtext" && input.value === "") input.value = cell(above, "radtext").value;
    else return;
    e.preventDefault();
  });

  form.addEventListener("keydown", (e) => {
    const input = e.target, row = input.closest(".grid tbody tr");
    if (e.isComposing || !input.matches("input, select")) return;
    const arrow = { ArrowUp: -1, ArrowDown: 1 }[e.key];
    if (e.ctrlKey && e.key === "Delete" && row) remove(row);
    else if (e.ctrlKey || e.altKey || e.metaKey) return;
    else if (e.key === "Enter" && input.type !== "checkbox") { if (input.name === "konto") account(input); next(input); }
    else if (arrow && input.hasAttribute("data-date")) { if (!day(input, arrow)) return; }
    else if (arrow && row && input.name !== "konto") vertical(input, arrow);
    else return;
    e.preventDefault();
  });
})();
