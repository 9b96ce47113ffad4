/** Money that waits for a backup, and why, in English. */

export const enHeld = {
  alone: "Without a backup these coins are lost if this device breaks now.",
  line: {
    otherCurrency: "Cannot pay your backup service",
    payment: "Waits for your backup service’s fee",
    tooLittle: "Too little for your backup service’s fee",
  },
  otherCurrency:
    "Your backup service wants its fee in another currency, and takes nothing before. Choose a free service, or continue without a backup.",
  payment:
    "Your backup service takes nothing before its fee is paid. Only the coins for that are made now; the rest follows once your wallet is backed up.",
  services: "Open the backup services",
  toolbar: "A withdrawal waits for your backup service’s fee.",
  tooLittle:
    "This is too little to pay your backup service, which takes nothing before. Choose a free service, or continue without a backup.",
  until: (when: string) => `Otherwise it goes on ${when}, without a backup.`,
};

export type HeldMessages = typeof enHeld;
