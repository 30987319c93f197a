/* Around a list with check boxes and a `.bulk` toolbar: « tick all », and how many are ticked.
   The toolbar's <output> says data-none, data-one or data-many (where {} is the number). */
class CheckAll extends HTMLElement {
  #boxes() {
    return [...this.querySelectorAll("input[type=checkbox]:not([data-all], :disabled)")];
  }

  #changed = (event) => {
    if (event?.target.matches("[data-all]")) {
      for (const box of this.#boxes()) box.checked = event.target.checked;
    }
    this.#count();
  };

  #count() {
    const boxes = this.#boxes();
    const ticked = boxes.filter((box) => box.checked).length;
    const all = this.querySelector("[data-all]");
    if (all) {
      all.checked = ticked > 0 && ticked === boxes.length;
      all.indeterminate = ticked > 0 && ticked < boxes.length;
    }
    const output = this.querySelector(".bulk output");
    if (output) {
      const { none = "", one = "{}", many = "{}" } = output.dataset;
      output.textContent = (ticked === 0 ? none : ticked === 1 ? one : many).replace("{}", ticked);
    }
    for (const button of this.querySelectorAll(".bulk [data-needs]")) button.disabled = ticked === 0;
  }

  connectedCallback() {
    this.addEventListener("change", this.#changed);
    this.#count();
  }

  disconnectedCallback() {
    this.removeEventListener("change", this.#changed);
  }
}

customElements.define("check-all", CheckAll);
