// Tells colleagues in the same report of each other: who writes in which field, and what they have saved. Asks every few
// seconds, seldom when nothing happens, and not at all when nobody looks. A field with something unsaved is never touched.
(() => {
  const { post, announceWaiting } = keeping;
  const { form, words, questions, unsaved, questionOf, questionWith, seenOf, statusOf, fill, showNotes, showProgress } = answering;
  const SOON = 700, OFTEN = 5000, ALONE = 10000, IDLE = 20000, AWAY = 60000, TYPING = 60000, GONE = 1800000; // milliseconds
  const held = new Map(); // what has come for a question that the person is in
  const spoken = form.querySelector("[data-spoken]");
  let after = words.after, active = Date.now(), place = "", accompanied = false, failures = 0, asking = false, over = false, nextTimer;

  const inAField = () => document.activeElement?.matches("input, textarea");
  const isIn = (question) => inAField() && question.contains(document.activeElement);

  function whereIAm() {
    const question = inAField() && questionOf(document.activeElement);
    return question && !document.hidden && Date.now() - active < TYPING ? question.dataset.question : "";
  }

  function pause() {
    if (failures) return Math.min(AWAY, OFTEN * 2 ** failures);
    const still = Date.now() - active;
    if (still > 10 * TYPING) return AWAY;
    if (still > 2 * TYPING) return IDLE;
    return accompanied ? OFTEN : ALONE;
  }

  function next(delay = pause()) {
    clearTimeout(nextTimer);
    // Asking keeps the log-in alive, so it ends when the person has been away for half an hour.
    if (!document.hidden && !over && Date.now() - active < GONE) nextTimer = setTimeout(ask, delay);
  }

  async function ask() {
    if (asking) return;
    asking = true;
    const field = whereIAm();
    try {
      const { told, status } = await post(words.together, new URLSearchParams({ del: words.part, felt: field, etter: after }));
      failures = told && status < 400 ? 0 : failures + 1;
      if (!failures) {
        place = field;
        hear(told);
      }
    } catch {
      failures += 1;
    }
    asking = false;
    next(whereIAm() === field ? undefined : SOON);
  }

  function hear(told) {
    if (told.closed) {
      over = true;
      return announceWaiting("warning", words.closed, { text: words.closedLink, address: location.pathname });
    }
    after = told.after;
    accompanied = Object.keys(told.here).length > 0;
    for (const question of questions) showWriter(question, told.here[question.dataset.question] ?? "");
    if (!told.changed) return;
    for (const news of told.changed) receive(questionWith(news.question), news);
    showProgress(told);
  }

  function showWriter(question, text) {
    const line = question.querySelector("[data-presence]");
    if (line.textContent === text) return;
    line.textContent = text;
    line.hidden = !text;
    if (text && isIn(question)) spoken.textContent = text;
  }

  function receive(question, news) {
    if (news.version <= Number(seenOf(question).value) || question.querySelector(".clash")) return;
    if (unsaved.has(question) || isIn(question)) {
      held.set(question, news);
      sayNews(question, news.held);
      spoken.textContent = news.held;
    } else refresh(question, news);
  }

  function refresh(question, news) {
    held.delete(question);
    fill(question, news.fields);
    showNotes(question, news);
    statusOf(question).replaceChildren();
    sayNews(question, news.note);
  }

  function sayNews(question, text) {
    const line = question.querySelector("[data-news]");
    line.textContent = text;
    line.hidden = false;
  }

  // What came while the person was in the field is shown when they leave it without having changed anything.
  form.addEventListener("focusout", () =>
    setTimeout(() => {
      for (const [question, news] of held) {
        if (news.version <= Number(seenOf(question).value)) held.delete(question);
        else if (!unsaved.has(question) && !isIn(question)) refresh(question, news);
      }
    }),
  );

  function stir() {
    const back = Date.now() - active > TYPING;
    active = Date.now();
    if ((back || whereIAm() !== place) && !asking) next(SOON);
  }
  for (const kind of ["focusin", "focusout", "input"]) form.addEventListener(kind, stir);
  document.addEventListener("pointerdown", stir, { passive: true });

  function leave() {
    clearTimeout(nextTimer);
    if (!place) return;
    place = "";
    post(words.together, new URLSearchParams({ del: words.part, felt: "", etter: after }), { keepalive: true }).catch(() => {});
  }
  window.addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", () => (document.hidden ? leave() : next(SOON)));
  next(SOON);
})();
