/** What the user has, per currency: the first one is the largest thing on the screen. */
import { useId } from "preact/hooks";
import type { Balance as BalanceView } from "../../api/views.ts";
import { isNothing } from "../../i18n/money.ts";
import { Amount, BigAmount } from "../components/amount.tsx";
import { Filled } from "../components/filled.tsx";
import { useWords } from "../use-words.ts";

/** The place of a balance that is not known yet: popup.html holds the same, so that it is there before any script. */
export function ToCome() {
  const { t } = useWords();
  return (
    <section class="purse">
      <p class="small quiet">{t.home.balance}</p>
      <p class="figure">&nbsp;</p>
    </section>
  );
}

interface BalanceProps {
  readonly balances: readonly BalanceView[];
}

export function Balance({ balances }: BalanceProps) {
  const { t } = useWords();
  const id = useId();
  const [first, ...others] = balances;
  return (
    <section class="purse" aria-labelledby={id}>
      <h2 class="small quiet" id={id}>
        {t.home.balance}
      </h2>
      {first === undefined ? (
        <p class="figure none">{t.home.noMoney}</p>
      ) : (
        <BigAmount of={first.available} style={first.style} />
      )}
      {others.map((one) => (
        <p class="quiet" key={one.currency}>
          <Filled message={t.home.and}>
            <Amount of={one.available} style={one.style} />
          </Filled>
        </p>
      ))}
      {balances
        .filter((one) => !isNothing(one.incoming))
        .map((one) => (
          <p class="small quiet" key={one.currency}>
            <Filled message={t.home.incoming}>
              <Amount of={one.incoming} style={one.style} />
            </Filled>
          </p>
        ))}
      {balances.map(
        ({ currency, expired, style }) =>
          expired !== undefined &&
          !isNothing(expired) && (
            <p class="small" key={currency}>
              <Filled message={t.home.expired}>
                <Amount of={expired} style={style} />
              </Filled>
            </p>
          ),
      )}
    </section>
  );
}
