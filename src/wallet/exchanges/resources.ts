/** The seed's getExchangeResources, over what is on disk now. */
import type { ExchangeResources } from "../../api/exchange-resources.ts";
import type { Env } from "../../env/env.ts";
import { addressOf } from "../../exchange/manage.ts";
import { seconds } from "../../taler/time.ts";
import { readMoney } from "../books/books.ts";
import { ownRows } from "./own-rows.ts";
import { resourcesOf } from "./resources.plan.ts";

/** With fifty thousand coins this takes a second or two. Nothing, for an exchange the wallet does not know. */
export async function getExchangeResources(env: Env, exchangeUrl: string): Promise<ExchangeResources> {
  return resourcesOf(ownRows(await readMoney(env), addressOf(exchangeUrl)), seconds(env.now()));
}
