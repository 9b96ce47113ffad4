/** What the user has, per currency: the first one is the largest thing on the screen. */
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import type { Balance as BalanceView, MoneyRisk } from "../../api/views.ts";
import { isNothing } from "../../i18n/money.ts";
import { Amount, BigAmount } from "../components/amount.tsx";
import { Filled } from "../components/filled.tsx";
import { PageLine } from "../components/page-line.tsx";
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
  /** Shows a page of the settings. */
  readonly onOpen: (route: string) => void;
}

export function Balance({ balances, onOpen }: BalanceProps) {
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
      {balances.map((one) => (
        <Aside key={one.currency} balance={one} onOpen={onOpen} />
      ))}
    </section>
  );
}

interface AsideProps extends Pick<BalanceProps, "onOpen"> {
  readonly balance: BalanceView;
}

/** At most one line beside the figure: what endangers it, or else what is on its way, or else what is lost. */
function Aside({ balance: { risk, incoming, expired, style }, onOpen }: AsideProps) {
  const { t } = useWords();
  const messages: Partial<Record<MoneyRisk["why"], (amount: string) => string>> = t.home.risk;
  const danger = risk && messages[risk.why];
  if (risk !== undefined && danger !== undefined)
    return (
      <MoneyLine onOpen={onOpen}>
        <Filled message={danger}>
          <Amount of={risk.amount} style={style} />
        </Filled>
      </MoneyLine>
    );
  if (!isNothing(incoming))
    return (
      <p class="small quiet">
        <Filled message={t.home.incoming}>
          <Amount of={incoming} style={style} />
        </Filled>
      </p>
    );
  if (expired === undefined) return null;
  return (
    <MoneyLine onOpen={onOpen}>
      <Filled message={t.home.expired}>
        <Amount of={expired} style={style} />
      </Filled>
    </MoneyLine>
  );
}

/** Leads to the page that says why, and what to do. */
const MoneyLine = ({ onOpen, children }: Pick<BalanceProps, "onOpen"> & { readonly children: ComponentChildren }) => (
  <PageLine look="at-risk" icon="alert" route="money" onOpen={onOpen}>
    {children}
  </PageLine>
);
