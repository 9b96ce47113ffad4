/** `npm run simulate -- --seeds A..B`: plays these histories on two cores; one that fails is made short and printed. */
import { type ChildProcess, fork } from "node:child_process";
import { actInWords } from "./act.ts";
import { inventHistory } from "./invent.ts";
import { type Played, playSeed, type Tally } from "./play.ts";
import { shrink } from "./shrink.ts";

const lanes = 2;

/** What a lane tells of one seed. */
interface Told {
  readonly seed: number;
  readonly tally: Tally;
  /** How it failed, in words for people; absent when all held. */
  readonly report?: string;
}

function seedsWanted(parameters: readonly string[]): number[] {
  const text = parameters[parameters.indexOf("--seeds") + 1] ?? "";
  const [, from, to] = /^(\d+)(?:\.\.(\d+))?$/.exec(parameters.includes("--seeds") ? text : "0..99") ?? [];
  if (from === undefined) throw new Error("say which seeds, for example: --seeds 0..199");
  const first = Number(from);
  return Array.from({ length: Number(to ?? from) - first + 1 }, (_, index) => first + index);
}

/** The shortest history that fails in the same way, and how to play it again. */
async function reported(seed: number, played: Played): Promise<string> {
  const short = await shrink(seed, inventHistory(seed), played);
  const { failure, journal } = short.played;
  return [
    `Seed ${seed} fails: ${failure?.rule}`,
    failure?.message ?? "",
    `Play it again with: npm run simulate -- --seeds ${seed}`,
    `It is enough that (${short.acts.length} acts):`,
    ...short.acts.map((act, index) => `  ${index + 1}. ${actInWords(act)}`),
    "What was said and done then, at the end:",
    ...journal.slice(-60).map((line) => `  ${line}`),
  ].join("\n");
}

async function playLane(seeds: readonly number[]): Promise<void> {
  for (const seed of seeds) {
    const played = await playSeed(seed);
    const report = played.failure && (await reported(seed, played));
    const told: Told = { seed, tally: played.tally, ...(report !== undefined && { report }) };
    await new Promise((resolve) => process.send?.(told, resolve));
  }
}

function startLane(seeds: readonly number[], hear: (told: Told) => void): Promise<boolean> {
  const child: ChildProcess = fork(process.argv[1] ?? "", ["--lane", JSON.stringify(seeds)]);
  child.on("message", (message) => hear(message as Told));
  return new Promise((resolve) => child.on("close", (status) => resolve(status === 0)));
}

async function simulate(seeds: readonly number[]): Promise<boolean> {
  const sums = { seeds: 0, failed: 0, acts: 0, requests: 0, kills: 0, faults: 0, conflicts: 0, ghosts: 0, coins: 0 };
  const unprotected = { reserves: 0 };
  const hear = ({ tally, report }: Told) => {
    sums.seeds += 1;
    for (const key of ["acts", "requests", "kills", "faults", "conflicts", "coins"] as const) sums[key] += tally[key];
    unprotected.reserves += tally.unprotected;
    if (report === undefined) return;
    sums.failed += 1;
    console.log(`${report}\n`);
  };
  const shares = Array.from({ length: lanes }, (_, lane) => seeds.filter((_seed, index) => index % lanes === lane));
  const ended = await Promise.all(shares.filter((share) => share.length > 0).map((share) => startLane(share, hear)));
  // Two devices cannot spend one coin before there is paying, so there are no ghosts yet.
  console.log(JSON.stringify({ ...sums, unprotectedReserves: unprotected.reserves }));
  return ended.every(Boolean) && sums.failed === 0 && sums.seeds === seeds.length;
}

const parameters = process.argv.slice(2);
const lane = parameters.indexOf("--lane");
if (lane >= 0) {
  await playLane(JSON.parse(parameters[lane + 1] ?? "[]") as number[]);
  process.exit(0);
} else {
  process.exit((await simulate(seedsWanted(parameters))) ? 0 : 1);
}
