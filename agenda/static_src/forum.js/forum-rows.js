// <forum-rows prefix most data-part data-after> around the rows of a forum: added, removed, moved, pasted into, timed.
const COLUMNS = ["name_zh", "name_en", "minutes", "speakers", "role", "moderators"];
const MIDNIGHT = 24 * 60;

class ForumRows extends HTMLElement {
  connectedCallback() {
    this.list = this.querySelector("ol");
    this.form = this.closest("form");
    for (const each of this.querySelectorAll("[data-scripted], [data-add]")) each.hidden = false;
    for (const each of this.querySelector("template").content.querySelectorAll("[data-scripted]")) each.hidden = false;
    this.querySelector("[data-more]").hidden = true;
    this.querySelector("[data-add]").onclick = () => this.enter(this.add());
    this.addEventListener("click", (event) => this.step(event.target.closest("[data-step]")));
    this.addEventListener("paste", (event) => this.paste(event));
    this.form.addEventListener("input", () => this.tellHours());
    document.addEventListener("keydown", (event) => this.press(event));
    this.tellHours();
  }

  get rows() {
    return [...this.list.children];
  }

  field(row, name) {
    return row.querySelector(`[name$="-${name}"]`);
  }

  enter(row) {
    if (row) this.field(row, "name_zh").focus();
  }

  add() {
    if (this.rows.length >= Number(this.getAttribute("most"))) return null;
    const row = this.querySelector("template").content.firstElementChild.cloneNode(true);
    this.list.append(row);
    this.number();
    return row;
  }

  // Names say the place of a row: the server takes the rows by them.
  number() {
    const prefix = this.getAttribute("prefix");
    for (const [place, row] of this.rows.entries()) {
      for (const each of row.querySelectorAll("[name], [id], [for], [aria-describedby]")) {
        for (const name of ["name", "id", "for", "aria-describedby"]) {
          const value = each.getAttribute(name);
          if (value) each.setAttribute(name, value.replace(new RegExp(`${prefix}-(\\d+|__prefix__)-`), `${prefix}-${place}-`));
        }
      }
      row.querySelector("[data-number]").textContent = `${this.dataset.part} ${place + 1}`;
    }
    this.form.elements[`${prefix}-TOTAL_FORMS`].value = this.rows.length;
    this.tellHours();
  }

  step(button) {
    if (!button) return;
    const row = button.closest("li");
    const others = { up: row.previousElementSibling, down: row.nextElementSibling };
    const kind = button.dataset.step;
    if (kind === "remove") {
      const next = row.nextElementSibling ?? row.previousElementSibling ?? this.add();
      row.remove();
      this.enter(next);
    } else if (others[kind]) {
      if (kind === "up") others.up.before(row);
      else others.down.after(row);
      button.focus();
    }
    this.number();
  }

  press(event) {
    if (event.key !== "Enter" || event.isComposing || event.target.closest?.("button, a")) return;
    const row = event.target.closest?.(".part-row");
    if (event.ctrlKey) {
      event.preventDefault();
      this.form.querySelector("[data-main]").click();
    } else if (row) {
      event.preventDefault();
      this.enter(row.nextElementSibling ?? this.add());
    }
  }

  paste(event) {
    const field = event.target.closest("input");
    const text = event.clipboardData.getData("text/plain");
    if (!field || !/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    let row = field.closest("li");
    const first = COLUMNS.findIndex((name) => field.name.endsWith(`-${name}`));
    let left = 0;
    for (const cells of this.withoutHeading(pastedRows(text), first)) {
      row ??= this.add();
      if (!row) {
        left += 1;
        continue;
      }
      for (const [place, cell] of cells.entries()) this.put(row, COLUMNS[first + place], cell);
      row = row.nextElementSibling;
    }
    this.querySelector("[data-left]").textContent = left ? this.dataset.left.replace("{number}", left) : "";
    this.tellHours();
  }

  // What heads the columns is no part: it has words where the minutes stand below it.
  withoutHeading(rows, first) {
    const minutes = COLUMNS.indexOf("minutes") - first;
    const heads = rows.length > 1 && rows[0][minutes] && !/\d/.test(rows[0][minutes]);
    return heads ? rows.slice(1) : rows;
  }

  put(row, name, cell) {
    const field = name && this.field(row, name);
    if (!field) return;
    if (field.tagName !== "SELECT") field.value = cell;
    const said = cell.toLowerCase();
    const option = [...(field.options ?? [])].find((each) => [each.value, each.text.toLowerCase()].includes(said));
    if (option) field.value = option.value;
  }

  // By the clock; what it does in the night in which it is turned, the look tells.
  tellHours() {
    const [hours, minutes] = (this.form.elements.start.value || "").split(":").map(Number);
    let at = hours * 60 + minutes;
    for (const row of this.rows) {
      const lasts = Number.parseInt(this.field(row, "minutes").value, 10);
      const told = lasts > 0 && !Number.isNaN(at);
      row.querySelector("[data-hours]").textContent = told ? `${this.clock(at)}–${this.clock(at + lasts)}` : "";
      if (told) at += lasts;
    }
  }

  clock(at) {
    const face = `${Math.floor((at % MIDNIGHT) / 60)}`.padStart(2, "0");
    const shown = `${face}:${`${at % 60}`.padStart(2, "0")}`;
    return at > MIDNIGHT ? `${shown} (${this.dataset.after})` : shown;
  }
}
customElements.define("forum-rows", ForumRows);
