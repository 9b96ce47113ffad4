/** What pages see of trust: the main keys of exchanges and the auditors that the user trusts (seed 001). */
import { integer, list, type Of, object, optional, text, yesNo } from "../taler/codec.ts";

/** Milliseconds since 1970. */
const when = integer();
const key = text(52);
const name = text(256);
const url = text(512);

/** Why one might trust an exchange: its key is trusted by itself, or auditors check what it issues. */
export const exchangeTrust = object({
  isKeyTrusted: yesNo,
  auditors: list(
    object({
      key,
      name: optional(name),
      /** The address it signs with. */
      url: text(2048),
      isTrusted: yesNo,
      /** It checks everything that can be withdrawn, not only a part. */
      isWhole: yesNo,
    }),
    50,
  ),
});
export type ExchangeTrust = Of<typeof exchangeTrust>;

/** Everything that is trusted, with the exchanges of this wallet that it is about. */
export const trustView = object({
  keys: list(object({ key, name: optional(name), since: optional(when), exchanges: list(url, 1000) }), 10_000),
  auditors: list(
    object({
      key,
      currency: text(12),
      name: optional(name),
      url: optional(text(2048)),
      since: optional(when),
      exchanges: list(url, 1000),
    }),
    10_000,
  ),
});
export type TrustView = Of<typeof trustView>;
export type TrustedKeyView = TrustView["keys"][number];
export type TrustedAuditorView = TrustView["auditors"][number];
