/** A link that came from elsewhere, for the moment until its own screen opens it; or why nothing can. */
import { useEffect } from "preact/hooks";
import type { Recognised } from "../../api/views.ts";
import { Loading } from "../components/note.tsx";
import { ProblemNote } from "../components/problem.tsx";
import { useAnswer } from "../use-answer.ts";
import { useWords } from "../use-words.ts";
import { Screen } from "./bar.tsx";
import { screenByKind } from "./link-screen.ts";
import { SecretNote } from "./secret-note.tsx";

interface TakenLinkProps {
  readonly link: string;
  /** It has a screen of its own. */
  readonly onLink: (recognised: Recognised) => void;
}

export function TakenLink({ link, onLink }: TakenLinkProps) {
  const { t } = useWords();
  const { answer, problem } = useAnswer("recogniseLink", { link }, "once");
  const isSecret = answer !== undefined && screenByKind[answer.kind] === "secret";
  useEffect(() => {
    if (answer !== undefined && !isSecret) onLink(answer);
  }, [answer]);
  return (
    <Screen title={t.link.title} back="home">
      {isSecret ? <SecretNote /> : problem === undefined && <Loading />}
      <ProblemNote problem={problem} />
    </Screen>
  );
}
