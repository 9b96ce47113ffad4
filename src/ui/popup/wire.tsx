/** What must stand on a transfer that the user makes, as the form of a bank asks for it: each line can be copied. */
import type { ComponentChildren } from "preact";
import type { Wire as WireView } from "../../api/event-views.ts";
import type { CurrencyStyle } from "../../api/views.ts";
import { Amount } from "../components/amount.tsx";
import { Copy } from "../components/copy.tsx";
import { Grouped } from "../components/grouped.tsx";
import { useWords } from "../use-words.ts";

interface WireProps {
  readonly wire: WireView;
  readonly style: CurrencyStyle | undefined;
}

export function Wire({ wire, style }: WireProps) {
  const { t } = useWords();
  const { receiver, account, institution, amount, subject, payto } = wire;
  return (
    <dl class="group copies">
      {receiver !== undefined && (
        <Line name={t.wire.receiver} copy={t.wire.copyReceiver} text={receiver}>
          {receiver}
        </Line>
      )}
      <Line name={t.wire.account} copy={t.wire.copyAccount} text={account}>
        <Grouped text={account} />
      </Line>
      {institution !== undefined && (
        <Line name={t.wire.institution} copy={t.wire.copyInstitution} text={institution}>
          {institution}
        </Line>
      )}
      <Line name={t.wire.amount} copy={t.wire.copyAmount} text={amount.split(":")[1] ?? ""}>
        <Amount of={amount} style={style} />
      </Line>
      <Line name={t.wire.subject} copy={t.wire.copySubject} text={subject}>
        <Grouped text={subject} />
      </Line>
      <Line name={t.wire.payto} copy={t.wire.copyPayto} text={payto}>
        <span class="clip small">{payto}</span>
      </Line>
    </dl>
  );
}

interface LineProps {
  readonly name: string;
  /** The name of the button that copies it. */
  readonly copy: string;
  readonly text: string;
  readonly children: ComponentChildren;
}

const Line = ({ name, copy, text, children }: LineProps) => (
  <div>
    <dt class="small quiet">{name}</dt>
    <dd>
      <div>{children}</div>
      <Copy text={text} label={copy} />
    </dd>
  </div>
);
