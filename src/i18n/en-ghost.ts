/** What another device did with the coins of this wallet, in English. */

export const enGhost = {
  changed: "Being changed by another device",
  changedLine: "Comes back as new coins",
  changedNext: "Another of your devices turns these coins into new ones. They come with its next backup.",
  line: "Not told yet what for",
  look: "Look for news",
  looking: "Looking…",
  noticed: "Noticed",
  otherwise:
    "Open Satchel on that device, so that it can tell. If there is none, somebody else has your recovery secret or a copy of your browser profile: spend what is left soon, and begin a new wallet.",
  spent: "Spent by another device",
  text: "The exchange has proved that these coins were spent, and this device did not do it. Another device of this wallet did. As soon as it has told, the purchase stands here instead.",
  title: "On another device",
};

export type GhostMessages = typeof enGhost;
