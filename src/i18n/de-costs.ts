/** Was zwischen einem Preis und den Kosten liegt, auf Deutsch. */
import type { CostMessages } from "./en-costs.ts";

export const deCosts = {
  closing: "Gebühr für das Zurücksenden",
  deposit: "Gebühr für die Zahlung",
  dust: "Zu wenig für eine Münze",
  refresh: "Gebühr für das Wechselgeld",
  refund: "Gebühr für die Rückzahlung",
  rest: "Bleibt bei der Wechselstube, geht auf Ihr Konto zurück",
  sentBack: "Auf Ihr Konto zurückgesandt",
  wire: "Gebühr der Überweisung",
  withdraw: "Gebühr für die Abhebung",
} satisfies CostMessages;
