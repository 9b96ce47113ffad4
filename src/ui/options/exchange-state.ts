/** How an exchange is, in words, and how loud they are. */
import type { ExchangeView } from "../../api/exchange-views.ts";
import type { ProblemCode } from "../../api/problems.ts";
import type { PageWords } from "../../i18n/page-words.ts";
import type { IconName } from "../components/icon.tsx";

interface ExchangeState {
  readonly tone: "plain" | "ok" | "warn";
  readonly icon: IconName;
  /** Without a full stop where it is a word or two. */
  readonly words: string;
}

const looks: Readonly<Record<ExchangeView["update"], Omit<ExchangeState, "words">>> = {
  initial: { tone: "plain", icon: "clock" },
  "initial-update": { tone: "plain", icon: "clock" },
  suspended: { tone: "plain", icon: "close" },
  "unavailable-update": { tone: "warn", icon: "alert" },
  ready: { tone: "ok", icon: "check" },
  "ready-update": { tone: "ok", icon: "check" },
  "outdated-update": { tone: "plain", icon: "clock" },
};

/** Why there is no withdrawing; whatever is not named comes down to an exchange that does not answer as it should. */
function reasonOf({ trouble }: ExchangeView, { compare }: PageWords["t"]): string {
  const why: Partial<Record<ProblemCode, string>> = compare.why;
  return (trouble && why[trouble.code]) ?? compare.why.unreachable;
}

export function exchangeState(exchange: ExchangeView, t: PageWords["t"]): ExchangeState {
  const { update } = exchange;
  const { unavailable, update: words } = t.exchanges;
  return {
    ...looks[update],
    words: update === "unavailable-update" ? unavailable(reasonOf(exchange, t)) : words[update],
  };
}
