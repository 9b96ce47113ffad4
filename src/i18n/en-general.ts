/** What the general settings say in English. */
export const enGeneral = {
  finding: "Finding Taler links",
  lead: "What Satchel may do outside of its own window. You decide, and the browser asks you.",
  links: {
    title: "Open Taler links on web pages",
    why: "A Taler link that you click opens in Satchel, and so does one that a page offers to wallets. To notice it, Satchel must be allowed to see the pages that you visit. It looks for Taler links there and for nothing else, changes nothing and remembers nothing. Whoever made the link notices that a wallet has opened it.",
  },
  payments: {
    title: "Notice requests for payment (402)",
    why: "Some shops ask for money before they show a page at all. To notice it, Satchel must be allowed to see how servers answer when you open a page. It only watches. The shop notices that a wallet asks what is to be paid. The switch above goes on with it.",
  },
  private: "Private windows",
  privateAllowed: "You have allowed Satchel there.",
  privateHow:
    "Satchel is not allowed there yet. In Firefox: Add-ons and themes, Satchel, “Run in Private Windows”. In Chrome: Manage extensions, Satchel, Details, “Allow in Incognito”.",
  privateText:
    "A link from a private window opens in that window. Nothing is kept of it unless you accept it; what you accept belongs to your one wallet, like everything else in it.",
  refused: "The browser has not allowed it, so nothing has changed.",
  title: "General",
  without: "Satchel works without either.",
  withoutHow:
    "Copy a link and paste it under “Receive” or “Send”, or scan its code there; or open Satchel on the page that shows it and choose “Look on this page”: then it sees this one page, this once.",
};
