// What the frame does better with a script: menus that close, and focus that goes where something happened.
const menus = () => document.querySelectorAll("details[data-menu][open]");

document.addEventListener("click", (event) => {
  for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false;
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of menus()) {
    const inside = menu.contains(document.activeElement);
    menu.open = false;
    if (inside) menu.querySelector("summary").focus();
  }
});

document.addEventListener("focusin", (event) => {
  for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false;
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});

// Logging out takes away the person's answers that wait in the browser (js/keeping.js); when there are some, it is asked
// first. What another person has left there cannot be read by this one, and is not this one's to throw away.
document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-forget]")) return;
  try {
    const waiting = Object.keys(localStorage).filter((name) => name.startsWith(event.target.dataset.keptAs));
    if (waiting.length && !confirm(event.target.dataset.forget)) event.preventDefault();
    else waiting.forEach((name) => localStorage.removeItem(name));
  } catch {} // a browser that keeps nothing
});

for (const button of document.querySelectorAll("[data-print]")) button.hidden = false;

document.querySelector("[data-error-summary]")?.focus();
