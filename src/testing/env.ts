/** A fake world for tests: memory for a disk, a hand-wound clock, seeded chance, servers in the same process. */
import { chanceFrom } from "../../e2e/sandbox/chance.ts";
import type { Env } from "../env/env.ts";
import { type Fetch, httpOver } from "../env/fetch.ts";
import type { Timer } from "../env/timer.ts";
import { ensureSelf } from "../store/birth.ts";
import { openDatabase } from "../store/open.ts";
import type { Clock } from "./clock.ts";
import { mortal } from "./mortal.ts";
import { Profile } from "./profile.ts";

export interface TestOptions {
  /** Rejects as the browser's own: with a TypeError when there is no answer. */
  readonly fetch: Fetch;
  readonly clock: Clock;
  /** Same seed, same chance; each start on one profile draws on. */
  readonly seed: string;
  /** A fresh one when absent. */
  readonly profile?: Profile;
  readonly presets?: Env["presets"];
  readonly deviceName?: string;
  readonly mayFindLinks?: boolean;
  readonly isPopupOpen?: boolean;
  /** Leaves the device without its self, as before the very first start. */
  readonly isUnborn?: boolean;
}

export interface TestEnv extends Env {
  readonly clock: Clock;
  readonly profile: Profile;
  /** The clock's timer; what was set with it dies with this worker. */
  readonly timer: Timer;
  /** Everything published so far. */
  readonly news: readonly (readonly string[])[];
  /** Route and window of every popup shown so far. */
  readonly popups: readonly (readonly [route: string, windowId: number | undefined])[];
  /** The length of every pause so far, in milliseconds. None takes time: it is nobody's moment to do anything. */
  readonly pauses: readonly number[];
  /** How many requests have not been answered yet. */
  readonly inFlight: () => number;
  /** True once the worker was killed. */
  readonly isDead: () => boolean;
  /** Ends this worker: its timers, locks and its connection to the disk. */
  readonly close: () => void;
  /** Ends this worker and starts the next one on the same profile. */
  readonly restart: () => Promise<TestEnv>;
}

/** A worker in a fake world, as it is after its start. */
export async function testEnv(options: TestOptions): Promise<TestEnv> {
  const { clock, profile = new Profile() } = options;
  profile.starts += 1;
  const db = await openDatabase("satchel", profile.disk);
  const news: (readonly string[])[] = [];
  const popups: (readonly [string, number | undefined])[] = [];
  const pauses: number[] = [];
  const publish = (what: readonly string[]) => void news.push(what);
  db.onChange = publish;
  const owner = {};
  const timers = mortal(clock.timer);
  const { http, inFlight } = counted(httpOver(options.fetch, timers.timer));
  const close = () => {
    timers.stopAll();
    profile.release(owner);
    db.close();
  };
  const env: TestEnv = {
    db,
    http,
    now: clock.now,
    random: chanceFrom(`${options.seed}/${profile.starts}`),
    pause: async (milliseconds) => void pauses.push(milliseconds),
    setAlarm: async (at) => {
      profile.alarm = at;
    },
    lock: (name, work) => profile.lock(owner, name, work),
    publish,
    showPopup: async (route, windowId) => void popups.push([route, windowId]),
    isPopupOpen: async () => options.isPopupOpen ?? false,
    mayFindLinks: async () => options.mayFindLinks ?? true,
    presets: options.presets ?? { exchanges: [], services: [] },
    deviceName: async () => options.deviceName ?? "Firefox on Linux",
    version: "0.0.0",
    ...{ clock, profile, timer: timers.timer, news, popups, pauses, inFlight, close },
    isDead: () => false,
    restart: () => {
      close();
      return testEnv({ ...options, profile });
    },
  };
  if (!options.isUnborn) await ensureSelf(db, env);
  return env;
}

function counted(http: Env["http"]): { readonly http: Env["http"]; readonly inFlight: () => number } {
  let count = 0;
  return {
    http: (request) => {
      count += 1;
      return http(request).finally(() => {
        count -= 1;
      });
    },
    inFlight: () => count,
  };
}
