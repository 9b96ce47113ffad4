/** First run: start fresh, or bring back a wallet. */
import { Button } from "../components/button.tsx";
import { Mark } from "../components/icon.tsx";
import { PageTitle } from "../components/page-title.tsx";
import { useOutside } from "../outside.ts";
import { go } from "../route.ts";
import { useWords } from "../use-words.ts";

export function Welcome() {
  const { t } = useWords();
  const { openPage } = useOutside();
  return (
    <>
      <main class="welcome">
        <Mark />
        <PageTitle>{t.welcome.title}</PageTitle>
        <p class="quiet">{t.welcome.text}</p>
      </main>
      <footer class="bare">
        <Button kind="primary" onClick={() => go("home")}>
          {t.welcome.start}
        </Button>
        <Button onClick={() => openPage("restore")}>{t.welcome.restore}</Button>
        <p class="small quiet center">{t.welcome.hint}</p>
      </footer>
    </>
  );
}
