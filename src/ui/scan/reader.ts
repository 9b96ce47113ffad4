/** Having codes read by a worker, which starts when the first picture comes and is ended with the page that asked. */
import type { Picture } from "./gray.ts";

/** A picture on its way to the worker; with `look` it is one of many frames and gets a quick look only. */
export interface Wish {
  readonly id: number;
  readonly picture: Picture;
  readonly look?: number;
}

export interface Reading {
  readonly id: number;
  readonly texts: readonly string[];
}

/** A picture in which nothing was found by then is given up. Milliseconds. */
const patience = 20_000;

export class Reader {
  #worker: Worker | undefined;
  #count = 0;
  readonly #waiting = new Set<() => void>();

  /** What the codes in the picture say; none when there is no readable one. */
  codesIn(picture: Picture): Promise<readonly string[]> {
    return this.#ask({ picture });
  }

  /** A quick look at one frame; looks with other numbers try other ways. */
  async codeIn(picture: Picture, look: number): Promise<string | undefined> {
    return (await this.#ask({ picture, look }))[0];
  }

  /** Whatever is being read is dropped: nothing was found in it. */
  stop(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    for (const giveUp of this.#waiting) giveUp();
  }

  #started(): Worker {
    if (this.#worker !== undefined) return this.#worker;
    this.#worker = new Worker("scan.js", { type: "module" });
    this.#worker.addEventListener("error", () => this.stop());
    return this.#worker;
  }

  #ask(wish: Omit<Wish, "id">): Promise<readonly string[]> {
    const worker = this.#started();
    const id = ++this.#count;
    return new Promise((resolve) => {
      const end = (texts: readonly string[]) => {
        clearTimeout(timer);
        this.#waiting.delete(giveUp);
        worker.removeEventListener("message", hear);
        resolve(texts);
      };
      const giveUp = () => end([]);
      const hear = ({ data }: MessageEvent<Reading>) => {
        if (data.id === id) end(data.texts);
      };
      const timer = setTimeout(() => this.stop(), patience);
      this.#waiting.add(giveUp);
      worker.addEventListener("message", hear);
      worker.postMessage({ id, ...wish } satisfies Wish, [wish.picture.data.buffer]);
    });
  }
}
