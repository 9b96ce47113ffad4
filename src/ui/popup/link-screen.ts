/** Where links lead. */
import type { Recognised } from "../../api/views.ts";

type Kind = Recognised["kind"];

/** The screen of the popup that opens a link, by its kind; `secret` is the one that says where secrets belong. */
export const screenByKind = {
  withdraw: "withdraw",
  "withdraw-exchange": "withdraw",
  "add-exchange": "add-exchange",
  pay: "pay",
  refund: "refund",
  sync: "secret",
  restore: "secret",
} as const satisfies Record<Kind, string>;

/** Kinds with a screen of their own. */
export type OpenableKind = { [K in Kind]: (typeof screenByKind)[K] extends "secret" ? never : K }[Kind];

export interface Openable extends Recognised {
  readonly kind: OpenableKind;
}

/** The same link if it has a screen of its own; undefined for a secret. */
export const openable = (recognised: Recognised): Openable | undefined =>
  screenByKind[recognised.kind] === "secret" ? undefined : (recognised as Openable);
