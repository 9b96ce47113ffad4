/** A small document of two devices, and ways to spoil it. */
import type { Doc, DocSet } from "../backup/doc.ts";
import { writeDocument } from "../backup/document.ts";
import type { Membership } from "../store/row.ts";
import type { Json } from "../taler/codec.ts";
import { textOf } from "../taler/crockford.ts";
import { sha512, utf8 } from "../taler/hash.ts";

/** So many bytes that only this seed has, as text. */
export const sampleText = (seed: string, size: number): string => textOf(sha512(utf8(seed)).slice(0, size));

export const deviceA = sampleText("device a", 16);
export const deviceB = sampleText("device b", 16);
export const sampleWallet = sampleText("wallet", 32);

export const emptySet: DocSet = { laws: {}, rows: [], tombstones: [], unread: [] };

/** Device a has done 10 steps and device b 20. */
export const emptyDoc: Doc = {
  version: { major: 1, minor: 0 },
  wallet: sampleWallet,
  revision: 7,
  clocks: { [deviceA]: 7, [deviceB]: 5 },
  counts: { [deviceA]: 10, [deviceB]: 20 },
  previous: [sampleText("hash", 64)],
  sets: {},
};

export const docWith = (sets: Readonly<Record<string, Partial<DocSet>>>): Doc => ({
  ...emptyDoc,
  sets: Object.fromEntries(Object.entries(sets).map(([name, set]) => [name, { ...emptySet, ...set }])),
});

export const sampleCoin = (index: number): Membership => ({
  key: `w:${sampleText("reserve", 32)}:${index}:${sampleText("denomination", 64)}`,
  ins: { count: 4, device: deviceA },
  worth: { [deviceA]: 4 },
  facts: { sig: textOf(Uint8Array.from({ length: 256 }, (_, at) => at)) },
});

export const sampleExchange: Membership = {
  key: "https://exchange.example.com/",
  ins: { count: 1, device: deviceA },
  facts: { addedAt: 1_700_000_000, currency: { value: "KUDOS", at: { count: 2, device: deviceB } } },
};

/** The bytes of the document after its JSON was changed by hand. */
export function spoiled(doc: Doc, change: (raw: Record<string, Json>) => object): Uint8Array {
  const raw = JSON.parse(new TextDecoder().decode(writeDocument(doc)));
  return utf8(JSON.stringify({ ...raw, ...change(raw) }));
}
