/** Backup: is it on, which services keep it, which others there are, the way to the secret. */
import type { Provider } from "../../api/keeping-views.ts";
import { Icon } from "../components/icon.tsx";
import { List } from "../components/list.tsx";
import { Waiting } from "../components/waiting.tsx";
import { useAnswer } from "../use-answer.ts";
import { AddService } from "./add-service.tsx";
import { BackupNote } from "./backup-note.tsx";
import { Head } from "./head.tsx";
import { SavedFile } from "./saved-file.tsx";
import { SecretRow } from "./secret-row.tsx";
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
          <BackupNote active={active} />
          {isOn && (
            <section class="section">
              <h2>{t.services.active}</h2>
              <List label={t.services.active}>
                {active.map((service) => (
                  <ServiceRow key={service.url} service={service} />
                ))}
              </List>
            </section>
          )}
          {isOn && <SecretRow isOn />}
          <Others services={others} isOn={isOn} />
          {!isOn && <SecretRow isOn={false} />}
          <SavedFile />
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

interface OthersProps {
  readonly services: readonly Provider[];
  readonly isOn: boolean;
}

/** Those that could be used, and the way to one that is not in the list. */
function Others({ services, isOn }: OthersProps) {
  const { t } = usePageWords();
  const title = isOn ? t.services.other : t.services.choose;
  const hasPreset = services.some(({ isPreset }) => isPreset);
  return (
    <section class="section">
      <div>
        <h2>{title}</h2>
        {hasPreset && <p class="small quiet">{t.services.otherHint}</p>}
      </div>
      <List label={title}>
        {services.map((service) => (
          <ServiceRow key={service.url} service={service} />
        ))}
        <AddService />
      </List>
    </section>
  );
}
