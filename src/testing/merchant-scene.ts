/** A sandbox merchant beside a sandbox exchange, and somebody who shops there as a wallet does; for tests of servers. */
import assert from "node:assert/strict";
import type { MerchantSettings } from "../../e2e/sandbox/merchant/desk.ts";
import { type Merchant, newMerchant } from "../../e2e/sandbox/merchant/merchant.ts";
import { amount } from "../taler/amount.ts";
import { type Contract, checkContract } from "../taler/check-contract.ts";
import type { Json } from "../taler/codec.ts";
import { textOf } from "../taler/crockford.ts";
import { permitDeposits } from "../taler/deposit-permission.ts";
import { publicKeyOf } from "../taler/eddsa.ts";
import { type DepositPermission, merchantEndpoints } from "../taler/merchant-api.ts";
import { type ExchangeScene, exchangeScene, sceneUrl } from "./exchange-scene.ts";
import type { Share } from "./spender.ts";

const shopUrl = "http://merchant.test/";

/** An order as the private interface gives it. */
export interface Made {
  readonly order_id: string;
  readonly token?: string;
}

export const nonceOf = (wallet: number): string => textOf(publicKeyOf(new Uint8Array(32).fill(100 + wallet)));

export interface MerchantScene extends ExchangeScene {
  readonly merchant: Merchant;
  ask(method: string, path: string, body?: Json, headers?: Readonly<Record<string, string>>): Promise<Response>;
  /** As the merchant's owner does. */
  asOwner(method: string, path: string, body?: Json): Promise<Response>;
  /** Makes an order of bread for 3.50, with these members in its contract. */
  order(more?: Readonly<Record<string, Json>>): Promise<Made>;
  claim(made: Made, wallet?: number): Promise<Response>;
  /** Claims the order and checks what comes. */
  contract(made: Made, wallet?: number): Promise<Contract>;
  permit(contract: Contract, shares: readonly Share[]): Promise<readonly DepositPermission[]>;
  pay(contract: Contract, coins: readonly DepositPermission[], session?: string): Promise<Response>;
}

export function merchantScene(options: Partial<MerchantSettings> = {}): MerchantScene {
  const scene = exchangeScene();
  const { exchange, world } = scene;
  const merchant = newMerchant({
    ...{ world, baseUrl: shopUrl, currency: "KUDOS", name: "Shop", seed: "test", token: "owner" },
    account: "payto://x-taler-bank/bank.test/shop?receiver-name=shop",
    exchanges: [{ url: sceneUrl, masterPub: textOf(exchange.keys.master.pub) }],
    askExchange: exchange.server,
    maxFee: amount.parse("KUDOS:0.05"),
    ...options,
  });
  const ask: MerchantScene["ask"] = (method, path, body, headers = {}) => {
    const json = body === undefined ? {} : { body: JSON.stringify(body) };
    return merchant.server(new Request(shopUrl + path, { method, headers, ...json }));
  };
  const asOwner: MerchantScene["asOwner"] = (method, path, body) =>
    ask(method, path, body, { Authorization: "Bearer secret-token:owner" });
  const claim = ({ order_id, token }: Made, wallet = 1) =>
    ask("POST", `orders/${order_id}/claim`, { nonce: nonceOf(wallet), ...(token !== undefined && { token }) });
  return {
    ...scene,
    merchant,
    ask,
    asOwner,
    claim,
    order: async (more = {}) => {
      const order = { amount: "KUDOS:3.50", summary: "A loaf of bread", fulfillment_message: "Thank you", ...more };
      return (await asOwner("POST", "private/orders", { order })).json() as Promise<Made>;
    },
    contract: async (made, wallet = 1) => contractIn(await claim(made, wallet), made, wallet, exchange.keys.now()),
    permit: (contract, shares) => permitDeposits(contract, shares.map(spendOf)),
    pay: (contract, coins, session) =>
      ask("POST", `orders/${contract.terms.order_id}/pay`, {
        coins: coins.map((one) => ({ ...one })),
        ...(session !== undefined && { session_id: session }),
      }),
  };
}

async function contractIn(answer: Response, { order_id }: Made, wallet: number, now: number): Promise<Contract> {
  const claimed = merchantEndpoints.claim.response?.parse(await answer.json());
  assert.ok(claimed);
  const expected = { merchantBaseUrl: shopUrl, orderId: order_id, nonce: nonceOf(wallet), now };
  const checked = await checkContract(claimed.contract_terms, claimed.sig, expected);
  assert.ok("contract" in checked, JSON.stringify(checked));
  return checked.contract;
}

const spendOf = ([coin, digits]: Share) => ({
  coinPriv: coin.planchet.coinPriv,
  denominationHash: coin.denomination.hash,
  coinSignature: coin.signature,
  exchangeBaseUrl: sceneUrl,
  contribution: amount.parse(`KUDOS:${digits}`),
  depositFee: coin.denomination.fees.deposit,
});
