/** Two browsers, one wallet: what one spends or removes is gone on the other, and what both do at once settles. */
import { compare } from "../../src/taler/amount.ts";
import {
  backUpNow,
  exchangeIn,
  isAtRestIn,
  isBackedUpIn,
  leftIn,
  orderIn,
  payInPopup,
  restoreIn,
} from "../browser/acts.ts";
import type { Browser } from "../browser/browser.ts";
import { type Tab, waitUntil } from "../browser/tab.ts";
import { isBalanced } from "../sandbox/ledger.ts";
import type { RunningSandbox } from "../sandbox/start.ts";

const isTrusted = "Stop trusting";

/** Each device tells and hears about every other second, and stays polite. */
const looksPerTelling = 15;

/** One browser and the settings page that stays open in it. */
interface Device {
  readonly browser: Browser;
  readonly page: Tab;
}

export class SecondDevice {
  readonly #world: RunningSandbox;
  readonly #one: Browser;
  readonly #two: Browser;

  constructor(world: RunningSandbox, one: Browser, two: Browser) {
    this.#world = world;
    this.#one = one;
    this.#two = two;
  }

  get #books() {
    return this.#world.sandbox.exchange.ledger.books();
  }

  /** Resolves to the page of the first device that asks whether one knows the second. */
  async play(secret: string): Promise<Tab> {
    const restored = await restoreIn(this.#two, secret);
    await restored.close();
    const [one, two] = await Promise.all([this.#one, this.#two].map(opened));
    if (!one || !two) throw new Error("two browsers are two devices");
    await this.#have("the second device has the same money", two);
    await this.#spend(one, two);
    await this.#remove(one, two);
    await this.#spendAtOnce(one, two);
    return this.#stranger(one);
  }

  /** Spent on one, gone on the other. */
  async #spend(one: Device, two: Device): Promise<void> {
    const before = this.#books.spending.deposited;
    await this.#buyBread(one);
    if (compare(this.#books.spending.deposited, before) <= 0) throw new Error("nothing was spent");
    await this.#have("what was spent is gone on both", one, two);
  }

  /** Removed on the other, gone on the one. */
  async #remove(one: Device, two: Device): Promise<void> {
    const address = this.#world.addresses.exchange;
    const exchanges = await Promise.all([one, two].map(({ browser }) => exchangeIn(browser, address)));
    const [here, there] = exchanges as [Tab, Tab];
    await here.click("button", "Trust this key");
    await here.waitFor("button", isTrusted);
    await told(one);
    await backUpNow(two.page);
    await there.click("button", isTrusted);
    await there.waitFor("button", "Trust this key");
    await told(two);
    await backUpNow(one.page);
    await here.waitFor("button", "Trust this key");
    await Promise.all(exchanges.map((page) => page.close()));
  }

  /** Neither can hear of the other while both pay. */
  async #spendAtOnce(one: Device, two: Device): Promise<void> {
    const { faults } = this.#world.sandbox;
    faults.paidSync.add({ fault: { kind: "loseRequest" }, times: 1e6 });
    await Promise.all([this.#buyBread(one), this.#buyBread(two)]);
    faults.paidSync.clear();
    await this.#have("both have what is left", one, two);
    if (!isBalanced(this.#books)) throw new Error("the exchange's books do not add up");
  }

  async #buyBread({ browser }: Device): Promise<void> {
    const shop = await browser.open(`${this.#world.addresses.merchant}shop/`);
    const popup = await browser.open("popup.html#send");
    await payInPopup(popup, await orderIn(shop, "a loaf of bread"));
    await shop.waitFor("heading", "Thank you");
    await Promise.all([shop.close(), popup.close()]);
  }

  /** First change is made everywhere, which the backup has to hold before; then all have to the cent what is left. */
  async #have(what: string, ...all: readonly Device[]): Promise<void> {
    await talking("change is made", all, ({ page }) => isAtRestIn(page));
    await talking(what, all, async ({ page }) => {
      return (await isAtRestIn(page)) && (await leftIn(page)) === this.#books.spending.remaining;
    });
  }

  async #stranger({ browser }: Device): Promise<Tab> {
    const home = await browser.open("popup.html#home");
    await home.waitForText(/A new device shares this wallet/);
    await home.close();
    const devices = await browser.open("options.html#devices");
    await devices.waitFor("button", /^This was me/);
    return devices;
  }
}

const opened = async (browser: Browser): Promise<Device> => ({
  browser,
  page: await browser.open("options.html#backup"),
});

/** Everything that happened on it stands in the backup. */
async function told({ page }: Device): Promise<void> {
  await backUpNow(page);
  await waitUntil("all of it is backed up", () => isBackedUpIn(page));
}

/** Waits until it is so on all of them, while each tells and hears what there is. */
function talking(what: string, all: readonly Device[], isSo: (device: Device) => Promise<boolean>): Promise<void> {
  let looks = 0;
  return waitUntil(what, async () => {
    if ((await Promise.all(all.map(isSo))).every(Boolean)) return true;
    if (looks++ % looksPerTelling === 0) await Promise.all(all.map(({ page }) => backUpNow(page)));
    return false;
  });
}
