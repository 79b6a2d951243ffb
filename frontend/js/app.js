// Adds comfort; every page works without this file. No dependency, no inline style, no innerHTML.

const SEARCH_PAUSE = 200;
const SUGGEST_PAUSE = 150;
const MOST = 8;

/** Calls `action` once the typing has paused. */
function afterPause(action, milliseconds) {
  let timer;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(action, milliseconds, ...values);
  };
}

// --- A form with data-live="#region": the region follows the form while it is filled in. ---

class LiveForm {
  constructor(form) {
    this.form = form;
    this.region = form.dataset.live;
    form.addEventListener("input", afterPause(() => this.update(), SEARCH_PAUSE));
  }

  get address() {
    const filled = [...new FormData(this.form)].filter(([, value]) => value !== "");
    const query = new URLSearchParams(filled).toString();
    return this.form.getAttribute("action") + (query ? `?${query}` : "");
  }

  async update() {
    const address = this.address;
    this.running?.abort();
    this.running = new AbortController();
    try {
      const answer = await fetch(address, { signal: this.running.signal });
      // 422: what is typed cannot be used yet; the region says why, and the typing goes on.
      if (!answer.ok && answer.status !== 422) throw new Error(answer.status);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      document.querySelector(this.region).replaceChildren(...page.querySelector(this.region).childNodes);
      history.replaceState(null, "", address);
    } catch (error) {
      // Whatever went wrong, the ordinary way still works and shows the reason.
      if (error.name !== "AbortError") this.form.submit();
    }
  }
}

// --- An input with data-combobox="/address": suggestions while typing (ARIA pattern »editable combobox«). ---

/** What each address answers, as suggestions: `text`, `note` on what it is, `url` where it leads. */
const SUGGESTIONS = {
  "/api/v1/suggest": (found) => found.map(({ text, label, url }) => ({ text, note: url ? label : "", url })),
  "/api/v1/municipalities": (found) =>
    found.items.map((place) => ({ text: place.label, note: place.district?.name ?? place.administrative_region.name })),
};

class Combobox {
  constructor(input) {
    this.input = input;
    this.active = -1;
    this.list = document.createElement("ul");
    Object.assign(this.list, { id: `${input.id}-liste`, role: "listbox", hidden: true, className: "suggestions" });
    this.list.setAttribute("aria-label", input.labels[0].textContent);
    this.status = document.createElement("p");
    this.status.className = "vh";
    this.status.setAttribute("role", "status");
    input.after(this.list, this.status);
    const roles = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id };
    for (const [name, value] of Object.entries(roles)) input.setAttribute(name, value);
    input.addEventListener("input", afterPause(() => this.load(), SUGGEST_PAUSE));
    input.addEventListener("keydown", (event) => this.press(event));
    input.addEventListener("blur", () => setTimeout(() => this.close(), 120));
    this.list.addEventListener("pointerdown", (event) => {
      const option = event.target.closest("[role=option]");
      if (!option) return;
      event.preventDefault();
      this.pick(option);
    });
  }

  async load() {
    const words = this.input.value.trim();
    if (words.length < 2) return this.close();
    this.running?.abort();
    this.running = new AbortController();
    try {
      const address = this.input.dataset.combobox;
      const answer = await fetch(`${address}?q=${encodeURIComponent(words)}`, { signal: this.running.signal });
      if (answer.ok) this.show(SUGGESTIONS[address](await answer.json()).slice(0, MOST));
    } catch (error) {
      if (error.name !== "AbortError") this.close();
    }
  }

  show(suggestions) {
    this.list.replaceChildren(...suggestions.map((suggestion, number) => this.option(suggestion, number)));
    this.active = -1;
    this.list.hidden = suggestions.length === 0;
    this.input.setAttribute("aria-expanded", String(suggestions.length > 0));
    this.input.removeAttribute("aria-activedescendant");
    const count = suggestions.length === 1 ? "1 Vorschlag" : `${suggestions.length} Vorschläge`;
    this.status.textContent = suggestions.length ? `${count}, mit Pfeiltasten wählen` : "Kein Vorschlag";
  }

  option(suggestion, number) {
    const option = document.createElement("li");
    Object.assign(option, { id: `${this.list.id}-${number}`, role: "option", textContent: suggestion.text });
    option.dataset.value = suggestion.text;
    if (suggestion.url) option.dataset.url = suggestion.url;
    option.setAttribute("aria-selected", "false");
    if (suggestion.note) {
      const note = document.createElement("span");
      note.textContent = ` ${suggestion.note}`;
      option.append(note);
    }
    return option;
  }

  press(event) {
    if (this.list.hidden) return;
    const options = [...this.list.children];
    if (event.key === "Escape") {
      event.preventDefault();
      this.close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.active = (this.active + step + options.length) % options.length;
      options.forEach((option, number) => option.setAttribute("aria-selected", String(number === this.active)));
      options[this.active].scrollIntoView({ block: "nearest" });
      this.input.setAttribute("aria-activedescendant", options[this.active].id);
    } else if (event.key === "Enter" && this.active >= 0) {
      event.preventDefault();
      this.pick(options[this.active]);
    }
  }

  pick(option) {
    this.input.value = option.dataset.value;
    this.close();
    this.status.textContent = `${option.dataset.value} ausgewählt`;
    if (option.dataset.url) location.assign(option.dataset.url);
    else if (this.input.type === "search") this.input.form.requestSubmit();
  }

  close() {
    this.list.hidden = true;
    this.active = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}

// --- The contents list shows where the reader is. ---

function followReading(contents) {
  const links = new Map([...contents.querySelectorAll("a")].map((link) => [link.hash.slice(1), link]));
  const headings = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
  const mark = () => {
    const passed = headings.filter((heading) => heading.getBoundingClientRect().top < innerHeight / 3).at(-1);
    for (const [id, link] of links) {
      if (id === passed?.id) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  };
  addEventListener("scroll", afterPause(mark, 60), { passive: true });
  mark();
}

document.getElementById("fehler")?.focus();
document.getElementById("kopfsuche")?.addEventListener("toggle", (event) => {
  if (event.newState === "open") event.target.querySelector("input").focus();
});
// A link to something folded away unfolds it.
addEventListener("hashchange", () => {
  for (const folded of document.getElementById(location.hash.slice(1))?.querySelectorAll(":scope > details") ?? []) folded.open = true;
});
for (const form of document.querySelectorAll("form[data-live]")) new LiveForm(form);
for (const input of document.querySelectorAll("input[data-combobox]")) new Combobox(input);
for (const contents of document.querySelectorAll("[data-toc]")) followReading(contents);
