/** Asking before there is anything to show the answer in: while a page is put together, the background is at work. */
import type { Ask } from "../api/client.ts";
import type { Answer, RequestName } from "../api/requests.ts";

/** Questions without any input, with which the popup begins. */
type First = "getHome" | "takeLink";

/** Asks these now. The same `ask`, but whoever asks one of them first gets the answer to that. */
export function ahead(ask: Ask, ...names: readonly First[]): Ask {
  const underWay = new Map<RequestName, Promise<unknown>>(names.map((name) => [name, ask(name, {})]));
  // Whoever takes the answer is told what went wrong.
  for (const answer of underWay.values()) answer.catch(() => {});
  return (name, input) => {
    const answer = underWay.get(name);
    underWay.delete(name);
    return answer === undefined ? ask(name, input) : (answer as Promise<Answer<typeof name>>);
  };
}
