/** What was typed into a form, kept in this tab through reloads until it is sent. Make it while a component is set up. */
export class Typed<Form extends object> {
  value: Form;
  #key: string;

  constructor(key: string, empty: Form) {
    this.#key = `landed:typed:${key}`;
    const form = $state({ ...empty, ...this.#read() });
    this.value = form;
    $effect(() => {
      const now = JSON.stringify(this.value);
      try {
        sessionStorage.setItem(this.#key, now);
      } catch {
        // A browser that keeps nothing: the form works, and a reload empties it.
      }
    });
  }

  /** After sending: the next form starts empty. */
  forget() {
    sessionStorage.removeItem(this.#key);
  }

  #read(): Partial<Form> {
    try {
      return JSON.parse(sessionStorage.getItem(this.#key) ?? '{}') as Partial<Form>;
    } catch {
      return {};
    }
  }
}
