"use strict";
(() => {
  const PAGE = 50;
  const TABLES = ["claims", "interests", "stances", "predictions"];
  const root = document.documentElement;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const views = all(".view");
  const single = views.length > 1;

  // Theme: as the system has it, until somebody chooses.
  const THEMES = ["auto", "light", "dark"];
  const button = document.getElementById("theme");
  const stored = () => { try { return localStorage.getItem("stanceflow-theme"); } catch { return null; } };
  const store = (theme) => { try { localStorage.setItem("stanceflow-theme", theme); } catch { /* a private window keeps nothing */ } };
  function show_theme(theme) {
    if (theme === "auto") delete root.dataset.theme; else root.dataset.theme = theme;
    button.textContent = `Theme: ${theme}`;
    button.hidden = false;
  }
  let theme = THEMES.includes(stored()) ? stored() : "auto";
  show_theme(theme);
  button.addEventListener("click", () => {
    theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];
    store(theme);
    show_theme(theme);
  });

  // Tables: filter, sort, turn pages.
  const collator = new Intl.Collator("en", { numeric: true });
  class Browser {
    constructor(element) {
      this.element = element;
      this.name = element.dataset.table;
      const data = JSON.parse(element.querySelector('script[type="application/json"]').textContent);
      [this.columns, this.rows, this.single] = [data.columns, data.rows, data.single];
      this.form = element.querySelector("form");
      this.body = element.querySelector("tbody");
      this.page = 0;
      this.sorted = null;
      this.texts = null;
      this.form.addEventListener("submit", (event) => event.preventDefault());
      this.form.addEventListener("input", () => this.changed());
      this.form.addEventListener("reset", () => setTimeout(() => this.changed()));
      element.querySelector(".previous").addEventListener("click", () => this.turn(-1));
      element.querySelector(".next").addEventListener("click", () => this.turn(1));
      all("thead th", element).forEach((head, n) => head.querySelector("button").addEventListener("click", () => this.sort(n)));
      if (window.innerWidth < 704) element.querySelector("details").open = false;
      this.suggest();
      this.update();
    }

    suggest() {
      this.columns.forEach(([key, , kind], n) => {
        if (kind !== "who" && kind !== "name") return;
        const counts = new Map();
        for (const row of this.rows) counts.set(row[n + 2], (counts.get(row[n + 2]) || 0) + 1);
        const names = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 400).map(([name]) => name).filter(Boolean);
        const list = document.getElementById(`${this.name}-${key}`);
        names.sort(collator.compare).forEach((name) => list.append(Object.assign(document.createElement("option"), { value: name })));
        (this.known ??= {})[key] = new Set([...counts.keys()].map((name) => name.toLowerCase()));
      });
    }

    // The state of the form, without what is empty.
    filters() {
      return new Map([...new FormData(this.form)].filter(([, value]) => value !== ""));
    }

    set(query) {
      for (const field of this.form.elements) if (field.name) field.value = query.get(field.name) ?? "";
      if ([...query].length) this.element.querySelector("details").open = true;
      this.page = 0;
      this.update();
    }

    changed() {
      this.page = 0;
      this.update();
      const query = new URLSearchParams([...this.filters()]).toString();
      history.replaceState(null, "", single ? `#${this.name}${query && `?${query}`}` : query ? `#?${query}` : location.pathname + location.search);
    }

    tests() {
      const tests = [];
      const filters = this.filters();
      this.columns.forEach(([key, , kind], n) => {
        const at = n + 2;
        const [value, from, to, least] = ["", "_from", "_to", "_min"].map((end) => filters.get(key + end));
        if ((kind === "who" || kind === "name") && value) {
          const wanted = value.toLowerCase();
          const exact = this.known[key].has(wanted);
          tests.push((row) => (exact ? row[at].toLowerCase() === wanted : row[at].toLowerCase().includes(wanted)));
        } else if (kind === "choice" && value) tests.push((row) => row[at] === value);
        if (from) tests.push((row) => row[at] !== "" && row[at] >= from);
        if (to) tests.push((row) => row[at] !== "" && row[at] <= to);
        if (least) tests.push((row) => row[at] >= Number(least));
      });
      const words = (filters.get("q") || "").toLowerCase().split(/\s+/).filter(Boolean);
      if (words.length) {
        this.texts ??= new Map(this.rows.map((row) => [row, row.slice(2).join(" ").toLowerCase()]));
        tests.push((row) => words.every((word) => this.texts.get(row).includes(word)));
      }
      return tests;
    }

    update() {
      const tests = this.tests();
      this.shown = tests.length ? this.rows.filter((row) => tests.every((test) => test(row))) : this.rows.slice();
      this.order();
      this.render();
    }

    order() {
      if (!this.sorted) return;
      const [n, sign] = this.sorted;
      const [, , kind, choices] = this.columns[n];
      const at = n + 2;
      const rank = new Map(choices.map((choice, place) => [choice, place]));
      const compare = kind === "number" || kind === "count" ? (a, b) => a - b
        : kind === "choice" ? (a, b) => (rank.get(a) ?? 99) - (rank.get(b) ?? 99)
        : kind === "date" ? (a, b) => (a < b ? -1 : Number(a > b)) : collator.compare;
      // Empty cells stand last whichever way the column is sorted.
      this.shown.sort((a, b) => (a[at] === "") - (b[at] === "") || sign * compare(a[at], b[at]));
    }

    sort(n) {
      const number = ["number", "count"].includes(this.columns[n][2]);
      const first = number ? -1 : 1;
      this.sorted = this.sorted?.[0] === n ? (this.sorted[1] === first ? [n, -first] : null) : [n, first];
      all("thead th", this.element).forEach((head, place) => {
        if (this.sorted?.[0] === place) head.setAttribute("aria-sort", this.sorted[1] > 0 ? "ascending" : "descending");
        else head.removeAttribute("aria-sort");
      });
      this.page = 0;
      this.update();
    }

    turn(step) {
      this.page += step;
      this.render();
      this.element.querySelector(".status").scrollIntoView({ block: "center" });
    }

    render() {
      const pages = Math.max(1, Math.ceil(this.shown.length / PAGE));
      this.page = Math.min(Math.max(0, this.page), pages - 1);
      const rows = this.shown.slice(this.page * PAGE, (this.page + 1) * PAGE);
      this.body.replaceChildren(...rows.map((row) => this.line(row)));
      const count = (n) => n.toLocaleString("en");
      this.element.querySelector(".status").textContent = `${count(this.shown.length)} of ${count(this.rows.length)} rows`;
      this.element.querySelector(".pager span").textContent = `page ${count(this.page + 1)} of ${count(pages)}`;
      this.element.querySelector(".previous").disabled = this.page === 0;
      this.element.querySelector(".next").disabled = this.page === pages - 1;
    }

    line(row) {
      const line = document.createElement("tr");
      const href = this.address(row);
      this.columns.forEach(([key, label, kind], n) => {
        const cell = line.insertCell();
        const value = row[n + 2];
        cell.className = kind;
        cell.dataset.label = label;
        if (value === "") return;
        const text = kind === "choice" ? String(value).replaceAll("_", " ") : kind === "number" ? value.toFixed(2) : String(value);
        const inner = document.createElement("bdi");
        inner.textContent = text;
        if (kind === "choice" && /^[a-z]+$/.test(value)) inner.className = value;
        const target = kind === "main" ? href : kind === "count" && value > 0 ? this.counted(key, row) : "";
        if (target) {
          const link = document.createElement("a");
          link.href = target;
          link.append(inner);
          cell.append(link);
        } else cell.append(inner);
      });
      return line;
    }

    // Of an actor's or an article's count: the rows that were counted.
    counted(table, row) {
      if (!TABLES.includes(table)) return "";
      const filter = this.name === "actors" ? { who: row[2] } : { article: row[2] };
      return `${this.single ? `#${table}` : `${table}.html#`}?${new URLSearchParams(filter)}`;
    }

    // Numbers and keys of our own making: nothing that an article says gets into an address.
    address([article, key]) {
      if (article < 0) return "";
      const page = this.single ? "" : `articles/${String(article).padStart(6, "0")}.html`;
      return key ? `${page}#${encodeURIComponent(key)}` : page || `#article-${article}`;
    }
  }

  // One view at a time; tables are made when they are first shown.
  const browsers = new Map();
  function open(view, query) {
    views.forEach((other) => other.classList.toggle("current", other === view));
    all("nav a").forEach((link) => {
      const here = link.dataset.view === view.id || (link.dataset.view === "articles" && view.id.startsWith("article-"));
      if (here) link.setAttribute("aria-current", "page"); else link.removeAttribute("aria-current");
    });
    const element = view.querySelector(".browser");
    if (!element) return;
    if (!browsers.has(view)) browsers.set(view, new Browser(element));
    if (query !== null) browsers.get(view).set(new URLSearchParams(query));
  }

  // A row of an article: its roles in the text, its card beside it.
  function choose(card) {
    all(".m.on, .cards .chosen").forEach((element) => {
      element.classList.remove("on", "chosen", "who", "cue", "what", "condition", "horizon");
    });
    if (!card) return;
    const view = card.closest(".view");
    card.classList.add("chosen");
    all("[aria-current=true]", view).forEach((link) => link.removeAttribute("aria-current"));
    card.querySelector("a").setAttribute("aria-current", "true");
    // What is narrower is marked last and so wins where roles overlap.
    for (const role of ["what", "condition", "horizon", "who", "cue"]) {
      for (const piece of all(`.m[data-r~="${card.dataset.n}-${role}"]`, view)) {
        piece.classList.remove("who", "cue", "what", "condition", "horizon");
        piece.classList.add("on", role);
        piece.closest(".sentence").classList.add("chosen");
      }
    }
    const first = view.querySelector(`.m[data-r~="${card.dataset.n}-cue"]`) || view.querySelector(".m.on");
    first?.scrollIntoView({ block: "center" });
    const aside = card.closest("aside");
    aside.scrollTop += card.getBoundingClientRect().top - aside.getBoundingClientRect().top - 60;
  }

  function go() {
    let [name, query] = location.hash.slice(1).split("?", 2);
    try { name = decodeURIComponent(name); } catch { name = ""; }
    const target = name ? document.getElementById(name) : null;
    const view = target?.closest(".view") || (single ? views[0] : views[0]);
    const moved = single && !view.classList.contains("current");
    open(view, target && !target.classList.contains("view") ? null : query ?? (single && moved && browsers.has(view) ? null : ""));
    const card = target?.matches(".cards li") ? target : null;
    choose(card);
    if (!card && moved) window.scrollTo(0, 0);
  }
  window.addEventListener("hashchange", go);
  go();

  // Keys: / searches, j and k walk through rows.
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select, textarea")) return;
    const view = views.find((one) => !single || one.classList.contains("current"));
    if (event.key === "/") {
      const search = view.querySelector('input[name="q"]');
      if (search) { event.preventDefault(); search.closest("details").open = true; search.focus(); }
    } else if (event.key === "j" || event.key === "k") {
      const links = view.querySelector(".cards") ? all(".cards li > a", view) : all(".rows tbody a", view);
      const now = links.findIndex((link) => link === document.activeElement || link.closest("li.chosen"));
      const next = links[Math.min(Math.max(0, now + (event.key === "j" ? 1 : -1)), links.length - 1)];
      if (!next) return;
      next.focus({ preventScroll: Boolean(view.querySelector(".cards")) });
      if (view.querySelector(".cards")) next.click();
    }
  });
})();
