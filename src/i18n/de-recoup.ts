/** Münzen, die eine Wechselstube zurückruft und ersetzt, auf Deutsch: coins called back, in German. */
import type { RecoupMessages } from "./en-recoup.ts";

export const deRecoup = {
  coins: "Zurückgerufene Münzen",
  done: "Münzen ersetzt",
  doneLine: "Die Wechselstube hatte sie zurückgerufen",
  lost: "Gebühren der neuen Münzen",
  received: "Wurden neue Münzen",
  text: "Die Wechselstube steht nicht mehr zu den Schlüsseln einiger Ihrer Münzen und gibt neue dafür. Satchel erledigt alles Nötige von selbst; es fallen die üblichen Gebühren für neue Münzen an.",
  title: "Ersetzte Münzen",
  working: "Münzen werden ersetzt",
  workingLine: "Die Wechselstube hat sie zurückgerufen",
} satisfies RecoupMessages;
