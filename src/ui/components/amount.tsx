/** An amount as the currency and the user's language write it; spoken with the name of the currency. */
import type { CurrencyStyle } from "../../api/views.ts";
import type { Figure } from "../../i18n/money.ts";
import { useWords } from "../use-words.ts";

interface AmountProps {
  /** Canonical text, "KUDOS:8.5". */
  readonly of: string;
  readonly style?: CurrencyStyle | undefined;
}

const Digits = ({ main, extra }: Figure) => (
  <>
    {main}
    {extra !== "" && <small class="extra">{extra}</small>}
  </>
);

/** The sign of a currency says nothing to a screen reader, so its name is spoken instead. */
const Unit = ({ unit, currency }: Figure) =>
  unit === currency ? (
    unit
  ) : (
    <>
      <span aria-hidden="true">{unit}</span>
      <span class="spoken">{currency}</span>
    </>
  );

/** Within a sentence or a label. */
export function Amount({ of, style }: AmountProps) {
  const figure = useWords().figure(of, style);
  return (
    <span class="nowrap">
      <Digits {...figure} />
      &nbsp;
      <Unit {...figure} />
    </span>
  );
}

/** In a column whose last line names the unit for all of them; spoken it has a unit of its own. */
export function BareAmount({ of, style }: AmountProps) {
  const figure = useWords().figure(of, style);
  return (
    <span class="nowrap">
      <Digits {...figure} />
      <span class="spoken">&nbsp;{figure.currency}</span>
    </span>
  );
}

interface BigAmountProps extends AmountProps {
  /** It did not come. */
  readonly isVoid?: boolean;
}

/** The largest thing on the screen. */
export function BigAmount({ of, style, isVoid = false }: BigAmountProps) {
  const figure = useWords().figure(of, style);
  const isLong = figure.main.length + figure.extra.length > 9;
  return (
    <p class={isLong ? "figure long" : "figure"}>
      <span class={isVoid ? "struck" : undefined}>
        <Digits {...figure} />
      </span>
      <small>
        &nbsp;
        <Unit {...figure} />
      </small>
    </p>
  );
}

interface RowAmountProps extends AmountProps {
  /**
   * `in` is money that has come, `out` money that went; `coming` is on its way; `none` did not
   * move; `same` is here as before, in other coins.
   */
  readonly direction: "in" | "out" | "coming" | "none" | "same";
}

/** A true minus is as wide as the plus. */
const signOf = { in: "+", coming: "+", out: "−", none: "", same: "" } as const;

/** At the right of a row, the unit below. */
export function RowAmount({ of, style, direction }: RowAmountProps) {
  const figure = useWords().figure(of, style);
  return (
    <span class={`row-amount ${direction}`}>
      {signOf[direction]}
      <span class="digits">
        <Digits {...figure} />
      </span>{" "}
      <small>
        <Unit {...figure} />
      </small>
    </span>
  );
}
