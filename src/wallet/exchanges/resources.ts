/** The seed's getExchangeResources, over what is on disk now. */
import type { ExchangeResources } from "../../api/exchange-resources.ts";
import type { Env } from "../../env/env.ts";
import { addressOf } from "../../exchange/manage.ts";
import { coins } from "../../store/entities/coin.ts";
import { type Recoup, recoups } from "../../store/entities/recoup.ts";
import { seconds } from "../../taler/time.ts";
import { readMoney } from "../books/books.ts";
import { ownRows } from "./own-rows.ts";
import { type Revoked, resourcesOf } from "./resources.plan.ts";

/** With fifty thousand coins this takes a second or two. Nothing, for an exchange the wallet does not know. */
export async function getExchangeResources(env: Env, exchangeUrl: string): Promise<ExchangeResources> {
  const exchange = addressOf(exchangeUrl);
  const own = ownRows(await readMoney(env), exchange);
  return resourcesOf(own, seconds(env.now()), await revokedAt(env, exchange));
}

async function revokedAt({ db }: Env, exchange: string): Promise<readonly Revoked[]> {
  const rows = (await db.of(recoups).toArray()).filter(({ facts }) => facts.exchange === exchange);
  const recouped = ({ key }: Recoup) => db.of(coins).where("ix.recouped").equals(key).count();
  return Promise.all(rows.map(async (row) => ({ row, recouped: await recouped(row) })));
}
