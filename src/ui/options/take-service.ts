/** Using a backup service from now on, and what there is to see then. */
import type { Ask } from "../../api/client.ts";
import type { Provider } from "../../api/keeping-views.ts";
import { isNothing } from "../../i18n/money.ts";
import { routeTo } from "../route.ts";

interface Taken {
  readonly url: string;
  /** Of the terms of service that the user has accepted; a service without terms has none. */
  readonly tosVersion?: string | undefined;
}

/** Resolves to the route of the next page: the payment where the service wants its fee, or else the secret. */
export async function takeService(ask: Ask, { url, tosVersion }: Taken): Promise<string> {
  await ask("addProvider", { url, ...(tosVersion !== undefined && { tosVersion }) });
  const service = (await ask("listProviders", {})).find((one) => one.url === url);
  return service !== undefined && isToBePaid(service) ? routeTo("service-payment", { url }) : "secret";
}

/** It has a fee, and the year that runs is not paid. */
const isToBePaid = ({ annualFee, payment }: Provider): boolean =>
  annualFee !== undefined && !isNothing(annualFee) && payment !== "paid" && payment !== "renewal";
