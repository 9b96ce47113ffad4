/** Switching an exchange off and on: what that stops is said before. */
import type { ExchangeView } from "../../api/exchange-views.ts";
import { List } from "../components/list.tsx";
import { ProblemNote } from "../components/problem.tsx";
import { Switch } from "../components/switch.tsx";
import { useOutside } from "../outside.ts";
import { useAction } from "../use-action.ts";
import { usePageWords } from "./use-page-words.ts";

interface ExchangeSwitchProps {
  readonly exchange: ExchangeView;
}

export function ExchangeSwitch({ exchange: { url, update } }: ExchangeSwitchProps) {
  const { t } = usePageWords();
  const { ask } = useOutside();
  const isOn = update !== "suspended";
  const switching = useAction(() => ask(isOn ? "suspendExchange" : "resumeExchange", { exchangeUrl: url }));
  return (
    <>
      <List>
        <li>
          <Switch title={t.exchanges.contact} isOn={isOn} isBusy={switching.isBusy} onClick={switching.run}>
            {isOn ? t.exchanges.contactOn : t.exchanges.contactOff}
          </Switch>
        </li>
      </List>
      <ProblemNote problem={switching.problem} />
    </>
  );
}
