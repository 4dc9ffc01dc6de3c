// Saves each answer as the person leaves its field. «Lagret kl. …» comes from the server, after the database has it; until
// then the question is unsaved, and what was typed is kept in the browser (keeping.js). One save at a time, in order; what
// fails for want of a network is tried again. Without this script the buttons of the form do the same.
const answering = (() => {
  const { keep, forget, keptAnswers, token, postAnswer, counted, announceWaiting, tellTrouble, sendOthers } = keeping;
  const form = document.querySelector("form[data-answers]");
  const words = form.dataset;
  const questions = [...form.querySelectorAll("[data-question]")];
  const unsaved = new Set(); // questions with something that the database does not have
  const waiting = new Set(); // those of them to save now
  const safe = new Set(); // those that the browser keeps as they stand
  const remarks = new Map(); // what a click has changed besides what was clicked
  const doubtful = new Map(); // what was sent without an answer: the database may have it
  const PAUSE = 3000; // milliseconds without a key after which a long text is saved, though it has not been left
  const RETRY = 8000;
  let saving, leaving, typingTimer, retryTimer, trouble;

  const questionOf = (element) => element.closest("[data-question]");
  const questionWith = (id) => questions.find((question) => question.dataset.question === id);
  const statusOf = (question) => question.querySelector("[data-status]");
  const seenOf = (question) => form.elements[`${question.dataset.question}.seen`];
  const fieldsOf = (question) => [...question.querySelectorAll("input, textarea")].filter((field) => field !== seenOf(question));
  const canBeTicked = (field) => ["checkbox", "radio"].includes(field.type);

  // What a browser would post of a question, but for the version seen.
  function typed(question) {
    const fields = fieldsOf(question).filter((field) => !canBeTicked(field) || field.checked);
    return new URLSearchParams(fields.map((field) => [field.name, field.value])).toString();
  }

  // Puts an answer into a question's fields, by name; `fields` maps a name to its values.
  function fill(question, fields) {
    for (const field of fieldsOf(question)) {
      const values = fields[field.name] ?? [""];
      if (canBeTicked(field)) field.checked = values.includes(field.value);
      else field.value = values[0];
    }
    unfold(question);
  }

  function tell(question, ...parts) {
    const status = statusOf(question);
    status.toggleAttribute("data-unsaved", unsaved.has(question));
    status.replaceChildren(...parts.flatMap((part) => [part, " "]));
    if (remarks.has(question)) {
      const remark = Object.assign(document.createElement("span"), { className: "question__remark" });
      remark.textContent = remarks.get(question);
      status.prepend(remark);
    }
    const page = form.querySelector("[data-page-status]");
    if (page && unsaved.size) page.textContent = words.unsaved;
  }

  function retryButton() {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "ds-button" });
    Object.assign(button.dataset, { variant: "tertiary", size: "sm" });
    button.textContent = words.retry;
    button.addEventListener("click", saveAll);
    return button;
  }

  function change(question) {
    unsaved.add(question);
    safe.delete(question);
    const id = question.dataset.question;
    const entry = { fields: typed(question), seen: seenOf(question).value, page: location.pathname, label: question.dataset.label };
    keep(id, entry).then((done) => done && unsaved.has(question) && safe.add(question));
  }

  function settle(question) {
    unsaved.delete(question);
    safe.delete(question);
    forget(question.dataset.question);
  }

  function saveAll() {
    unsaved.forEach((question) => waiting.add(question));
    return run();
  }

  function run() {
    saving ??= (async () => {
      clearTimeout(retryTimer);
      const before = trouble;
      trouble = undefined;
      for (const question of waiting) {
        waiting.delete(question);
        await save(question);
      }
      tellWaiting(before);
    })().finally(() => (saving = undefined));
    return saving;
  }

  let count = 0; // how many waited when it was last told
  function tellWaiting(before) {
    if (trouble) {
      count = [...unsaved].filter((question) => safe.has(question)).length;
      if (count) tellTrouble(trouble, count);
    } else if (before && count) {
      const saved = count - unsaved.size;
      if (saved > 0) announceWaiting("success", `${counted("saved", saved)} ${form.querySelector("[data-page-status]").textContent}.`);
      else announceWaiting("warning");
      count = 0;
    }
  }

  // Posts a question's fields. Resolves to what the server told, or to nothing when it could not be heard: that is said.
  async function send(question, fields) {
    tell(question, words.saving);
    let answer;
    try {
      answer = await postAnswer(question.dataset.question, fields, seenOf(question).value);
    } catch {
      return later(question, "offline", words.offline);
    }
    const { told, status } = answer;
    if (told?.login) return later(question, "login", told.status, words.kept);
    if (told) return told;
    if (status >= 500) return later(question, "offline", words.fault);
    tell(question, status === 413 ? words.large : words.old);
  }

  async function save(question) {
    const now = typed(question);
    const before = doubtful.get(question);
    if (before !== undefined && before !== now) {
      const told = await send(question, before); // the same again changes nothing, and tells the version
      if (!told) return;
      seenOf(question).value = told.version ?? seenOf(question).value;
    }
    doubtful.set(question, now);
    const told = await send(question, now);
    if (!told) return;
    doubtful.delete(question);
    if (told.saved && now === typed(question)) settle(question);
    if (told.shown) show(question, told);
    tell(question, told.status);
  }

  function later(question, reason, ...said) {
    trouble = reason;
    tell(question, ...said, retryButton());
    clearTimeout(retryTimer);
    retryTimer = setTimeout(saveAll, reason === "login" ? 4 * RETRY : RETRY);
  }

  function show(question, told) {
    showNotes(question, told);
    showProgress(told);
  }

  function showNotes(question, told) {
    seenOf(question).value = told.version;
    document.getElementById(`${question.dataset.question}-notes`).innerHTML = told.notes;
    question.querySelector("[data-news]").hidden = true;
    question.querySelector("[data-history]").hidden = told.version < 2 && !question.querySelector(".clash");
    for (const field of question.querySelectorAll("[name]")) {
      if (field.name !== question.dataset.question) continue;
      if (told.invalid) field.setAttribute("aria-invalid", "true");
      else field.removeAttribute("aria-invalid");
    }
  }

  function showProgress(told) {
    for (const each of questions) each.hidden = !told.shown.includes(each.dataset.question);
    for (const place of document.querySelectorAll("[data-section]")) place.textContent = told.sections[place.dataset.section];
    for (const place of document.querySelectorAll("[data-answered]")) place.textContent = told.answered;
    form.querySelector("[data-page-status]").textContent = told.last;
  }

  // Saves the answer of the report before this one; what was typed is saved first, so that it can be found again.
  async function reuse(question) {
    await saveAll();
    if (trouble) return;
    const told = await send(question, new URLSearchParams({ gjenbruk: question.dataset.question }));
    if (!told) return;
    if (told.fields) {
      fill(question, told.fields);
      settle(question);
    }
    if (told.shown) show(question, told);
    tell(question, told.status);
  }

  // An option that excludes the others takes their ticks away, and theirs take its; it is said, so that nobody is surprised.
  function exclude(question, box) {
    remarks.delete(question);
    if (box.type !== "checkbox" || box.name !== question.dataset.question || !box.checked) return;
    const alone = "exclusive" in box.dataset;
    const others = [...question.querySelectorAll("input:checked")].filter(
      (other) => other !== box && other.name === box.name && (alone || "exclusive" in other.dataset),
    );
    if (!others.length) return;
    others.forEach((other) => (other.checked = false));
    remarks.set(question, alone ? words.unticked : words.untickedAlone.replace("{}", others[0].labels[0].textContent));
  }

  // The field for an option's words is there when the option is ticked; never hidden with words in it.
  function unfold(question) {
    for (const more of question.querySelectorAll("[data-specify]")) {
      more.hidden = !document.getElementById(more.dataset.specify).checked && !more.querySelector("input").value;
    }
  }

  form.addEventListener("input", (event) => {
    const question = questionOf(event.target);
    if (!question) return;
    change(question);
    clearTimeout(typingTimer);
    if (event.target.matches("textarea")) typingTimer = setTimeout(saveAll, PAUSE);
  });

  form.addEventListener("change", (event) => {
    const question = questionOf(event.target);
    if (!question) return;
    exclude(question, event.target);
    unfold(question);
    change(question);
    waiting.add(question);
    run();
  });

  // Everything is saved before the form goes: else it would be stopped as older, and without a network it would be lost.
  form.addEventListener("submit", async (event) => {
    if (leaving === "sent") return event.preventDefault();
    const { submitter } = event;
    const choice = ["bruk", "behold"].includes(submitter?.name);
    if (submitter?.name === "gjenbruk") {
      event.preventDefault();
      return reuse(questionOf(submitter));
    }
    form.elements.csrfmiddlewaretoken.value = token();
    if (leaving !== "asked" && (saving || (unsaved.size && !choice))) {
      event.preventDefault();
      await (choice ? saving : saveAll());
      if (trouble || leaving === "sent") return;
      leaving = "asked";
      return form.requestSubmit(submitter);
    }
    if (submitter?.name === "bruk") settle(questionOf(submitter));
    leaving = "sent";
  });

  window.addEventListener("beforeunload", (event) => {
    if (!leaving && [...unsaved].some((question) => !safe.has(question))) event.preventDefault();
  });
  window.addEventListener("pageshow", () => (leaving = undefined));
  window.addEventListener("online", saveAll);
  document.addEventListener("visibilitychange", () => unsaved.size && saveAll());

  // What the browser has kept comes back into its field, with the version that it was typed over; then it is saved.
  async function restore() {
    for (const [id, entry] of await keptAnswers()) {
      const question = questionWith(id);
      if (!question || unsaved.has(question)) continue;
      if (entry.fields === typed(question)) {
        forget(id);
        continue;
      }
      const fields = {};
      for (const [name, value] of new URLSearchParams(entry.fields)) (fields[name] ??= []).push(value);
      fill(question, fields);
      seenOf(question).value = entry.seen;
      unsaved.add(question);
      safe.add(question);
      waiting.add(question);
    }
    count = waiting.size;
    trouble = count ? "kept" : undefined;
    await run();
    await sendOthers(new Set(questions.map((question) => question.dataset.question)));
  }

  for (const question of questions) {
    unfold(question);
    if (statusOf(question).hasAttribute("data-unsaved")) unsaved.add(question);
  }
  restore();

  return { form, words, questions, unsaved, questionOf, questionWith, seenOf, statusOf, fill, showNotes, showProgress };
})();
