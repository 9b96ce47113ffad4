/** Backup: is it on, which services keep it, which others there are, the way to the secret. */
import type { Provider } from "../../api/keeping-views.ts";
import { Icon } from "../components/icon.tsx";
import { List } from "../components/list.tsx";
import { State } from "../components/note.tsx";
import { Waiting } from "../components/waiting.tsx";
import { useAnswer } from "../use-answer.ts";
import { useKeptStorage } from "../use-kept-storage.ts";
import { AddService } from "./add-service.tsx";
import { BackupNote } from "./backup-note.tsx";
import { BackupSwitch } from "./backup-switch.tsx";
import { Head } from "./head.tsx";
import { RemovedLine } from "./removals.tsx";
import { Rhythm } from "./rhythm.tsx";
import { SavedFile } from "./saved-file.tsx";
import { SecretRow } from "./secret-row.tsx";
import { ServiceRow } from "./service-row.tsx";
import { usePageWords } from "./use-page-words.ts";

export function Backup() {
  const { t } = usePageWords();
  const shown = useAnswer("listProviders", {});
  const { answer: settings } = useAnswer("getBackupSettings", {});
  const { answer: services } = shown;
  const { answer: removed } = useAnswer("getRemovals", {});
  const isAsking = removed?.questions.some(({ isDecided }) => !isDecided) ?? false;
  const active = services?.filter(({ isActive }) => isActive) ?? [];
  const off = services?.filter(({ isOff }) => isOff) ?? [];
  const others = services?.filter(({ isActive, isOff }) => !isActive && !isOff) ?? [];
  const isOn = active.length > 0;
  const isSwitchedOff = settings?.offSince !== undefined;
  const hasSwitch = isOn || isSwitchedOff;
  return (
    <>
      <Head title={t.services.title} lead={t.services.lead} side={services && !hasSwitch && <Off />} />
      <Waiting on={shown} />
      {services !== undefined && (
        <>
          <BackupNote active={active} />
          {isAsking && <RemovedLine isAsking />}
          <StorageLine />
          {hasSwitch && (
            <BackupSwitch isOn={isOn} off={off}>
              <Services title={t.services.active} services={active} />
              <Services title={t.pace.switchedOff} services={off} />
            </BackupSwitch>
          )}
          {isOn && <SecretRow isOn />}
          {isOn && settings && <Rhythm settings={settings} />}
          <Others services={others} isOn={hasSwitch} />
          {!isOn && <SecretRow isOn={false} />}
          <SavedFile />
          {!isAsking && <RemovedLine isAsking={false} />}
        </>
      )}
    </>
  );
}

/** Choosing a service is what switches the backup on; without one there is no switch. */
function Off() {
  const { t } = usePageWords();
  return (
    <p class="onoff">
      <Icon name="close" />
      {t.services.off}
    </p>
  );
}

/** Said only where a browser has refused to promise. */
function StorageLine() {
  const { t } = usePageWords();
  const isRefused = useKeptStorage(useAnswer("getHome", {}).answer);
  if (!isRefused) return null;
  return (
    <State tone="warn" icon="alert">
      {t.pace.keepsStorage} {t.pace.keepsStorageNext}
    </State>
  );
}

interface ServicesProps {
  readonly title: string;
  readonly services: readonly Provider[];
}

function Services({ title, services }: ServicesProps) {
  if (services.length === 0) return null;
  return (
    <section class="section">
      <h2>{title}</h2>
      <List label={title}>
        {services.map((service) => (
          <ServiceRow key={service.url} service={service} />
        ))}
      </List>
    </section>
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
