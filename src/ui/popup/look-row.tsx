/** The offer to look for links on the page over which the popup stands. */
import { Row } from "../components/list.tsx";
import { useOutside } from "../outside.ts";
import { routeTo } from "../route.ts";
import { useWords } from "../use-words.ts";

interface LookRowProps {
  /** The screen to which one comes back. */
  readonly from: "receive" | "send";
}

/** In a list; nothing where there is no page to look at. */
export function LookRow({ from }: LookRowProps) {
  const { t } = useWords();
  const { lookOnPage } = useOutside();
  if (lookOnPage === undefined) return null;
  return (
    <Row icon="eye" title={t.look.offer} href={`#${routeTo("look", { from })}`}>
      <span class="small quiet block">{t.look.offerHint}</span>
    </Row>
  );
}
