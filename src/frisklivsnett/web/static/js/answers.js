// Saves each answer as the person leaves its field. «Lagret kl. …» comes from the server, after the database has it; until
// then the question is unsaved, and the browser asks before the page is left. One save at a time, in order; what fails for
// want of a network is tried again. Without this script the buttons of the form do the same.
const form = document.querySelector("form[data-answers]");
const words = form.dataset;
const questions = [...form.querySelectorAll("[data-question]")];
const unsaved = new Set(); // questions with something that the database does not have
const waiting = new Set(); // those of them to save now
const remarks = new Map(); // what a click has changed besides what was clicked
const PAUSE = 3000; // milliseconds without a key after which a long text is saved, though it has not been left
const RETRY = 8000;
let saving, leaving, typingTimer, retryTimer;

const questionOf = (element) => element.closest("[data-question]");
const statusOf = (question) => question.querySelector("[data-status]");
const seenOf = (question) => form.elements[`${question.dataset.question}.seen`];

// What a browser would post of a question, but for the version seen.
function typed(question) {
  const fields = new URLSearchParams();
  for (const field of question.querySelectorAll("input, textarea")) {
    const posted = !["checkbox", "radio"].includes(field.type) || field.checked;
    if (posted && field !== seenOf(question)) fields.append(field.name, field.value);
  }
  return fields;
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

function loginLink() {
  const link = Object.assign(document.createElement("a"), { href: words.loginAddress, target: "_blank", className: "ds-link" });
  link.textContent = words.login;
  return link;
}

function saveAll() {
  unsaved.forEach((question) => waiting.add(question));
  return run();
}

function run() {
  saving ??= (async () => {
    clearTimeout(retryTimer);
    for (const question of waiting) {
      waiting.delete(question);
      await save(question);
    }
    saving = undefined;
  })();
  return saving;
}

// A login in another tab changes the token; the cookie always has the one that counts.
function token() {
  const cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
  if (cookie) form.elements.csrfmiddlewaretoken.value = cookie[1];
  return form.elements.csrfmiddlewaretoken.value;
}

async function save(question) {
  const body = typed(question);
  const before = body.toString();
  body.append(seenOf(question).name, seenOf(question).value);
  tell(question, words.saving);
  let response, told;
  try {
    response = await fetch(words.save, { method: "POST", body, headers: { "X-CSRFToken": token() } });
    if (response.headers.get("Content-Type") === "application/json") told = await response.json();
  } catch {
    return later(question, words.offline);
  }
  if (!told) {
    if (response.status >= 500) return later(question, words.fault);
    return tell(question, response.status === 413 ? words.large : words.old);
  }
  if (told.saved && before === typed(question).toString()) unsaved.delete(question);
  if (told.shown) show(question, told);
  tell(question, told.status, ...(told.login ? [loginLink(), retryButton()] : []));
}

function later(question, reason) {
  tell(question, reason, retryButton());
  clearTimeout(retryTimer);
  retryTimer = setTimeout(saveAll, RETRY);
}

function show(question, told) {
  seenOf(question).value = told.version;
  document.getElementById(`${question.dataset.question}-notes`).innerHTML = told.notes;
  for (const field of question.querySelectorAll("[name]")) {
    if (field.name !== question.dataset.question) continue;
    if (told.invalid) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  }
  for (const each of questions) each.hidden = !told.shown.includes(each.dataset.question);
  for (const place of document.querySelectorAll("[data-section]")) place.textContent = told.sections[place.dataset.section];
  for (const place of document.querySelectorAll("[data-answered]")) place.textContent = told.answered;
  form.querySelector("[data-page-status]").textContent = told.last;
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
  remarks.set(question, alone ? words.unticked : words.untickedAlone.replace("%s", others[0].labels[0].textContent));
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
  unsaved.add(question);
  clearTimeout(typingTimer);
  if (event.target.matches("textarea")) typingTimer = setTimeout(saveAll, PAUSE);
});

form.addEventListener("change", (event) => {
  const question = questionOf(event.target);
  if (!question) return;
  exclude(question, event.target);
  unfold(question);
  unsaved.add(question);
  waiting.add(question);
  run();
});

// A save on its way is let through first: else the form would be stopped as older than it.
form.addEventListener("submit", async (event) => {
  if (leaving === "sent") return event.preventDefault();
  token();
  if (saving) {
    event.preventDefault();
    await saving;
    return form.requestSubmit(event.submitter);
  }
  leaving = "sent";
});

window.addEventListener("beforeunload", (event) => {
  if (unsaved.size && !leaving) event.preventDefault();
});
window.addEventListener("pageshow", () => (leaving = undefined));
window.addEventListener("online", saveAll);
document.addEventListener("visibilitychange", () => document.hidden && saveAll());

for (const question of questions) {
  unfold(question);
  if (statusOf(question).hasAttribute("data-unsaved")) unsaved.add(question);
}
