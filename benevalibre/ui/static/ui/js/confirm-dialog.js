/* Around a link to a confirmation page and a <dialog> that asks the same: opens the dialog instead.
   Without script, the link leads to the page. A button of value « cancel » closes. */
class ConfirmDialog extends HTMLElement {
  #open = (event) => {
    const dialog = this.querySelector("dialog");
    const opener = event.target.closest("[data-open], a, button");
    if (dialog.contains(event.target)) {
      if (opener?.value === "cancel") dialog.close();
      else return;
    } else if (opener) {
      dialog.showModal();
    }
    event.preventDefault();
  };

  #veil = (event) => {
    const dialog = event.currentTarget;
    if (event.target === dialog && !this.#inside(dialog, event)) dialog.close();
  };

  #inside(dialog, event) {
    const box = dialog.getBoundingClientRect();
    return (
      event.clientX >= box.left &&
      event.clientX <= box.right &&
      event.clientY >= box.top &&
      event.clientY <= box.bottom
    );
  }

  connectedCallback() {
    if (!this.querySelector("dialog")) return;
    this.addEventListener("click", this.#open);
    this.querySelector("dialog").addEventListener("mousedown", this.#veil);
  }

  disconnectedCallback() {
    this.removeEventListener("click", this.#open);
  }
}

customElements.define("confirm-dialog", ConfirmDialog);
