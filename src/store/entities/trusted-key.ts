/** The main key of an exchange that the user trusts by itself, whoever checks that exchange (seed 001). */
import { text } from "../../taler/codec.ts";
import { publicKey } from "../../taler/crockford.ts";
import { earliest, entity, latest } from "../entity.ts";

const facts = {
  /** What the user calls it. */
  name: latest(text(100)),
  addedAt: earliest(),
};

/** Keyed by the master public key. */
export const trustedKeys = entity("trustedKeys", publicKey, facts);
