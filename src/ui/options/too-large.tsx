/** What makes a backup too large for its service. */
import type { Provider } from "../../api/keeping-views.ts";
import { Facts } from "../components/facts.tsx";
import { dataSize } from "./data-size.ts";
import { usePageWords } from "./use-page-words.ts";

interface TooLargeProps {
  readonly of: NonNullable<Provider["tooLarge"]>;
  /** MiB. */
  readonly storageLimit: number | undefined;
}

export function TooLarge({ of: { size, parts }, storageLimit }: TooLargeProps) {
  const words = usePageWords();
  const { t, number } = words;
  const { largest, whole, wholeOf, parts: names } = t.serviceState;
  const all = dataSize(size, words);
  const total = storageLimit === undefined ? all : wholeOf(all, t.services.room(number(storageLimit)));
  return (
    <section class="section">
      <h2>{largest}</h2>
      <Facts
        facts={[
          ...parts.map((part) => ({ name: names[part.kind], value: dataSize(part.size, words) })),
          { name: whole, value: total, isTotal: true },
        ]}
      />
    </section>
  );
}
