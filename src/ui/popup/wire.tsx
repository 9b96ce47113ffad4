/** What must stand on a transfer that the user makes: each line can be copied. */
import type { ComponentChildren } from "preact";
import type { CurrencyStyle, Transaction } from "../../api/views.ts";
import { Amount } from "../components/amount.tsx";
import { Copy } from "../components/copy.tsx";
import { useWords } from "../use-words.ts";

interface WireProps {
  readonly wire: NonNullable<Transaction["wire"]>;
  readonly style: CurrencyStyle | undefined;
}

export function Wire({ wire, style }: WireProps) {
  const { t } = useWords();
  const lines = [
    { name: t.transaction.subject, copy: t.transaction.copySubject, text: wire.subject },
    { name: t.transaction.account, copy: t.transaction.copyAccount, text: wire.account },
    {
      name: t.transaction.amount,
      copy: t.transaction.copyAmount,
      text: wire.amount.split(":")[1] ?? "",
      shown: <Amount of={wire.amount} style={style} />,
    },
    { name: t.transaction.payto, copy: t.transaction.copyPayto, text: wire.payto },
  ] as const satisfies readonly { name: string; copy: string; text: string; shown?: ComponentChildren }[];
  return (
    <dl class="group copies">
      {lines.map((line) => (
        <div key={line.name}>
          <dt class="small quiet">{line.name}</dt>
          <dd>
            <span class="grow mono">{"shown" in line ? line.shown : line.text}</span>
            <Copy text={line.text} label={line.copy} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
