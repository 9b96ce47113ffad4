/** Backup: is it on, which services keep it, which others there are, the way to the secret. */
import type { Provider } from "../../api/views.ts";
import { ButtonLink } from "../components/button.tsx";
import { Icon } from "../components/icon.tsx";
import { List, Row } from "../components/list.tsx";
import { State } from "../components/note.tsx";
import { Waiting } from "../components/waiting.tsx";
import { useAnswer } from "../use-answer.ts";
import { AddService } from "./add-service.tsx";
import { BackupNote } from "./backup-note.tsx";
import { Head } from "./head.tsx";
import { ServiceRow } from "./service-row.tsx";
import { usePageWords } from "./use-page-words.ts";

export function Backup() {
  const { t } = usePageWords();
  const shown = useAnswer("listProviders", {});
  const { answer: services } = shown;
  const active = services?.filter(({ isActive }) => isActive) ?? [];
  const others = services?.filter(({ isActive }) => !isActive) ?? [];
  const isOn = active.length > 0;
  return (
    <>
      <Head title={t.services.title} lead={t.services.lead} side={services && <OnOff isOn={isOn} />} />
      <Waiting on={shown} />
      {services !== undefined && (
        <>
          <BackupNote isOn={isOn} />
          {isOn && <Services title={t.services.active} services={active} />}
          {isOn && <SecretRow isOn />}
          <Services title={t.services.other} services={others} />
          <AddService />
          {!isOn && <SecretRow isOn={false} />}
        </>
      )}
    </>
  );
}

/** On as soon as a service is in use: choosing one is what switches the backup on. */
function OnOff({ isOn }: { readonly isOn: boolean }) {
  const { t } = usePageWords();
  return (
    <p class={isOn ? "onoff on" : "onoff"}>
      <Icon name={isOn ? "check" : "close"} />
      {isOn ? t.services.on : t.services.off}
    </p>
  );
}

interface ServicesProps {
  readonly title: string;
  readonly services: readonly Provider[];
}

function Services({ title, services }: ServicesProps) {
  const { t } = usePageWords();
  return (
    <section class="section">
      <h2>{title}</h2>
      {services.length === 0 ? (
        <p class="quiet">
          <State icon="info">{t.services.noneOther}</State>
        </p>
      ) : (
        <List label={title}>
          {services.map((service) => (
            <ServiceRow key={service.url} service={service} />
          ))}
        </List>
      )}
    </section>
  );
}

/** Before any service is in use there is nothing a sheet could open: then nobody is asked to put one away. */
function SecretRow({ isOn }: { readonly isOn: boolean }) {
  const { t, date } = usePageWords();
  const { answer: kept } = useAnswer("getSecretKept", {});
  const show = (
    <ButtonLink icon="eye" href="#secret" label={`${t.services.show}: ${t.services.secret}`}>
      {t.services.show}
    </ButtonLink>
  );
  return (
    <List>
      <Row icon="lock" title={t.services.secret} side={show}>
        <span class="small quiet block">{t.services.secretHint}</span>
        {kept?.at !== undefined && (
          <State tone="ok" icon="check">
            {t.services.secretKept(date(kept.at))}
          </State>
        )}
        {kept !== undefined && kept.at === undefined && isOn && (
          <State tone="warn" icon="alert">
            {t.services.secretNotKept}
          </State>
        )}
      </Row>
    </List>
  );
}
