/** Money in: paste the link of a bank, or go and make a transfer. */
import { useState } from "preact/hooks";
import type { Recognised } from "../../api/views.ts";
import { Button } from "../components/button.tsx";
import { Field } from "../components/field.tsx";
import { List, Row } from "../components/list.tsx";
import { ProblemNote } from "../components/problem.tsx";
import { useOutside } from "../outside.ts";
import { useAction } from "../use-action.ts";
import { useWords } from "../use-words.ts";
import { Screen } from "./bar.tsx";
import { screenByKind } from "./link-screen.ts";
import { SecretNote } from "./secret-note.tsx";

interface ReceiveProps {
  /** A link that has a screen of its own. */
  readonly onLink: (recognised: Recognised) => void;
}

export function Receive({ onLink }: ReceiveProps) {
  const { t } = useWords();
  const { ask, openPage } = useOutside();
  const [link, setLink] = useState("");
  const [answer, setAnswer] = useState<"missing" | "secret">();
  const looking = useAction(async () => {
    if (link.trim() === "") return setAnswer("missing");
    const recognised = await ask("recogniseLink", { link: link.trim() });
    if (screenByKind[recognised.kind] !== "secret") return onLink(recognised);
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
        <Button icon="scan" onClick={() => openPage("scan")}>
          {t.receive.scan}
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
