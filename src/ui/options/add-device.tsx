/** How another device comes to share this wallet: by the recovery secret, once there is a backup to share it through. */
import { ButtonLink } from "../components/button.tsx";
import { useAnswer } from "../use-answer.ts";
import { usePageWords } from "./use-page-words.ts";

export function AddDevice() {
  const { t } = usePageWords();
  const { answer: services } = useAnswer("listProviders", {});
  if (services === undefined) return null;
  const isOn = services.some(({ isActive }) => isActive);
  return (
    <section class="section">
      <h2>{t.devices.add}</h2>
      <div class="group card stack">
        {isOn ? (
          <ol class="how">
            {t.devices.addSteps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        ) : (
          <p>{t.devices.addNeedsBackup}</p>
        )}
        <div class="actions">
          <ButtonLink icon={isOn ? "eye" : "safe"} href={isOn ? "#secret" : "#backup"}>
            {isOn ? t.devices.toSecret : t.devices.openBackup}
          </ButtonLink>
        </div>
      </div>
    </section>
  );
}
