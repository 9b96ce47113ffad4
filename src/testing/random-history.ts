/** A random history of a few devices and services with everything that may go wrong, the same for the same seed. */
import { type Counts, covers } from "../store/clock.ts";
import { isSameJson } from "../store/same.ts";
import { dice } from "./dice.ts";
import { broken, collectedEarly, isHonest, isSwept, living, settle } from "./oracle.ts";
import type { Device, Disk } from "./replica.ts";
import type { Rules } from "./replica-rules.ts";
import { type Fate, Replicas } from "./replicas.ts";

const urls = ["https://p.example/", "https://q.example/", "https://r.example/"];
const keys = ["k", "m"];
const mostDevices = 10;

export interface HistoryOptions {
  readonly rules?: Partial<Rules>;
  /** Disks are put back and copied too; then only convergence, quiet and honest counts are promised. */
  readonly hasOldDisks?: boolean;
  /** What the devices do to rows; things with few facts when absent. */
  readonly writer?: Writer;
}

/** Does something by dice, and says what; undefined when that changed nothing. */
export type Writer = (world: Replicas, device: Device, roll: (sides: number) => number) => string | undefined;

export interface PlayedHistory {
  readonly broken: readonly string[];
  readonly steps: readonly string[];
  readonly uploads: number;
}

export function playHistory(seed: number, options: HistoryOptions = {}): PlayedHistory {
  const play = new Play(seed, options);
  const wrong = play.run();
  return { broken: wrong, steps: play.steps, uploads: play.world.uploads };
}

/** How often which deed is done on a thing. */
const weights: readonly (readonly [number, { verb: "insert" | "learn" | "remove"; isMoney: boolean }])[] = [
  [8, { verb: "insert", isMoney: false }],
  [6, { verb: "insert", isMoney: true }],
  [5, { verb: "learn", isMoney: false }],
  [6, { verb: "learn", isMoney: true }],
  [10, { verb: "remove", isMoney: false }],
];

const writeThings: Writer = (world, device, roll) => {
  const key = keys[roll(keys.length)] ?? "";
  const { verb, isMoney } = weighted(weights, roll);
  const isDone = world[verb](device, key, { isMoney });
  return isDone ? `${device.name} ${verb} ${key}${isMoney ? " with money" : ""}` : undefined;
};

/** One of them, each as often as its weight says. */
export function weighted<T>(choices: readonly (readonly [number, T])[], roll: (sides: number) => number): T {
  let at = roll(choices.reduce((sum, [weight]) => sum + weight, 0));
  for (const [weight, chosen] of choices) {
    if (at < weight) return chosen;
    at -= weight;
  }
  throw new Error("weights do not add up");
}

type Move = (device: Device) => string | undefined;

class Play {
  readonly world: Replicas;
  readonly steps: string[] = [];
  readonly #roll: (sides: number) => number;
  readonly #urls: readonly string[];
  readonly #hasOldDisks: boolean;
  readonly #writer: Writer;
  readonly #oldDisks: { readonly device: Device; readonly disk: Disk }[] = [];

