/** Another device of this wallet, and retiring it: what that does, and what it does not do, is said before. */
import type { DeviceView } from "../../api/keeping-views.ts";
import { deviceName } from "../../i18n/device-news.ts";
import { Button } from "../components/button.tsx";
import { Row } from "../components/list.tsx";
import { Note, State } from "../components/note.tsx";
import { When } from "../components/when.tsx";
import { useOutside } from "../outside.ts";
import { useOpened } from "../use-opened.ts";
import { RetireOrNot } from "./retire-or-not.tsx";
import { usePageWords } from "./use-page-words.ts";

/** A device that has been silent for as long is worth a thought; milliseconds. */
const longSilence = 60 * 24 * 60 * 60_000;

interface OtherDeviceProps {
  readonly device: DeviceView;
}

export function OtherDevice({ device }: OtherDeviceProps) {
  const { t, date } = usePageWords();
  const { now } = useOutside();
  const question = useOpened();
  const { joinedAt, seenAt = joinedAt, isRetired, isUnreadable = false } = device;
  const isSilent = !isRetired && !isUnreadable && now() - seenAt > longSilence;
  const name = deviceName(t, device);
  const retire = !isRetired && !question.isOpen && (
    <Button onClick={question.open} isFocused={question.wasOpen} label={`${t.devices.retire}: ${name}`}>
      {t.devices.retire}
    </Button>
  );
  const below = question.isOpen && <Retiring device={device} onKeep={question.close} />;
  return (
    <Row icon="laptop" tone={isSilent ? "warn" : "plain"} title={name} side={retire} below={below}>
      {isUnreadable ? (
        <span class="small quiet block">{t.devices.unreadable}</span>
      ) : (
        <span class="small quiet block">{t.devices.joined(date(joinedAt))}</span>
      )}
      {isUnreadable ? null : isSilent ? (
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

interface RetiringProps extends OtherDeviceProps {
  readonly onKeep: () => void;
}

function Retiring({ device, onKeep }: RetiringProps) {
  const { t } = usePageWords();
  return (
    <div role="alert">
      <Note tone="needs" icon="alert">
        <p>
          <b>{t.devices.retireAsks(deviceName(t, device))}</b> {t.devices.retireDoes}
        </p>
        <p>{t.devices.retireDoesNot}</p>
        <RetireOrNot id={device.id} keepLabel={t.common.cancel} onKeep={onKeep} />
      </Note>
    </div>
  );
}
