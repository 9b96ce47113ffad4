/** Where a link comes from when no page hands it over: pasted, or scanned. */
import { useState } from "preact/hooks";
import type { Recognised } from "../../api/views.ts";
import { Button } from "../components/button.tsx";
import { Field } from "../components/field.tsx";
import { ProblemNote } from "../components/problem.tsx";
import { useOutside } from "../outside.ts";
import { useAction } from "../use-action.ts";
import { useWords } from "../use-words.ts";
import { screenByKind } from "./link-screen.ts";
import { SecretNote } from "./secret-note.tsx";

interface LinkFormProps {
  readonly label: string;
  readonly hint: string;
  /** What is said to somebody who pasted nothing. */
  readonly missing: string;
  readonly placeholder: string;
  /** A link that has a screen of its own, of whatever kind. */
  readonly onLink: (recognised: Recognised) => void;
}

export function LinkForm({ label, hint, missing, placeholder, onLink }: LinkFormProps) {
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
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        setAnswer(undefined);
        looking.run();
      }}
    >
      <Field
        label={label}
        hint={hint}
        value={link}
        onInput={setLink}
        rows={3}
        isFocused
        placeholder={placeholder}
        problem={answer === "missing" ? missing : undefined}
      />
      <ProblemNote problem={looking.problem} />
      {answer === "secret" && <SecretNote />}
      <Button kind="primary" type="submit" isBusy={looking.isBusy} busyLabel={t.link.looking}>
        {t.common.continue}
      </Button>
      <Button icon="scan" onClick={() => openPage("scan")}>
        {t.link.scan}
      </Button>
    </form>
  );
}
