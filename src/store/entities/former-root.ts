/** The recovery secret of a wallet that was merged into this one: its coins stay spendable. */
import { text } from "../../taler/codec.ts";
import { privateKey } from "../../taler/crockford.ts";
import { earliest, entity, fixed, value } from "../entity.ts";

const facts = {
  recoverySecret: value(fixed(privateKey)),
  formerSince: earliest(),
};

/** Keyed by the root's public name. */
export const formerRoots = entity("formerRoots", text(64), facts);
