/** Claiming an order: from here on it is meant for this device, and its contract is known (GNU Taler merchant API). */
import { WalletError } from "../../api/problems.ts";
import type { Env } from "../../env/env.ts";
import { call } from "../../env/http.ts";
import { type Purchase, purchases } from "../../store/entities/purchase.ts";
import { forgetOrders, rememberOrder } from "../../store/remember.ts";
import { claimNonce } from "../../store/root-secret.ts";
import type { ClaimedOrder } from "../../store/self.ts";
import { canonicalJson } from "../../taler/canonical.ts";
import { type CheckedContract, type Contract, checkContract, readContract } from "../../taler/check-contract.ts";
import { FormatError, type Json, parseJson } from "../../taler/codec.ts";
import { bytesOf, textOf } from "../../taler/crockford.ts";
import { publicKeyOf } from "../../taler/eddsa.ts";
import { merchantCodes, merchantEndpoints } from "../../taler/merchant-api.ts";
import { statusGone } from "../../taler/pay-refusal.ts";
import { seconds } from "../../taler/time.ts";
import { parseTalerUri, type TalerUri } from "../../taler/uri.ts";
import { rootNamed, selfOf } from "../roots.ts";

type PayUri = Extract<TalerUri, { readonly action: "pay" }>;

/** The order that a taler://pay link names. Throws `badLink`, or `unsupportedLink` for another action. */
export function payUriOf(link: string): PayUri {
  try {
    const uri = parseTalerUri(link);
    if (uri.action !== "pay") throw new WalletError("unsupportedLink", uri.action);
    return uri;
  } catch (error) {
    throw error instanceof FormatError ? new WalletError("badLink", error.reason) : error;
  }
}

/** An order as this wallet knows it: accepted, or claimed only. */
export type KnownOrder = { readonly purchase: Purchase } | { readonly order: ClaimedOrder };

/**
 * The order of this link, claimed unless that was done before. Throws `orderUnknown`, `orderGone`, `orderTaken` when another wallet
 * or another device of this one has it, and what is wrong with the contract.
 */
export async function claim(env: Env, uri: PayUri): Promise<KnownOrder> {
  const name = `${uri.merchantBaseUrl}${uri.orderId}`;
  const [purchase] = await env.db.of(purchases).where("ix.order").equals(name).toArray();
  if (purchase) return { purchase };
  const known = await env.db.orders.where("order").equals(name).first();
  const order = known ? { ...known, session: uri.sessionId } : await claimed(env, uri, name);
  await rememberOrder(env.db, order);
  return { order };
}

/** The same nonce gets the same contract: so nothing needs to be written down before. */
async function claimed(env: Env, uri: PayUri, name: string): Promise<ClaimedOrder> {
  const { merchantBaseUrl, orderId, claimToken, noncePriv, sessionId } = uri;
  const { device, root } = await selfOf(env.db);
  const origin = { device, root, ...(noncePriv !== undefined && { nonce: noncePriv }) };
  const nonce = textOf(publicKeyOf(await nonceOf(env, merchantBaseUrl, orderId, origin)));
  const reply = await call(env, merchantBaseUrl, merchantEndpoints.claim, {
    params: { orderId },
    body: { nonce, ...(claimToken !== undefined && { token: claimToken }) },
  });
  if (reply.status === 409 && reply.error?.code === merchantCodes.claimedByOther) throw new WalletError("orderTaken");
  if (reply.status === statusGone) throw new WalletError("orderGone");
  if (reply.status === 404) throw new WalletError("orderUnknown", `${reply.status}`);
  if (reply.status !== 200) throw new WalletError("refused", `the shop answers ${reply.status}`);
  const { contract_terms: raw, sig } = reply.value;
  const now = seconds(env.now());
  const { hash } = accepted(await checkContract(raw, sig, { merchantBaseUrl, orderId, nonce, now }));
  const contract = canonicalJson(raw);
  if (contract.length > longestContract) throw new WalletError("unsupportedContract", "too long to be kept");
  return { id: hash, order: name, contract, merchantSig: sig, ...origin, session: sessionId, claimedAt: env.now() };
}

/** No row holds more; every backup carries it. */
const longestContract = 1_048_576;

function accepted(checked: CheckedContract): Contract {
  if ("contract" in checked) return checked.contract;
  switch (checked.refused) {
    case "expired":
      throw new WalletError("contractExpired");
    case "unsupported":
      throw new WalletError("unsupportedContract", checked.detail);
    case "unsigned":
      throw new WalletError("badMerchantSignature", "contract");
    case "malformed":
    case "foreign":
      throw new WalletError("badAnswer", `contract: ${checked.detail ?? checked.refused}`);
  }
}

/** The private key by which the order is ours. */
async function nonceOf(
  env: Env,
  merchant: string,
  orderId: string,
  { nonce, root, device }: Pick<ClaimedOrder, "nonce" | "root" | "device">,
): Promise<Uint8Array> {
  return nonce === undefined ? claimNonce(await rootNamed(env.db, root), device, merchant, orderId) : bytesOf(nonce);
}

/** The contract of an order or a purchase, read again. Throws `bug`: it was checked before it was kept. */
export function contractOf(kept: string): Contract {
  const contract = contractIn(kept);
  if (contract === undefined) throw new WalletError("bug", "a contract that cannot be read any more");
  return contract;
}

/** The same; undefined for a text that is none. */
export function contractIn(kept: string): Contract | undefined {
  try {
    const checked = readContract(parseJson(kept) as Json);
    return "contract" in checked ? checked.contract : undefined;
  } catch (error) {
    if (error instanceof FormatError) return undefined;
    throw error;
  }
}

/** Orders that nobody accepted in time are forgotten. */
export async function forgetOldOrders(env: Env): Promise<void> {
  const all = await env.db.orders.toArray();
  const over = all.filter(({ claimedAt }) => claimedAt + memory < env.now() || claimedAt > env.now() + memory);
  await forgetOrders(env.db, ...over.map(({ id }) => id));
}

/** A month, in milliseconds: longer than any shop waits. */
const memory = 30 * 24 * 60 * 60_000;
