/** What the pages of a backup service say in English when something is wrong with it, and how full it is. */

const again = "If it happens again, use another service.";

export const enServiceState = {
  closing: {
    what: "This service is closing. It takes no new backups.",
    until: (date: string) => `What it has can be read until ${date}.`,
    untilUnknown: "What it has can still be read; it does not say until when.",
    nextOnly: "Add another service now, and everything goes there.",
    next: "Your other services go on as before.",
  },
  kilobytes: (count: string) => `${count}\u00a0kB`,
  largest: "What takes the room",
  whole: "The whole backup",
  wholeOf: (size: string, room: string) => `about ${size} of ${room}`,
  parts: {
    changes: "Change and renewed coins",
    coins: "Coins",
    deposits: "Money sent to bank accounts",
    devices: "Devices and services",
    exchanges: "Exchanges and their coins’ public keys",
    newer: "Entries of a newer Satchel",
    purchases: "Purchases with their contracts",
    withdrawals: "Withdrawals",
  },
  seen: "I have seen it",
  seenBusy: "Saving…",
  suspicion: {
    emptied: {
      what: "The backup that stood here is gone.",
      mended: "Nothing is lost: this browser has put it back.",
      unmended: "Nothing here is lost: this browser puts it back as soon as the service takes it.",
      next: "Services may drop what nobody has used or paid for in years. If that is not why, use another service.",
      noted: "Backup was gone",
    },
    forked: {
      what: "This service handed out a backup that leaves out what it had already taken.",
      mended: "Nothing is lost: both have been joined, and the whole of it stands here now.",
      unmended: "Nothing here is lost: both have been joined, and the whole follows as soon as the service takes it.",
      next: again,
      noted: "Two different stories",
    },
    ownDiskOld: {
      what: "The data of this browser had been put back to an earlier state, or copied.",
      mended:
        "Nothing is lost: what came later was fetched from the backup. This browser goes on as a device of its own.",
      unmended:
        "Nothing is lost: what came later was fetched from the backup. This browser goes on as a device of its own.",
      next: "What you had removed meanwhile may be back. If that was not you, look at your devices: a stranger’s copy can spend, too.",
      noted: "Browser data put back",
    },
    rolledBack: {
      what: "This service handed out an older backup than the one it had.",
      mended: "Nothing is lost: this browser has put the newest back.",
      unmended: "Nothing here is lost: this browser puts the newest back as soon as the service takes it.",
      next: again,
      noted: "Older backup handed out",
    },
  },
  suspicionName: "Noticed",
  times: (count: number) => `It has happened ${count} times.`,
  unreadable: "This version of Satchel cannot read how this service is used. Nothing of it is lost; an update helps.",
  used: (size: string, room: string) => `${size} of ${room} used`,
};
