/* Around a <details>: closes it on a click outside, on Escape, and when the focus leaves. */
class DropMenu extends HTMLElement {
  #details = null;

  #outside = (event) => {
    if (!this.contains(event.target)) this.#close();
  };

  #key = (event) => {
    if (event.key !== "Escape" || !this.#details?.open) return;
    this.#close();
    this.#details.querySelector("summary").focus();
  };

  #leave = (event) => {
    if (event.relatedTarget && !this.contains(event.relatedTarget)) this.#close();
  };

  connectedCallback() {
    this.#details = this.querySelector("details");
    document.addEventListener("click", this.#outside);
    this.addEventListener("keydown", this.#key);
    this.addEventListener("focusout", this.#leave);
  }

  disconnectedCallback() {
    document.removeEventListener("click", this.#outside);
    this.removeEventListener("keydown", this.#key);
    this.removeEventListener("focusout", this.#leave);
  }

  #close() {
    if (this.#details) this.#details.open = false;
  }
}

customElements.define("drop-menu", DropMenu);
