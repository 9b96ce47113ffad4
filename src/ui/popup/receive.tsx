/** Money in: paste the link of a bank, or go and make a transfer. */
import { useState } from "preact/hooks";
import { Button } from "../components/button.tsx";
import { Field } from "../components/field.tsx";
import { List, Row } from "../components/list.tsx";
import { Note } from "../components/note.tsx";
import { ProblemNote } from "../components/problem.tsx";
import { useOutside } from "../outside.ts";
import { useAction } from "../use-action.ts";
import { useWords } from "../use-words.ts";
import { Screen } from "./bar.tsx";

interface ReceiveProps {
  /** A link that opens a withdrawal. */
  readonly onLink: (link: string) => void;
}

export function Receive({ onLink }: ReceiveProps) {
  const { t } = useWords();
  const { ask } = useOutside();
  const [link, setLink] = useState("");
  const [answer, setAnswer] = useState<"missing" | "secret">();
  const looking = useAction(async () => {
    if (link.trim() === "") return setAnswer("missing");
    const recognised = await ask("recogniseLink", { link: link.trim() });
    if (recognised.kind === "withdraw") return onLink(recognised.link);
    // A secret does not stay in a field that is meant for something else.
    setLink("");
    setAnswer("secret");
  });
  return (
    <Screen title={t.receive.title} back="home">
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          setAnswer(undefined);
          looking.run();
        }}
      >
        <Field
          label={t.receive.link}
          hint={t.receive.hint}
          value={link}
          onInput={setLink}
          rows={3}
          isFocused
          placeholder="taler://withdraw/…"
          problem={answer === "missing" ? t.receive.missing : undefined}
        />
        <ProblemNote problem={looking.problem} />
        {answer === "secret" && <SecretNote />}
        <Button kind="primary" type="submit" isBusy={looking.isBusy} busyLabel={t.receive.looking}>
          {t.common.continue}
        </Button>
      </form>
      <List>
        <Row icon="bank" title={t.receive.manual} href="#manual">
          <span class="small quiet block">{t.receive.manualHint}</span>
        </Row>
      </List>
    </Screen>
  );
}

/** Somebody pasted a recovery secret: the popup neither keeps it nor passes it on. */
function SecretNote() {
  const { t } = useWords();
  const { openPage } = useOutside();
  return (
    <div role="alert">
      <Note tone="needs" icon="lock">
        <p>{t.receive.secret}</p>
        <Button onClick={() => openPage("restore")}>{t.receive.restore}</Button>
      </Note>
    </div>
  );
}
