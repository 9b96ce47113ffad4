/** A history while it is being invented: who is there, what was begun, and ways to go on. */
import type { Act, BackupService, ExchangeName, Way } from "./act.ts";
import { Dice } from "./dice.ts";

const mostDevices = 3;
const mostDeals = 8;
const mostOrders = 10;
const amounts = ["0.02", "0.3", "1", "1.37", "2.5", "3.33", "4.99", "6.4", "9.01", "11"];

const prices = ["0.01", "0.1", "0.37", "1", "1.5", "2.2", "3", "4.5"];

/** Seconds: most pauses are those of somebody at work, a few are those of somebody's life. */
const pauses = [1, 2, 5, 15, 40, 90, 300] as const;
const longPauses = [1200, 3 * 3600, 10 * 3600, 27 * 3600] as const;

/** What the inventor keeps in mind of the story so far; whether it really came so is seen when it is played. */
export class Plot {
  readonly dice: Dice;
  readonly acts: Act[] = [];
  readonly #devices: string[] = [];
  readonly #deals: string[] = [];
  #orders = 0;
  readonly #images: { readonly name: string; readonly device: string }[] = [];
  #devicesMade = 0;
  /** Without it nothing can be restored. */
  hasSheet = false;

  constructor(seed: number) {
    this.dice = new Dice(`history ${seed}`);
  }

  add(act: Act): void {
    this.acts.push(act);
  }

  get hasRoom(): boolean {
    return this.#devices.length < mostDevices;
  }

  get mayDeal(): boolean {
    return this.#deals.length < mostDeals;
  }

  get mayBuy(): boolean {
    return this.#orders < mostOrders;
  }

  get deals(): readonly string[] {
    return this.#deals;
  }

  get images(): readonly { readonly name: string; readonly device: string }[] {
    return this.#images;
  }

  /** One of the devices that are there; the story never is without any for long. */
  device(): string {
    return this.#devices.length > 0 ? this.dice.of(this.#devices) : this.newcomer();
  }

  /** All devices there have been, whether they are still there or not. */
  get everSeen(): readonly string[] {
    return Array.from({ length: this.#devicesMade }, (_, index) => `d${index + 1}`);
  }

  get devices(): readonly string[] {
    return this.#devices;
  }

  /** A new device: restored if that can be, else a wallet of its own. */
  newcomer(): string {
    const device = this.name();
    this.add({ do: this.hasSheet ? "restore" : "start", device });
    this.pause();
    return device;
  }

  /** A name for a device that appears now. */
  name(): string {
    this.#devicesMade += 1;
    const device = `d${this.#devicesMade}`;
    this.#devices.push(device);
    return device;
  }

  /** Begins a withdrawal on the device, by link or by wire, and returns its name. */
  withdraw(device: string): string {
    const deal = this.#deal();
    const amount = `KUDOS:${this.dice.of(amounts)}`;
    if (this.dice.hits(0.3)) this.add({ do: "wire", device, deal, amount });
    else this.add({ do: "withdraw", device, deal, amount, at: this.exchange() });
    return deal;
  }

  /** Money comes in, and nothing goes wrong with it. */
  earn(device: string): void {
    if (!this.mayDeal) return;
    const deal = this.#deal();
    this.add({
      do: "withdraw",
      device,
      deal,
      amount: `KUDOS:${this.dice.of(["6.4", "9.01", "11"])}`,
      at: this.exchange(),
    });
    this.add({ do: "wait", seconds: 60 });
    this.pay(deal);
    this.add({ do: "wait", seconds: this.dice.of([90, 1800]) });
  }

  exchange(): ExchangeName {
    return this.dice.hits(0.3) ? "rival" : "exchange";
  }

  #deal(): string {
    const deal = `w${this.#deals.length + 1}`;
    this.#deals.push(deal);
    return deal;
  }

  /** Buys something on the device, and returns the name of the order. */
  buy(device: string): string {
    const order = this.#order();
    this.add({ do: "buy", device, order, price: this.#price() });
    return order;
  }

  decline(device: string): void {
    this.add({ do: "decline", device, order: this.#order(), price: this.#price() });
  }

  #order(): string {
    this.#orders += 1;
    return `o${this.#orders}`;
  }

  #price(): string {
    return `KUDOS:${this.dice.of(prices)}`;
  }

  pay(deal: string): void {
    this.add({ do: "pay", deal });
  }

  addService(service: BackupService): void {
    const device = this.device();
    this.add({ do: "addService", device, service });
    this.hasSheet = true;
    if (service !== "paidSync" || this.dice.hits(0.2)) return;
    if (this.dice.hits(0.5)) this.earn(device);
    this.payFee(device);
  }

  /** Pays the second service, with a worker that may die on the way. */
  payFee(device: string): void {
    this.mayKill(device, 0.2);
    this.add({ do: "payFee", device });
    this.mayKill(device, 0.2);
  }

  lose(device: string): void {
    this.#devices.splice(this.#devices.indexOf(device), 1);
    this.add({ do: "lose", device });
  }

  copyDisk(device: string): string {
    const image = `i${this.#images.length + 1}`;
    this.#images.push({ name: image, device });
    this.add({ do: "copyDisk", device, image });
    return image;
  }

  break(way: Way): void {
    this.add({ do: "break", way, share: this.dice.of([0.1, 0.3, 0.6, 1]) });
  }

  /** Kills the worker soon, now and then. */
  mayKill(device: string, likelihood = 0.3): void {
    if (!this.dice.hits(likelihood)) return;
    this.add({ do: "kill", device, calls: this.dice.between(0, this.dice.of([3, 12, 40])) });
  }

  pause(): void {
    this.add({ do: "wait", seconds: this.dice.of(pauses) });
  }

  /** Before they leave, people mostly finish what they have begun at the bank. */
  rest(): void {
    for (const deal of this.#deals) {
      if (this.dice.hits(0.8)) this.pay(deal);
      if (this.dice.hits(0.8)) this.add({ do: "abortAtBank", deal });
    }
    this.add({ do: "wait", seconds: this.dice.of(longPauses) });
  }
}
