/** The way to the recovery secret on the Backup page, and what is known of the sheet that holds it. */
import { ButtonLink } from "../components/button.tsx";
import { List, Row } from "../components/list.tsx";
import { State } from "../components/note.tsx";
import { useAnswer } from "../use-answer.ts";
import { KeptState, TestState } from "./sheet-state.tsx";
import { usePageWords } from "./use-page-words.ts";

interface SecretRowProps {
  /** Before any service is in use there is nothing a sheet could open: then nobody is asked to put one away. */
  readonly isOn: boolean;
}

export function SecretRow({ isOn }: SecretRowProps) {
  const { t } = usePageWords();
  const { answer: kept } = useAnswer("getSecretKept", {});
  const show = (
    <ButtonLink icon="eye" href="#secret" label={`${t.services.show}: ${t.services.secret}`}>
      {t.services.show}
    </ButtonLink>
  );
  return (
    <List>
      <Row icon="lock" title={t.services.secret} side={show}>
        <span class="small quiet block">{t.services.secretHint}</span>
        {kept !== undefined && <KeptState kept={kept} />}
        {kept !== undefined && kept.at === undefined && isOn && (
          <State tone="warn" icon="alert">
            {t.services.secretNotKept}
          </State>
        )}
      </Row>
      {kept !== undefined && isOn && (
        <Row icon="scan" title={t.proof.test} href="#proof">
          <TestState kept={kept} />
        </Row>
      )}
    </List>
  );
}
