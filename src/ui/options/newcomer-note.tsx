/** A device that the user may not know: what it may do, and whether it is theirs; if not, what is to be done. */
import type { DeviceView } from "../../api/keeping-views.ts";
import { deviceName, deviceNewsText } from "../../i18n/device-news.ts";
import { Button } from "../components/button.tsx";
import { Note } from "../components/note.tsx";
import { ProblemNote } from "../components/problem.tsx";
import { When } from "../components/when.tsx";
import { useOutside } from "../outside.ts";
import { useAction } from "../use-action.ts";
import { RetireOrNot } from "./retire-or-not.tsx";
import { usePageWords } from "./use-page-words.ts";

interface NewcomerNoteProps {
  readonly device: DeviceView;
  /** The user has said that they do not know it. */
  readonly isUnknown: boolean;
  readonly onAnswer: (isUnknown: boolean) => void;
}

export function NewcomerNote({ device, isUnknown, onAnswer }: NewcomerNoteProps) {
  const { t } = usePageWords();
  const { ask } = useOutside();
  const knowing = useAction(async () => {
    await ask("recogniseDevice", { id: device.id });
    onAnswer(false);
  });
  if (isUnknown) return <Stranger device={device} onKnown={knowing.run} problem={knowing.problem} />;
  const { news } = device;
  const name = deviceName(t, device);
  if (!news) return null;
  return (
    <Note tone="needs" icon="alert">
      <div class="stack" role="status">
        <p>
          <b>{deviceNewsText(t, { ...device, kind: news.kind })}</b>
        </p>
        <p>{t.devices.hasSecret}</p>
        <p class="small">
          <When at={news.at} message={t.devices.firstSeen} />
        </p>
      </div>
      <ProblemNote problem={knowing.problem} />
      <div class="actions">
        <Button
          onClick={knowing.run}
          isBusy={knowing.isBusy}
          busyLabel={t.devices.busy}
          label={`${t.devices.known}: ${name}`}
        >
          {t.devices.known}
        </Button>
        <Button onClick={() => onAnswer(true)} label={`${t.devices.unknown}: ${name}`}>
          {t.devices.unknown}
        </Button>
      </div>
    </Note>
  );
}

interface StrangerProps {
  readonly device: DeviceView;
  readonly onKnown: () => void;
  readonly problem: ReturnType<typeof useAction>["problem"];
}

/** The advice stays when the device is retired: that alone helps little. */
function Stranger({ device, onKnown, problem }: StrangerProps) {
  const { t } = usePageWords();
  return (
    <div role="alert">
      <Note tone="loss" icon="alert">
        <p>
          <b>{t.devices.stranger(deviceName(t, device))}</b>
        </p>
        <ol class="how">
          {t.devices.strangerSteps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        {device.isRetired ? (
          <p role="status">{t.devices.isRetired}</p>
        ) : (
          <RetireOrNot id={device.id} keepLabel={t.devices.knownAfterAll} onKeep={onKnown} problem={problem} />
        )}
      </Note>
    </div>
  );
}
