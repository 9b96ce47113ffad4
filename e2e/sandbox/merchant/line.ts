/** How the sandbox merchant talks to an exchange, and what it tells wallets when the exchange refuses. */
import type { Amount } from "../../../src/taler/amount.ts";
import { FormatError, integer, type Json, type Of, object, parseJson } from "../../../src/taler/codec.ts";
import { textOf } from "../../../src/taler/crockford.ts";
import { type DepositRequest, depositAnswer, depositRequest, verifyDeposit } from "../../../src/taler/deposit-api.ts";
import { keysAnswer } from "../../../src/taler/keys-format.ts";
import { listedDenominations, signkeysOf } from "../../../src/taler/keys-view.ts";
import { refundAnswer, refundRequest } from "../../../src/taler/refund-api.ts";
import type { Signkey } from "../../../src/taler/signkey.ts";
import { type Refusal, refuse, type Server } from "../answers.ts";
import { ConnectionLost } from "../faults.ts";

/** What `/keys` says that a merchant needs; deposit fees by the hash of the denomination. */
interface Known {
  readonly signkeys: readonly Signkey[];
  readonly feeByHash: ReadonlyMap<string, Amount>;
}

interface Said {
  readonly status: number;
  readonly body: Json;
}

/** What the exchange says when it gives nothing back. */
export interface ExchangeRefusal {
  readonly exchange_status: number;
  readonly exchange_code: number;
}

export class MerchantLine {
  readonly url: string;
  readonly #ask: Server;
  readonly #now: () => number;
  #known: Known | undefined;

  /** `now` in seconds since 1970. */
  constructor(url: string, ask: Server, now: () => number) {
    this.url = url;
    this.#ask = ask;
    this.#now = now;
  }

  /** The deposit fee of a denomination, or undefined when the exchange does not list it. */
  async feeOf(hash: string): Promise<Amount | undefined> {
    return this.#known?.feeByHash.get(hash) ?? (await this.#learn()).feeByHash.get(hash);
  }

  /** Has the exchange take these coins, worth `total` without their fees; refuses the payment when it does not. */
  async deposit(request: DepositRequest, total: Amount): Promise<void> {
    const said = await this.#send("POST", "batch-deposit", depositRequest.format(request));
    if (said.status !== 200) throw this.#refusal(said);
    const answer = understood(() => depositAnswer.parse(said.body));
    const signers = { signkeys: await this.#signkeysWith(answer.exchange_pub), now: this.#now() };
    if (!(await verifyDeposit(request, answer, total, signers))) throw refuse(502, 2012);
  }

  /** Has the exchange give money back to a coin: its word that it did, or its refusal. */
  async refund(coinPub: string, wish: Of<typeof refundRequest>): Promise<Of<typeof refundAnswer> | ExchangeRefusal> {
    const { status, body } = await this.#send("POST", `coins/${coinPub}/refund`, refundRequest.format(wish));
    if (status === 200) return understood(() => refundAnswer.parse(body));
    return { exchange_status: status, exchange_code: codeIn(body) };
  }

  /** Known signing keys, asked for again when this one is not among them. */
  async #signkeysWith(key: string): Promise<readonly Signkey[]> {
    const known = this.#known?.signkeys ?? [];
    return known.some((one) => one.key === key) ? known : (await this.#learn()).signkeys;
  }

  async #learn(): Promise<Known> {
    const { status, body } = await this.#send("GET", "keys");
    if (status !== 200) throw refuse(502, 2012);
    const keys = understood(() => keysAnswer.parse(body));
    const fees = [...listedDenominations(keys)].map(({ group, hash }) => [textOf(hash), group.fee_deposit] as const);
    this.#known = { signkeys: signkeysOf(keys), feeByHash: new Map(fees) };
    return this.#known;
  }

  async #send(method: string, path: string, body?: Json): Promise<Said> {
    const request = new Request(this.url + path, { method, ...(body !== undefined && { body: JSON.stringify(body) }) });
    const answer = await this.#ask(request).catch((error: unknown) => {
      throw error instanceof ConnectionLost ? refuse(504, 2158) : error;
    });
    const text = await answer.text();
    return { status: answer.status, body: text === "" ? null : understood(() => parseJson(text) as Json) };
  }

  /** What the wallet hears; it is told apart by the status what it can do about it. */
  #refusal({ status, body }: Said): Refusal {
    const said = {
      exchange_url: this.url,
      exchange_http_status: status,
      exchange_code: codeIn(body),
      exchange_reply: body,
    };
    if (status === 409) return refuse(409, 2150, said);
    if (status === 451) return refuse(451, 2184, { exchange_base_urls: [this.url] });
    return status < 500 ? refuse(424, 2171, said) : refuse(502, 2012, said);
  }
}

const numbered = object({ code: integer() });

function codeIn(body: Json): number {
  return understood(() => numbered.parse(body).code);
}

/** An answer that makes no sense is the exchange's fault, not the wallet's. */
function understood<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof FormatError ? refuse(502, 2012) : error;
  }
}
