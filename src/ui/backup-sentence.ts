/** The one true sentence about the backup, told wherever it matters. */
import { problems } from "../api/problems.ts";
import type { BackupState, Home } from "../api/views.ts";
import { deviceNewsText } from "../i18n/device-news.ts";
import type { Messages } from "../i18n/en.ts";
import { isNothing } from "../i18n/money.ts";
import { serviceProblem } from "../i18n/service-problem.ts";
import type { IconName } from "./components/icon.tsx";

export interface BackupSentence {
  /** `calm` is safe, `plain` is on its way, `needs` wants something from the user. */
  readonly tone: "calm" | "plain" | "needs";
  readonly icon: IconName;
  readonly lead: string;
  /** What to do, or what is wrong. */
  readonly rest?: string;
  /** A moment that belongs to it, put into words by `message`. */
  readonly moment?: { readonly at: number; readonly message: (when: string) => string };
  /** The page of the settings that deals with it. */
  readonly route: "backup" | "devices" | "onboarding" | "removed" | "rotate";
}

/** A withdrawal stands still until the user has decided about a backup. */
export const waitsForDecision = ({ backup, transactions }: Pick<Home, "backup" | "transactions">): boolean =>
  backup.kind === "none" && transactions.some(({ waitsFor }) => waitsFor === "backup");

/** Tells the worst thing that is true. */
export function backupSentence(home: Home, t: Messages): BackupSentence {
  const { backup } = home;
  const words = t.backup;
  if (backup.trouble?.code === "massDeletion") return asksRemoval(t);
  if (backup.hasRival)
    return { tone: "needs", icon: "alert", lead: words.rival, rest: words.rivalNext, route: "rotate" };
  switch (backup.kind) {
    case "none":
    case "declined":
      return noBackup(home, words);
    case "off":
      return switchedOff(home, words);
    case "never":
      return { ...pending(backup, t), lead: words.never };
    case "allBackedUp":
      return { ...all(backup, t), lead: words.all, route: routeTo(backup) };
    case "backingUp":
      return backingUp(backup, t);
    case "pending":
    case "failing":
      return pending(backup, t);
  }
}

/** Whatever else is true of the backup: this waits for nobody but the user. */
const asksRemoval = ({ problems }: Messages): BackupSentence => ({
  tone: "needs",
  icon: "alert",
  lead: problems.massDeletion.what,
  rest: inRow(problems.massDeletion.next),
  route: "removed",
});

function noBackup(home: Home, words: Messages["backup"]): BackupSentence {
  const needs = { tone: "needs", icon: "unsafe" } as const;
  if (waitsForDecision(home))
    return { ...needs, lead: words.waitsForChoice, rest: words.waitsForChoiceNext, route: "onboarding" };
  // Without money there is nothing to lose yet, and an alarm would teach people to ignore it.
  if (isWithoutMoney(home))
    return { tone: "plain", icon: "unsafe", lead: words.noneBeforeMoney, rest: words.noneNext, route: "backup" };
  return { ...needs, lead: words.none, rest: words.noneNext, route: home.asksForBackup ? "onboarding" : "backup" };
}

/** By the user, who is told what that means for as long as it is so. */
const switchedOff = (home: Home, words: Messages["backup"]): BackupSentence => ({
  tone: isWithoutMoney(home) ? "plain" : "needs",
  icon: "unsafe",
  lead: isWithoutMoney(home) ? words.offBeforeMoney : words.off,
  rest: words.offNext,
  route: "backup",
});

const isWithoutMoney = ({ balances }: Home): boolean =>
  balances.every(({ available, incoming }) => isNothing(available) && isNothing(incoming));

/** What the toolbar icon calls for however safe all is: news of devices; a service that did wrong, is about to close, or refuses for good. */
function callIn({ devices, suspicion, closing, trouble }: BackupState, t: Messages): string | undefined {
  if (devices) return deviceNewsText(t, devices);
  if (suspicion) return t.atService.suspicion[suspicion.kind];
  if (closing) return t.atService.closing;
  return trouble && problems[trouble.code].retry === "never" ? serviceProblem(t, trouble.code).what : undefined;
}

/** All is safe; what is to be dealt with while there is time is told all the same. */
function all(state: BackupState, t: Messages) {
  const { lastBackup: at } = state;
  const rest = callIn(state, t);
  const moment = (message: (when: string) => string) => (at === undefined ? {} : { moment: { at, message } });
  if (rest === undefined) return { tone: "calm", icon: "safe", ...moment((when) => when) } as const;
  // Behind another sentence the moment has to say what it is the moment of.
  return { tone: "needs", icon: "alert", rest: inRow(rest), ...moment(t.backup.lastBackup) } as const;
}

function backingUp(state: BackupState, t: Messages): BackupSentence {
  const rest = callIn(state, t);
  const lead = t.backup.backingUp(state.changes);
  const doing = { icon: "spinner", lead, route: routeTo(state) } as const;
  return rest === undefined ? { tone: "plain", ...doing } : { tone: "needs", ...doing, rest: inRow(rest) };
}

/** It stands in a row of short sentences, parted by dots in the middle. */
const inRow = (sentence: string) => sentence.replace(/\.$/, "");

/** Where that is dealt with. */
const routeTo = ({ devices }: BackupState) => (devices ? "devices" : "backup");

function pending(backup: BackupState, t: Messages): BackupSentence {
  const { changes, nextTry, isPlanned, trouble } = backup;
  const why = trouble && serviceProblem(t, trouble.code).what;
  // While nobody takes anything that comes first; else what another service has to do with it.
  const rest = backup.kind === "failing" ? (why ?? callIn(backup, t)) : (callIn(backup, t) ?? why);
  const isStuck = backup.kind === "failing" || rest !== undefined;
  return {
    tone: isStuck ? "needs" : "plain",
    icon: isStuck ? "unsafe" : "clock",
    lead: t.backup.pending(changes),
    ...(rest !== undefined && { rest: inRow(rest) }),
    ...(nextTry !== undefined && {
      moment: { at: nextTry, message: isPlanned ? t.backup.nextBackup : t.backup.nextTry },
    }),
    route: backup.kind === "failing" ? "backup" : routeTo(backup),
  };
}
