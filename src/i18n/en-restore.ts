/** What the restore page says in English. */
export const enRestore = {
  address: "Address of the service",
  addressHint: "The words do not say where the backup is. Your sheet does; several addresses go on lines of their own.",
  again: "Restore another wallet",
  balance: "In this wallet now",
  busy: "Restoring…",
  checking: (count: number) =>
    count === 1
      ? "1 coin is being checked with the exchange: another device had begun to use it. This goes on by itself."
      : `${count} coins are being checked with the exchange, one by one: another device had begun to use them. This goes on by itself.`,
  close: "You can close this page; Satchel goes on by itself.",
  done: "Your wallet is back",
  failed: "Restoring did not work",
  hint: "The line that begins with taler://, or the 24 words.",
  interrupted: "The browser ended this before anything was changed.",
  interruptedNext: "What you typed is still here: choose “Restore” once more.",
  keepsMoney: (amounts: string) => `This browser already holds ${amounts}.`,
  keepsMoneyWhy: "It is kept: both wallets become one, and both stay in your backup.",
  lead: "With your recovery sheet, from a backup service or a saved file.",
  merged: (rows: string, total: string) => `${rows} of ${total} entries`,
  missing: "Type or paste what stands on your recovery sheet.",
  nothing: "The backup holds no money.",
  progress: "Progress of restoring",
  restore: "Restore",
  running: "Restoring your wallet",
  secret: "Recovery secret",
  service: { waiting: "Waiting", done: "Backup found", empty: "No backup for this secret", failed: "Did not work" },
  services: "Services asked",
  setAside: (count: number) =>
    count === 1
      ? "1 entry could not be read. It was set aside and kept as it came; everything else is there."
      : `${count} entries could not be read. They were set aside and kept as they came; everything else is there.`,
  steps: {
    fetching: { title: "Fetch the backup", text: "From every service that was named" },
    opening: { title: "Open and check it", text: "Complete, unchanged and readable with your secret" },
    merging: { title: "Put it together with this wallet", text: "Nothing that is here already gets lost" },
    joining: { title: "Join as a device of its own", text: "So that your devices do not get into each other’s way" },
  },
  asksToWait: (service: string, time: string) => `${service} asks us to wait until ${time}.`,
  asksToWaitNext: "Keep this page open: it tries again by itself then. Nothing was changed so far.",
  waits: (time: string) => `Asks us to wait until ${time}`,
  startOver: "Enter something else",
  stepDone: "done",
  title: "Restore a wallet",
  toBackup: "See the backup",
  tryPreset: "Also look at the services that Satchel knows",
};

/** Help for those who type the 24 words, or the characters of the secret. */
export const enPhrase = {
  begin: (count: number) =>
    count === 1 ? "1 word begins so. Tab takes it." : `${count} words begin so. Arrow down chooses, Tab takes.`,
  choices: "Words that begin so",
  count: (count: number) => `${count} of 24 words`,
  didYouMean: "Did you mean:",
  doesNotFit:
    "All 24 words are on the list, but they do not belong together: one of them is wrong, or two have changed places. Compare them with your sheet, one by one.",
  fits: "24 words, and they belong together",
  lettersMissing: (count: number) =>
    `${count === 1 ? "1 character is" : `${count} characters are`} missing. Compare the end with your sheet.`,
  lettersSurplus: (count: number) =>
    `${count === 1 ? "1 character is" : `${count} characters are`} too many. Compare them with your sheet.`,
  long: (count: number) => `These are ${count} words. A recovery secret has 24.`,
  more: (count: number) =>
    count === 1 ? "1 more word is not on the list." : `${count} more words are not on the list.`,
  noIdea: "Compare it with your sheet; its first four letters are enough.",
  short: (count: number) =>
    `${count === 1 ? "1 word is" : `${count} words are`} here. A recovery secret has 24: ${24 - count} are missing.`,
  take: (word: string, typed: string) => `${word} instead of ${typed}`,
  unknown: (word: string, place: number) => `Word ${place}, “${word}”, is not one of the words.`,
  unknownPlaces: (count: number, places: string) =>
    count === 1 ? `Word ${places} is not on the list.` : `Words ${places} are not on the list.`,
};
