/** A series of steps with a line, a picture and a result for each: the contract of `npm start -- --tour` (design, section 9). */
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";

export interface StepResult {
  readonly step: string;
  readonly ok: boolean;
  readonly ms: number;
}

export class Steps {
  readonly results: StepResult[] = [];
  readonly #folder: string;
  readonly #openPages: () => readonly Page[];

  constructor(folder: string, openPages: () => readonly Page[]) {
    this.#folder = folder;
    this.#openPages = openPages;
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
  }

  get haveAllHeld(): boolean {
    return this.results.every(({ ok }) => ok);
  }

  /** Plays one step unless an earlier one has failed; `play` resolves to the page that shows how it ended. */
  async step(name: string, play: () => Promise<Page | undefined>): Promise<void> {
    if (!this.haveAllHeld) return;
    const started = performance.now();
    const number = String(this.results.length + 1).padStart(2, "0");
    const picture = join(this.#folder, `${number}-${name}.png`);
    const failure = await play().then(
      async (page) => void (await page?.screenshot({ path: picture })),
      (error: unknown) => error,
    );
    const ms = Math.round(performance.now() - started);
    const ok = failure === undefined;
    this.results.push({ step: name, ok, ms });
    console.log(`${ok ? "✓" : "✗"} ${name} (${(ms / 1000).toFixed(1)} s)`);
    if (!ok) await this.#explain(failure, `${number}-${name}`);
  }

  /** What went wrong, and a picture of every page that is open. */
  async #explain(failure: unknown, name: string): Promise<void> {
    console.error(failure);
    for (const [index, page] of this.#openPages().entries()) {
      const path = join(this.#folder, `${name}-failed-${index}.png`);
      await page.screenshot({ path, timeout: 5000 }).catch((error: unknown) => console.error(error));
    }
  }
}
