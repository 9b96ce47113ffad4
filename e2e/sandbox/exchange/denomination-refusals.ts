/** Refusals about denominations, which the exchange signs so that a wallet can prove what it was told. */
import { bytesOf } from "../../../src/taler/crockford.ts";
import { denominationExpired, denominationUnknown } from "../../../src/taler/exchange-signatures.ts";
import { type Refusal, refuse } from "../answers.ts";
import type { ErrorCode } from "../error-codes.ts";
import { type ExchangeKeys, signedByExchange } from "./keys.ts";

async function signed(
  keys: ExchangeKeys,
  [status, code]: readonly [number, ErrorCode],
  hash: string,
  block: (timestamp: number) => Uint8Array,
  more: Readonly<Record<string, string>> = {},
): Promise<Refusal> {
  const timestamp = keys.now();
  return refuse(status, code, {
    timestamp: { t_s: timestamp },
    ...(await signedByExchange(keys, block(timestamp))),
    h_denom_pub: hash,
    ...more,
  });
}

/** The exchange has never had it. */
export function unknownDenomination(keys: ExchangeKeys, hash: string): Promise<Refusal> {
  const denominationHash = bytesOf(hash);
  return signed(keys, [404, 1005], hash, (timestamp) => denominationUnknown({ timestamp, denominationHash }));
}

/** The exchange does not do this with it: not yet (1008), not any more (1009), as it is revoked (1010) or is not (1555, 1580). */
export function closedDenomination(
  keys: ExchangeKeys,
  code: 1008 | 1009 | 1010 | 1555 | 1580,
  hash: string,
  operation: string,
): Promise<Refusal> {
  const denominationHash = bytesOf(hash);
  const block = (timestamp: number) => denominationExpired({ timestamp, operation, denominationHash });
  return signed(keys, [410, code], hash, block, { oper: operation });
}
