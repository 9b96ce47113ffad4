/** A permission as a switch: the browser asks in the click, and what it says is what is shown. */
import { useEffect, useState } from "preact/hooks";
import type { PermitName } from "../../api/permits.ts";
import { State } from "../components/note.tsx";
import { ProblemNote } from "../components/problem.tsx";
import { Switch } from "../components/switch.tsx";
import { useOutside } from "../outside.ts";
import { useAction } from "../use-action.ts";
import { usePageWords } from "./use-page-words.ts";

interface PermitSwitchProps {
  readonly name: PermitName;
}

export function PermitSwitch({ name }: PermitSwitchProps) {
  const { t } = usePageWords();
  const { permits } = useOutside();
  const isOn = usePermit(name);
  const [isRefused, setRefused] = useState(false);
  const switching = useAction(async () => {
    setRefused(false);
    if (isOn) await permits.leave(name);
    else setRefused(!(await permits.ask(name)));
  });
  const { title, why } = t.general[name];
  return (
    <li>
      <Switch title={title} isOn={isOn} isBusy={switching.isBusy} onClick={switching.run}>
        {why}
      </Switch>
      <div class="under" role="alert">
        {isRefused && !isOn && (
          <State tone="warn" icon="alert">
            {t.general.refused}
          </State>
        )}
      </div>
      <ProblemNote problem={switching.problem} />
    </li>
  );
}

/** False until the browser has said. */
function usePermit(name: PermitName): boolean {
  const { permits } = useOutside();
  const [isGranted, setGranted] = useState(false);
  useEffect(() => {
    const look = () => void permits.has(name).then(setGranted, () => setGranted(false));
    look();
    return permits.onChange(look);
  }, [permits, name]);
  return isGranted;
}
