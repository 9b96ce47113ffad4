/** What is known of an exchange, line by line: when it was asked, and what went wrong, since when and how often. */
import type { ExchangeTrouble, ExchangeView } from "../../api/exchange-views.ts";
import { type Fact, Facts } from "../components/facts.tsx";
import { When } from "../components/when.tsx";
import { usePageWords } from "./use-page-words.ts";

interface ExchangeFactsProps {
  readonly exchange: ExchangeView;
}

export function ExchangeFacts({ exchange }: ExchangeFactsProps) {
  const { t } = usePageWords();
  const { currency, version, lastUpdate, nextUpdate, trouble, tosTrouble } = exchange;
  const { facts } = t.exchanges;
  const lines: readonly (Fact | undefined)[] = [
    currency === undefined ? undefined : { name: facts.currency, value: currency },
    lastUpdate === undefined ? undefined : { name: facts.last, value: <When at={lastUpdate} /> },
    nextUpdate === undefined ? undefined : { name: facts.next, value: <When at={nextUpdate} /> },
    version === undefined ? undefined : { name: facts.version, value: version },
  ];
  return (
    <>
      {lines.some((line) => line !== undefined) && <Facts facts={lines} />}
      {trouble !== undefined && <Trouble title={t.exchanges.trouble} trouble={trouble} />}
      {tosTrouble !== undefined && <Trouble title={t.exchanges.tosTrouble} trouble={tosTrouble} />}
    </>
  );
}

interface TroubleProps {
  readonly title: string;
  readonly trouble: ExchangeTrouble;
}

/** The last download or check, which failed. */
function Trouble({ title, trouble: { code, detail, since, at, times } }: TroubleProps) {
  const { t, number } = usePageWords();
  const { facts } = t.exchanges;
  return (
    <section class="section">
      <h2>{title}</h2>
      <p>
        {t.problems[code].what} {t.problems[code].next}
      </p>
      <Facts
        facts={[
          { name: facts.since, value: <When at={since} /> },
          { name: facts.at, value: <When at={at} /> },
          { name: facts.times, value: number(times) },
          // The other key stands above, beside the one it should be.
          detail === undefined || code === "changedMasterKey"
            ? undefined
            : { name: t.common.details, value: detail, isLong: true },
        ]}
      />
    </section>
  );
}
