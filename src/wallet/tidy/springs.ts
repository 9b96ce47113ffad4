/** Where secrets come from: back from coin to coin to a reserve; pure. */
import { coinPath } from "../../store/entities/coin.ts";

/** Names of all reserves and refreshes that the secrets of these coins follow from. `refreshed`: the old coin of a refresh. */
export function springsOf(
  coins: Iterable<string>,
  refreshed: (refresh: string) => string | undefined,
): ReadonlySet<string> {
  const springs = new Set<string>();
  for (const coin of coins) {
    let name: string | undefined = coin;
    while (name !== undefined) {
      const { source, of } = coinPath(name);
      // Whoever came by here went on to the end.
      if (springs.has(of)) break;
      springs.add(of);
      name = source === "r" ? refreshed(of) : undefined;
    }
  }
  return springs;
}
