/** Was ein anderes Gerät mit den Münzen getan hat, auf Deutsch: what another device did, in German. */
import type { GhostMessages } from "./en-ghost.ts";

export const deGhost = {
  changed: "Wird auf einem anderen Gerät gewechselt",
  changedLine: "Kommt als neue Münzen zurück",
  changedNext: "Ein anderes Ihrer Geräte macht aus diesen Münzen neue. Sie kommen mit dessen nächster Sicherung.",
  line: "Noch ist nicht bekannt, wofür",
  look: "Nach Neuem sehen",
  looking: "Wird nachgesehen …",
  noticed: "Bemerkt",
  otherwise:
    "Öffnen Sie Satchel auf jenem Gerät, damit es davon berichten kann. Gibt es keines, dann hat jemand anderes Ihr Wiederherstellungsgeheimnis oder eine Kopie Ihres Browserprofils: Geben Sie den Rest bald aus und beginnen Sie eine neue Geldbörse.",
  spent: "Auf einem anderen Gerät ausgegeben",
  text: "Die Wechselstube hat bewiesen, dass diese Münzen ausgegeben sind, und dieses Gerät war es nicht. Es war ein anderes Gerät mit dieser Geldbörse. Sobald es davon berichtet, steht hier stattdessen der Einkauf.",
  title: "Auf einem anderen Gerät",
} satisfies GhostMessages;
