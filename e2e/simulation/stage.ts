/** The simulated world: servers, devices and people on one clock, and ways to let time pass. */
import { WalletError } from "../../src/api/problems.ts";
import type { Answer, Question, RequestName } from "../../src/api/requests.ts";
import { handlers } from "../../src/background/handlers.ts";
import type { Fetch } from "../../src/env/fetch.ts";
import { errorCodes } from "../../src/taler/error-body.ts";
import { merchantCodes } from "../../src/taler/merchant-api.ts";
import type { Profile } from "../../src/testing/profile.ts";
import { newTown, type Town } from "../../src/testing/town.ts";
import type { Exchange } from "../sandbox/exchange/exchange.ts";
import type { Faults } from "../sandbox/faults.ts";
import { type Service, testAddresses } from "../sandbox/sandbox.ts";
import type { BackupService, ExchangeName, Way } from "./act.ts";
import { circumstancesOf } from "./circumstances.ts";
import { Device, isProtected } from "./device.ts";
import { Dice } from "./dice.ts";
import { Failure } from "./failure.ts";
import { Journal } from "./journal.ts";
import { Shelf } from "./shelf.ts";
import { still } from "./still.ts";

export const ways: readonly Way[] = ["bank", "exchange", "sync", "paidSync", "merchant", "shopLine"];

/** No honest answer to a page takes longer, in milliseconds. */
const longestAnswer = 10 * 60_000;

/** What a device is called in the wallet's list. */
export const nameOf = (device: string): string => `Browser of ${device}`;

/** One try to accept a withdrawal. */
export interface Attempt {
  readonly device: string;
  /** Whether a backup service was in use there: then nothing that is signed may be lost. */
  isProtected: boolean;
  /** The key of its reserve; unknown when the worker died before it could say so. */
  id?: string;
}

/** One withdrawal, as the user sees it. */
export interface Deal {
  readonly amount: string;
  /** Base URL of the one that gets the money. */
  readonly exchange: string;
  /** Absent when it is a wire by hand. */
  readonly link?: string;
  readonly attempts: Attempt[];
  /** Where the wallet said to send a wire to. */
  subject?: string;
  /** When somebody wished that nothing had been begun; milliseconds. */
  calledOffAt?: number;
  isPaid: boolean;
}

/** One order at the shop. */
export interface Sale {
  /** The shop's number, and the link by which wallets pay. */
  readonly orderId: string;
  readonly link: string;
  /** The hash of the contract, once a wallet knows it. */
  contract?: string;
}

/** What the user has printed. */
export interface Sheet {
  readonly uris: readonly string[];
  readonly services: readonly string[];
  readonly words: readonly string[];
}

export class Stage {
  readonly town: Town;
  readonly journal: Journal;
  readonly shelf: Shelf;
  readonly devices = new Map<string, Device>();
  readonly images = new Map<string, Profile>();
  readonly deals = new Map<string, Deal>();
  readonly sales = new Map<string, Sale>();
  /** Commitments of coins that were melted where no backup had to keep the plan. */
  readonly unprotectedMelts = new Set<string>();
  /** Rows that somebody has removed, or tried to: backups may have held them. */
  readonly removed = new Set<string>();
  /** A device is gone, or has forgotten something, or has a twin: of what one of them did the others may never hear. */
  hasLosses = false;
  /** Devices that restore at the moment, and devices whose last restore has not reached every service. */
  readonly restoring = new Set<string>();
  readonly unfinished = new Set<string>();
  /** The newest first: a secret that was renewed stands on a sheet of its own. */
  readonly sheets: Sheet[] = [];
  /** Devices that stay closed while others are used. */
  readonly away = new Set<string>();
  /** When nobody opened a browser for months; milliseconds. */
  readonly slept: { readonly from: number; readonly to: number }[] = [];
  /** When a device that had been there took part in a restore; what it brings along may be old. Milliseconds. */
  readonly joined: number[] = [];
  /** Names of roots that a device lives by and that stand on no paper yet, with the root that each took the place of. */
  readonly unprinted = new Map<string, string>();
  /** Services that people have left, whatever their sheet says. */
  readonly left = new Set<BackupService>();
  /** Root and service where a document was left that nobody asked to be overwritten: what lies there stays there. */
  readonly abandoned = new Set<string>();
  /** Computers stay open when nobody sits before them. */
  readonly isAwakeAtNight: boolean;
  readonly #seed: string;
  /** Devices on which somebody waits for an answer. */
  readonly #asking = new Set<string>();

