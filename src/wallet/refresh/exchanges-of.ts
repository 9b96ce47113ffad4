/** Which exchange a refresh asks: that of the coin it melts. */
import type { Env } from "../../env/env.ts";
import { coinPath } from "../../store/entities/coin.ts";
import { denominations } from "../../store/entities/denomination.ts";
import type { Refresh } from "../../store/entities/refresh.ts";

/** The exchange of each of these, by its row; undefined where nothing is known of the denomination of its coin. */
export async function exchangesOf(
  { db }: Pick<Env, "db">,
  rows: readonly Refresh[],
): Promise<(row: Refresh) => string | undefined> {
  const kindOf = ({ facts }: Refresh) => coinPath(facts.coin).denom;
  const kinds = await db.of(denominations).bulkGet([...new Set(rows.map(kindOf))]);
  const exchanges = new Map(kinds.flatMap((kind) => (kind ? [[kind.key, kind.facts.exchange]] : [])));
  return (row) => exchanges.get(kindOf(row));
}
