/** The main job from beginning to end in a real browser: withdraw, back up, spend, lose the device, restore, count; then in two. */
import { compare, isZero, subtractOrUndefined } from "../../src/taler/amount.ts";
import {
  acceptInPopup,
  acceptServiceTerms,
  askForWithdrawal,
  availableIn,
  confirmAtBank,
  isAtRestIn,
  isBackedUpIn,
  leftIn,
  lookAtPaidService,
  orderIn,
  payInPopup,
  payService,
  readSecret,
  refundInPopup,
  restoreIn,
  returnIn,
} from "../browser/acts.ts";
import { type Browser, type Extension, newProfile, sizeOf } from "../browser/browser.ts";
import { launch } from "../browser/launch.ts";
import { type Tab, waitUntil } from "../browser/tab.ts";
import { isBalanced } from "../sandbox/ledger.ts";
import type { RunningSandbox } from "../sandbox/start.ts";
import { SecondDevice } from "./second-device.ts";
import { Steps } from "./steps.ts";

/** What a tour knows on its way. */
export class Tour {
  readonly #world: RunningSandbox;
  readonly #extension: Extension;
  readonly #pictures: string;
  #profile = newProfile();
  #browser: Browser | undefined;
  readonly #secondProfile = newProfile();
  #second: Browser | undefined;
  /** The settings page on which a service was chosen; it leads on from there by itself. */
  #services: Tab | undefined;
  #secret = "";

  /** `pictures` is the folder for a picture of each step. */
  constructor(world: RunningSandbox, extension: Extension, pictures = "out/tour") {
    this.#world = world;
    this.#extension = extension;
    this.#pictures = pictures;
  }

