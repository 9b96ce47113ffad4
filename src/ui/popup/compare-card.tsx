/** One exchange among those that are compared: what it costs in a year, and what else one chooses by. */
import type { ComponentChildren } from "preact";
import type { AccountView, ComparedExchange, LimitsView } from "../../api/comparison-views.ts";
import type { ProblemCode } from "../../api/problems.ts";
import type { Messages } from "../../i18n/en.ts";
import type { Words } from "../../i18n/translate.ts";
import { Amount, BareAmount } from "../components/amount.tsx";
import { Breakable } from "../components/breakable.tsx";
import { Button } from "../components/button.tsx";
import { Facts } from "../components/facts.tsx";
import { Line } from "../components/list.tsx";
import { State } from "../components/note.tsx";
import { ProblemNote } from "../components/problem.tsx";
import { useOutside } from "../outside.ts";
import { placeOf } from "../place.ts";
import { useAction } from "../use-action.ts";
import { useWords } from "../use-words.ts";

interface CompareCardProps {
  readonly exchange: ComparedExchange;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
  readonly onRead: () => void;
}

export const CompareCard = (props: CompareCardProps) =>
  props.exchange.state === "ready" ? <ReadyCard {...props} /> : <OtherCard exchange={props.exchange} />;

/** One that can be chosen; what it is made of opens below, outside of what a click chooses. */
function ReadyCard({ exchange, isChosen, onChoose, onRead }: CompareCardProps) {
  const words = useWords();
  const { t } = words;
  const { url, currency, isCheapest, tos } = exchange;
  return (
    <div class="group compared">
      <label class="row option">
        <input type="radio" name="exchange" checked={isChosen} onChange={onChoose} />
        <span class="grow">
          <b class="name">
            <Breakable text={placeOf(url)} />
            {currency !== undefined && (
              <>
                {" "}
                <span class="badge">{currency}</span>
              </>
            )}
          </b>
          <Year exchange={exchange} />
          {isCheapest && <State icon="check">{t.compare.cheapest}</State>}
          <Trust exchange={exchange} />
        </span>
      </label>
      <details class="small">
        <summary aria-label={`${t.compare.what}: ${placeOf(url)}`}>{t.compare.what}</summary>
        <YearFacts exchange={exchange} />
        <ul class="lines">
          {conditions(exchange, words).map((one) => (
            <li key={one}>{one}</li>
          ))}
          <li>{t.compare.terms[tos]}</li>
        </ul>
        {tos !== "missing-tos" && (
          <Button label={`${t.withdraw.readTerms}: ${placeOf(url)}`} onClick={onRead}>
            {t.withdraw.readTerms}
          </Button>
        )}
      </details>
    </div>
  );
}

/** The user's own trust in it, in a line; who else checks it stands among its conditions. */
function Trust({ exchange: { trust } }: { readonly exchange: ComparedExchange }) {
  const { t, list } = useWords();
  if (trust === undefined) return null;
  const trusted = trust.auditors.filter(({ isTrusted, isWhole }) => isTrusted && isWhole);
  if (!trust.isKeyTrusted && trusted.length === 0) return null;
  return (
    <State tone="ok" icon="safe">
      {trust.isKeyTrusted ? t.compare.trust.key : t.compare.trust.checkedTrusted(list(trusted.map(nameOf)))}
    </State>
  );
}

type Auditor = NonNullable<ComparedExchange["trust"]>["auditors"][number];

const nameOf = ({ name, url }: Auditor): string => name ?? placeOf(url);

/** The figure by which most people choose. */
function Year({ exchange: { year, style } }: { readonly exchange: ComparedExchange }) {
  const { t, locale } = useWords();
  if (year === undefined) return <span class="small quiet block">{t.compare.unknown}</span>;
  const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 });
  return (
    <>
      <span class="year block">
        <Amount of={year.total} style={style} /> <small>{t.compare.perYear}</small>
      </span>
      <span class="small quiet block">{t.compare.share(percent.format(year.perMille / 1000))}</span>
    </>
  );
}

