/** The rows of a wallet that has bought, got change and money back, as its documents hold them; the new coins are real. */
import type { Doc } from "../backup/doc.ts";
import { coinKey, coinPath } from "../store/entities/coin.ts";
import { planchetSecret, type Root, refreshSeed } from "../store/root-secret.ts";
import type { Membership } from "../store/row.ts";
import type { Amount } from "../taler/amount.ts";
import { canonicalJson } from "../taler/canonical.ts";
import type { Json } from "../taler/codec.ts";
import { contractHash } from "../taler/contract.ts";
import { bytesOf, textOf } from "../taler/crockford.ts";
import { prepareMelt } from "../taler/melt.ts";
import { planchetSecrets, uncoverSignature } from "../taler/planchet.ts";
import { depositKey } from "../wallet/deposit/deposit-terms.ts";
import { paymentKey } from "../wallet/pay/payment-deeds.ts";
import { at, exchangeUrl, press, row, setOf, start } from "./corpus-rows.ts";
import { sampleText } from "./documents.ts";

const merchant = "https://shop.example.com/";
const merchantKey = sampleText("the merchant's key", 32);

type Facts = Readonly<Record<string, Json>>;

/** Everything that came of spending two coins of this wallet: one of five, and one of one that was not taken. */
export async function spentSets(
  root: Root,
  device: string,
  [five, one]: readonly [Membership, Membership],
): Promise<{ readonly sets: Doc["sets"]; readonly coins: readonly Membership[] }> {
  const paid = purchase("2026-1", [42, device], {
    ...{ claimedBy: device, root: root.name, fulfillment: "https://shop.example.com/apples" },
    ...{ paid: { sig: sampleText("paid", 64), pos: "Table 4" }, paidAt: start + 303 },
    ...{
      refunds: [{ coin: five.key, id: 1, amount: "KUDOS:0.2" }],
      swept: 2,
      closedAt: start + 900,
      hiddenAt: start + 901,
    },
  });
  const refusals = [{ code: 2161, at: start + 400 }];
  const over = { refusals, abortedAt: start + 410, settledAt: start + 420 };
  const aborted = purchase("2026-2", [43, device], { nonce: sampleText("a nonce from a link", 32), ...over });
  const payment = paymentRow(paid.key, five.key, "KUDOS:2.5", [42, device], { doneAt: start + 303 });
  const dropped = paymentRow(aborted.key, one.key, "KUDOS:0.5", [43, device], { refusals, droppedAt: start + 410 });
  const refreshed = await refresh(root, five.key, device);
  const taken = `p:${aborted.key}:${dropped.key}`;
  const spends = [
    { by: `p:${paid.key}:${payment.key}`, amount: "KUDOS:2.5" },
    { by: `m:${refreshed.row.key}`, amount: "KUDOS:2.03" },
  ];
  const refunds = [{ contract: paid.key, id: 1, amount: "KUDOS:0.2" }];
  const sets = {
    refreshes: setOf("refreshes", refreshed.row, refusedRefresh(root, one.key, device)),
    purchases: setOf("purchases", paid, aborted),
    payments: setOf("payments", payment, dropped),
    deposits: setOf("deposits", depositRow(root, device)),
  };
  const coins = [
    { ...five, facts: { ...five.facts, refunds, spends } },
    {
      ...one,
      facts: { ...one.facts, freed: [taken], shownAt: start + 410, spends: [{ by: taken, amount: "KUDOS:0.5" }] },
    },
    ...refreshed.coins,
  ];
  return { sets, coins };
}

function purchase(orderId: string, [count, device]: readonly [number, string], facts: Facts): Membership {
  const terms = { amount: "KUDOS:2.48", merchant_pub: merchantKey, order_id: orderId };
  const stated = {
    ...{ merchant, orderId, contract: canonicalJson(terms), merchantSig: sampleText(`signature of ${orderId}`, 64) },
    acceptedAt: start + 300,
    runner: { value: device, at: at(count, device) },
    session: { value: "a session", at: at(count, device) },
    ...facts,
  };
  return row(textOf(contractHash(terms)), [count, device], stated, true);
}

