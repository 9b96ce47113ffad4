/** The way to renewing the recovery secret, on the pages where one may come to wish for it. */
import { List, Row } from "../components/list.tsx";
import { State } from "../components/note.tsx";
import { useAnswer } from "../use-answer.ts";
import { isRenewed } from "./rotation-state.ts";
import { usePageWords } from "./use-page-words.ts";

export function RotateRow() {
  const { t } = usePageWords();
  const { answer } = useAnswer("getRotation", {});
  const isOpen = answer?.last !== undefined && !isRenewed(answer.last);
  return (
    <List>
      <Row icon="restore" tone={isOpen ? "warn" : "plain"} title={t.rotate.row} href="#rotate">
        <span class="small quiet block">{t.rotate.rowHint}</span>
        {isOpen && (
          <State tone="warn" icon="clock">
            {t.rotate.rowOpen}
          </State>
        )}
      </Row>
    </List>
  );
}
