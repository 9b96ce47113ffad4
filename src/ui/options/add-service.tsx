/** Adding a backup service by its address: one looks at it first. */
import { useOutside } from "../outside.ts";
import { go, routeTo } from "../route.ts";
import { AddressForm } from "./address-form.tsx";
import { usePageWords } from "./use-page-words.ts";

export function AddService() {
  const { t } = usePageWords();
  const { ask } = useOutside();
  return (
    <div>
      <AddressForm
        title={t.services.add}
        label={t.services.address}
        hint={t.services.addressHint}
        placeholder="backup.example.org"
        onAddress={async (url) => go(routeTo("service", { url: (await ask("lookAtProvider", { url })).url }))}
      />
    </div>
  );
}
