/** What happened, in words: transactions as lines of a story, never with the names of their states. */
import type { Transaction } from "../../api/views.ts";
import type { Words } from "../../i18n/translate.ts";
import type { IconName } from "../components/icon.tsx";
import { isAboutFee } from "../held.ts";
import { namedHost } from "../place.ts";

export interface Story {
  readonly title: string;
  readonly line: string;
  readonly icon: IconName;
  readonly tone: "plain" | "in" | "warn";
  /** `in` is money that has come, `out` money that went; `coming` is on its way; `none` did not move; `same` is as before. */
  readonly direction: "in" | "out" | "coming" | "none" | "same";
}

type Told = Pick<
  Transaction,
  "state" | "waitsFor" | "held" | "at" | "bank" | "trouble" | "shop" | "deposit" | "question" | "isExchangeRemoved"
> &
  Partial<Pick<Transaction, "kind">>;

type Shop = NonNullable<Transaction["shop"]>;

/** `isUndecided`: a withdrawal waits for the user to decide about a backup. */
export function storyOf(transaction: Told, words: Words, isUndecided: boolean): Story {
  const story = storyOfKind(transaction, words, isUndecided);
  return transaction.isExchangeRemoved ? { ...story, line: `${words.t.story.removed} · ${story.line}` } : story;
}

function storyOfKind(transaction: Told, words: Words, isUndecided: boolean): Story {
  if (transaction.kind === "ghost") return storyOfGhost(transaction, words);
  if (transaction.kind === "change") return storyOfChange(transaction, words);
  if (transaction.kind === "recoup") return storyOfRecoup(transaction, words);
  if (transaction.shop !== undefined) return storyOfPayment(transaction, transaction.shop, words);
  if (transaction.deposit !== undefined) return storyOfDeposit(transaction, transaction.deposit, words);
  const title = titleOf(transaction, words);
  switch (transaction.state) {
    case "done":
      return { title, line: words.clock(transaction.at), icon: "receive", tone: "in", direction: "in" };
    case "aborted":
      return { title, line: words.clock(transaction.at), icon: "close", tone: "plain", direction: "none" };
    case "waiting":
    case "working": {
      const isUsersTurn = transaction.state === "waiting";
      const line = lineOf(transaction, words, isUndecided);
      return { title, line, icon: "clock", tone: isUsersTurn ? "warn" : "plain", direction: "coming" };
    }
  }
}

/** What another device did, as far as this one knows. */
function storyOfGhost({ state, at }: Told, { t, clock }: Words): Story {
  const isSpent = state === "done";
  return {
    title: isSpent ? t.ghost.spent : t.ghost.changed,
    line: `${isSpent ? t.ghost.line : t.ghost.changedLine} · ${clock(at)}`,
    icon: "laptop",
    tone: "plain",
    direction: isSpent ? "out" : "coming",
  };
}

/** The amount that an event is about: what came of it, or, of money going out that was called off, what it was to be. */
export const amountOf = ({ state, kind, instructed, effective }: Transaction): string =>
  state === "aborted" && (kind === "payment" || kind === "deposit") ? instructed : effective;

/** "Sent to your bank account", and which one. */
function storyOfDeposit(
  told: Told,
  { account, institution }: NonNullable<Transaction["deposit"]>,
  words: Words,
): Story {
  const { story } = words.t.deposit;
  const time = words.clock(told.at);
  const place = institution === undefined ? account : story.atBank(account, institution);
  switch (told.state) {
    case "done":
      return { title: story.done, line: `${place} · ${time}`, icon: "send", tone: "plain", direction: "out" };
    case "aborted":
      return { title: story.aborted, line: time, icon: "close", tone: "plain", direction: "none" };
    case "waiting":
    case "working": {
      const tone = told.state === "waiting" ? "warn" : "plain";
      return { title: story.sending, line: lineOfDeposit(told, words), icon: "clock", tone, direction: "out" };
    }
  }
}

function lineOfDeposit({ waitsFor, trouble, question }: Told, { t }: Words): string {
  if (question !== undefined) return askedLine(question, t);
  if (trouble !== undefined) return t.problems[trouble.code].what;
  if (waitsFor === "otherDevice") return t.story.otherDevice;
  return waitsFor === "transfer" ? t.deposit.story.transfer : t.deposit.story.waits;
}

