/** Every kind of thing the wallet remembers and keeps in the backup. The list is the program: all else walks it. */
import { batches } from "./entities/batch.ts";
import { coins } from "./entities/coin.ts";
import { denominations } from "./entities/denomination.ts";
import { deposits } from "./entities/deposit.ts";
import { devices } from "./entities/device.ts";
import { exchanges } from "./entities/exchange.ts";
import { formerRoots } from "./entities/former-root.ts";
import { payments } from "./entities/payment.ts";
import { providers } from "./entities/provider.ts";
import { purchases } from "./entities/purchase.ts";
import { recoups } from "./entities/recoup.ts";
import { refreshes } from "./entities/refresh.ts";
import { reserves } from "./entities/reserve.ts";
import { trustedAuditors } from "./entities/trusted-auditor.ts";
import { trustedKeys } from "./entities/trusted-key.ts";
import { withdrawals } from "./entities/withdrawal.ts";
import type { Entity } from "./entity.ts";

export const entities: readonly Entity[] = [
  devices,
  formerRoots,
  exchanges,
  trustedKeys,
  trustedAuditors,
  denominations,
  reserves,
  withdrawals,
  batches,
  coins,
  refreshes,
  purchases,
  payments,
  recoups,
  deposits,
  providers,
];

/** The entity of this name, if this version knows it. */
export function entityNamed(name: string): Entity | undefined {
  return entities.find((entity) => entity.name === name);
}
