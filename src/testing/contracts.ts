/** Contracts of a made-up merchant, signed, for tests of what a wallet does with them. */
import type { Json } from "../taler/codec.ts";
import { contractHash } from "../taler/contract.ts";
import { textOf } from "../taler/crockford.ts";
import { publicKeyOf, signNow } from "../taler/eddsa.ts";
import { sha512, utf8 } from "../taler/hash.ts";
import { merchantContract } from "../taler/merchant-signatures.ts";

/** When made-up contracts are made, in seconds since 1970; they can be paid for an hour. */
const contractTime = 1_700_000_000;

const merchantPriv = new Uint8Array(32).fill(21);
const noncePriv = new Uint8Array(32).fill(22);
const masterPriv = new Uint8Array(32).fill(23);

export type Members = { readonly [key: string]: Json };

/** The smallest contract there is, with more or other members; those given as undefined are left out. */
export function madeUpTerms(more: Readonly<Record<string, Json | undefined>> = {}): Members {
  const at = (after: number) => ({ t_s: contractTime + after });
  const members: Readonly<Record<string, Json | undefined>> = {
    order_id: "2026.1-ORDER",
    merchant_base_url: "https://shop.test/",
    merchant_pub: textOf(publicKeyOf(merchantPriv)),
    merchant: { name: "Shop" },
    nonce: textOf(publicKeyOf(noncePriv)),
    summary: "A loaf of bread",
    amount: "KUDOS:3.50",
    max_fee: "KUDOS:0.05",
    timestamp: at(0),
    pay_deadline: at(3600),
    refund_deadline: at(86_400),
    wire_transfer_deadline: at(172_800),
    wire_method: "x-taler-bank",
    h_wire: textOf(sha512(utf8("wire"))),
    exchanges: [{ url: "https://exchange.test", master_pub: textOf(publicKeyOf(masterPriv)) }],
    ...more,
  };
  return Object.fromEntries(Object.entries(members).flatMap(([key, one]) => (one === undefined ? [] : [[key, one]])));
}

/** The merchant's signature under these terms, as text. */
export const signedByMerchant = (terms: Json): string =>
  textOf(signNow(merchantPriv, merchantContract({ contractHash: contractHash(terms) })));

/** What a wallet that claimed {@link madeUpTerms} knows of them. */
export const expectedOfMadeUp = {
  merchantBaseUrl: "https://shop.test/",
  orderId: "2026.1-ORDER",
  nonce: textOf(publicKeyOf(noncePriv)),
  now: contractTime + 60,
} as const;

/** The receipt of the made-up merchant for these bytes. */
export const signedAsMerchant = (block: Uint8Array): string => textOf(signNow(merchantPriv, block));
