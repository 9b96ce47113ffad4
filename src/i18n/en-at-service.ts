/** What goes wrong with a backup service, in English, as short as the popup needs it. */
import type { ProblemCode } from "../api/problems.ts";
import type { ProblemText } from "./en-problems.ts";

const useAnother = "Nothing here is lost, and nothing was stored over it. Use another service.";

export const enAtService = {
  /** Problems that mean something else at a service in use than to somebody who restores. */
  problems: {
    badBackupSignature: {
      what: "A backup service returned a backup that none of your devices has signed.",
      next: "Satchel does not use it, and nothing is lost. Use another service if this lasts.",
    },
    notABackup: { what: "What lies at a backup service is no backup of Satchel.", next: useAnother },
    backupDamaged: {
      what: "A backup cannot be opened: it is damaged, or somebody else’s.",
      next: useAnother,
    },
    backupTooLarge: { what: "A backup is larger than Satchel accepts.", next: useAnother },
    backupOfOtherWallet: { what: "A backup service returned the backup of another wallet.", next: useAnother },
    backupTooNew: {
      what: "A newer Satchel has written the backup.",
      next: "Nothing here is lost. Update Satchel, and it goes on; until then nothing new is stored there.",
    },
  } satisfies Partial<Record<ProblemCode, ProblemText>>,

  suspicion: {
    emptied: "A backup service has lost your backup.",
    forked: "A backup service told two different stories.",
    rolledBack: "A backup service handed out an older backup.",
  },

  closing: "Your backup service is closing.",
};

export type ServiceMessages = typeof enAtService;
