/** Who checks an exchange: the auditors of its `/keys` whose signatures are genuine. */
import type { OfferedAuditor } from "../store/exchange-offer.ts";
import { auditedDenominations, KeysError } from "../taler/keys.ts";
import type { Auditor, Keys } from "../taler/keys-format.ts";
import type { KeysView } from "../taler/keys-view.ts";
import { isBefore } from "../taler/time.ts";

/** Each denomination of each of them costs a signature to check. */
const mostAuditors = 10;

/**
 * The auditors that have signed denominations which can be withdrawn `now` (seconds) or later. One with a false
 * signature is no auditor of this exchange; the exchange's own promises hold without it.
 * Source: GNU Taler exchange API, `/keys`.
 */
export async function auditorsOf(keys: Keys, view: KeysView, now: number): Promise<readonly OfferedAuditor[]> {
  const offered = view.denominations.filter((one) => isBefore(now, one.expireWithdraw)).map(({ hash }) => hash);
  const found: OfferedAuditor[] = [];
  for (const auditor of keys.auditors.slice(0, mostAuditors)) {
    const audited = await genuine(keys, auditor);
    const count = offered.filter((hash) => audited.has(hash)).length;
    if (count > 0) found.push(offeredAuditor(auditor, count === offered.length));
  }
  return found;
}

async function genuine(keys: Keys, auditor: Auditor): Promise<ReadonlySet<string>> {
  try {
    return new Set(await auditedDenominations(keys, auditor));
  } catch (error) {
    if (error instanceof KeysError) return new Set();
    throw error;
  }
}

const offeredAuditor = ({ auditor_pub, auditor_url, auditor_name }: Auditor, isWhole: boolean): OfferedAuditor => ({
  key: auditor_pub,
  url: auditor_url,
  ...(auditor_name !== undefined && { name: auditor_name }),
  isWhole,
});
