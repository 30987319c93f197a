/* Around a password field and a button that shows what is typed; hidden again on submit. */
class PasswordReveal extends HTMLElement {
  #toggle = () => this.#show(this.querySelector("input").type === "password");

  #hide = () => this.#show(false);

  #show(shown) {
    this.querySelector("input").type = shown ? "text" : "password";
    this.querySelector("button").setAttribute("aria-pressed", String(shown));
  }

  connectedCallback() {
    this.querySelector("button").addEventListener("click", this.#toggle);
    this.querySelector("input").form?.addEventListener("submit", this.#hide);
  }

  disconnectedCallback() {
    this.querySelector("button")?.removeEventListener("click", this.#toggle);
  }
}

customElements.define("password-reveal", PasswordReveal);
