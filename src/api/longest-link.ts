/** The length at which a text stops being a link, wherever links come from. */

/** Characters. Longer ones are no links that a wallet could open. */
export const longestLink = 4000;
