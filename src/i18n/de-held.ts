/** Geld, das auf eine Sicherung wartet, und warum, auf Deutsch: money that waits for a backup, in German. */
import type { HeldMessages } from "./en-held.ts";

export const deHeld = {
  alone: "Ohne Sicherung sind diese Münzen verloren, wenn dieses Gerät jetzt ausfällt.",
  line: {
    otherCurrency: "Kann Ihren Sicherungsdienst nicht bezahlen",
    payment: "Wartet auf die Gebühr Ihres Sicherungsdienstes",
    tooLittle: "Zu wenig für die Gebühr Ihres Sicherungsdienstes",
  },
  otherCurrency:
    "Ihr Sicherungsdienst will seine Gebühr in einer anderen Währung und nimmt vorher nichts an. Wählen Sie einen kostenlosen Dienst, oder machen Sie ohne Sicherung weiter.",
  payment:
    "Ihr Sicherungsdienst nimmt nichts an, bevor seine Gebühr bezahlt ist. Jetzt werden nur die Münzen dafür gemacht; der Rest folgt, sobald Ihre Geldbörse gesichert ist.",
  services: "Zu den Sicherungsdiensten",
  toolbar: "Eine Abhebung wartet auf die Gebühr Ihres Sicherungsdienstes.",
  tooLittle:
    "Das ist zu wenig, um Ihren Sicherungsdienst zu bezahlen, der vorher nichts annimmt. Wählen Sie einen kostenlosen Dienst, oder machen Sie ohne Sicherung weiter.",
  until: (when: string) => `Sonst geht es ${when} ohne Sicherung weiter.`,
} satisfies HeldMessages;
