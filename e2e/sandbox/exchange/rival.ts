/** What makes the second exchange of a sandbox another one: its coins and its prices. */
import { amount } from "../../../src/taler/amount.ts";
import type { Kind } from "./denominations.ts";

/** Fewer coins, and nothing costs but spending them. */
const values = ["20", "5", "1", "0.2", "0.05", "0.01"];

export function rivalKinds(currency: string): readonly Kind[] {
  const money = (digits: string) => amount.parse(`${currency}:${digits}`);
  const none = money("0");
  return values.map((value) => ({
    cipher: "RSA",
    value: money(value),
    fees: { withdraw: none, deposit: value === "0.01" ? none : money("0.01"), refresh: none, refund: none },
    ageMask: 0,
  }));
}
