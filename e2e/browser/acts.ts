/** What people do at the bank's pages and in the wallet, for the tour and for tests. */
import type { Page } from "playwright-core";
import { home } from "../../src/api/views.ts";
import type { Amount } from "../../src/taler/amount.ts";

/** Milliseconds to wait for anything that happens by itself. */
export const patience = 20_000;

/** What the wallet says can be spent, asked as its own pages ask. */
export async function availableIn(page: Page): Promise<Amount | undefined> {
  const reply = await page.evaluate<{ readonly answer: unknown }>(
    "chrome.runtime.sendMessage({ ask: 'getHome', input: {} })",
  );
  return home.parse(reply.answer).balances[0]?.available as Amount | undefined;
}

export async function openAccount(bank: Page): Promise<void> {
  await bank.getByLabel("Account name").fill("alice");
  await bank.getByRole("button", { name: "Open account" }).click();
}

/** Asks for a withdrawal; resolves to the link that goes to the wallet. */
export async function askForWithdrawal(bank: Page, amount: string): Promise<string> {
  const form = bank.locator("form", { has: bank.getByRole("button", { name: "Withdraw" }) });
  await form.getByRole("textbox").fill(amount);
  await form.getByRole("button", { name: "Withdraw" }).click();
  return bank.locator("#uri").innerText();
}

/** The bank's page notices by itself that the wallet has chosen. */
export async function confirmAtBank(bank: Page): Promise<void> {
  await bank.getByRole("button", { name: "Confirm" }).click({ timeout: patience });
  await bank.getByText("Confirmed.").waitFor({ timeout: patience });
}

export async function waitUntil(isSo: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + patience;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error("waited too long");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Pastes the link, accepts the exchange's terms where asked, and the withdrawal. */
export async function acceptInPopup(popup: Page, link: string): Promise<void> {
  await popup.getByRole("textbox").fill(link);
  await popup.getByRole("button", { name: "Continue" }).click();
  const accept = popup.getByRole("button", { name: /^Withdraw/ });
  await accept.waitFor({ timeout: patience });
  const terms = popup.getByRole("checkbox", { name: "I accept the terms of service" });
  if (await terms.isVisible()) await terms.check();
  await accept.click();
  await popup.getByText(/bank/i).first().waitFor({ timeout: patience });
}

/** From the list of services to the recovery secret: chooses the first free one and accepts its terms. */
export async function chooseService(page: Page): Promise<void> {
  await page.getByRole("link", { name: /Free/ }).first().click({ timeout: patience });
  await page.getByRole("button", { name: "Use this service" }).click({ timeout: patience });
  await page.getByRole("checkbox", { name: "I accept the terms of service" }).check({ timeout: patience });
  await page.getByRole("button", { name: "Use this service" }).click({ timeout: patience });
  await page.waitForURL(/#secret/, { timeout: patience });
}
