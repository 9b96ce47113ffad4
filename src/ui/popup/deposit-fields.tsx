/** The fields of a transfer to one's own bank account: at which exchange, to which account, how much. */
import type { DepositOffer } from "../../api/deposit-views.ts";
import { Check, Choice, Field } from "../components/field.tsx";
import { Grouped } from "../components/grouped.tsx";
import { InSight, Option } from "../components/option.tsx";
import { placeOf } from "../place.ts";
import { useWords } from "../use-words.ts";
import { chosenAccount, type DepositForm, type Fill } from "./deposit-form.ts";
import { inputDigitsOf } from "./use-offer.ts";

interface DepositFieldsProps {
  readonly form: DepositForm;
  readonly fill: Fill;
  readonly offer: DepositOffer;
}

/** Accounts that were used before come first; what is typed is asked for only where it is needed. */
export function AccountFields(props: DepositFieldsProps) {
  const { t } = useWords();
  const { form, fill, offer } = props;
  const chosen = chosenAccount(form, offer);
  if (offer.known.length === 0) return <TypedAccount {...props} />;
  return (
    <>
      <fieldset class="choices">
        <legend>{t.deposit.known}</legend>
        <div class="group">
          {offer.known.map(({ payto, account, owner, institution }) => (
            <Option
              key={payto}
              group="account"
              isChosen={chosen === payto}
              onChoose={() => fill({ chosen: payto })}
              title={<Grouped text={account} />}
            >
              {[owner, institution].filter(Boolean).join(" · ")}
            </Option>
          ))}
          <Option
            group="account"
            isChosen={chosen === ""}
            onChoose={() => fill({ chosen: "" })}
            title={t.deposit.other}
          />
        </div>
      </fieldset>
      {chosen === "" && (
        <InSight>
          <TypedAccount {...props} />
        </InSight>
      )}
    </>
  );
}

function TypedAccount({ form: { account, owner }, fill }: DepositFieldsProps) {
  const { t } = useWords();
  return (
    <>
      <Field
        label={t.deposit.account}
        hint={t.deposit.accountHint}
        value={account}
        onInput={(typed) => fill({ account: typed })}
        maxLength={1000}
      />
      <Field label={t.deposit.owner} value={owner} onInput={(typed) => fill({ owner: typed })} maxLength={500} />
    </>
  );
}

export function AmountFields({ form: { amount, isAll }, fill, offer }: DepositFieldsProps) {
  const { t, amount: money } = useWords();
  const { currency, available, style } = offer;
  return (
    <>
      <div>
        <Check label={t.deposit.all} isChecked={isAll} onChange={(isChecked) => fill({ isAll: isChecked })} />
        <p class="small quiet">{t.deposit.allHint(money(available, style))}</p>
      </div>
      {!isAll && (
        <Field
          label={t.deposit.amount(currency)}
          hint={t.withdraw.amountHint(inputDigitsOf(offer))}
          value={amount}
          onInput={(typed) => fill({ amount: typed })}
          inputMode="decimal"
        />
      )}
    </>
  );
}

interface ExchangeChoiceProps {
  readonly exchanges: readonly string[];
  readonly chosen: string;
  readonly onExchange: (url: string) => void;
}

/** Nothing where all money is at one exchange. */
export function ExchangeChoice({ exchanges, chosen, onExchange }: ExchangeChoiceProps) {
  const { t } = useWords();
  if (exchanges.length < 2) return null;
  return (
    <Choice
      label={t.deposit.exchange}
      value={chosen}
      options={exchanges.toSorted().map((url) => ({ value: url, label: placeOf(url) }))}
      onChange={onExchange}
    />
  );
}
