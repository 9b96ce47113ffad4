/** A link that announces money back: the shop is asked, then the purchase is shown. */
import { useEffect } from "preact/hooks";
import { Loading } from "../components/note.tsx";
import { ProblemNote } from "../components/problem.tsx";
import { useOutside } from "../outside.ts";
import { useAction } from "../use-action.ts";
import { useWords } from "../use-words.ts";
import { Screen } from "./bar.tsx";

interface FetchRefundProps {
  readonly link: string;
  readonly onFound: (id: string) => void;
}

export function FetchRefund({ link, onFound }: FetchRefundProps) {
  const { t } = useWords();
  const { ask } = useOutside();
  const fetching = useAction(async () => onFound((await ask("fetchRefund", { link })).id));
  useEffect(fetching.run, [link]);
  return (
    <Screen title={t.pay.details.refunded} back="home">
      {fetching.problem === undefined && <Loading />}
      <ProblemNote problem={fetching.problem} onAgain={fetching.run} />
    </Screen>
  );
}
