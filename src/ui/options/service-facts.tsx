/** What a backup service promises and what it costs. */
import type { Provider } from "../../api/keeping-views.ts";
import { isNothing } from "../../i18n/money.ts";
import type { PageWords } from "../../i18n/page-words.ts";
import { Amount } from "../components/amount.tsx";
import { type Fact, Facts } from "../components/facts.tsx";
import { Filled } from "../components/filled.tsx";
import { useOutside } from "../outside.ts";
import { routeTo } from "../route.ts";
import { dataSize } from "./data-size.ts";
import { Fee } from "./service-row.tsx";
import { usePageWords } from "./use-page-words.ts";

interface ServiceFactsProps {
  readonly service: Provider;
}

export function ServiceFacts({ service }: ServiceFactsProps) {
  const words = usePageWords();
  const { t, number, date } = words;
  const { now } = useOutside();
  const { annualFee, storageLimit, liability, tos, url, size, suspicion } = service;
  const unknown = <span class="quiet">{t.common.unknown}</span>;
  const room = (all: string) => (size === undefined ? all : t.serviceState.used(dataSize(size, words), all));
  return (
    <Facts
      facts={[
        { name: t.service.fee, value: annualFee === undefined ? unknown : <Fee of={annualFee} /> },
        ...paymentFacts(service, words, now()),
        {
          name: t.service.storage,
          value: storageLimit === undefined ? unknown : room(t.services.room(number(storageLimit))),
        },
        { name: t.service.liability, value: liability === undefined ? unknown : <Liability of={liability} /> },
        {
          name: t.service.terms,
          value: (
            <>
              {tos === undefined ? unknown : t.service.termsStatus[tos]}
              {tos !== undefined && tos !== "missing-tos" && (
                <>
                  {" · "}
                  <a href={`#${routeTo("service-terms", { url })}`} aria-label={t.withdraw.readTerms}>
                    {t.service.readTerms}
                  </a>
                </>
              )}
            </>
          ),
        },
        suspicion && {
          name: t.serviceState.suspicionName,
          value: `${t.serviceState.suspicion[suspicion.kind].noted} · ${date(suspicion.at)}`,
        },
      ]}
    />
  );
}

/** Of a service in use that has a fee: what was paid, until when that is good, and what will be paid then. */
function paymentFacts(service: Provider, words: PageWords, now: number): readonly (Fact | undefined)[] {
  const { t, amount, date } = words;
  const { isActive, payment, lastPayment, lastFee, paidUntil } = service;
  if (!isActive || payment === undefined) return [];
  const paid = lastPayment === undefined ? t.fee.none : date(lastPayment);
  const next = nextPaymentOf(service, words, now);
  return [
    { name: t.fee.last, value: lastFee === undefined ? paid : t.fee.on(amount(lastFee), paid) },
    paidUntil === undefined ? undefined : { name: t.fee.paidUntil, value: date(paidUntil) },
    next === undefined ? undefined : { name: t.fee.next, value: next },
  ];
}

/** Only of what goes on by itself, or would: what is to be paid now stands above. */
function nextPaymentOf(service: Provider, { t, amount, date }: PageWords, now: number): string | undefined {
  const { payment, agreedFee, nextPayment: at } = service;
  if (at === undefined || agreedFee === undefined) return undefined;
  if (payment === "priceChanged") return t.fee.nextUnpaid(date(at));
  if (payment !== "paid" && payment !== "renewal") return undefined;
  return at > now ? t.fee.nextPaid(date(at), amount(agreedFee)) : t.fee.nextSoon(amount(agreedFee));
}

function Liability({ of }: { readonly of: string }) {
  const { t } = usePageWords();
  if (isNothing(of)) return <>{t.service.noLiability}</>;
  return (
    <Filled message={t.service.liabilityUpTo}>
      <Amount of={of} />
    </Filled>
  );
}