  constructor(seed: string, town: Town) {
    this.#seed = seed;
    this.isAwakeAtNight = new Dice(`nights ${seed}`).hits(0.1);
    this.town = town;
    this.journal = new Journal();
    this.shelf = new Shelf(town.sandbox);
  }

  get now(): number {
    return this.town.clock.now();
  }

  note(line: string): void {
    this.journal.note(this.now, line);
  }

  /** A device that is on from now on. */
  addDevice(name: string, profile?: Profile): Device {
    const birth = (disk: Profile, device: string, life: number) =>
      this.town.wallet({
        profile: disk,
        seed: `${this.#seed}/${device}/${life}`,
        fetch: this.#wire(device),
        deviceName: nameOf(device),
      });
    const device = new Device(name, birth, () => this.#mourn(name), profile);
    this.devices.set(name, device);
    return device;
  }

  #mourn(device: string): void {
    this.journal.kills += 1;
    this.note(`  ${device} †`);
  }

  /** The way from a device to the servers; everything on it is heard. */
  #wire(device: string): Fetch {
    return async (request) => {
      const { now: at, town } = this;
      const { method, url } = request;
      await this.#lookAtMelt(device, request);
      let status = 0;
      try {
        const response = await town.sandbox.fetch(request);
        status = response.status;
        if (status === 409 && (await isCoinSpent(response.clone()))) this.journal.coinConflicts += 1;
        return response;
      } finally {
        this.journal.hear({
          at,
          device,
          method,
          url,
          status,
          isRestore: this.restoring.has(device),
          isWished: this.#asking.has(device),
        });
        this.shelf.look(url);
      }
    };
  }

  async #lookAtMelt(name: string, request: Request): Promise<void> {
    if (request.method !== "POST" || !request.url.endsWith("/melt")) return;
    const { rc } = (await request.clone().json()) as { readonly rc: string };
    const device = this.devices.get(name);
    if (!device || !(await isProtected(this, device))) this.unprotectedMelts.add(rc);
  }

  /** Lets so many milliseconds pass, or less if something comes to its end before. */
  async pass(milliseconds: number, isDone: () => boolean = () => false): Promise<void> {
    const end = this.now + milliseconds;
    for (;;) {
      await still();
      for (const device of this.devices.values()) device.bury();
      if (isDone()) return;
      const next = this.#nextMoment();
      if (next === undefined || next > end) return this.town.clock.windTo(end);
      this.town.clock.windTo(Math.max(next, this.now));
      for (const device of this.#present) if ((device.alarm ?? end + 1) <= this.now) await device.ring();
    }
  }

  /** Every computer is closed for so many milliseconds: no alarm and no timer rings before they are opened again. */
  async sleep(milliseconds: number): Promise<void> {
    await still();
    this.town.clock.windTo(this.now + milliseconds);
    for (const device of this.#present) if ((device.alarm ?? this.now + 1) <= this.now) await device.ring();
  }

  get #present(): readonly Device[] {
    return [...this.devices.values()].filter(({ name }) => !this.away.has(name));
  }

  #nextMoment(): number | undefined {
    const alarms = this.#present.map(({ alarm }) => alarm);
    const moments = [...alarms, this.town.clock.next].filter((moment) => moment !== undefined);
    return moments.length === 0 ? undefined : Math.min(...moments);
  }

  /** Asks the wallet on a device as a page does; undefined when it could not or died. What is our mistake is thrown. */
  async ask<N extends RequestName>(device: Device, name: N, input: Question<N>): Promise<Answer<N> | undefined> {
    const { env, death, life } = await device.worker();
    this.#asking.add(device.name);
    const outcome: { value?: Answer<N>; error?: unknown; isOver?: boolean } = {};
    const end = (news: typeof outcome) => void Object.assign(outcome, news, { isOver: true });
    void handlers[name](env, input, {}).then(
      (value) => end({ value }),
      (error: unknown) => end({ error }),
    );
    void death.then(() => end({}));
    await this.pass(longestAnswer, () => outcome.isOver === true);
    this.#asking.delete(device.name);
    if (!outcome.isOver) throw new Failure("every answer comes", `${device.name} has no answer to ${name}`);
    void life.wake();
    const problem = "error" in outcome ? problemIn(name, outcome.error) : undefined;
    this.note(`${device.name} ${name}: ${problem ?? (outcome.value === undefined ? "killed" : "answered")}`);
    return outcome.value;
  }

  /** Lets time pass until this is done. What it fails with is thrown. */
  async meanwhile(what: string, deed: Promise<unknown>): Promise<void> {
    this.note(what);
    const outcome: { error?: unknown; isOver?: boolean } = {};
    void deed.then(
      () => Object.assign(outcome, { isOver: true }),
      (error: unknown) => Object.assign(outcome, { error, isOver: true }),
    );
    await this.pass(longestAnswer, () => outcome.isOver === true);
    if (!outcome.isOver) throw new Failure("every answer comes", what);
    if (outcome.error) throw outcome.error;
  }

  /** Every exchange of this town. */
  get exchanges(): readonly Exchange[] {
    const { exchange, rival } = this.town.sandbox;
    return rival ? [exchange, rival] : [exchange];
  }

  /** The exchange of this name, or the only one there is. */
  exchange(name: ExchangeName): Exchange {
    const { exchange, rival = exchange } = this.town.sandbox;
    return name === "rival" ? rival : exchange;
  }

  /** The service's base URL. */
  addressOf(service: Service): string {
    return testAddresses[service];
  }

  /** The reserve that a wallet has named to the bank for this withdrawal. */
  async chosenReserve(link: string): Promise<string | undefined> {
    const { bank } = this.town.sandbox;
    const answer = await bank.server(new Request(`${testAddresses.bank}withdrawals/${link.split("/").at(-1)}`));
    const { selected_reserve_pub: chosen } = (await answer.json()) as { readonly selected_reserve_pub?: string };
    return chosen;
  }

  faultsOn(way: Way): Faults {
    const { faults, merchant } = this.town.sandbox;
    return way === "shopLine" ? merchant.line : faults[way];
  }

  countFaults(): number {
    const counts = ways.flatMap((way) => [...this.faultsOn(way).countByKind.values()]);
    return counts.reduce((sum, count) => sum + count, 0);
  }

  /** Ends everything that runs. */
  close(): void {
    for (const device of this.devices.values()) device.close();
  }
}

/** Whether the exchange, or the shop for it, refuses a coin because too little is left on it. */
async function isCoinSpent(response: Response): Promise<boolean> {
  const { code } = (await response.json().catch(() => ({}))) as { readonly code?: number };
  return code === errorCodes.coinInsufficientFunds || code === merchantCodes.insufficientFunds;
}

function problemIn(name: string, error: unknown): string {
  if (error instanceof WalletError && error.problem.code !== "bug") return error.problem.code;
  throw new Failure("no mistake of ours", `${name} fails with ${String(error)}`, { cause: error });
}

/** A fresh world. */
export async function newStage(seed: string): Promise<Stage> {
  return new Stage(seed, await newTown(`simulation/${seed}`, circumstancesOf(seed)));
}
