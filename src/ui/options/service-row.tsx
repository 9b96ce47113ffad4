/** A backup service in a list: who, where, how it goes, what it costs. */
import type { Provider } from "../../api/keeping-views.ts";
import { isNothing } from "../../i18n/money.ts";
import { Amount } from "../components/amount.tsx";
import { Filled } from "../components/filled.tsx";
import { Row } from "../components/list.tsx";
import { State } from "../components/note.tsx";
import { When } from "../components/when.tsx";
import { useOutside } from "../outside.ts";
import { placeOf } from "../place.ts";
import { routeTo } from "../route.ts";
import { type FeeState, feeState } from "./fee-state.ts";
import { usePageWords } from "./use-page-words.ts";

interface ServiceProps {
  readonly service: Provider;
}

export function ServiceRow({ service }: ServiceProps) {
  const words = usePageWords();
  const { now } = useOutside();
  const fee = service.isActive ? feeState(service, words, now()) : undefined;
  return (
    <Row
      icon="box"
      tone={toneOf(service, fee)}
      title={service.name}
      href={`#${routeTo("service", { url: service.url })}`}
      side={<Price service={service} />}
    >
      <span class="small quiet clip">{placeOf(service.url)}</span>
      {fee !== undefined && (
        <State tone={fee.tone} icon={fee.icon}>
          {fee.lead}
        </State>
      )}
      <ServiceState service={service} fee={fee} />
    </Row>
  );
}

function toneOf({ isActive, trouble }: Provider, fee: FeeState | undefined) {
  if (!isActive) return "plain";
  return trouble === undefined && fee?.tone !== "warn" ? "in" : "warn";
}

/** How it goes with a service that is in use; of others there is nothing to tell. */
function ServiceState({ service, fee }: ServiceProps & { readonly fee: FeeState | undefined }) {
  const { t } = usePageWords();
  const { isActive, lastBackup, nextTry } = service;
  // That the service wants its fee is told in other words already.
  const trouble = fee !== undefined && service.trouble?.code === "servicePaymentRequired" ? undefined : service.trouble;
  if (!isActive) return null;
  if (trouble !== undefined)
    return (
      <State tone="warn" icon="alert">
        {t.problems[trouble.code].what} {nextTry !== undefined && <When at={nextTry} message={t.services.nextTry} />}
      </State>
    );
  if (lastBackup === undefined)
    return fee === undefined ? <State icon="clock">{t.services.neverBackedUp}</State> : null;
  return (
    <State tone="ok" icon="check">
      <When at={lastBackup} message={t.services.lastBackup} />
    </State>
  );
}

/** What a year costs and how much fits; nothing while the service was not asked. */
function Price({ service: { annualFee, storageLimit } }: ServiceProps) {
  const { t, number } = usePageWords();
  return (
    <span class="small side">
      {annualFee !== undefined && <b>{<Fee of={annualFee} />}</b>}
      {storageLimit !== undefined && <span class="quiet">{t.services.room(number(storageLimit))}</span>}
    </span>
  );
}

/** "2.00 CHF a year", or "Free". */
export function Fee({ of }: { readonly of: string }) {
  const { t } = usePageWords();
  if (isNothing(of)) return <>{t.services.free}</>;
  return (
    <Filled message={t.services.yearly}>
      <Amount of={of} />
    </Filled>
  );
}
