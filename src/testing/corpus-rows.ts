/** The rows of a wallet that has withdrawn, as its documents hold them; the coins are real and fit their derived keys. */
import { rsaKey } from "../../e2e/sandbox/exchange/rsa-keys.ts";
import type { DocSet } from "../backup/doc.ts";
import { coinKey } from "../store/entities/coin.ts";
import { entityNamed } from "../store/entities.ts";
import { planchetSecret, type Root, reserveKey } from "../store/root-secret.ts";
import type { Membership } from "../store/row.ts";
import { bigintOf } from "../taler/bignum.ts";
import type { Json } from "../taler/codec.ts";
import { textOf } from "../taler/crockford.ts";
import { type Denomination, rsaDenomination } from "../taler/denomination.ts";
import { publicKeyOf } from "../taler/eddsa.ts";
import { makePlanchet, planchetSecrets, uncoverSignature } from "../taler/planchet.ts";
import { rsaPublicKey } from "../taler/rsa-blind.ts";
import { batchKey } from "../wallet/withdraw/choose.ts";
import { sampleText } from "./documents.ts";

export const exchangeUrl = "https://exchange.example.com/";
const year = 365 * 24 * 60 * 60;
export const start = 1_790_000_000;

/** A moment of a device in Lamport time. */
export const at = (count: number, device: string) => ({ count, device });

/** A row inserted by one step; with value in it when `isMoney`. */
export const row = (
  key: string,
  [count, device]: readonly [number, string],
  facts: Readonly<Record<string, Json>>,
  isMoney = false,
): Membership => ({ key, ins: at(count, device), ...(isMoney && { worth: { [device]: count } }), facts });

/** A set of this version with the laws of all its fields. */
export const setOf = (name: string, ...rows: readonly Membership[]): DocSet => ({
  laws: Object.fromEntries(
    Object.entries(entityNamed(name)?.fields ?? {}).flatMap(([field, { law }]) => (law ? [[field, law]] : [])),
  ),
  rows: [...rows].sort((a, b) => (a.key < b.key ? -1 : 1)),
  tombstones: [],
  unread: [],
});

/** The press of a denomination, and the denomination it prints. */
export function press(value: string): { readonly denomination: Denomination; sign(blinded: Uint8Array): Uint8Array } {
  const key = rsaKey(`corpus ${value}`, 1024);
  const { encoded } = rsaPublicKey(bigintOf(key.modulus), bigintOf(key.exponent));
  return { denomination: rsaDenomination(encoded), sign: (blinded) => key.sign(blinded) ?? blinded };
}

export function denominationRow(value: string, step: readonly [number, string]): Membership {
  const { denomination } = press(value);
  const fees = { feeWithdraw: "KUDOS:0.01", feeDeposit: "KUDOS:0.01", feeRefresh: "KUDOS:0.01", feeRefund: "KUDOS:0" };
  const times = { start, expireWithdraw: start + year, expireDeposit: start + 2 * year, expireLegal: start + 7 * year };
  return row(textOf(denomination.hash), step, {
    exchange: exchangeUrl,
    pub: textOf(denomination.key.encoded),
    value,
    ...fees,
    ...times,
    masterSig: sampleText(`master signature of ${value}`, 64),
  });
}

export function exchangeRow(step: readonly [number, string]): Membership {
  const stamp = at(...step);
  const until = start + year;
  const learned = {
    version: "23:0:6",
    closingDelay: 2_419_200,
    accounts: [
      {
        payto: "payto://x-taler-bank/bank.example.com/exchange?receiver-name=Exchange",
        label: "Bank",
        priority: 0,
        isConverted: false,
        isRestricted: false,
      },
    ],
    wireFees: [{ method: "x-taler-bank", wire: "KUDOS:0.01", closing: "KUDOS:0.01", start, end: until }],
    signkeys: [{ key: sampleText("signing key", 32), start, expire: until, end: until + year }],
  };
  const specification = {
    name: "Kudos",
    num_fractional_input_digits: 2,
    num_fractional_normal_digits: 2,
    num_fractional_trailing_zero_digits: 2,
    alt_unit_names: { "0": "ク" },
  };
  return row(exchangeUrl, step, {
    addedAt: start + 10,
    usedAt: start + 20,
    currency: { value: "KUDOS", at: stamp },
    masterPub: { value: sampleText("master key", 32), at: stamp },
    specification: { value: specification, at: stamp },
    learned: { value: learned, at: stamp },
    tosAccepted: { value: "exchange-tos-v0", at: stamp },
    suspended: { value: "no", at: stamp },
  });
}

/** A reserve of a root and a finished withdrawal into the given coins. */
export function withdrawn(
  root: Root,
  [slot, counter]: readonly [number, number],
  values: readonly string[],
  [count, device]: readonly [number, string],
): { readonly reserve: Membership; readonly batch: Membership; readonly coins: readonly Membership[] } {
  const pub = publicKeyOf(reserveKey(root, slot, counter));
  const reserve = textOf(pub);
  const coins = values.map((value, position) => {
    const { denomination, sign } = press(value);
    const index = values.slice(0, position).filter((one) => one === value).length;
    const planchet = makePlanchet(denomination, planchetSecrets(planchetSecret(root, pub, denomination.hash, index)));
    const sig = textOf(uncoverSignature(denomination, planchet, sign(planchet.blinded)) ?? new Uint8Array(0));
    const path = { of: reserve, index, denom: textOf(denomination.hash) };
    return { path, row: row(coinKey({ source: "w", ...path }), [count + 2, device], { sig }, true) };
  });
  const planned = coins.map(({ path: { denom, index } }) => ({ denom, index }));
  const credits = [{ amount: "KUDOS:7.03", at: start + 100, reference: 1 }];
  const facts = { exchange: exchangeUrl, root: root.name, slot, counter, credits };
  const done = { reserve, coins: planned, plannedAt: start + 110, doneAt: start + 120 };
  return {
    reserve: row(reserve, [count, device], facts, true),
    batch: row(batchKey(reserve, planned), [count + 1, device], done, true),
    coins: coins.map((coin) => coin.row),
  };
}
