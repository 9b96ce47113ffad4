/** The main job from beginning to end in a real browser: withdraw, back up, lose the device, restore, count the money. */
import type { Page } from "playwright-core";
import { type Amount, subtractOrUndefined, zero } from "../../src/taler/amount.ts";
import {
  acceptInPopup,
  askForWithdrawal,
  availableIn,
  chooseService,
  confirmAtBank,
  openAccount,
  patience,
  waitUntil,
} from "../browser/acts.ts";
import { type Browser, type Extension, launchChromium, newProfile } from "../browser/chromium.ts";
import { qrTextIn } from "../browser/qr.ts";
import type { RunningSandbox } from "../sandbox/start.ts";
import { Steps } from "./steps.ts";

/** What a tour knows on its way. */
export class Tour {
  readonly #world: RunningSandbox;
  readonly #extension: Extension;
  #profile = newProfile();
  #browser: Browser | undefined;
  #secret = "";
  #balance: Amount | undefined;

  constructor(world: RunningSandbox, extension: Extension) {
    this.#world = world;
    this.#extension = extension;
  }

  /** Plays all steps; resolves to their results and what was lost. */
  async play(): Promise<{ readonly steps: Steps["results"]; readonly lost: string }> {
    const steps = new Steps("out/tour", () => this.#browser?.context.pages() ?? []);
    let lost = "unknown";
    await steps.step("install", () => this.install());
    await steps.step("withdraw", () => this.withdraw("8.50"));
    await steps.step("onboarding", () => this.onboarding());
    await steps.step("choose-service", () => this.chooseService());
    await steps.step("recovery-secret", () => this.recoverySecret());
    await steps.step("backup", () => this.backup());
    await steps.step("lose-device", () => this.loseDevice());
    await steps.step("restore", () => this.restore());
    await steps.step("check", async () => {
      const { page, missing } = await this.check();
      lost = missing;
      return page;
    });
    await this.end();
    return { steps: steps.results, lost };
  }

  get #running(): Browser {
    if (!this.#browser) throw new Error("no browser is running");
    return this.#browser;
  }

  async install(): Promise<Page> {
    this.#browser = await launchChromium(this.#profile.folder, this.#extension, { isHeadless: true });
    const popup = await this.#running.open("popup.html");
    await popup.getByRole("heading").first().waitFor({ timeout: patience });
    return popup;
  }

  async withdraw(amount: string): Promise<Page> {
    const { context } = this.#running;
    const bank = await context.newPage();
    await bank.goto(this.#world.addresses.bank);
    await openAccount(bank);
    const link = await askForWithdrawal(bank, amount);
    await acceptInPopup(await this.#running.open("popup.html#receive"), link);
    await confirmAtBank(bank);
    const home = await this.#running.open("popup.html#home");
    await home
      .getByText(/Received/)
      .first()
      .waitFor({ timeout: patience });
    this.#balance = await availableIn(home);
    if (this.#balance === undefined) throw new Error("no money has arrived");
    return home;
  }

  async onboarding(): Promise<Page> {
    const { context } = this.#running;
    const isOnboarding = (page: Page) => page.url().endsWith("options.html#onboarding");
    await waitUntil(async () => context.pages().some(isOnboarding));
    const page = context.pages().find(isOnboarding);
    if (!page) throw new Error("the onboarding page did not open");
    await page.setViewportSize({ width: 960, height: 800 });
    await page.getByRole("heading", { name: "Don't lose your money, use a backup service!" }).waitFor();
    return page;
  }

  async chooseService(): Promise<Page> {
    const page = await this.onboarding();
    await page
      .getByRole("button", { name: "Set backup up now" })
      .or(page.getByRole("link", { name: "Set backup up now" }))
      .click();
    await chooseService(page);
    return page;
  }

  async recoverySecret(): Promise<Page> {
    const page = await this.chosenPage();
    await page.getByRole("button", { name: "Show the recovery secret" }).click({ timeout: patience });
    const code = page.getByRole("img", { name: /QR/ });
    await code.waitFor({ timeout: patience });
    this.#secret = await qrTextIn(code);
    return page;
  }

  /** The page on which the service was chosen; it leads on to the secret by itself. */
  async chosenPage(): Promise<Page> {
    const page = this.#running.context.pages().find((one) => one.url().includes("options.html#secret"));
    return page ?? this.#running.open("options.html#secret");
  }

  async backup(): Promise<Page> {
    const home = await this.#running.open("popup.html#home");
    await home.getByText(/Everything is backed up/).waitFor({ timeout: patience });
    return home;
  }

  /** The profile is thrown away; what is left of the wallet is what the owner wrote down. */
  async loseDevice(): Promise<Page> {
    await this.#running.close();
    this.#profile.remove();
    this.#profile = newProfile();
    const popup = await this.install();
    if ((await availableIn(popup)) !== undefined) throw new Error("the new profile is not empty");
    return popup;
  }

  async restore(): Promise<Page> {
    const page = await this.#running.open("options.html#restore");
    await page.getByRole("textbox", { name: "Recovery secret" }).fill(this.#secret);
    await page.getByRole("button", { name: "Restore" }).click();
    await page.getByText("Your wallet is back").waitFor({ timeout: patience });
    return page;
  }

  /** What the exchange has issued must be in the restored wallet, to the cent. */
  async check(): Promise<{ readonly page: Page; readonly missing: string }> {
    const home = await this.#running.open("popup.html#home");
    await waitUntil(async () => (await availableIn(home)) !== undefined);
    const now = await availableIn(home);
    const { issued } = this.#world.sandbox.exchange.ledger.books();
    const missing = now === undefined ? issued : subtractOrUndefined(issued, now);
    if (missing !== zero("KUDOS") || now !== this.#balance) throw new Error(`of ${issued} there is ${now} left`);
    return { page: home, missing };
  }

  async end(): Promise<void> {
    await this.#browser?.close().catch(() => {});
    this.#profile.remove();
  }
}
