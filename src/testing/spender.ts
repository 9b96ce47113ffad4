/** Somebody with coins of a sandbox exchange, who signs as a wallet does; for tests of servers, without any wallet. */
import assert from "node:assert/strict";
import type { SandboxDenomination } from "../../e2e/sandbox/exchange/denominations.ts";
import type { Exchange } from "../../e2e/sandbox/exchange/exchange.ts";
import { costOf } from "../../e2e/sandbox/ledger.ts";
import { type Amount, amount } from "../taler/amount.ts";
import { bytesOf, textOf } from "../taler/crockford.ts";
import { type Denomination, rsaDenomination } from "../taler/denomination.ts";
import { type DepositRequest, depositBlock, depositRequest } from "../taler/deposit-api.ts";
import { publicKeyOf, signNow } from "../taler/eddsa.ts";
import { withdrawAnswer } from "../taler/exchange-api.ts";
import { sha512, utf8 } from "../taler/hash.ts";
import { makePlanchet, type Planchet, planchetSecrets, uncoverSignature } from "../taler/planchet.ts";
import { reserveWithdraw } from "../taler/wallet-signatures.ts";

/** A coin in hand. */
export interface Held {
  readonly planchet: Planchet;
  readonly coinPub: string;
  readonly denomination: SandboxDenomination;
  readonly signature: string;
}

/** So much of a coin, fee included. */
export type Share = readonly [coin: Held, contribution: string];

export const merchantPriv = new Uint8Array(32).fill(77);
export const merchantPub = textOf(publicKeyOf(merchantPriv));
const money = (digits: string): Amount => amount.parse(`KUDOS:${digits}`);
export const rsaOf = ({ keyText, ageMask }: SandboxDenomination): Denomination =>
  rsaDenomination(bytesOf(keyText), ageMask);

export class Spender {
  readonly reservePriv = new Uint8Array(32).fill(3);
  readonly reservePub = textOf(publicKeyOf(this.reservePriv));
  readonly #exchange: Exchange;
  readonly #baseUrl: string;
  #coins = 0;

  constructor(exchange: Exchange, baseUrl: string) {
    this.#exchange = exchange;
    this.#baseUrl = baseUrl;
  }

  ask(method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    const json = body === undefined ? {} : { body: JSON.stringify(body) };
    return this.#exchange.server(new Request(this.#baseUrl + path, { method, headers, ...json }));
  }

  /** The denomination of this worth that can be withdrawn now, if there is one. */
  offered(value: string): SandboxDenomination | undefined {
    const now = this.#exchange.keys.now();
    const all = this.#exchange.keys.denominations().filter((one) => one.value === money(value) && one.cipher === "RSA");
    return all.find(({ start, expireWithdraw }) => start <= now && now < expireWithdraw);
  }

  /** As {@link offered}; there must be one. */
  denomination(value: string): SandboxDenomination {
    return this.offered(value) ?? assert.fail("no such denomination");
  }

  /** A planchet of its own. */
  planchet(denomination: SandboxDenomination): Planchet {
    this.#coins += 1;
    const secret = sha512(utf8(`coin ${this.#coins}`)).slice(0, 32);
    return makePlanchet(rsaOf(denomination), planchetSecrets(secret));
  }

  /** Coins of these worths, with money from nowhere. */
  async withdraw(...values: readonly string[]): Promise<readonly Held[]> {
    const { planchets, first } = await this.askForCoins(...values);
    const { ev_sigs } = withdrawAnswer.parse(await first.json());
    return planchets.map(({ denomination, planchet }, index) => {
      const signed = bytesOf(ev_sigs[index]?.ev_sig.blinded_rsa_signature ?? "");
      return held(denomination, planchet, signed);
    });
  }

  /** Asks for such coins, with money from nowhere; `again` sends the same once more. */
  async askForCoins(...values: readonly string[]) {
    const wanted = values.map((value) => this.denomination(value));
    const planchets = wanted.map((denomination) => ({ denomination, planchet: this.planchet(denomination) }));
    for (const one of wanted) {
      const sender = "payto://x-taler-bank/bank.test/alice?receiver-name=alice";
      const cost = costOf({ value: one.value, fee: one.fees.withdraw });
      this.#exchange.credit({ reservePub: this.reservePub, amount: cost, sender });
    }
    const body = { planchets: planchets.map((one) => this.#signed(one)) };
    const again = () => this.ask("POST", `reserves/${this.reservePub}/batch-withdraw`, body);
    return { planchets, first: await again(), again };
  }

  #signed({ denomination, planchet }: { denomination: SandboxDenomination; planchet: Planchet }): object {
    const { denominationHash, envelopeHash, blinded } = planchet;
    const cost = costOf({ value: denomination.value, fee: denomination.fees.withdraw });
    const block = reserveWithdraw({ amount: cost, denominationHash, envelopeHash });
    return {
      denom_pub_hash: denomination.hash,
      coin_ev: { cipher: "RSA", rsa_blinded_planchet: textOf(blinded) },
      reserve_sig: textOf(signNow(this.reservePriv, block)),
    };
  }

  /** A deposit of these coins for the contract of this name, signed; `more` takes the place of the usual members. */
  deposit(contract: string, shares: readonly Share[], more: Partial<DepositRequest> = {}): DepositRequest {
    const now = this.#exchange.keys.now();
    const frame: Omit<DepositRequest, "coins"> = {
      merchant_payto_uri: "payto://x-taler-bank/bank.test/shop?receiver-name=shop",
      wire_salt: textOf(new Uint8Array(16).fill(5)),
      merchant_pub: merchantPub,
      h_contract_terms: textOf(sha512(utf8(contract))),
      timestamp: now,
      refund_deadline: now + 3600,
      wire_transfer_deadline: now + 7200,
      ...more,
    };
    const coins = shares.map(([coin, digits]) => {
      const share = { denom_pub_hash: coin.denomination.hash, contribution: money(digits) };
      const block = depositBlock(frame, share, coin.denomination.fees.deposit);
      return {
        ...share,
        ub_sig: { cipher: "RSA" as const, rsa_signature: coin.signature },
        coin_pub: coin.coinPub,
        coin_sig: textOf(signNow(coin.planchet.coinPriv, block)),
      };
    });
    return { ...frame, coins };
  }

  /** Sends a deposit. */
  pay(request: DepositRequest): Promise<Response> {
    return this.ask("POST", "batch-deposit", depositRequest.format(request));
  }
}

/** The coin that a blind signature makes of a planchet. */
export function held(denomination: SandboxDenomination, planchet: Planchet, blindSignature: Uint8Array): Held {
  const signature = uncoverSignature(rsaOf(denomination), planchet, blindSignature);
  assert.ok(signature, "a signature that is none");
  return { planchet, coinPub: textOf(planchet.coinPub), denomination, signature: textOf(signature) };
}
