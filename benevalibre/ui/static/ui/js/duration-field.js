import { formatDuration, formatDurationShort, parseDuration } from "./durations.js";

const PATIENCE = 1200;
const fill = (sentence, values) =>
  values.reduce((text, value) => text.replace("%s", () => value), sentence ?? "");

/* Says how a duration is understood, or asks. It never holds the form back: the server decides. */
class DurationField extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input");
    this.submit = document.getElementById(this.dataset.submit ?? "");
    if (this.submit) this.submit.dataset.label ??= this.submit.textContent;
    this.querySelector("[data-presets]")?.removeAttribute("hidden");
    this.addEventListener("input", this.refresh);
    this.addEventListener("click", this.choose);
    this.refresh();
  }

  choose({ target }) {
    const button = target.closest("button[data-duration]");
    if (!button) return;
    this.input.value = button.dataset.duration;
    if (button.matches("[data-choices] *")) (this.submit ?? this.input).focus();
    this.input.dispatchEvent(new Event("input", { bubbles: true }));
  }

  refresh(event) {
    const typed = this.input.value.trim();
    const { minutes, problem, choices = [] } = this.read(typed);
    const shown = choices.length ? choices.map(formatDurationShort) : [typed];
    const values = problem === "ambiguous_integer" ? [choices[1], choices[1]] : shown;
    const asked = fill(this.getAttribute(`data-${problem?.replaceAll("_", "-")}`), values);
    const echo = problem ? asked : fill(this.dataset.understood, [formatDuration(minutes)]);
    this.say(echo, problem && !choices.length, event);
    this.querySelector("[data-choices]")?.replaceChildren(...choices.map(choiceButton));
    for (const button of this.querySelectorAll("button[data-duration]:not([data-choices] *)"))
      button.setAttribute("aria-pressed", this.read(button.dataset.duration).minutes === minutes);
    if (!this.submit || !this.dataset.submitLabel) return;
    const label = minutes ? this.dataset.submitLabel : this.submit.dataset.label;
    this.submit.textContent = fill(label, [formatDurationShort(minutes ?? 0)]);
  }

  read = (text) => parseDuration(text, { dayMinutes: Number(this.getAttribute("day-minutes")) });

  /* A refusal waits for a pause in the typing; what the server said or asked is not repeated. */
  say(text, refused, event) {
    const output = this.querySelector("output");
    clearTimeout(this.timer);
    const said = !event && this.input.getAttribute("aria-invalid") === "true";
    output.textContent = refused || said ? "" : text;
    output.dataset.state = refused ? "error" : "";
    if (refused && event) this.timer = setTimeout(() => (output.textContent = text), PATIENCE);
  }
}

const choiceButton = (minutes) => {
  const button = document.createElement("button");
  button.dataset.duration = button.textContent = formatDurationShort(minutes);
  return Object.assign(button, { type: "button", className: "chip" });
};
customElements.define("duration-field", DurationField);
