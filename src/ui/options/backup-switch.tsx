/** Switching the backup on and off: what that means is said before, and the safe answer stands first. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { KeptCopies, Provider } from "../../api/keeping-views.ts";
import { Button } from "../components/button.tsx";
import { List } from "../components/list.tsx";
import { Note, State } from "../components/note.tsx";
import { ProblemNote } from "../components/problem.tsx";
import { Switch } from "../components/switch.tsx";
import { useOutside } from "../outside.ts";
import { placeOf } from "../place.ts";
import { useAction } from "../use-action.ts";
import { EmptyCopies, useIsAlone } from "./copies.tsx";
import { usePageWords } from "./use-page-words.ts";

interface BackupSwitchProps {
  readonly isOn: boolean;
  /** Those that are switched off with it. */
  readonly off: readonly Provider[];
  /** Between the switch and what can be done about the copies. */
  readonly children: ComponentChildren;
}

export function BackupSwitch({ isOn, off, children }: BackupSwitchProps) {
  const { t } = usePageWords();
  const { ask } = useOutside();
  const [isAsked, setAsked] = useState(false);
  const [kept, setKept] = useState<KeptCopies["kept"]>([]);
  const switchingOn = useAction(async () => {
    setKept([]);
    await ask("switchBackupOn", {});
  });
  const hasDone = (copies: KeptCopies["kept"]) => {
    setKept(copies);
    setAsked(false);
  };
  return (
    <>
      {isOn && isAsked ? (
        <SwitchOff onKeep={() => setAsked(false)} onDone={hasDone} />
      ) : (
        <List>
          <li>
            <Switch
              title={t.pace.switch}
              isOn={isOn}
              isBusy={switchingOn.isBusy}
              onClick={isOn ? () => setAsked(true) : switchingOn.run}
            >
              {isOn ? t.pace.on : t.pace.off}
            </Switch>
          </li>
        </List>
      )}
      <ProblemNote problem={switchingOn.problem} />
      {children}
      {!isOn && <Copies off={off} kept={kept} onKept={setKept} />}
    </>
  );
}

interface SwitchOffProps {
  readonly onKeep: () => void;
  readonly onDone: (kept: KeptCopies["kept"]) => void;
}

function SwitchOff({ onKeep, onDone }: SwitchOffProps) {
  const { t } = usePageWords();
  const { ask } = useOutside();
  const [empties, setEmpties] = useState(false);
  const switching = useAction(async () => onDone((await ask("switchBackupOff", { empties })).kept));
  return (
    <div role="alert">
      <Note tone="loss" icon="alert">
        <p>
          <b>{t.pace.offAsk}</b>
          <br />
          {t.pace.offLoss}
        </p>
        <EmptyCopies isOne={false} isChosen={empties} onChoose={setEmpties} />
        <ProblemNote problem={switching.problem} />
        <div class="actions">
          <Button kind="primary" onClick={onKeep} isFocused>
            {t.pace.offKeep}
          </Button>
          <Button kind="danger" onClick={switching.run} isBusy={switching.isBusy} busyLabel={t.pace.offBusy}>
            {t.pace.offNow}
          </Button>
        </div>
      </Note>
    </div>
  );
}

interface CopiesProps {
  readonly off: readonly Provider[];
  /** Where overwriting has just failed. */
  readonly kept: KeptCopies["kept"];
  readonly onKept: (kept: KeptCopies["kept"]) => void;
}

/** What the services still hold while the backup is off, and the way to have it overwritten. */
function Copies({ off, kept, onKept }: CopiesProps) {
  const { t } = usePageWords();
  const { ask } = useOutside();
  const isAlone = useIsAlone();
  const emptying = useAction(async () => onKept((await ask("switchBackupOff", { empties: true })).kept));
  const isLeft = off.some(({ lastBackup, emptiedAt }) => lastBackup !== undefined && emptiedAt === undefined);
  if (!isLeft || isAlone === undefined) return null;
  return (
    <div class="stack">
      <div role="status">
        {kept.map(({ url, trouble: { code } }) => (
          <State key={url} tone="warn" icon="alert">
            {off.find((one) => one.url === url)?.name ?? placeOf(url)}: {t.problems[code].what} {t.pace.copyStill}
          </State>
        ))}
      </div>
      <ProblemNote problem={emptying.problem} />
      {isAlone ? (
        <>
          <p class="small quiet">{t.pace.emptyHow}</p>
          <div class="actions">
            <Button onClick={emptying.run} isBusy={emptying.isBusy} busyLabel={t.pace.emptyBusy}>
              {t.pace.empty}
            </Button>
          </div>
        </>
      ) : (
        <p class="small quiet">{t.pace.othersKeep}</p>
      )}
    </div>
  );
}
