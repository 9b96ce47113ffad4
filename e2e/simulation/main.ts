/**
 * Plays invented histories of wallets, servers and mishaps, and checks that nobody loses money (`npm run simulate`).
 *
 *   npm run simulate -- --seeds 0..199
 *   npm run simulate -- --replay out/simulation/57.json
 *   npm run simulate -- --seeds 0..199 --without-homes     to see how many coins are wanted twice then
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { type Act, actInWords } from "./act.ts";
import { crewFlag, playAndShrink, playInCrew, type Report, serveAsCrew } from "./crew.ts";
import type { Tally } from "./play.ts";

/** Where failing histories are kept, to be replayed. */
const folder = "out/simulation";

interface Wish {
  readonly first: number;
  readonly last: number;
  readonly replay: string | undefined;
}

function wishIn(parameters: readonly string[]): Wish {
  const after = (name: string) => (parameters.includes(name) ? parameters[parameters.indexOf(name) + 1] : undefined);
  const range = /^(\d+)(?:\.\.(\d+))?$/.exec(after("--seeds") ?? "0..19");
  if (!range) throw new Error("say which seeds, for example: --seeds 0..199");
  const first = Number(range[1]);
  return { first, last: Number(range[2] ?? first), replay: after("--replay") };
}

const noTally: Tally = {
  acts: 0,
  requests: 0,
  kills: 0,
  faults: 0,
  conflicts: 0,
  retirements: 0,
  deletions: 0,
  leaps: 0,
  renewals: 0,
  coinConflicts: 0,
  coins: 0,
  expired: 0,
  paid: 0,
  fees: 0,
  melts: 0,
  ghosts: 0,
  unprotected: 0,
};

const plus = (a: Tally, b: Tally): Tally =>
  Object.fromEntries(
    Object.entries(a).map(([name, count]) => [name, count + b[name as keyof Tally]]),
  ) as never as Tally;

/** A failure with everything that is needed to see it again. */
function tellFailure({ seed, failure }: Report): void {
  if (!failure) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/${seed}.json`, JSON.stringify({ seed, acts: failure.acts }, null, 1));
  writeFileSync(`${folder}/${seed}.log`, failure.journal.join("\n"));
  console.log(`✗ seed ${seed}: ${failure.message}`);
  for (const act of failure.acts) console.log(`    ${actInWords(act)}`);
  console.log(
    `    again: npm run simulate -- --replay ${folder}/${seed}.json (what was said: ${folder}/${seed}.log)\n`,
  );
}

async function playAll({ first, last, replay }: Wish): Promise<boolean> {
  const started = performance.now();
  let [sum, seeds, failed] = [noTally, 0, 0];
  const take = (report: Report) => {
    seeds += 1;
    failed += report.failure ? 1 : 0;
    sum = plus(sum, report.tally);
    tellFailure(report);
  };
  if (replay === undefined) {
    const all = Array.from({ length: last - first + 1 }, (_, index) => first + index);
    await playInCrew(all, Math.min(availableParallelism(), all.length), process.argv[1] ?? "", take);
  } else {
    const { seed, acts } = JSON.parse(readFileSync(replay, "utf8")) as { readonly seed: number; readonly acts: Act[] };
    take(await playAndShrink(seed, acts));
  }
  console.log(`${((performance.now() - started) / 1000).toFixed(1)} s`);
  const isWithoutHomes = process.argv.includes("--without-homes");
  console.log(JSON.stringify({ seeds, failed, ...(isWithoutHomes && { isWithoutHomes }), ...sum }));
  return failed === 0;
}

if (process.argv.includes(crewFlag)) serveAsCrew();
else process.exitCode = (await playAll(wishIn(process.argv.slice(2)))) ? 0 : 1;
