/* A double click sends once: a form rests after its submit, until the page comes back, the answer
   of htmx arrives, or ten seconds pass (a download leaves the page where it is). */
const REST = 10_000;

const rest = (form, sent) => {
  form.toggleAttribute("data-sent", sent);
  for (const button of form.querySelectorAll("button:not([type=button])")) {
    if (sent) button.setAttribute("aria-busy", "true");
    else button.removeAttribute("aria-busy");
  }
};

const wake = () => {
  for (const form of document.querySelectorAll("form[data-sent]")) rest(form, false);
};

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.getAttribute("method")?.toLowerCase() !== "post") return;
  if (form.hasAttribute("data-sent")) {
    event.preventDefault();
    return;
  }
  rest(form, true);
  setTimeout(() => rest(form, false), REST);
});

addEventListener("pageshow", wake);
document.addEventListener("htmx:afterRequest", wake);
