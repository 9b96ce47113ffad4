/** Money in by a transfer of one's own: which exchange shall make the coins? */
import { useState } from "preact/hooks";
import type { Answer } from "../../api/requests.ts";
import { Button } from "../components/button.tsx";
import { Field } from "../components/field.tsx";
import { InSight, Option } from "../components/option.tsx";
import { ProblemNote } from "../components/problem.tsx";
import { Waiting } from "../components/waiting.tsx";
import { useOutside } from "../outside.ts";
import { placeOf, typedAddress } from "../place.ts";
import { useAction } from "../use-action.ts";
import { useAnswer } from "../use-answer.ts";
import { useWords } from "../use-words.ts";
import { Screen } from "./bar.tsx";

interface ManualProps {
  /** The base URL of the exchange that was chosen. */
  readonly onExchange: (url: string) => void;
}

export function Manual({ onExchange }: ManualProps) {
  const { t } = useWords();
  const { ask } = useOutside();
  const shown = useAnswer("listExchanges", {});
  const { answer: exchanges } = shown;
  const [chosen, setChosen] = useState<string>();
  const [typed, setTyped] = useState("");
  const [isMissing, setMissing] = useState(false);
  const other = exchanges?.length === 0 ? "" : undefined;
  const choice = chosen ?? other;
  const going = useAction(async () => {
    if (choice !== undefined && choice !== "") return onExchange(choice);
    const address = choice === "" ? typedAddress(typed) : undefined;
    setMissing(address === undefined);
    if (address !== undefined) onExchange((await ask("addExchange", { exchangeUrl: address })).url);
  });
  const footer = (
    <Button
      kind="primary"
      onClick={going.run}
      isBusy={going.isBusy}
      busyLabel={t.link.looking}
      missing={choice === undefined ? "missing" : undefined}
    >
      {t.common.continue}
    </Button>
  );
  return (
    <Screen title={t.manual.title} back="receive" footer={footer}>
      <Waiting on={shown} />
      <fieldset class="choices">
        <legend>{t.manual.choose}</legend>
        <div class="group">
          <Known exchanges={exchanges ?? []} choice={choice} onChoose={setChosen} />
          <Option group="exchange" isChosen={choice === ""} onChoose={() => setChosen("")} title={t.manual.other} />
        </div>
      </fieldset>
      {choice === "" && (
        <InSight>
          <Field
            label={t.manual.address}
            value={typed}
            onInput={setTyped}
            inputMode="url"
            placeholder="exchange.example.org"
          />
        </InSight>
      )}
      <ProblemNote problem={going.problem} />
      <p role="status" class="small" id="missing">
        {isMissing && t.manual.missing}
      </p>
    </Screen>
  );
}

interface KnownProps {
  readonly exchanges: Answer<"listExchanges">;
  readonly choice: string | undefined;
  readonly onChoose: (url: string) => void;
}

/** The exchanges that are switched on. */
function Known({ exchanges, choice, onChoose }: KnownProps) {
  const { t } = useWords();
  return exchanges
    .filter(({ update }) => update !== "suspended")
    .map(({ url, entry, currency }) => (
      <Option key={url} group="exchange" isChosen={choice === url} onChoose={() => onChoose(url)} title={placeOf(url)}>
        {[currency, entry === "used" ? t.manual.used : t.manual.fresh].filter(Boolean).join(" · ")}
      </Option>
    ));
}
