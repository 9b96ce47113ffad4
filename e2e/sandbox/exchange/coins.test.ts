import assert from "node:assert/strict";
import { it } from "node:test";
import { checkCoinHistory } from "../../../src/taler/coin-account.ts";
import { coinHistoryAnswer, coinHistoryHeader } from "../../../src/taler/coin-history.ts";
import { textOf } from "../../../src/taler/crockford.ts";
import { signNow } from "../../../src/taler/eddsa.ts";
import recording from "../../../src/taler/recordings/coin-history.json";
import refusedRecording from "../../../src/taler/recordings/coin-history-refused.json";
import { coinHistory } from "../../../src/taler/wallet-signatures.ts";
import { exchangeScene, statusOf } from "../../../src/testing/exchange-scene.ts";
import { recorded } from "../../../src/testing/recordings.ts";
import { planRefresh, refresh } from "../../../src/testing/refresher.ts";
import { assertLikeRecorded } from "../../../src/testing/replay.ts";
import type { Held, Spender } from "../../../src/testing/spender.ts";

const signed = ({ planchet }: Held, startOffset = 0) => ({
  [coinHistoryHeader]: textOf(signNow(planchet.coinPriv, coinHistory({ startOffset }))),
});
const askHistory = (spender: Spender, coin: Held, headers: Record<string, string> = signed(coin), query = "") =>
  spender.ask("GET", `coins/${coin.coinPub}/history${query}`, undefined, headers);
const ownOf = ({ coinPub, denomination }: Held) => ({
  coinPub,
  denominationHash: denomination.hash,
  value: denomination.value,
});

it("tells as recorded what was spent of a coin, and every entry holds", async () => {
  const { spender, signers } = exchangeScene();
  const [five] = await spender.withdraw("5");
  assert.ok(five);
  await spender.pay(spender.deposit("bread", [[five, "3"]]));
  await refresh(spender, await planRefresh(spender, five, "1.93", ["1", "0.5", "0.2", "0.1"]));
  await spender.pay(spender.deposit("crumbs", [[five, "0.02"]]));
  const answer = await askHistory(spender, five);
  assert.equal(answer.headers.get("ETag"), '"3"');
  const told = coinHistoryAnswer.parse(await answer.json());
  const { remaining, spent, flaws } = await checkCoinHistory(ownOf(five), told, signers());
  assert.deepEqual([remaining, spent, flaws], ["KUDOS:0.05", "KUDOS:4.95", []]);
  assert.deepEqual(
    told.history.map(({ type }) => type),
    ["DEPOSIT", "MELT", "DEPOSIT"],
  );
});

it("tells what is new since the last time", async () => {
  const { spender } = exchangeScene();
  const [five] = await spender.withdraw("5");
  assert.ok(five);
  await spender.pay(spender.deposit("bread", [[five, "3"]]));
  await assertLikeRecorded(await askHistory(spender, five), recorded(recording, "coin-history-spent"));
  await spender.pay(spender.deposit("butter", [[five, "1"]]));
  const later = coinHistoryAnswer.parse(await (await askHistory(spender, five, signed(five, 1), "?start=1")).json());
  assert.deepEqual([later.history.length, later.balance], [1, "KUDOS:1"]);
  assert.equal((await askHistory(spender, five, signed(five, 2), "?start=2")).status, 204);
});

it("refuses everybody else as recorded, and knows nothing of coins that were never spent", async () => {
  const { spender } = exchangeScene();
  const [five, two] = await spender.withdraw("5", "2");
  assert.ok(five && two);
  await spender.pay(spender.deposit("bread", [[five, "3"]]));
  const refused = (label: string) => recorded(refusedRecording, label);
  await assertLikeRecorded(await askHistory(spender, five, {}), refused("coin-history-nosig"));
  await assertLikeRecorded(await askHistory(spender, five, signed(two)), refused("coin-history-badsig"));
  const mismatch = await askHistory(spender, five, signed(five), "?start=1");
  await assertLikeRecorded(mismatch, refused("coin-history-start-sig-mismatch"));
  assert.deepEqual(await statusOf(await askHistory(spender, two)), [404, 1019]);
  const conditional = { ...signed(five), "If-None-Match": '"1"' };
  assert.deepEqual(await statusOf(await askHistory(spender, five, conditional)), [400, 26]);
  assert.deepEqual(await statusOf(await askHistory(spender, five, { [coinHistoryHeader]: "ABC" })), [400, 26]);
});
