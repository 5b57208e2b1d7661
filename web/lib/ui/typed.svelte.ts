/** Keys of the tab's storage under which something typed waits to be sent begin with this. */
export const TYPED = 'landed:typed:';

/** What was typed into a form, kept in this tab through reloads until it is sent. Make it while a component is set up. */
export class Typed<Form extends object> {
  value: Form;
  #key: string;

  constructor(key: string, empty: Form) {
    this.#key = TYPED + key;
    const untouched = JSON.stringify(empty);
    const form = $state({ ...empty, ...this.#read() });
    this.value = form;
    $effect(() => {
      const now = JSON.stringify(this.value);
      try {
        if (now === untouched) sessionStorage.removeItem(this.#key);
        else sessionStorage.setItem(this.#key, now);
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
