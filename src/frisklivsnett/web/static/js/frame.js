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

for (const button of document.querySelectorAll("[data-print]")) button.hidden = false;

document.querySelector("[data-error-summary]")?.focus();