function YearFacts({ exchange: { year, style } }: { readonly exchange: ComparedExchange }) {
  const { t } = useWords();
  if (year === undefined) return null;
  const { withdraw, deposit, change, wire } = t.compare.parts;
  const line = (name: string, of: string) => ({ name, value: <BareAmount of={of} style={style} /> });
  return (
    <Facts
      isInside
      facts={[
        line(withdraw, year.withdraw),
        line(deposit, year.deposit),
        line(change, year.change),
        line(wire, year.wire),
      ]}
    />
  );
}

/** What it gives and asks, a sentence each. */
function conditions({ coins, limits, accounts, trust, style }: ComparedExchange, { t, amount, list }: Words): string[] {
  const money = (of: string) => amount(of, style);
  const open = accounts.filter(({ isConverted, isClosed }) => !isConverted && !isClosed);
  const checkers = trust?.auditors.filter(({ isTrusted, isWhole }) => !(isTrusted && isWhole)) ?? [];
  const methods = [...new Set(open.map((account) => methodOf(account, t)))];
  return [
    ...(coins ? [t.compare.coins(money(coins.smallest), money(coins.largest))] : []),
    ...(methods.length > 0 ? [t.compare.accounts(list(methods))] : []),
    ...open.flatMap(({ rules }) => rules),
    ...(limits ? limitsIn(limits, t, money) : []),
    ...(checkers.length > 0 ? [t.compare.trust.checked(list(checkers.map(nameOf)))] : []),
  ];
}

function methodOf({ method, country }: AccountView, { compare }: Messages): string {
  if (method === "iban") return country === undefined ? compare.methodIban : compare.iban(country);
  return method === "x-taler-bank" ? compare.methodSandbox : method;
}

const day = 86_400;

function limitsIn({ isIdentified, most, balance }: LimitsView, { compare }: Messages, money: (of: string) => string) {
  const days = most?.seconds === undefined ? undefined : Math.max(1, Math.round(most.seconds / day));
  return [
    ...(isIdentified ? [compare.asksFirst] : []),
    ...(balance === undefined ? [] : [compare.asksAbove(money(balance))]),
    ...(most === undefined
      ? []
      : [days === undefined ? compare.mostEver(money(most.amount)) : compare.most(money(most.amount), days)]),
  ];
}

/** One that cannot be chosen, why, and asking it where that may change something. */
function OtherCard({ exchange }: { readonly exchange: ComparedExchange }) {
  const { t } = useWords();
  const { ask } = useOutside();
  const { url, currency, state, entry } = exchange;
  const asking = useAction(() => ask("checkExchange", { exchangeUrl: url }));
  const isAskable = state !== "suspended" && state !== "noAccount";
  const label = state === "unasked" ? t.compare.ask : t.compare.askAgain;
  const why: Readonly<Record<Exclude<typeof state, "ready">, ComponentChildren>> = {
    unasked: <span class="small quiet block">{entry === "preset" ? t.compare.preset : t.compare.unasked}</span>,
    outdated: <State icon="clock">{t.compare.outdated}</State>,
    unavailable: (
      <State tone="warn" icon="alert">
        {t.compare.unavailable(reasonOf(exchange, t))}
      </State>
    ),
    suspended: <State icon="close">{t.compare.suspended}</State>,
    noAccount: <State icon="alert">{t.compare.noAccount}</State>,
  };
  return (
    <div class="group compared">
      <Line icon="bank" title={placeOf(url)} {...(currency !== undefined && { badge: currency })}>
        {state !== "ready" && why[state]}
        {isAskable && (
          <Button
            {...(!asking.isBusy && { label: `${label}: ${placeOf(url)}` })}
            onClick={asking.run}
            isBusy={asking.isBusy}
            busyLabel={t.compare.asking}
          >
            {label}
          </Button>
        )}
        <ProblemNote problem={asking.problem} />
      </Line>
    </div>
  );
}

/** Whatever is not named comes down to an exchange that does not answer as it should. */
function reasonOf({ trouble }: ComparedExchange, { compare }: Messages): string {
  const why: Partial<Record<ProblemCode, string>> = compare.why;
  return (trouble && why[trouble]) ?? compare.why.unreachable;
}
