/** What the toolbar icon says in words: read when the pointer rests on it, and by screen readers as its name. */
import { deviceNewsText } from "../i18n/device-news.ts";
import type { Messages } from "../i18n/en.ts";
import { serviceProblem } from "../i18n/service-problem.ts";
import type { Need, Signal } from "./signal.ts";

/** "Satchel needs you. Confirm at your bank." */
export function titleOf(signal: Signal, t: Messages): string {
  switch (signal.urgency) {
    case "calm":
      return t.toolbar.calm;
    case "needsUser":
      return sentences(t.toolbar.needsYou, needIn(signal.need, t));
    case "atRisk": {
      const why = signal.code === undefined ? [] : [serviceProblem(t, signal.code).what];
      return sentences(t.toolbar.needsYou, t.backup.pending(signal.changes), ...why);
    }
  }
}

function needIn(need: Need, t: Messages): string {
  switch (need.kind) {
    case "choice":
      return t.backup.waitsForChoice;
    case "noBackup":
      return t.backup.none;
    case "fee":
      return t.held.toolbar;
    case "uncovered":
      return t.toolbar.uncovered;
    case "suspicion":
      return t.atService.suspicion[need.suspicion];
    case "devices":
      return deviceNewsText(t, need.news);
    case "closing":
      return t.atService.closing;
    case "stuck":
      return (need.isOfService ? serviceProblem(t, need.code) : t.problems[need.code]).what;
    case "turn":
      return turnIn(need.waitsFor, t);
  }
}

function turnIn(waitsFor: Extract<Need, { kind: "turn" }>["waitsFor"], t: Messages): string {
  if (waitsFor === "bankConfirmation") return t.story.confirm;
  if (waitsFor === "identity") return t.deposit.story.identity;
  return waitsFor === "wire" ? t.story.sendMoney : t.toolbar.turn;
}

/** Some messages stand alone elsewhere, without a full stop. */
const sentences = (...parts: readonly string[]): string =>
  parts.map((part) => part.replace(/[^.?!]$/, "$&.")).join(" ");