  /** Plays all steps; resolves to their results and what was lost. */
  async play(): Promise<{ readonly steps: Steps["results"]; readonly lost: string }> {
    const steps = new Steps(this.#pictures, () => this.#tabs());
    let lost = "unknown";
    await steps.step("install", () => this.install());
    await steps.step("withdraw", () => this.withdraw("18.50"));
    await steps.step("onboarding", () => this.onboarding());
    await steps.step("choose-service", () => this.chooseService());
    await steps.step("accept-terms", () => this.acceptTerms());
    await steps.step("pay-service", () => this.payService());
    await steps.step("recovery-secret", () => this.recoverySecret());
    await steps.step("backup", () => this.backup());
    await steps.step("spend", () => this.spend());
    await steps.step("lose-device", () => this.loseDevice());
    await steps.step("restore", () => this.restore());
    await steps.step("check", async () => {
      const { page, missing } = await this.check();
      lost = missing;
      return page;
    });
    await steps.step("second-device", () => this.secondDevice());
    await this.end();
    return { steps: steps.results, lost };
  }

  /** In all browsers that are running. */
  async #tabs(): Promise<readonly Tab[]> {
    const open = await Promise.all([this.#browser, this.#second].map((browser) => browser?.tabs() ?? []));
    return open.flat();
  }

  get #running(): Browser {
    if (!this.#browser) throw new Error("no browser is running");
    return this.#browser;
  }

  async install(): Promise<Tab> {
    this.#browser = await launch(this.#profile.folder, this.#extension, { isHeadless: true });
    const popup = await this.#running.open("popup.html");
    await popup.waitFor("heading", /./);
    return popup;
  }

  async withdraw(amount: string): Promise<Tab> {
    const bank = await this.#running.open(this.#world.addresses.bank);
    const link = await askForWithdrawal(bank, amount);
    await acceptInPopup(await this.#running.open("popup.html#receive"), link);
    await confirmAtBank(bank);
    const home = await this.#running.open("popup.html#home");
    await home.waitForText(/waits for your decision about a backup/);
    return home;
  }

  /** The wallet opens this page by itself. */
  async onboarding(): Promise<Tab> {
    const path = "options.html#onboarding";
    await waitUntil("the onboarding page is open", async () => (await this.#tabAt(path)) !== undefined);
    const page = (await this.#tabAt(path)) as Tab;
    await page.resize(sizeOf(path));
    await page.waitFor("heading", "Don't lose your money, use a backup service!");
    return page;
  }

  async chooseService(): Promise<Tab> {
    const page = await this.onboarding();
    await page.click("button", "Set backup up now");
    await lookAtPaidService(page);
    this.#services = page;
    return page;
  }

  get #settings(): Tab {
    if (!this.#services) throw new Error("no service was chosen");
    return this.#services;
  }

  /** What comes after the terms is the offer, as for any purchase. */
  async acceptTerms(): Promise<Tab> {
    await acceptServiceTerms(this.#settings);
    await this.#settings.waitFor("button", /^Pay /);
    return this.#settings;
  }

  /** The fee is spending like any other: from here on the exchange's books and the wallet's know of it. */
  async payService(): Promise<Tab> {
    await payService(this.#settings);
    if (isZero(this.#books.spending.deposited)) throw new Error("the service has got no money");
    return this.#settings;
  }

  async recoverySecret(): Promise<Tab> {
    this.#secret = await readSecret(this.#settings);
    return this.#settings;
  }

  async #tabAt(path: string): Promise<Tab | undefined> {
    return (await this.#tabsAt(this.#running.addressOf(path)))[0];
  }

  async #tabsAt(address: string): Promise<readonly Tab[]> {
    const found: Tab[] = [];
    for (const tab of await this.#running.tabs()) if ((await tab.address()) === address) found.push(tab);
    return found;
  }

  async backup(): Promise<Tab> {
    const home = await this.#running.open("popup.html#home");
    // Only now that its plan is backed up the money becomes coins.
    await home.waitForText(/Received/);
    if ((await availableIn(home)) === undefined) throw new Error("no money has arrived");
    await home.waitForText(/Everything is backed up/);
    return home;
  }

  /** One thing is bought and kept, another is bought and given back; the change of all of it is in the backup. */
  async spend(): Promise<Tab> {
    const reading = await this.#buy("an essay about coins");
    await reading.waitFor("heading", "An essay about coins");
    const essay = `${this.#world.addresses.merchant}shop/articles/essay`;
    // In the shop's own tab, and in one that the wallet has opened: its link was pasted, so it knows of no other.
    await waitUntil("what was bought is open", async () => (await this.#tabsAt(essay)).length === 2);
    const shop = await this.#buy("a loaf of bread");
    await shop.waitFor("heading", "Thank you");
    const home = await this.#running.open("popup.html#home");
    const hasAll = async () => (await isAtRestIn(home)) && (await leftIn(home)) === this.#books.spending.remaining;
    await waitUntil("the change is there", async () => !isZero(this.#books.spending.renewed) && (await hasAll()));
    const { melted } = this.#books.spending;
    const link = await returnIn(shop);
    await refundInPopup(await this.#running.open("popup.html#send"), link);
    await shop.waitFor("heading", "Given back");
    await home.waitForText(/Refunded/);
    // Coins that come back are made new ones; whoever loses the device before that waits a day until another goes on.
    const isRenewed = () => compare(this.#books.spending.melted, melted) > 0;
    await waitUntil("the money is back", async () => isRenewed() && (await hasAll()));
    await waitUntil("all of it is backed up", () => isBackedUpIn(home));
    await home.waitForText(/Everything is backed up/);
    return home;
  }

  /** Orders in a shop that sees a new visitor, and pays; resolves to the shop's page, which goes on by itself. */
  async #buy(article: string): Promise<Tab> {
    const shop = await this.#running.open(`${this.#world.addresses.merchant}shop/`);
    const link = await orderIn(shop, article);
    await payInPopup(await this.#running.open("popup.html#send"), link);
    return shop;
  }

  get #books() {
    return this.#world.sandbox.exchange.ledger.books();
  }

  /** The profile is thrown away; what is left of the wallet is what the owner wrote down. */
  async loseDevice(): Promise<Tab> {
    await this.#running.close();
    this.#profile.remove();
    this.#profile = newProfile();
    const popup = await this.install();
    if ((await availableIn(popup)) !== undefined) throw new Error("the new profile is not empty");
    return popup;
  }

  restore(): Promise<Tab> {
    return restoreIn(this.#running, this.#secret);
  }

  /** What the exchange has issued and nobody has spent must be in the restored wallet, to the cent; and what was bought. */
  async check(): Promise<{ readonly page: Tab; readonly missing: string }> {
    const home = await this.#running.open("popup.html#home");
    let missing = this.#books.spending.remaining;
    // Change that was being made when the device was lost is made to its end here; until then it is on its way.
    const isWhole = async () => {
      const { remaining } = this.#books.spending;
      missing = subtractOrUndefined(remaining, await leftIn(home)) ?? remaining;
      return isZero(missing);
    };
    await waitUntil(`of ${missing} all is there`, isWhole);
    if (!isBalanced(this.#books)) throw new Error("the exchange's books do not add up");
    await home.waitForText(/An essay about coins/);
    await home.waitForText(/Refunded/);
    return { page: home, missing };
  }

  /** What was restored shares its wallet with a second browser from now on. */
  async secondDevice(): Promise<Tab> {
    this.#second = await launch(this.#secondProfile.folder, this.#extension, { isHeadless: true });
    return new SecondDevice(this.#world, this.#running, this.#second).play(this.#secret);
  }

  async end(): Promise<void> {
    for (const browser of [this.#browser, this.#second]) await browser?.close().catch(() => {});
    for (const profile of [this.#profile, this.#secondProfile]) profile.remove();
  }
}
