/** The wallet as a file, in English: what the pages say of it, and what goes wrong with it. */

export const enFile = {
  choose: "Choose a saved file",
  chosen: (name: string, size: string) => `${name} · ${size} KiB`,
  behind: "Something has changed since.",
  hint: "An encrypted copy for a USB stick or another disk. Without your recovery secret nobody can open it, not even you. It stays as it is today: only a backup service keeps up with you.",
  keepsUp: "Nothing has changed since.",
  lastSaved: (when: string) => `Last saved as a file: ${when}.`,
  merge: "Add a saved file to this wallet",
  mergeBusy: "Adding…",
  mergeDone: "The file was added. What was newer here stayed as it was.",
  mergeHint: "A file of this very wallet, perhaps from another computer. Nothing that is newer here gets lost.",
  never: "Not saved as a file yet.",
  onDisk: "A saved file",
  optional: "A saved file, if you have one",
  remove: "Do without this file",
  restoreHint: "Saved under “Backup” on any of your devices. It is read together with the secret above.",
  save: "Save an encrypted copy as a file",
  saveBusy: "Saving…",
  saved: "The file is in your downloads. Keep it away from this computer.",
  title: "A copy as a file",
};

export const enFileProblems = {
  notASavedFile: {
    what: "This is not a wallet that Satchel has saved.",
    next: "Its name ends in .taler-backup. Nothing was changed.",
  },
  fileDoesNotOpen: {
    what: "The file does not open with this secret: it belongs to another wallet, or was damaged.",
    next: "Check the secret, or take another copy of the file. Nothing was changed.",
  },
  fileNotWhole: {
    what: "The browser ended this before the file was whole.",
    next: "Nothing was changed. Do it once more.",
  },
};

/** A service that the wallet which was here before has used. */
export const enFormer = {
  badge: "Of your former wallet",
  covered:
    "All of it is in this wallet now, and backed up elsewhere: you can remove it. What lies there stays there until its time is over.",
  pays: "For this wallet it would have to be paid anew, so Satchel does not use it by itself.",
  remove: "Remove from the list",
  removeBusy: "Removing…",
  title: "Of the wallet that was here before.",
  uncovered: "What it keeps is not backed up elsewhere yet. Keep it until then, or use it for this wallet, too.",
};
