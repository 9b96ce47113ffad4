/** The recovery secret that a wallet had before: its coins stay spendable. */
import { text } from "../../taler/codec.ts";
import { privateKey } from "../../taler/crockford.ts";
import { deviceId } from "../clock.ts";
import { earliest, entity, fixed, latest, type RowOf, union, value } from "../entity.ts";
import { baseUrl } from "../spelling.ts";

const facts = {
  recoverySecret: value(fixed(privateKey)),
  formerSince: earliest(),
  /** It was not merged but replaced, because somebody else may have it: whatever it pays with is renewed. */
  renewedAt: earliest(),
  /** The device that sees to it. */
  renewedBy: latest(deviceId),
  /** Services that held a document of it when it was replaced, and those where none stands any more. */
  copies: union(baseUrl),
  emptied: union(baseUrl),
  /** Names of the roots that, by what stood there, took its place on devices which did not know of this one's. */
  rivals: union(text(64)),
};

/** Keyed by the root's public name. */
export const formerRoots = entity("formerRoots", text(64), facts);
export type FormerRoot = RowOf<typeof formerRoots>;
