/** Where links lead. */
import type { Recognised } from "../../api/views.ts";

/** The screen of the popup that opens a link, by its kind; `secret` is the one that says where secrets belong. */
export const screenByKind = {
  withdraw: "withdraw",
  pay: "pay",
  refund: "refund",
  sync: "secret",
  restore: "secret",
} as const satisfies Record<Recognised["kind"], string>;
