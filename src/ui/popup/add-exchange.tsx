/** A link that names an exchange: it is asked nothing before the user agrees, and then shown in the settings. */
import { ExchangeToAdd } from "../components/exchange-to-add.tsx";
import { useOutside } from "../outside.ts";
import { go, routeTo } from "../route.ts";
import { useWords } from "../use-words.ts";
import { Screen } from "./bar.tsx";

interface AddExchangeProps {
  /** Its base URL. */
  readonly url: string;
}

export function AddExchange({ url }: AddExchangeProps) {
  const { t } = useWords();
  const { openPage } = useOutside();
  const show = (added: string) => {
    go("home");
    openPage(routeTo("exchange", { url: added }));
  };
  return (
    <Screen title={t.adding.title} back="home">
      <ExchangeToAdd url={url} onAdded={show} onCancel={() => go("home")} />
    </Screen>
  );
}
