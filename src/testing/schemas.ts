/** What each version of the database looked like, so that tests can open one that an older wallet has written. */

type Schema = Readonly<Record<string, string>>;

const first: Schema = {
  devices: "key,seq",
  formerRoots: "key,seq",
  exchanges: "key,seq",
  denominations: "key,seq",
  reserves: "key,seq,ix.slot",
  withdrawals: "key,seq,ix.status,ix.bank",
  batches: "key,seq,ix.reserve",
  coins: "key,seq,ix.denom",
  providers: "key,seq",
  self: "id",
  tombstones: "[set+key]",
  foreign: "[set+key]",
  foreignLaws: "[set+field]",
  setAside: "[set+spelling]",
  aside: "[set+key]",
  enrolments: "url",
  blobs: "[url+hash]",
  offers: "url",
  retries: "id",
};

const second: Schema = { ...first, withdrawals: "key,seq,ix.status,ix.bank,ix.story", tallies: "[set+sort]" };

const third: Schema = {
  ...second,
  coins: "key,seq,ix.denom,ix.fresh",
  refreshes: "key,seq,ix.coin,ix.open",
  purchases: "key,seq,ix.open,ix.order,ix.fulfillment,ix.story",
  payments: "key,seq,ix.contract",
  deposits: "key,seq,ix.open,ix.story",
  orders: "id,order",
  ghosts: "[coin+purpose]",
};

const fifth: Schema = {
  ...third,
  coins: "key,seq,ix.denom,ix.recouped,ix.fresh",
  recoups: "key,seq,ix.story",
};

const sixth: Schema = { ...fifth, trustedKeys: "key,seq", trustedAuditors: "key,seq" };

const seventh: Schema = {
  ...sixth,
  purchases: "key,seq,ix.open,ix.announced,ix.order,ix.fulfillment,ix.story",
};

const ninth: Schema = { ...seventh, trash: "[set+key],at", removals: "url" };

/**
 * Never to be edited once a version has been given to users: another index or table needs another version in
 * `openDatabase`, and an entry of its own here.
 */
export const schemaByVersion: Readonly<Record<number, Schema>> = {
  ...{ 1: first, 2: second, 3: third, 4: third },
  ...{ 5: fifth, 6: sixth, 7: seventh, 8: seventh, 9: ninth },
};
