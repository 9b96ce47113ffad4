/** The devices that share this wallet: which, since when, last seen when; the name of this one, and how to add another. */
import { useState } from "preact/hooks";
import type { DeviceView } from "../../api/keeping-views.ts";
import { deviceName } from "../../i18n/device-news.ts";
import { Button } from "../components/button.tsx";
import { List, Row } from "../components/list.tsx";
import { Note, State } from "../components/note.tsx";
import { Waiting } from "../components/waiting.tsx";
import { useAnswer } from "../use-answer.ts";
import { AddDevice } from "./add-device.tsx";
import { Head } from "./head.tsx";
import { NewcomerNote } from "./newcomer-note.tsx";
import { OtherDevice } from "./other-device.tsx";
import { RenameDevice } from "./rename-device.tsx";
import { RetiredHere } from "./retired-here.tsx";
import { RotateRow } from "./rotate-row.tsx";
import { SuspicionNote } from "./suspicion-note.tsx";
import { usePageWords } from "./use-page-words.ts";

export function Devices() {
  const { t } = usePageWords();
  const shown = useAnswer("listDevices", {});
  const { answer: devices = [] } = shown;
  const [unknown, setUnknown] = useState<readonly string[]>([]);
  const answered = (id: string, isUnknown: boolean) =>
    setUnknown((before) => [...before.filter((one) => one !== id), ...(isUnknown ? [id] : [])]);
  return (
    <>
      <Head title={t.devices.title} lead={t.devices.lead} />
      <Waiting on={shown} />
      {devices.some(({ isThis, isRetired }) => isThis && isRetired) && <RetiredHere />}
      {devices.map((device) => (
        <NewcomerNote
          key={device.id}
          device={device}
          isUnknown={unknown.includes(device.id)}
          onAnswer={(isUnknown) => answered(device.id, isUnknown)}
        />
      ))}
      <Copied />
      <Group title={t.devices.theseDevices} devices={devices.filter(({ isRetired }) => !isRetired)} />
      <Group title={t.devices.retired} devices={devices.filter(({ isRetired }) => isRetired)}>
        {t.devices.retiredHint}
      </Group>
      <AddDevice />
      <RotateRow />
      <Note icon="lock">
        <p>
          <b>{t.devices.holds}</b> {t.devices.holdsWhy}
        </p>
      </Note>
    </>
  );
}

/** The data of this browser was copied or put back: told once, wherever the user looks first. */
function Copied() {
  const { answer: services = [] } = useAnswer("listProviders", {});
  const service = services.find(({ suspicion }) => suspicion?.kind === "ownDiskOld" && !suspicion.isSeen);
  return service === undefined ? null : <SuspicionNote service={service} />;
}

interface GroupProps {
  readonly title: string;
  readonly devices: readonly DeviceView[];
  /** A sentence about all of them. */
  readonly children?: string;
}

const Group = ({ title, devices, children }: GroupProps) =>
  devices.length === 0 ? null : (
    <section class="section">
      <h2>{title}</h2>
      {children !== undefined && <p class="quiet">{children}</p>}
      <List label={title}>
        {devices.map((device) =>
          device.isThis ? <Own key="this" device={device} /> : <OtherDevice key={device.id} device={device} />,
        )}
      </List>
    </section>
  );

interface DeviceProps {
  readonly device: DeviceView;
}

/** This device; its name becomes a field when it is to be changed. */
function Own({ device }: DeviceProps) {
  const { t, date } = usePageWords();
  const [deed, setDeed] = useState<"rename" | "renamed" | "kept">();
  if (deed === "rename")
    return (
      <li>
        <RenameDevice name={device.name} onDone={(isRenamed) => setDeed(isRenamed ? "renamed" : "kept")} />
      </li>
    );
  const rename = (
    <Button onClick={() => setDeed("rename")} isFocused={deed !== undefined}>
      {t.devices.rename}
    </Button>
  );
  return (
    <Row icon="laptop" tone="in" title={deviceName(t, device)} badge={t.devices.thisDevice} side={rename}>
      <span class="small quiet block">{t.devices.joined(date(device.joinedAt))}</span>
      {!device.isRetired && (
        <State tone="ok" icon="check">
          {t.devices.here}
        </State>
      )}
      <span class="spoken" role="status">
        {deed === "renamed" && t.devices.renamed}
      </span>
    </Row>
  );
}