  constructor(seed: number, { rules = {}, hasOldDisks = false, writer = writeThings }: HistoryOptions) {
    this.#roll = dice(seed);
    this.#hasOldDisks = hasOldDisks;
    this.#writer = writer;
    this.#urls = urls.slice(0, 1 + this.#roll(3));
    this.world = new Replicas(rules);
    for (let count = 2 + this.#roll(3); count > 0; count--) this.#newDevice();
  }

  run(): string[] {
    const moves = this.#moves();
    for (let left = 6 + this.#roll(50); left > 0; left--) {
      const before = this.world.devices.map(({ disk }) => disk);
      const stood = new Map([...this.world.providers].map(([url, { current }]) => [url, current]));
      const step = weighted(moves, this.#roll)(this.#any(living(this.world)));
      if (!step) continue;
      this.steps.push(step);
      if (!isHonest(this.world)) return ["I7: a stamp beyond the counts"];
      if (!this.#hasOldDisks && this.#hasFallen(before)) return ["I7: something fell"];
      const early = this.#hasOldDisks ? [] : collectedEarly(this.world, stood);
      if (early.length > 0) return early.map((tombstone) => `collected early: ${tombstone}`);
    }
    return this.#judge();
  }

  #judge(): string[] {
    const isPatient = this.#roll(2) === 0;
    if (!settle(this.world, { isPatient })) return ["never quiet"];
    if (!this.#isSilent(isPatient)) return ["not silent"];
    const wrong = broken(this.world).filter((one) => !this.#hasOldDisks || one.startsWith("I1"));
    if (!isHonest(this.world)) wrong.push("I7: a stamp beyond the counts");
    if (!isSwept(this.world)) wrong.push("I6");
    return [...wrong, ...broken(this.world).filter((one) => !this.#hasOldDisks || one.startsWith("I1"))];
  }

  /** Who is settled looks in whatever order, as often as they like, and nobody tells anything. */
  #isSilent(isPatient: boolean): boolean {
    const { uploads } = this.world;
    const changes = () => living(this.world).map(({ disk }) => disk.self.change);
    const before = changes();
    for (let looks = 0; looks < 8; looks++) {
      const device = this.#any(living(this.world));
      const url = this.#place(device);
      if (url) this.world.sync(device, url, { isPatient });
    }
    return this.world.uploads === uploads && isSameJson(changes(), before);
  }

  #any<T>(list: readonly T[]): T {
    return list[this.#roll(list.length)] as T;
  }

  #newDevice(): Device {
    const chosen = this.#urls.filter(() => this.#roll(2) === 0);
    return this.world.device(
      "ABCDEFGHIJ".charAt(this.world.devices.length),
      ...(chosen.length > 0 ? chosen : this.#urls.slice(0, 1)),
    );
  }

  /** How often each thing happens, and what it does. */
  #moves(): readonly (readonly [number, Move])[] {
    return [
      [35, (device) => this.#writer(this.world, device, this.#roll)],
      [30, this.#sync],
      [12, this.#fetch],
      [14, this.#post],
      [3, this.#join],
      [3, this.#enrol],
      [3, this.#leave],
      [2, this.#lose],
      [3, this.#retire],
      [2, this.#rollBack],
      [1, this.#empty],
      [this.#hasOldDisks ? 4 : 0, this.#putBack],
    ];
  }

  #place(device: Device): string | undefined {
    const there = [...device.disk.enrolments.keys()];
    return there.length > 0 ? this.#any(there) : undefined;
  }

  #sync: Move = (device) => {
    const url = this.#place(device);
    if (!url) return undefined;
    const isPatient = this.#roll(2) === 0;
    this.world.sync(device, url, { isPatient });
    return `${device.name} sync ${url}${isPatient ? " patiently" : ""}`;
  };

  #fetch: Move = (device) => {
    const url = this.#place(device);
    if (!url) return undefined;
    const options = { isPatient: this.#roll(2) === 0, stopsAfterMerge: this.#roll(3) === 0 };
    this.world.fetch(device, url, options);
    return `${device.name} fetch ${url} ${JSON.stringify(options)}`;
  };

  #post: Move = () => {
    const offers = living(this.world).flatMap((device) =>
      [...device.disk.enrolments.values()].flatMap(({ url, offer }) => (offer ? [{ device, url }] : [])),
    );
    if (offers.length === 0) return undefined;
    const { device, url } = this.#any(offers);
    const fate = this.#any<Fate>(["arrives", "arrives", "requestLost", "replyLost", "stopped"]);
    this.world.post(device, url, fate);
    return `${device.name} post ${url} ${fate}`;
  };

  #join: Move = () => {
    if (this.world.devices.length >= mostDevices) return undefined;
    const device = this.#newDevice();
    return `${device.name} joins ${[...device.disk.enrolments.keys()]}`;
  };

  #enrol: Move = (device) => {
    const url = this.#any(this.#urls);
    if (device.disk.enrolments.has(url)) return undefined;
    this.world.enrol(device, url);
    return `${device.name} enrols ${url}`;
  };

  #leave: Move = (device) => {
    const url = this.#place(device);
    if (!url) return undefined;
    const saysGoodbye = this.#roll(2) === 0;
    if (saysGoodbye) this.world.sync(device, url, { retire: [device.disk.self.device] });
    this.world.leave(device, url);
    return `${device.name} leaves ${url}${saysGoodbye ? " with goodbye" : ""}`;
  };

  #lose: Move = (device) => {
    if (living(this.world).length < 2) return undefined;
    device.isLost = true;
    return `${device.name} is lost`;
  };

  #retire: Move = (device) => {
    const url = this.#place(device);
    const clocks = Object.keys((url && this.world.provider(url).current?.doc.clocks) || {});
    const others = clocks.filter((id) => id !== device.disk.self.device);
    if (!url || others.length === 0) return undefined;
    const retired = this.#any(others);
    this.world.sync(device, url, { retire: [retired] });
    return `${device.name} retires ${retired} at ${url}`;
  };

  #rollBack: Move = () => {
    const url = this.#any(this.#urls);
    if (this.world.provider(url).history.length === 0) return undefined;
    const versions = 1 + this.#roll(4);
    this.world.rollBack(url, versions);
    return `${url} rolls back ${versions}`;
  };

  #empty: Move = () => {
    const url = this.#any(this.#urls);
    this.world.empty(url);
    return `${url} loses everything`;
  };

  /** Keeps a copy of a disk, or puts one back that was kept. */
  #putBack: Move = (device) => {
    const kept = this.#oldDisks.find((one) => one.device === device);
    if (!kept || this.#roll(2) === 0) {
      this.#oldDisks.unshift({ device, disk: device.disk });
      return `a copy of ${device.name} is made`;
    }
    device.disk = kept.disk;
    return `${device.name} is put back`;
  };

  /** `counts`, `offered` and the revisions of services never fall. */
  #hasFallen(before: readonly Disk[]): boolean {
    return before.some((then, index) => {
      const now = this.world.devices[index]?.disk;
      if (!now) return true;
      const counts: Counts = now.state.counts;
      const hasFallenAt = ([url, { revision }]: [string, { readonly revision: number }]) =>
        (now.enrolments.get(url)?.revision ?? revision) < revision;
      return (
        !covers(counts, then.state.counts) ||
        now.self.offered < then.self.offered ||
        (now.enrolments.size >= then.enrolments.size && [...then.enrolments].some(hasFallenAt))
      );
    });
  }
}
