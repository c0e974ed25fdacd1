// What the pages gain with script: dropped files, filters without a round trip, keys. Everything works without it.
"use strict";

/** A file that is dropped on the form is put into its input. */
function dropping() {
  for (const zone of document.querySelectorAll(".drop")) {
    const input = zone.querySelector("input[type=file]");
    const over = (on) => (event) => {
      event.preventDefault();
      zone.classList.toggle("over", on);
    };
    zone.addEventListener("dragover", over(true));
    zone.addEventListener("dragleave", over(false));
    zone.addEventListener("drop", (event) => {
      over(false)(event);
      if (event.dataTransfer.files.length > 0) input.files = event.dataTransfer.files;
    });
  }
}

/** A form is sent once: a second click changes nothing. A button that gives a file says nothing of being busy: its page stays. */
function sendingOnce() {
  for (const form of document.querySelectorAll("form[data-once]")) {
    form.addEventListener("submit", (event) => {
      const button = event.submitter ?? form.querySelector("button[data-busy]");
      if (!button?.dataset.busy) return;
      button.dataset.idle = button.textContent;
      // After the browser has taken the values of the form.
      setTimeout(() => {
        for (const one of form.querySelectorAll("button")) one.disabled = true;
        button.textContent = button.dataset.busy;
      }, 0);
    });
    window.addEventListener("pageshow", () => {
      for (const button of form.querySelectorAll("button")) {
        button.disabled = false;
        if (button.dataset.idle) button.textContent = button.dataset.idle;
      }
    });
  }
}

/** Choosing in a filter sends it. */
function filters() {
  for (const form of document.querySelectorAll("form[data-filter]")) {
    form.addEventListener("change", () => form.requestSubmit());
  }
}

/** Keys of a page: links and buttons that name one with data-key. */
function keys() {
  const typing = (target) => target.closest("input:not([type=radio]):not([type=checkbox]), select, textarea, [contenteditable]");
  const findings = () => [...document.querySelectorAll(".finding, tr[data-goto]")];
  let at = -1;
  const step = (by) => {
    const all = findings();
    if (all.length === 0) return;
    // Whoever came by a link or a click goes on from there.
    const here = all.findIndex((one) => one.contains(document.activeElement) || (at < 0 && one.matches(":target")));
    at = Math.min(Math.max((here < 0 ? at : here) + by, 0), all.length - 1);
    const one = all[at];
    one.tabIndex = -1;
    one.focus({ preventScroll: true });
    one.scrollIntoView({ block: "center" });
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "Enter" && event.target.dataset?.goto) location.assign(event.target.dataset.goto);
    else if (event.key === "t" && event.target.closest?.(".finding")) {
      const trace = event.target.closest(".finding").querySelector("details[data-src]");
      if (trace) trace.open = !trace.open;
    } else if (event.key === "x" && event.target.closest?.(".finding")) {
      const box = event.target.closest(".finding").querySelector("details.exclude");
      if (!box) return;
      event.preventDefault();
      box.open = true;
      box.querySelector("input[name=reason]").focus();
    } else {
      const named = [...document.querySelectorAll(`[data-key="${CSS.escape(event.key)}"]`)];
      if (named.length === 0) return;
      event.preventDefault();
      // A choice that several lines have is made for all of them; Enter sends the form then.
      const choices = named.filter((one) => one.type === "radio");
      for (const one of choices.length > 0 ? choices : named.slice(0, 1)) one.click();
      choices[0]?.focus();
    }
  });
}

/** What needs a word before it is done. */
function asking() {
  for (const form of document.querySelectorAll("form[data-ask]")) {
    form.addEventListener("submit", (event) => {
      if (!window.confirm(form.dataset.ask)) event.preventDefault();
    });
  }
}

/** What a finding rests on is fetched when somebody unfolds it. */
function traces() {
  for (const box of document.querySelectorAll("details[data-src]")) {
    box.addEventListener("toggle", async () => {
      if (!box.open || box.dataset.loaded) return;
      box.dataset.loaded = "yes";
      const answer = await fetch(`${box.dataset.src}&part=yes`);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      box.querySelector(".trace-place").replaceChildren(...page.body.childNodes);
    });
  }
}

/** What scrolls sideways can be reached and scrolled by keyboard. */
function scrolling() {
  const boxes = [...document.querySelectorAll(".scroll")];
  const see = () => {
    for (const box of boxes) box.tabIndex = box.scrollWidth > box.clientWidth ? 0 : -1;
  };
  see();
  window.addEventListener("resize", see);
}

function printing() {
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}

for (const begin of [dropping, sendingOnce, filters, keys, asking, traces, scrolling, printing]) begin();
