/** One backup service: what it promises, and, when it is in use, how it goes and how to stop. */
import type { Provider } from "../../api/keeping-views.ts";
import { serviceProblem } from "../../i18n/service-problem.ts";
import { ButtonLink } from "../components/button.tsx";
import { List, Row } from "../components/list.tsx";
import { Note } from "../components/note.tsx";
import { Waiting } from "../components/waiting.tsx";
import { When } from "../components/when.tsx";
import { useOutside } from "../outside.ts";
import { placeOf } from "../place.ts";
import { useAnswer } from "../use-answer.ts";
import { ClosingNote } from "./closing-note.tsx";
import { Deactivate } from "./deactivate.tsx";
import { FeeNote } from "./fee-note.tsx";
import { feeState } from "./fee-state.ts";
import { FormerService } from "./former-service.tsx";
import { Head } from "./head.tsx";
import { ServiceFacts } from "./service-facts.tsx";
import { SuspicionNote } from "./suspicion-note.tsx";
import { TooLarge } from "./too-large.tsx";
import { usePageWords } from "./use-page-words.ts";
import { UseService } from "./use-service.tsx";

interface ServiceProps {
  readonly url: string;
}

export function Service({ url }: ServiceProps) {
  const shown = useAnswer("listProviders", {});
  const { answer: services } = shown;
  const service = services?.find((one) => one.url === url);
  if (services === undefined)
    return (
      <>
        <ServiceHead name={placeOf(url)} url={url} />
        <Waiting on={shown} />
      </>
    );
  if (service?.isActive !== true) return <OtherService url={url} known={service} />;
  const isOnly = services.filter(({ isActive }) => isActive).length === 1;
  return <ActiveService service={service} isOnly={isOnly} />;
}

interface OtherServiceProps extends ServiceProps {
  /** What the list knows of it, while the service itself is being asked. */
  readonly known: Provider | undefined;
}

/** Looking at a service asks it what it costs; using it comes after its terms. */
function OtherService({ url, known }: OtherServiceProps) {
  const shown = useAnswer("lookAtProvider", { url }, "once");
  const { answer } = shown;
  const service = answer ?? known;
  return (
    <>
      <ServiceHead name={service?.name ?? placeOf(url)} url={url} />
      {known?.former && <FormerService url={url} former={known.former} />}
      <Waiting on={shown} />
      {answer !== undefined && <ServiceFacts service={answer} />}
      {answer !== undefined && <UseService service={answer} />}
    </>
  );
}

interface ActiveServiceProps {
  readonly service: Provider;
  readonly isOnly: boolean;
}

function ActiveService({ service, isOnly }: ActiveServiceProps) {
  const { t } = usePageWords();
  const show = (
    <ButtonLink icon="eye" href="#secret" label={`${t.services.show}: ${t.service.secret}`}>
      {t.services.show}
    </ButtonLink>
  );
  return (
    <>
      <ServiceHead name={service.name} url={service.url} />
      {service.isUnreadable && (
        <Note icon="info">
          <p>{t.serviceState.unreadable}</p>
        </Note>
      )}
      <SuspicionNote service={service} />
      {service.closing === undefined ? (
        <ServiceState service={service} />
      ) : (
        <ClosingNote service={service} isOnly={isOnly} />
      )}
      {service.trouble?.code === "serviceFull" && service.tooLarge !== undefined && (
        <TooLarge of={service.tooLarge} storageLimit={service.storageLimit} />
      )}
      <ServiceFacts service={service} />
      <List>
        <Row icon="lock" title={t.service.secret} side={show}>
          <span class="small quiet block">{t.service.secretHint}</span>
        </Row>
      </List>
      <Deactivate service={service} isOnly={isOnly} />
    </>
  );
}

/** The one panel of the page: a question, the fee, if it is due; trouble, if there is any; and the backup that lies there. */
function ServiceState({ service }: { readonly service: Provider }) {
  const words = usePageWords();
  const { t } = words;
  const { now } = useOutside();
  const { nextTry, suspicion, trouble, url } = service;
  // What was lost here is told above; there is nothing to be calm about before it stands here again.
  const isLost = suspicion?.isMended === false;
  const lastBackup = isLost ? undefined : service.lastBackup;
  const fee = feeState(service, words, now());
  if (fee?.step !== undefined) return <FeeNote fee={fee} url={url} lastBackup={lastBackup} />;
  const last = lastBackup !== undefined && <When at={lastBackup} message={t.services.lastBackup} />;
  const decide = trouble?.code === "massDeletion" && (
    <ButtonLink kind="primary" href="#removed">
      {t.removal.rowDecide}
    </ButtonLink>
  );
  if (trouble !== undefined)
    return (
      <Note tone="needs" icon="alert" action={decide}>
        <div role="status">
          <p>
            <b>{serviceProblem(t, trouble.code).what}</b> {serviceProblem(t, trouble.code).next}{" "}
            {nextTry !== undefined && <When at={nextTry} message={t.services.nextTry} />}
          </p>
          {!isLost && <p class="small">{last || t.service.neverHere}</p>}
        </div>
      </Note>
    );
  if (isLost) return null;
  const isHere = lastBackup !== undefined;
  return (
    <Note tone={isHere ? "safe" : "plain"} icon={isHere ? "safe" : "clock"}>
      <div role="status">
        <p>
          <b>{isHere ? t.service.allHere : t.service.neverHere}</b>
        </p>
        <p class="small">{last || t.service.neverHereNext}</p>
        {fee !== undefined && <p class="small">{fee.lead}</p>}
      </div>
    </Note>
  );
}

function ServiceHead({ name, url }: { readonly name: string; readonly url: string }) {
  const { t } = usePageWords();
  return <Head title={name} lead={url} back={{ href: "#backup", label: t.pages.backup }} />;
}
