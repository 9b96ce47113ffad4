/** What happened lately, newest first, and the way to all that happened before. */
import type { Home } from "../../api/views.ts";
import { ButtonLink } from "../components/button.tsx";
import { useWords } from "../use-words.ts";
import { Days } from "./days.tsx";

interface ActivityProps {
  readonly home: Home;
}

/** Enough to look new: the sentence below the list says that there is no more. */
const few = 3;

export function Activity({ home }: ActivityProps) {
  const { t } = useWords();
  const { transactions, hasMore } = home;
  return (
    <>
      <Days events={transactions} home={home} from="home" />
      {hasMore && (
        <p class="center more">
          <ButtonLink kind="plain" href="#activity">
            {t.activity.showAll}
          </ButtonLink>
        </p>
      )}
      {transactions.length < few && (
        <p class="small quiet center the-end">{transactions.length === 0 ? t.home.noMoneyNext : t.home.thatIsAll}</p>
      )}
    </>
  );
}
