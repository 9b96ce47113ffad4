/** A reserve whose row names what it was made for, as documents hold it. */
import type { Doc } from "../backup/doc.ts";
import { writeDocument } from "../backup/document.ts";
import { type Root, reserveKey } from "../store/root-secret.ts";
import { bytesOf, textOf } from "../taler/crockford.ts";
import { publicKeyOf } from "../taler/eddsa.ts";
import { at, exchangeUrl, row, setOf, start } from "./corpus-rows.ts";
import { sampleText } from "./documents.ts";

/** As of format 1.1: another withdrawal waits for its money. */
export function named(doc: Doc, root: Root, device: string): Uint8Array {
  const deed = sampleText("a deed", 32);
  const reserve = textOf(publicKeyOf(reserveKey(root, 1, 3, bytesOf(deed))));
  const bank = { url: "https://bank.example.com/taler-integration/", operation: "8c" };
  const runner = { value: device, at: at(39, device) };
  const facts = { exchange: exchangeUrl, kind: "bank", bank, amount: "KUDOS:4", acceptedAt: start + 200, runner };
  const path = { exchange: exchangeUrl, root: root.name, slot: 1, counter: 3, deed };
  const withRow = (set: string, ...[key, ins, rest]: Parameters<typeof row>) => ({
    [set]: setOf(set, ...(doc.sets[set]?.rows ?? []), row(key, ins, rest, true)),
  });
  return writeDocument({
    ...doc,
    version: { major: 1, minor: 1 },
    sets: {
      ...doc.sets,
      ...withRow("reserves", reserve, [38, device], path),
      ...withRow("withdrawals", reserve, [39, device], facts),
    },
  });
}
