/** Where the recovery secret is typed. Once the wallet is back it is gone from the page. */
import { useState } from "preact/hooks";
import { isNothing } from "../../i18n/money.ts";
import type { PageWords } from "../../i18n/page-words.ts";
import { Button } from "../components/button.tsx";
import { Check, Field } from "../components/field.tsx";
import { Note } from "../components/note.tsx";
import { ProblemNote } from "../components/problem.tsx";
import { savedEnding } from "../file-transfer.ts";
import { useOutside } from "../outside.ts";
import { placeOf, typedAddress } from "../place.ts";
import { useAction } from "../use-action.ts";
import { useAnswer } from "../use-answer.ts";
import { type SecretFault, secretFault } from "../words/secret-fault.ts";
import { useWordList } from "../words/use-word-list.ts";
import { Head } from "./head.tsx";
import { RestoreFile } from "./restore-file.tsx";
import type { RestoreWish } from "./restore-wish.ts";
import { SecretField } from "./secret-field.tsx";
import { SheetScanner } from "./sheet-scanner.tsx";
import { usePageWords } from "./use-page-words.ts";

/** Words name no service, links do: the field for addresses appears as soon as it is needed, and stays out of the way else. */
const isLink = (text: string) => /^\s*(?:(?:web|ext)\+)?taler(?:\+http)?:/i.test(text);

interface RestoreFormProps {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly file: File | undefined;
  readonly onFile: (file: File | undefined) => void;
  /** Restores; the wish is kept for another try. */
  readonly onTry: (wish: RestoreWish) => Promise<void>;
  /** The browser ended the last try before it had changed anything. */
  readonly wasInterrupted: boolean;
}

export function RestoreForm({ text, onText, file, onFile, onTry, wasInterrupted }: RestoreFormProps) {
  const { t } = usePageWords();
  const { ask } = useOutside();
  const [places, setPlaces] = useState<readonly string[]>([]);
  const list = useWordList();
  const [missing, setMissing] = useState<"service">();
  const [fault, setFault] = useState<string>();
  const change = (next: string) => {
    setFault(undefined);
    onText(next);
  };
  const restoring = useAction(async () => {
    const wrong = text.trim() === "" ? t.restore.missing : faultText(t, secretFault(text, list ?? []));
    setFault(wrong);
    setMissing(undefined);
    if (wrong !== undefined) return;
    const read = await ask("readRecoveryText", { text });
    const services = [...new Set([...read.services, ...places])];
    if (services.length === 0 && file === undefined) return setMissing("service");
    await onTry({ text, services, file });
  });
  const takeFile = (dropped: File) => {
    const isSaved = dropped.name.endsWith(savedEnding);
    if (isSaved) onFile(dropped);
    return isSaved;
  };
  const wantsPlace = missing === "service" || (text.trim() !== "" && !isLink(text));
  return (
    <>
      <Head title={t.restore.title} lead={t.restore.lead} />
      <div role="alert">
        {wasInterrupted && (
          <Note tone="needs" icon="alert">
            <p>
              <b>{t.restore.interrupted}</b> {t.restore.interruptedNext}
            </p>
          </Note>
        )}
      </div>
      <form
        class="group card stack"
        onSubmit={(event) => {
          event.preventDefault();
          restoring.run();
        }}
      >
        <SecretField text={text} onText={change} list={list} problem={fault} />
        {wantsPlace && <Places isMissing={missing === "service"} onChange={setPlaces} />}
        <ProblemNote problem={restoring.problem} />
        <RestoreFile file={file} onFile={onFile} />
        <SheetScanner label={t.scan.sheet} onceRead={t.scan.readSecret} onSecret={change} onOther={takeFile}>
          <Button kind="primary" type="submit" isBusy={restoring.isBusy} busyLabel={t.restore.busy}>
            {t.restore.restore}
          </Button>
        </SheetScanner>
      </form>
      <MoneyHere />
    </>
  );
}

/** What is missing, in words; undefined when the background has to judge. */
function faultText({ phrase }: PageWords["t"], fault: SecretFault | undefined): string | undefined {
  switch (fault?.kind) {
    case undefined:
      return undefined;
    case "unknown":
      return phrase.unknownPlaces(fault.places.length, fault.places.join(", "));
    case "short":
    case "long":
    case "lettersMissing":
    case "lettersSurplus":
      return phrase[fault.kind](fault.count);
  }
}

interface PlacesProps {
  readonly isMissing: boolean;
  readonly onChange: (urls: readonly string[]) => void;
}

/** Where to look for the backup: addresses that are typed, and at a click those that Satchel knows. */
function Places({ isMissing, onChange }: PlacesProps) {
  const { t } = usePageWords();
  const { answer } = useAnswer("listProviders", {});
  const [typed, setTyped] = useState("");
  const [asksKnown, setAsksKnown] = useState(false);
  const known = answer?.filter(({ isPreset }) => isPreset).map(({ url }) => url) ?? [];
  const change = (text: string, withKnown: boolean) => {
    setTyped(text);
    setAsksKnown(withKnown);
    const own = text.split(/[\n,]/).map(typedAddress);
    onChange([...own.filter((address) => address !== undefined), ...(withKnown ? known : [])]);
  };
  return (
    <>
      <Field
        label={t.restore.address}
        hint={t.restore.addressHint}
        value={typed}
        onInput={(text) => change(text, asksKnown)}
        rows={2}
        inputMode="url"
        placeholder="backup.example.org"
        problem={isMissing ? t.problems.noServiceNamed.next : undefined}
      />
      {known.length > 0 && (
        <div>
          <Check label={t.restore.tryPreset} isChecked={asksKnown} onChange={(isNow) => change(typed, isNow)} />
          <p class="small quiet">{known.map(placeOf).join(" · ")}</p>
        </div>
      )}
    </>
  );
}

/** What is here already stays, and that is said before anything happens. */
function MoneyHere() {
  const { t, amount, list } = usePageWords();
  const { answer: home } = useAnswer("getHome", {});
  const held = home?.balances.filter(({ available }) => !isNothing(available)) ?? [];
  if (held.length === 0) return null;
  const amounts = list(held.map(({ available, style }) => amount(available, style)));
  return (
    <Note icon="info">
      <p>
        <b>{t.restore.keepsMoney(amounts)}</b> {t.restore.keepsMoneyWhy}
      </p>
    </Note>
  );
}
