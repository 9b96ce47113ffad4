/** A backup service in a list: who, where, how it goes, what it costs. */
import type { Provider } from "../../api/keeping-views.ts";
import { isNothing } from "../../i18n/money.ts";
import { serviceProblem } from "../../i18n/service-problem.ts";
import { Amount } from "../components/amount.tsx";
import { Filled } from "../components/filled.tsx";
import { Row } from "../components/list.tsx";
import { State } from "../components/note.tsx";
import { When } from "../components/when.tsx";
import { useOutside } from "../outside.ts";
import { placeOf } from "../place.ts";
import { routeTo } from "../route.ts";
import { type FeeState, feeState, feeTroubles } from "./fee-state.ts";
import { usePageWords } from "./use-page-words.ts";

interface ServiceProps {
  readonly service: Provider;
}

export function ServiceRow({ service }: ServiceProps) {
  const words = usePageWords();
  const { t } = words;
  const { now } = useOutside();
  const { isActive, isUnreadable, url } = service;
  const fee = isActive ? feeState(service, words, now()) : undefined;
  return (
    <Row
      icon="box"
      tone={toneOf(service, fee)}
      title={service.name}
      // Of one that nobody here can read there is nothing more to see, unless it is in use.
      {...((isActive || !isUnreadable) && { href: `#${routeTo("service", { url })}` })}
      side={<Price service={service} />}
    >
      <span class="small quiet clip">{placeOf(service.url)}</span>
      {fee !== undefined && (
        <State tone={fee.tone} icon={fee.icon}>
          {fee.lead}
        </State>
      )}
      {service.former && <State icon="info">{t.former.badge}</State>}
      <ServiceState service={service} fee={fee} />
    </Row>
  );
}

function toneOf(service: Provider, fee: FeeState | undefined) {
  if (!service.isActive) return "plain";
  return isWell(service) && fee?.tone !== "warn" ? "in" : "warn";
}

const isWell = ({ trouble, suspicion, closing }: Provider) =>
  trouble === undefined && closing === undefined && (suspicion?.isSeen !== false || suspicion.kind === "ownDiskOld");

/** How it goes with a service that is in use; of others there is nothing to tell. */
function ServiceState({ service, fee }: ServiceProps & { readonly fee: FeeState | undefined }) {
  const { t } = usePageWords();
  const { isActive, isUnreadable, suspicion, closing } = service;
  const isMended = suspicion?.isMended !== false;
  // That the service wants its fee, and that money is missing for it, is told in other words already.
  const isTold = fee !== undefined && service.trouble !== undefined && feeTroubles.includes(service.trouble.code);
  const trouble = isTold ? undefined : service.trouble;
  if (isUnreadable) return <State icon="info">{t.serviceState.unreadable}</State>;
  if (service.isOff) return <CopyState service={service} />;
  if (!isActive) return null;
  return (
    <>
      {suspicion?.isSeen === false && (
        <State tone={suspicion.kind === "ownDiskOld" ? "plain" : "warn"} icon="alert">
          {t.serviceState.suspicion[suspicion.kind].what}
        </State>
      )}
      {(isMended || trouble !== undefined || closing !== undefined) && (
        <Course service={service} trouble={trouble} isNew={fee === undefined} />
      )}
    </>
  );
}

interface CourseProps extends ServiceProps {
  readonly trouble: Provider["trouble"];
  /** Nothing else explains why nothing lies there. */
  readonly isNew: boolean;
}

/** The backup that lies there, or why there is none of today. */
function Course({ service: { closing, lastBackup, nextTry }, trouble, isNew }: CourseProps) {
  const { t } = usePageWords();
  if (closing !== undefined)
    return (
      <State tone="warn" icon="alert">
        {t.serviceState.closing.what}
      </State>
    );
  if (trouble !== undefined)
    return (
      <State tone="warn" icon="alert">
        {serviceProblem(t, trouble.code).what}{" "}
        {nextTry !== undefined && <When at={nextTry} message={t.services.nextTry} />}
      </State>
    );
  if (lastBackup === undefined) return isNew ? <State icon="clock">{t.services.neverBackedUp}</State> : null;
  return (
    <State tone="ok" icon="check">
      <When at={lastBackup} message={t.services.lastBackup} />
    </State>
  );
}

/** What a service holds that is switched off. */
function CopyState({ service: { lastBackup, emptiedAt } }: ServiceProps) {
  const { t } = usePageWords();
  if (emptiedAt !== undefined)
    return (
      <State icon="check">
        <When at={emptiedAt} message={t.pace.copyOverwritten} />
      </State>
    );
  if (lastBackup === undefined) return <State icon="close">{t.pace.copyNone}</State>;
  return (
    <State icon="clock">
      <When at={lastBackup} message={t.pace.copyKept} />
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
