/** The devices that share this wallet: which, since when, last seen when; the name of this one, and how to add another. */
import { useState } from "preact/hooks";
import type { DeviceView } from "../../api/keeping-views.ts";
import type { PageWords } from "../../i18n/page-words.ts";
import { Button } from "../components/button.tsx";
import { List, Row } from "../components/list.tsx";
import { Note, State } from "../components/note.tsx";
import { Waiting } from "../components/waiting.tsx";
import { When } from "../components/when.tsx";
import { useOutside } from "../outside.ts";
import { useAnswer } from "../use-answer.ts";
import { AddDevice } from "./add-device.tsx";
import { Head } from "./head.tsx";
import { RenameDevice } from "./rename-device.tsx";
import { usePageWords } from "./use-page-words.ts";

/** A device that has been silent for as long is worth a thought; milliseconds. */
const longSilence = 60 * 24 * 60 * 60_000;

export function Devices() {
  const { t } = usePageWords();
  const shown = useAnswer("listDevices", {});
  const { answer: devices = [] } = shown;
  return (
    <>
      <Head title={t.devices.title} lead={t.devices.lead} />
      <Waiting on={shown} />
      <Group title={t.devices.theseDevices} devices={devices.filter(({ isRetired }) => !isRetired)} />
      <Group title={t.devices.retired} devices={devices.filter(({ isRetired }) => isRetired)}>
        {t.devices.retiredHint}
      </Group>
      <AddDevice />
      <Note icon="lock">
        <p>
          <b>{t.devices.holds}</b> {t.devices.holdsWhy}
        </p>
      </Note>
    </>
  );
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
          device.isThis ? <Own key="this" device={device} /> : <Other key={device.id} device={device} />,
        )}
      </List>
    </section>
  );

const nameOf = ({ name, number }: DeviceView, { devices: words }: PageWords["t"]) => {
  const shown = name === "" ? words.unnamed : name;
  return number === undefined ? shown : words.numbered(shown, number);
};

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
    <Row icon="laptop" tone="in" title={nameOf(device, t)} badge={t.devices.thisDevice} side={rename}>
      <span class="small quiet block">{t.devices.joined(date(device.joinedAt))}</span>
      <State tone="ok" icon="check">
        {t.devices.here}
      </State>
      <span class="spoken" role="status">
        {deed === "renamed" && t.devices.renamed}
      </span>
    </Row>
  );
}

function Other({ device }: DeviceProps) {
  const { t, date } = usePageWords();
  const { now } = useOutside();
  const { joinedAt, seenAt = joinedAt, isRetired } = device;
  const isSilent = !isRetired && now() - seenAt > longSilence;
  return (
    <Row icon="laptop" tone={isSilent ? "warn" : "plain"} title={nameOf(device, t)}>
      <span class="small quiet block">{t.devices.joined(date(joinedAt))}</span>
      {isSilent ? (
        <State tone="warn" icon="clock">
          {t.devices.silent(date(seenAt))}
        </State>
      ) : (
        <State tone={isRetired ? "plain" : "ok"} icon={isRetired ? "clock" : "check"}>
          <When at={seenAt} message={t.devices.seen} />
        </State>
      )}
    </Row>
  );
}
