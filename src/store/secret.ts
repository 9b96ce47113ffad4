/** Bytes that must not be seen: printed, logged or written as JSON they are three dots. */

const hidden = "•••";
const inspect = Symbol.for("nodejs.util.inspect.custom");

// Kept apart from the object: the console of a browser shows even private fields.
const bytesBySecret = new WeakMap<Secret, Uint8Array>();

/** A secret in the hands of code that has no business with its bytes. */
export class Secret {
  constructor(bytes: Uint8Array) {
    bytesBySecret.set(this, bytes.slice());
  }

  /** The bytes, for whoever computes with them; a copy. */
  reveal(): Uint8Array {
    return (bytesBySecret.get(this) as Uint8Array).slice();
  }

  toString(): string {
    return hidden;
  }

  toJSON(): string {
    return hidden;
  }

  [inspect](): string {
    return hidden;
  }
}
