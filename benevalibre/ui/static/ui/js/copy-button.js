/* Around a read-only field and a button: copies the field; the button says data-done a moment. */
class CopyButton extends HTMLElement {
  #copy = async () => {
    const field = this.querySelector("input");
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      document.execCommand("copy");
    }
    this.#say();
  };

  #say() {
    const label = this.querySelector("button [aria-live]");
    const before = label.textContent;
    label.textContent = this.querySelector("button").dataset.done ?? before;
    setTimeout(() => {
      label.textContent = before;
    }, 3000);
  }

  connectedCallback() {
    this.querySelector("button").addEventListener("click", this.#copy);
  }

  disconnectedCallback() {
    this.querySelector("button")?.removeEventListener("click", this.#copy);
  }
}

customElements.define("copy-button", CopyButton);
