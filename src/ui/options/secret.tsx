/** The recovery secret: hidden until an explicit click, then as address, code and words, to print and to copy. */
import { useState } from "preact/hooks";
import type { RecoverySecret } from "../../api/keeping-views.ts";
import { Button } from "../components/button.tsx";
import { Note } from "../components/note.tsx";
import { ProblemNote } from "../components/problem.tsx";
import { Qr } from "../components/qr.tsx";
import type { LentClipboard } from "../lent-clipboard.ts";
import { useOutside } from "../outside.ts";
import { placeOf } from "../place.ts";
import { useAction } from "../use-action.ts";
import { Checklist } from "./checklist.tsx";
import { CopySecret, Lending } from "./copy-secret.tsx";
import { Head } from "./head.tsx";
import { RotateRow } from "./rotate-row.tsx";
import { SecretUri } from "./secret-uri.tsx";
import { Sheet } from "./sheet.tsx";
import { usePageWords } from "./use-page-words.ts";

interface SecretProps {
  readonly clipboard: LentClipboard;
}

export function Secret({ clipboard }: SecretProps) {
  const { t } = usePageWords();
  const { ask } = useOutside();
  // It lives in this component alone and goes with it.
  const [secret, setSecret] = useState<RecoverySecret>();
  const revealing = useAction(async () => setSecret(await ask("getRecoverySecret", {})));
  return (
    <>
      <Head title={t.secret.title} lead={t.secret.lead} back={{ href: "#backup", label: t.pages.backup }} />
      <Note tone="needs" icon="alert">
        <p>
          <b>{t.secret.treat}</b> {t.secret.treatWhy}
        </p>
      </Note>
      {secret === undefined ? (
        <>
          <section class="group card stack">
            <p class="quiet">{t.secret.hidden}</p>
            <ProblemNote problem={revealing.problem} />
            <div class="actions">
              <Button
                kind="primary"
                icon="eye"
                onClick={revealing.run}
                isBusy={revealing.isBusy}
                busyLabel={t.secret.revealBusy}
              >
                {t.secret.reveal}
              </Button>
            </div>
          </section>
          <RotateRow />
        </>
      ) : (
        <>
          <Revealed secret={secret} clipboard={clipboard} />
          <Checklist />
          <Sheet secret={secret} />
        </>
      )}
    </>
  );
}

interface RevealedProps extends SecretProps {
  readonly secret: RecoverySecret;
}

function Revealed({ secret: { uris, words, services }, clipboard }: RevealedProps) {
  const { t, list } = usePageWords();
  const { print } = useOutside();
  const [hasWords, setWords] = useState(uris.length === 0);
  const [first, ...others] = uris;
  return (
    <section
      class="group card secret"
      aria-label={t.secret.title}
      onCopy={(event) => {
        // By hand it gets there, too.
        event.stopPropagation();
        clipboard.begin();
      }}
    >
      {first === undefined ? (
        <p>{t.secret.noService}</p>
      ) : (
        <div class="scan">
          <Qr text={first} label={t.secret.qr} />
          <div class="stack">
            <SecretUri uri={first} />
            {others.length > 0 && (
              <p class="small quiet">
                {t.secret.uriOther} {list(services.slice(1).map(placeOf))}
              </p>
            )}
            <p class="small quiet">{t.secret.keep}</p>
          </div>
        </div>
      )}
      <div>
        <div class="actions">
          <Button kind="primary" icon="print" onClick={print}>
            {t.secret.print}
          </Button>
          <CopySecret text={first ?? words.join(" ")} clipboard={clipboard} />
          <Button icon="words" onClick={() => setWords(!hasWords)} isExpanded={hasWords}>
            {hasWords ? t.secret.hideWords : t.secret.showWords}
          </Button>
        </div>
        <Lending clipboard={clipboard} />
      </div>
      {hasWords && <SecretWords words={words} services={services} />}
    </section>
  );
}

function SecretWords({ words, services }: Pick<RecoverySecret, "words" | "services">) {
  const { t, list } = usePageWords();
  return (
    <div class="stack">
      <h2>{t.secret.words}</h2>
      <ol class="words">
        {words.map((word, index) => (
          <li key={`${index} ${word}`}>{word}</li>
        ))}
      </ol>
      {services.length > 0 && <p class="small quiet">{t.secret.address(list(services.map(placeOf)))}</p>}
    </div>
  );
}
