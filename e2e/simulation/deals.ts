/** What people do to get money from their bank into a wallet, or think better of. */
import type { ExchangeName } from "./act.ts";
import { type Device, isProtected } from "./device.ts";
import type { Attempt, Deal, Stage } from "./stage.ts";

/** Takes a link from the bank's page to the wallet. */
export async function withdraw(
  stage: Stage,
  device: Device,
  name: string,
  { amount, at }: { readonly amount: string; readonly at: ExchangeName },
): Promise<void> {
  const link = await stage.town.withdrawal(amount);
  stage.deals.set(name, { amount, link, exchange: stage.exchange(at).baseUrl, attempts: [], isPaid: false });
  await acceptAgain(stage, device, name);
}

export async function askForWire(stage: Stage, device: Device, name: string, amount: string): Promise<void> {
  const exchange = stage.addressOf("exchange");
  const deal: Deal = { amount, exchange, attempts: [], isPaid: false };
  stage.deals.set(name, deal);
  await accept(stage, device, deal, { exchange, amount });
}

/** The same link once more, perhaps in another wallet. */
export async function acceptAgain(stage: Stage, device: Device, name: string): Promise<void> {
  const deal = stage.deals.get(name);
  if (deal?.link !== undefined) await accept(stage, device, deal, { link: deal.link, exchange: deal.exchange });
}

/** As the page does it: look, accept the terms, accept the offer. */
async function accept(
  stage: Stage,
  device: Device,
  deal: Deal,
  wish: { readonly link?: string; readonly exchange?: string; readonly amount?: string },
): Promise<void> {
  const offer = await stage.ask(device, "lookAtWithdrawal", wish);
  if (!offer) return;
  const exchangeUrl = offer.exchange;
  if (offer.tos === "proposed") {
    await stage.ask(device, "acceptExchangeTos", { exchangeUrl, version: offer.tosVersion ?? "" });
  }
  const attempt: Attempt = { device: device.name, isProtected: await isProtected(stage, device) };
  deal.attempts.push(attempt);
  const accepted = await stage.ask(device, "acceptWithdrawal", { ...wish, exchange: exchangeUrl });
  if (accepted) attempt.id = accepted.id;
}

/** The ids under which wallets know the withdrawal, as far as they have told. */
const idsOf = ({ attempts }: Deal): string[] => attempts.flatMap(({ id }) => id ?? []);

/** Wallets look no longer for money that was called off; what comes later the exchange sends back. */
const longRegret = 30 * 24 * 60 * 60_000;

/** Confirms at the bank, or sends the wire; whoever has called it off may still think better of it, but not after months. */
export async function pay(stage: Stage, name: string): Promise<void> {
  const deal = stage.deals.get(name);
  if (!deal || deal.isPaid || stage.now > (deal.calledOffAt ?? stage.now) + longRegret) return;
  if (deal.link !== undefined) return atBank(stage, deal, stage.town.confirm(deal.link), true);
  await readInstructions(stage, deal);
  if (deal.subject !== undefined) await atBank(stage, deal, stage.town.wire(deal.amount, deal.subject), true);
}

export async function abortAtBank(stage: Stage, name: string): Promise<void> {
  const deal = stage.deals.get(name);
  if (deal?.link !== undefined && !deal.isPaid) await atBank(stage, deal, stage.town.abort(deal.link), false);
}

/** The bank may say no: because nothing was chosen yet, because it is too late. */
async function atBank(stage: Stage, deal: Deal, deed: Promise<void>, isPayment: boolean): Promise<void> {
  const hasAgreed = await deed.then(
    () => true,
    () => false,
  );
  stage.note(`the bank ${hasAgreed ? "agrees" : "refuses"}`);
  if (hasAgreed && isPayment) deal.isPaid = true;
}

/** Nobody sends a wire before the wallet shows where to. */
async function readInstructions(stage: Stage, deal: Deal): Promise<void> {
  for (const device of stage.devices.values()) {
    for (const id of idsOf(deal)) {
      if (deal.subject !== undefined) return;
      const told = await stage.ask(device, "getTransaction", { id });
      if (told?.wire) deal.subject = told.wire.subject;
    }
  }
}

const questions = {
  callOff: "abortTransaction",
  takeOver: "takeOverTransaction",
  goOn: "continueWithoutBackup",
} as const;

/** A button on the page of a withdrawal, pressed if it is there. */
export async function press(stage: Stage, device: Device, name: string, button: keyof typeof questions): Promise<void> {
  const deal = stage.deals.get(name);
  for (const id of deal ? idsOf(deal) : []) {
    const told = await stage.ask(device, "getTransaction", { id });
    const isThere = { callOff: told?.canAbort, takeOver: told?.canTakeOver, goOn: told?.canGoOnWithoutBackup }[button];
    if (!isThere) continue;
    await stage.ask(device, questions[button], { id });
    if (button === "callOff" && deal) deal.calledOffAt ??= stage.now;
    if (button === "goOn") for (const attempt of deal?.attempts ?? []) attempt.isProtected = false;
  }
}
