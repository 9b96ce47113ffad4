/** Testing what was kept: three of the words, the code, or the whole secret. What is right is never shown here. */
import { useRef, useState } from "preact/hooks";
import type { ProofOutcome } from "../../api/keeping-views.ts";
import { Button, ButtonLink } from "../components/button.tsx";
import { Note } from "../components/note.tsx";
import { ProblemNote } from "../components/problem.tsx";
import { useOutside } from "../outside.ts";
import { useAction } from "../use-action.ts";
import { useWordList } from "../words/use-word-list.ts";
import { Head } from "./head.tsx";
import { ProofWords } from "./proof-words.tsx";
import { Proven } from "./proven.tsx";
import { SecretField } from "./secret-field.tsx";
import { SheetScanner } from "./sheet-scanner.tsx";
import { usePageWords } from "./use-page-words.ts";

export function Proof() {
  const { t } = usePageWords();
  const [right, setRight] = useState<ProofOutcome>();
  if (right !== undefined) return <Proven outcome={right} />;
  return (
    <>
      <Head title={t.proof.title} lead={t.proof.lead} back={{ href: "#backup", label: t.pages.backup }} />
      <ProofWords onRight={setRight} />
      <WholeSecret onRight={setRight} />
      <div class="foot">
        <p class="small quiet">
          {t.proof.lost} {t.proof.lostNext}
        </p>
        <ButtonLink icon="eye" href="#secret">
          {t.proof.show}
        </ButtonLink>
      </div>
    </>
  );
}

interface WholeSecretProps {
  readonly onRight: (outcome: ProofOutcome) => void;
}

/** By the code on the sheet, or typed. It is gone from the page as soon as it has been judged right. */
function WholeSecret({ onRight }: WholeSecretProps) {
  const { t } = usePageWords();
  const { ask } = useOutside();
  const list = useWordList();
  const [text, setText] = useState("");
  const [isTyping, setTyping] = useState(false);
  const [wrong, setWrong] = useState<ProofOutcome["outcome"]>();
  // What was scanned is judged before it is on the screen.
  const given = useRef("");
  const proving = useAction(async () => {
    setWrong(undefined);
    const outcome = await ask("proveSecret", { text: given.current });
    if (outcome.outcome === "right") onRight(outcome);
    else setWrong(outcome.outcome);
  });
  const change = (next: string) => {
    given.current = next;
    setText(next);
  };
  const take = (link: string) => {
    change(link);
    proving.run();
  };
  return (
    <section class="group card stack">
      <h2>{t.proof.code}</h2>
      <SheetScanner label={t.proof.scan} onceRead={t.proof.codeRead} onSecret={take} />
      <div class="actions">
        <Button icon="words" onClick={() => setTyping(!isTyping)} isExpanded={isTyping}>
          {isTyping ? t.proof.typeHide : t.proof.type}
        </Button>
      </div>
      {isTyping && (
        <form
          class="stack"
          onSubmit={(event) => {
            event.preventDefault();
            proving.run();
          }}
        >
          <SecretField text={text} onText={change} list={list} problem={undefined} />
          <div class="actions">
            <Button type="submit" isBusy={proving.isBusy} busyLabel={t.proof.checkBusy}>
              {t.proof.checkSecret}
            </Button>
          </div>
        </form>
      )}
      <div role="alert">{wrong !== undefined && <OtherWallet isFormer={wrong === "formerWallet"} />}</div>
      <ProblemNote problem={proving.problem} />
    </section>
  );
}

function OtherWallet({ isFormer }: { readonly isFormer: boolean }) {
  const { t } = usePageWords();
  return (
    <Note tone="needs" icon="alert">
      <p>
        <b>{isFormer ? t.proof.formerWallet : t.proof.otherWallet}</b>{" "}
        {isFormer ? t.proof.formerWalletNext : t.proof.otherWalletNext}
      </p>
    </Note>
  );
}
