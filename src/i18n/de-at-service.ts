/** What goes wrong with a backup service, in German. */
import type { ServiceMessages } from "./en-at-service.ts";

const andererDienst =
  "Hier ist nichts verloren, und dort wurde nichts überschrieben. Benutzen Sie einen anderen Dienst.";

export const deAtService: ServiceMessages = {
  problems: {
    badBackupSignature: {
      what: "Ein Sicherungsdienst hat eine Sicherung geliefert, die keines Ihrer Geräte unterschrieben hat.",
      next: "Satchel verwendet sie nicht, und nichts ist verloren. Bleibt es so, benutzen Sie einen anderen Dienst.",
    },
    notABackup: { what: "Was bei einem Sicherungsdienst liegt, ist keine Sicherung von Satchel.", next: andererDienst },
    backupDamaged: {
      what: "Eine Sicherung lässt sich nicht öffnen: Sie ist beschädigt oder gehört jemand anderem.",
      next: andererDienst,
    },
    backupTooLarge: { what: "Eine Sicherung ist größer, als Satchel annimmt.", next: andererDienst },
    backupOfOtherWallet: {
      what: "Ein Sicherungsdienst hat die Sicherung einer anderen Geldbörse geliefert.",
      next: andererDienst,
    },
    backupTooNew: {
      what: "Ein neueres Satchel hat die Sicherung geschrieben.",
      next: "Hier ist nichts verloren. Aktualisieren Sie Satchel, dann geht es weiter; bis dahin wird dort nichts Neues gesichert.",
    },
  },

  suspicion: {
    emptied: "Ein Sicherungsdienst hat Ihre Sicherung verloren.",
    forked: "Ein Sicherungsdienst hat zwei verschiedene Geschichten erzählt.",
    rolledBack: "Ein Sicherungsdienst hat eine ältere Sicherung geliefert.",
  },

  closing: "Ihr Sicherungsdienst schließt.",
};
