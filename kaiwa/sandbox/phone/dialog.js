// Shows the Pages of the chosen account; those of the others are not sent.
const form = document.querySelector("[data-form]");

function show() {
  const user = form.elements.user.value;
  for (const list of form.querySelectorAll("[data-pages]")) {
    list.hidden = list.dataset.pages !== user;
    for (const box of list.querySelectorAll("input")) box.disabled = list.hidden;
  }
}

form.addEventListener("change", (event) => event.target.name === "user" && show());
show();
