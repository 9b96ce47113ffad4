/** Another value of the same kind: what a forger would put in the place of what was signed. */
import type { Json } from "../taler/codec.ts";
import { bytesOf, textOf } from "../taler/crockford.ts";

export function changed(value: Json): Json {
  if (typeof value === "number") return value + 1;
  if (typeof value === "boolean") return !value;
  const text = String(value);
  if (/^(payto|https?):/.test(text)) return `${text}x`;
  if (text.startsWith("KUDOS:")) return "KUDOS:0.77777777";
  const bytes = bytesOf(text);
  return textOf(bytes.with(9, (bytes[9] ?? 0) ^ 1));
}
