/** A series of steps with a line, a picture and a result for each: the contract of `npm start -- --tour` (design, section 9). */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Tab } from "../browser/tab.ts";

export interface StepResult {
  readonly step: string;
  readonly ok: boolean;
  readonly ms: number;
}

export class Steps {
  readonly results: StepResult[] = [];
  readonly #folder: string;
  readonly #openTabs: () => Promise<readonly Tab[]>;

  constructor(folder: string, openTabs: () => Promise<readonly Tab[]>) {
    this.#folder = folder;
    this.#openTabs = openTabs;
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
  }

  get haveAllHeld(): boolean {
    return this.results.every(({ ok }) => ok);
  }

  /** Plays one step unless an earlier one has failed; `play` resolves to the tab that shows how it ended. */
  async step(name: string, play: () => Promise<Tab | undefined>): Promise<void> {
    if (!this.haveAllHeld) return;
    const started = performance.now();
    const number = String(this.results.length + 1).padStart(2, "0");
    const picture = join(this.#folder, `${number}-${name}.png`);
    const failure = await play().then(
      async (tab) => void (tab && writeFileSync(picture, await tab.picture())),
      (error: unknown) => error,
    );
    const ms = Math.round(performance.now() - started);
    const ok = failure === undefined;
    this.results.push({ step: name, ok, ms });
    console.log(`${ok ? "✓" : "✗"} ${name} (${(ms / 1000).toFixed(1)} s)`);
    if (!ok) await this.#explain(failure, `${number}-${name}`);
  }

  /** What went wrong, and a picture of every tab that is open. */
  async #explain(failure: unknown, name: string): Promise<void> {
    console.error(failure);
    const tabs = await this.#openTabs().catch(() => []);
    for (const [index, tab] of tabs.entries()) {
      const picture = await tab.picture().catch((error: unknown) => void console.error(error));
      if (picture) writeFileSync(join(this.#folder, `${name}-failed-${index}.png`), picture);
    }
  }
}
