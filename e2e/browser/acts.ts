/** What people do at the pages of the bank and the shop, and in the wallet, for the tour and for tests, in any browser. */
import { purseView } from "../../src/api/money-views.ts";
import { home } from "../../src/api/views.ts";
import { type Amount, isZero, sum } from "../../src/taler/amount.ts";
import { list } from "../../src/taler/codec.ts";
import type { Browser } from "./browser.ts";
import { qrTextIn } from "./qr.ts";
import { type Tab, waitUntil } from "./tab.ts";

/** What the background answers now, asked as pages ask. */
async function answerIn(page: Tab, question: "getHome" | "listPurses"): Promise<unknown> {
  const reply = await page.evaluate(`chrome.runtime.sendMessage({ ask: "${question}", input: {} })`);
  return (reply as { readonly answer: unknown }).answer;
}

/** What the first screen would show now. */
const homeIn = async (page: Tab) => home.parse(await answerIn(page, "getHome"));

/** What is left on all coins: what can be spent, and crumbs that are too little for a coin. */
export async function leftIn(page: Tab): Promise<Amount> {
  const purses = list(purseView, 100).parse(await answerIn(page, "listPurses"));
  const parts = purses.flatMap((purse) => purse.parts.filter(({ part }) => part === "available" || part === "dust"));
  return sum(
    "KUDOS",
    parts.map(({ amount }) => amount as Amount),
  );
}

/** What the wallet says can be spent. */
export async function availableIn(page: Tab): Promise<Amount | undefined> {
  return (await homeIn(page)).balances[0]?.available as Amount | undefined;
}

/** Whether no money is on its way, neither from a bank nor from coins to newer ones. */
export async function isAtRestIn(page: Tab): Promise<boolean> {
  return (await homeIn(page)).balances.every(({ incoming }) => isZero(incoming as Amount));
}

/** Whether the wallet says that everything is backed up: now, and not as the page was last drawn. */
export async function isBackedUpIn(page: Tab): Promise<boolean> {
  return (await homeIn(page)).backup.kind === "allBackedUp";
}

/** The owner of the wallet wants no backup, and says so before being asked: no money waits for that. */
export async function wantNoBackup(page: Tab): Promise<void> {
  await page.evaluate('chrome.runtime.sendMessage({ ask: "declineBackup", input: {} })');
}

/** Opens an account and asks for a withdrawal; resolves to the link that goes to the wallet. */
export async function askForWithdrawal(bank: Tab, amount: string): Promise<string> {
  await bank.fill("Account name", "alice");
  await bank.click("button", "Open account");
  await bank.fill(/^Amount in/, amount);
  await bank.click("button", "Withdraw");
  return bank.textOf("uri");
}

/** The bank's page notices by itself that the wallet has chosen. */
export async function confirmAtBank(bank: Tab): Promise<void> {
  await bank.click("button", "Confirm");
  await bank.waitForText(/Confirmed\./);
}

/** Pastes the link, accepts the exchange's terms where asked, and the withdrawal. */
export async function acceptInPopup(popup: Tab, link: string): Promise<void> {
  await pasteInPopup(popup, link);
  await popup.waitFor("button", /^Withdraw/);
  const terms = "I accept the terms of service";
  if (await popup.isVisible("checkbox", terms)) await popup.check(terms);
  await popup.click("button", /^Withdraw/);
  await popup.waitForText(/bank/i);
}

/** Orders something in the shop; resolves to the link that goes to the wallet. */
export async function orderIn(shop: Tab, article: string): Promise<string> {
  await shop.click("button", `Buy ${article}`);
  await shop.waitFor("heading", "Please pay");
  return shop.textOf("uri");
}

/** Wants the money back for what the tab shows; resolves to the link that goes to the wallet. */
export async function returnIn(shop: Tab): Promise<string> {
  await shop.click("button", "Give it back");
  await shop.waitFor("heading", "Your refund");
  return shop.textOf("uri");
}

/** Pastes the link of a shop and pays what it asks for. */
export async function payInPopup(popup: Tab, link: string): Promise<void> {
  await pasteInPopup(popup, link);
  await popup.click("button", /^Pay /);
  await popup.waitFor("heading", "Payment");
}

/** Pastes the link of a shop that gives money back. */
export async function refundInPopup(popup: Tab, link: string): Promise<void> {
  await pasteInPopup(popup, link);
  await popup.waitFor("heading", "Payment");
}

async function pasteInPopup(popup: Tab, link: string): Promise<void> {
  await popup.fill(/^Link/, link);
  await popup.click("button", "Continue");
}

/** From the list of services to the recovery secret: chooses the first free one and accepts its terms. */
export async function chooseService(page: Tab): Promise<void> {
  await page.click("link", /Free/);
  await acceptServiceTerms(page);
  await untilAt(page, "#secret");
}

/** Looks at the first service in the list that wants to be paid, until it has said what it costs. */
export async function lookAtPaidService(page: Tab): Promise<void> {
  await page.click("link", /Paid/);
  await page.waitForText(/a year/);
}

/** From the page of a service to what comes after its terms. */
export async function acceptServiceTerms(page: Tab): Promise<void> {
  await page.click("button", "Use this service");
  await page.check("I accept the terms of service");
  await page.click("button", "Use this service");
}

/** Pays the fee that a service asks for; the secret comes by itself. */
export async function payService(page: Tab): Promise<void> {
  await page.click("button", /^Pay /);
  await untilAt(page, "#secret");
}

const untilAt = (page: Tab, route: string) =>
  waitUntil(`${route} is shown`, async () => (await page.address()).includes(route));

/** Has the recovery secret shown, and reads it off its QR code. */
export async function readSecret(page: Tab): Promise<string> {
  await page.click("button", "Show the recovery secret");
  return qrTextIn(await page.pictureOf("img", /QR/));
}

/** Types the secret into a wallet that knows nothing; resolves to the page that says it is done. */
export async function restoreIn(browser: Browser, secret: string): Promise<Tab> {
  const page = await browser.open("options.html#restore");
  await page.fill("Recovery secret", secret);
  await page.click("button", "Restore");
  await page.waitForText(/Your wallet is back/);
  return page;
}

/** On the page about the backup: this device tells what it knows, and hears what the others have told. */
export const backUpNow = (page: Tab): Promise<void> => page.click("button", "Back up now");

/** Opens what the wallet knows of an exchange. */
export const exchangeIn = (browser: Browser, url: string): Promise<Tab> =>
  browser.open(`options.html#exchange?url=${encodeURIComponent(url)}`);
