// Pages say everything without this. It lights the words of a cell in the article while one points at the cell, and
// scrolls an article to where it matters.
"use strict";

function numbers(element) {
  return [...element.querySelectorAll(".ref")].map((link) => link.hash.slice(4));
}

function light(wanted) {
  for (const mark of document.querySelectorAll("mark[data-n]")) {
    const own = mark.dataset.n.split(" ");
    mark.classList.toggle("lit", wanted.some((number) => own.includes(number)));
  }
}

for (const cell of document.querySelectorAll(".cell")) {
  const wanted = numbers(cell);
  cell.addEventListener("mouseenter", () => light(wanted));
  cell.addEventListener("mouseleave", () => light([]));
  cell.addEventListener("focusin", () => light(wanted));
  cell.addEventListener("focusout", () => light([]));
}

// An article that does not fit starts at the first words that the page rests on.
for (const text of document.querySelectorAll(".panel .text")) {
  const first = text.querySelector("mark:not(.context)") || text.querySelector("mark");
  if (first) {
    const below = first.getBoundingClientRect().top - text.getBoundingClientRect().top;
    text.scrollTop = Math.max(0, below - text.clientHeight / 3);
  }
}

// In a table that scrolls, a passage would be cut off at its edge: it is placed on the page instead.
function place(cited) {
  const tip = cited.querySelector(".tip");
  const box = cited.getBoundingClientRect();
  tip.classList.add("placed");
  const below = box.bottom + tip.offsetHeight + 8 < window.innerHeight;
  tip.style.top = `${below ? box.bottom + 4 : Math.max(4, box.top - tip.offsetHeight - 4)}px`;
  tip.style.left = `${Math.max(8, Math.min(box.left, window.innerWidth - tip.offsetWidth - 8))}px`;
}

for (const cited of document.querySelectorAll(".cited")) {
  cited.addEventListener("mouseenter", () => place(cited));
  cited.addEventListener("focusin", () => place(cited));
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && document.activeElement?.closest(".cited")) {
    document.activeElement.blur();
  }
});
