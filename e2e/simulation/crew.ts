/** Several processes that play seeds, as many as the machine has cores: each asks for the next seed when it is done. */
import { type ChildProcess, fork } from "node:child_process";
import type { Act } from "./act.ts";
import { inventHistory } from "./invent.ts";
import { type Played, playActs } from "./play.ts";
import { shrink } from "./shrink.ts";

/** A seed that was played; when it failed, with the shortest history found that fails in the same way. */
export interface Report {
  readonly seed: number;
  readonly tally: Played["tally"];
  readonly digest: string;
  readonly failure?: {
    readonly message: string;
    readonly acts: readonly Act[];
    readonly journal: readonly string[];
  };
}

/** Plays the acts, and shortens them if they fail. */
export async function playAndShrink(seed: number, acts: readonly Act[]): Promise<Report> {
  const played = await playActs(seed, acts);
  const { tally, digest } = played;
  if (!played.failure) return { seed, tally, digest };
  const shrunk = await shrink(seed, acts, played);
  const { failure = played.failure, journal } = shrunk.played;
  return { seed, tally, digest, failure: { message: failure.message, acts: shrunk.acts, journal } };
}

/** How this program is told to be one of the crew. */
export const crewFlag = "--crew";

/** The life of one of the crew: a seed comes in, a report goes out. */
export function serveAsCrew(): void {
  process.on("message", (seed: number) => {
    void playAndShrink(seed, inventHistory(seed)).then((report) => process.send?.(report));
  });
}

/** A young generation this large spares the collector most of its work; worlds are thrown away all the time. */
const execArgv = ["--enable-source-maps", "--max-semi-space-size=64"];

/** Plays all seeds and hands out each report as it comes. Resolves when all are played. */
export async function playInCrew(
  seeds: Iterable<number>,
  size: number,
  program: string,
  take: (report: Report) => void,
): Promise<void> {
  const rest = seeds[Symbol.iterator]();
  await Promise.all(Array.from({ length: size }, () => oneOfCrew(rest, program, take)));
}

function oneOfCrew(rest: Iterator<number>, program: string, take: (report: Report) => void): Promise<void> {
  const child = fork(program, [crewFlag], { execArgv });
  return new Promise((resolve, reject) => {
    let playing: number | undefined;
    const next = () => {
      const { done, value } = rest.next();
      playing = done ? undefined : value;
      if (playing === undefined) dismiss(child, resolve);
      else child.send(playing);
    };
    child.on("message", (report: Report) => {
      take(report);
      next();
    });
    child.on("exit", (code) => {
      if (playing !== undefined) reject(new Error(`seed ${playing} ended its process with status ${code}`));
    });
    next();
  });
}

function dismiss(child: ChildProcess, done: () => void): void {
  child.once("exit", done);
  child.disconnect();
}
