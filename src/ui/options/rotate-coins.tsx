/** Coins by exchange: how many, what renewing them costs, what stays as it is and why. */
import type { CoinsAt } from "../../api/rotation-views.ts";
import { Amount } from "../components/amount.tsx";
import { Facts } from "../components/facts.tsx";
import { State } from "../components/note.tsx";
import { placeOf } from "../place.ts";
import { usePageWords } from "./use-page-words.ts";

interface CoinCostsProps {
  readonly of: readonly CoinsAt[];
  /** What to say when there are none. */
  readonly none?: string;
}

export function CoinCosts({ of: all, none }: CoinCostsProps) {
  const { t } = usePageWords();
  if (all.length === 0) return none === undefined ? null : <p>{none}</p>;
  return (
    <>
      {all.map((coins) => {
        const { exchange, amount, fee, stays, isSilent } = coins;
        // Where nothing becomes new, there is no sum to be made.
        const isAllLeft = stays?.amount === amount;
        return (
          <div key={`${exchange} ${amount}`} class="stack">
            <h3>{placeOf(exchange)}</h3>
            <Facts
              facts={[
                isAllLeft
                  ? undefined
                  : { name: t.rotate.coinsHeld, hint: t.rotate.count(coins.coins), value: <Amount of={amount} /> },
                isAllLeft ? undefined : { name: t.rotate.coinsFee, value: <Amount of={fee} /> },
                stays && {
                  name: t.rotate.staysName,
                  hint: isAllLeft
                    ? `${t.rotate.count(coins.coins)} · ${t.rotate.stays[stays.why]}`
                    : t.rotate.stays[stays.why],
                  value: <Amount of={stays.amount} />,
                },
              ]}
            />
            {isSilent && (
              <State tone="warn" icon="clock">
                {t.rotate.silent}
              </State>
            )}
          </div>
        );
      })}
    </>
  );
}