/** Some money went to an account at a bank, after its owner had said who they are. */
function depositRow(root: Root, device: string): Membership {
  const named = {
    exchange: exchangeUrl,
    account: "payto://iban/DE75512108001245126199?receiver-name=Alice",
    amount: "KUDOS:0.99" as Amount,
    device,
    begun: (start + 600) * 1000,
  };
  const told = { state: "passed", account: sampleText("an account", 32), row: 7, key: sampleText("merchant", 32) };
  const wire = { at: start + 1600, share: "KUDOS:0.99", total: "KUDOS:0.98", fee: "KUDOS:0.01" };
  const facts = {
    ...named,
    ...{ wireFee: "KUDOS:0.01", root: root.name, wireBy: start + 1500, acceptedAt: start + 600 },
    runner: { value: device, at: at(47, device) },
    legitimization: { value: { ...told, at: start + 700 }, at: at(48, device) },
    ...{ takenAt: start + 710, sweptAt: start + 711, wiredAt: start + 1610, hiddenAt: start + 1700 },
    ...{ abortedAt: start + 705, settledAt: start + 706, refusals: [{ code: 1020, at: start + 704 }] },
    transfers: [{ wtid: sampleText("a transfer", 32), ...wire }],
  };
  return row(depositKey(named), [47, device], facts, true);
}

function paymentRow(
  contract: string,
  coin: string,
  amount: string,
  step: readonly [number, string],
  facts: Facts,
): Membership {
  const parts = [{ coin, amount: amount as Amount }];
  const stated = { contract, parts, session: "a session", plannedAt: start + 301, sentAt: start + 302, ...facts };
  return row(paymentKey(contract, parts), step, stated, facts.doneAt !== undefined);
}

/** What is left of the coin of five becomes two of one. */
async function refresh(root: Root, old: string, device: string) {
  const { of, index, denom } = coinPath(old);
  const { denomination, sign } = press("KUDOS:1");
  const { coinPriv: oldCoinPriv } = planchetSecrets(planchetSecret(root, bytesOf(of), bytesOf(denom), index));
  const hashes = [denomination.hash, denomination.hash];
  const amount = "KUDOS:2.03" as Amount;
  const masterSecret = refreshSeed(root, oldCoinPriv, amount, hashes, 0);
  const melt = await prepareMelt({ masterSecret, oldCoinPriv, amount, denominations: [denomination, denomination] });
  const key = textOf(melt.commitment);
  const coins = (melt.candidates[1]?.planchets ?? []).map((planchet, position) => {
    const sig = uncoverSignature(denomination, planchet, sign(planchet.blinded)) ?? new Uint8Array(0);
    const path = { source: "r", of: key, index: position, denom: textOf(denomination.hash) } as const;
    return row(coinKey(path), [45, device], { sig: textOf(sig) }, true);
  });
  const facts = {
    ...{ coin: old, amount, denoms: hashes.map(textOf), root: root.name, attempt: 0, reason: "change" },
    ...{ plannedAt: start + 304, runner: { value: device, at: at(44, device) } },
    ...{ noreveal: 1, meltedBy: sampleText("signing key", 32), meltSig: sampleText("a melt", 64) },
    ...{ meltedAt: start + 305, doneAt: start + 306 },
  };
  return { row: row(key, [44, device], facts, true), coins };
}

const refusedRefresh = (root: Root, coin: string, device: string): Membership =>
  row(sampleText("a commitment", 64), [46, device], {
    ...{ coin, amount: "KUDOS:1", denoms: [], root: root.name, attempt: 3, reason: "expiry" },
    runner: { value: device, at: at(46, device) },
    plannedAt: start + 500,
    legitimization: {
      value: { state: "review", account: sampleText("a coin", 32), row: 4, at: start + 500 },
      at: at(46, device),
    },
    refusals: [{ code: 1013, at: start + 501 }],
  });
