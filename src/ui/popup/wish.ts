/** What somebody looks for in the story of the money. */
import type { Question } from "../../api/requests.ts";
import { monthAt } from "./months.ts";

/** What is looked for; nothing at all is the whole story. A month is named by its first moment, in milliseconds. */
export interface Wish extends Pick<Question<"listTransactions">, "words" | "only" | "currency" | "exchange"> {
  readonly month?: number;
}

export const isWish = ({ words = "", ...others }: Wish): boolean =>
  words.trim() !== "" || Object.values(others).some((one) => one !== undefined);

/** The wish as the background understands it. */
export function questionFor({ month, ...wish }: Wish): Question<"listTransactions"> {
  return month === undefined ? wish : { ...wish, ...monthAt(month) };
}