const askedLine = ({ kind }: NonNullable<Transaction["question"]>, t: Words["t"]): string =>
  kind === "review" ? t.deposit.story.review : t.deposit.story.identity;

/** Coins that are exchanged for new ones, when the exchange wants to know something first. */
function storyOfChange({ state, at, question }: Told, { t, clock }: Words): Story {
  const isDone = state === "done";
  return {
    title: isDone ? t.deposit.story.changed : t.deposit.story.change,
    line: question === undefined ? clock(at) : askedLine(question, t),
    icon: isDone ? "restore" : "clock",
    tone: state === "waiting" ? "warn" : "plain",
    direction: "same",
  };
}

/** Coins that the exchange replaces: the money stays, but for fees. */
function storyOfRecoup({ state, at, trouble }: Told, { t, clock }: Words): Story {
  const isDone = state === "done";
  const line =
    trouble === undefined ? (isDone ? t.recoup.doneLine : t.recoup.workingLine) : t.problems[trouble.code].what;
  return {
    title: isDone ? t.recoup.done : t.recoup.working,
    line: `${line} · ${clock(at)}`,
    icon: isDone ? "restore" : "clock",
    tone: "plain",
    direction: "same",
  };
}

/** "Paid Alice’s shop", and what for. */
function storyOfPayment({ state, trouble, at }: Told, shop: Shop, { t, clock }: Words): Story {
  const { story } = t.pay;
  const time = clock(at);
  switch (state) {
    case "done": {
      const back =
        shop.refunded === undefined ? undefined : shop.isAllBack === true ? story.refundedAll : story.refunded;
      const line = [back, shop.summary, time].filter((part) => part !== undefined).join(" · ");
      return { title: story.paid(shop.name), line, icon: "send", tone: "plain", direction: "out" };
    }
    case "aborted":
      return {
        title: (trouble === undefined ? story.aborted : story.failed)(shop.name),
        line: time,
        icon: "close",
        tone: "plain",
        direction: "none",
      };
    case "waiting":
    case "working": {
      const line = trouble === undefined ? story.waits : t.problems[trouble.code].what;
      return { title: story.paying(shop.name), line, icon: "clock", tone: "plain", direction: "out" };
    }
  }
}

function titleOf({ state, waitsFor, bank }: Told, { t }: Words): string {
  const { story } = t;
  const place = bank === undefined ? undefined : namedHost(bank);
  if (state === "done") return place === undefined ? story.receivedWire : story.received(place);
  if (state === "aborted") return place === undefined ? story.cancelledWire : story.cancelled(place);
  if (waitsFor === "wire") return place === undefined ? story.waitingWire : story.waiting(place);
  if (waitsFor === "bankConfirmation" && place !== undefined) return story.waiting(place);
  return place === undefined ? story.receivingWire : story.receiving(place);
}

function lineOf({ waitsFor, trouble, question, held }: Told, { t }: Words, isUndecided: boolean): string {
  if (question !== undefined) return askedLine(question, t);
  if (trouble !== undefined) return t.problems[trouble.code].what;
  switch (waitsFor) {
    case "bankConfirmation":
      return t.story.confirm;
    case "wire":
      return t.story.sendMoney;
    case "backup":
      if (isUndecided) return t.story.needsChoice;
      return held && isAboutFee(held) ? t.held.line[held.why] : t.story.needsBackup;
    case "otherDevice":
      return t.story.otherDevice;
    default:
      return t.story.onItsWay;
  }
}

export interface Day<T> {
  readonly name: string;
  readonly events: readonly T[];
}

/** Events, newest first, under the names of their days. */
export function byDay<T extends { readonly at: number }>(
  events: readonly T[],
  words: Words,
  now: number,
): readonly Day<T>[] {
  const days: { name: string; events: T[] }[] = [];
  for (const event of events.toSorted((a, b) => b.at - a.at)) {
    const name = words.day(event.at, now);
    const last = days.at(-1);
    if (last?.name === name) last.events.push(event);
    else days.push({ name, events: [event] });
  }
  return days;
}
