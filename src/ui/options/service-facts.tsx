/** What a backup service promises and what it costs. */
import type { Provider } from "../../api/keeping-views.ts";
import { isNothing } from "../../i18n/money.ts";
import { Amount } from "../components/amount.tsx";
import { Facts } from "../components/facts.tsx";
import { Filled } from "../components/filled.tsx";
import { routeTo } from "../route.ts";
import { Fee } from "./service-row.tsx";
import { usePageWords } from "./use-page-words.ts";

interface ServiceFactsProps {
  readonly service: Provider;
}

export function ServiceFacts({ service }: ServiceFactsProps) {
  const { t, number } = usePageWords();
  const { annualFee, storageLimit, liability, tos, url } = service;
  const unknown = <span class="quiet">{t.common.unknown}</span>;
  return (
    <Facts
      facts={[
        { name: t.service.fee, value: annualFee === undefined ? unknown : <Fee of={annualFee} /> },
        {
          name: t.service.storage,
          value: storageLimit === undefined ? unknown : t.services.room(number(storageLimit)),
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
      ]}
    />
  );
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
