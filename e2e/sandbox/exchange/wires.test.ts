import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { bytesOf, textOf } from "../../../src/taler/crockford.ts";
import {
  type DepositName,
  type DepositRequest,
  depositPending,
  depositTransfer,
  verifyDepositTransfer,
  wireHashOf,
} from "../../../src/taler/deposit-api.ts";
import { signNow } from "../../../src/taler/eddsa.ts";
import { merchantTrack } from "../../../src/taler/merchant-signatures.ts";
import trackingRecording from "../../../src/taler/recordings/tracking.json";
import { day, exchangeScene, hour, sceneUrl, statusOf, untilWaiting } from "../../../src/testing/exchange-scene.ts";
import { recorded } from "../../../src/testing/recordings.ts";
import { assertLikeRecorded } from "../../../src/testing/replay.ts";
import { merchantPriv, merchantPub, Spender } from "../../../src/testing/spender.ts";
import { newSandbox, testAddresses } from "../sandbox.ts";
import { handWoundWorld } from "../world.ts";

describe("the merchant", () => {
  const nameOf = (request: DepositRequest): DepositName => ({
    wireHash: textOf(wireHashOf(request)),
    contractHash: request.h_contract_terms,
    coinPub: request.coins[0]?.coin_pub ?? "",
  });
  const pathOf = (name: DepositName, priv = merchantPriv) => {
    const { wireHash, contractHash, coinPub } = name;
    const block = merchantTrack({
      wireHash: bytesOf(wireHash),
      contractHash: bytesOf(contractHash),
      coinPub: bytesOf(coinPub),
    });
    const path = `deposits/${wireHash}/${merchantPub}/${contractHash}/${coinPub}`;
    return `${path}?merchant_sig=${textOf(signNow(priv, block))}`;
  };

  it("is paid when the time has come, with one wire for all deposits", async () => {
    const { spender, world, wires, exchange, signers, isBalanced, spending } = exchangeScene();
    const [five, two] = await spender.withdraw("5", "2");
    assert.ok(five && two);
    const bread = spender.deposit("bread", [[five, "3"]]);
    await spender.pay(bread);
    await spender.pay(
      spender.deposit("butter", [
        [two, "1"],
        [five, "1"],
      ]),
    );
    const track = (path = pathOf(nameOf(bread))) => spender.ask("GET", path);
    const pending = await track();
    assert.equal(pending.status, 202);
    const { execution_time, kyc_ok } = depositPending.parse(await pending.json());
    assert.deepEqual([execution_time, kyc_ok], [bread.wire_transfer_deadline, true]);
    await world.advance(2 * hour - 1000);
    exchange.wireDue();
    assert.equal(wires.length, 0);
    await world.advance(1000);
    const answer = await track();
    const json = await assertLikeRecorded(answer, recorded(trackingRecording, "deposits-get"));
    const transfer = depositTransfer.parse(json);
    assert.ok(await verifyDepositTransfer(nameOf(bread), transfer, signers()));
    assert.equal(transfer.coin_contribution, "KUDOS:2.99");
    const account = bread.merchant_payto_uri;
    assert.deepEqual(wires, [{ account, amount: "KUDOS:4.96", subject: `${transfer.wtid} ${sceneUrl}` }]);
    const { owed, transferred, wireFees } = spending();
    assert.deepEqual([owed, transferred, wireFees], ["KUDOS:0", "KUDOS:4.96", "KUDOS:0.01"]);
    assert.ok(isBalanced());
    await world.advance(day);
    assert.equal((await track()).status, 200);
    assert.equal(wires.length, 1);
  });

  it("can wait for the wire", async () => {
    const { spender, world } = exchangeScene();
    const [five] = await spender.withdraw("5");
    assert.ok(five);
    const bread = spender.deposit("bread", [[five, "3"]]);
    await spender.pay(bread);
    const inVain = spender.ask("GET", `${pathOf(nameOf(bread))}&timeout_ms=1000`);
    await untilWaiting(world);
    await world.advance(1000);
    assert.equal((await inVain).status, 202);
    const waiting = spender.ask("GET", `${pathOf(nameOf(bread))}&timeout_ms=${3 * hour}`);
    await untilWaiting(world);
    await world.advance(2 * hour);
    assert.equal((await waiting).status, 200);
  });

  it("is not paid what is less than the wire costs, until there is more", async () => {
    const { spender, world, wires, exchange } = exchangeScene();
    const [five] = await spender.withdraw("5");
    assert.ok(five);
    await spender.pay(spender.deposit("crumb", [[five, "0.02"]]));
    await world.advance(day);
    exchange.wireDue();
    assert.equal(wires.length, 0);
    await spender.pay(spender.deposit("crumbs", [[five, "0.03"]]));
    await world.advance(day);
    exchange.wireDue();
    assert.deepEqual(
      wires.map((wire) => wire.amount),
      ["KUDOS:0.02"],
    );
  });

  it("alone is told", async () => {
    const { spender } = exchangeScene();
    const [five] = await spender.withdraw("5");
    assert.ok(five);
    const bread = spender.deposit("bread", [[five, "3"]]);
    await spender.pay(bread);
    const badlySigned = await spender.ask("GET", pathOf(nameOf(bread), new Uint8Array(32).fill(1)));
    await assertLikeRecorded(badlySigned, recorded(trackingRecording, "deposits-get-badsig"));
    const elsewhere = { ...nameOf(bread), wireHash: textOf(new Uint8Array(64)) };
    assert.deepEqual(await statusOf(await spender.ask("GET", pathOf(elsewhere))), [404, 1100]);
    const unsigned = pathOf(nameOf(bread)).replace(/\?.*/, "");
    assert.deepEqual(await statusOf(await spender.ask("GET", unsigned)), [400, 25]);
  });
});

it("brings money to an account at the bank of the sandbox, or out of its sight", async () => {
  const world = handWoundWorld(Date.UTC(2026, 0, 1), "home");
  const { exchange, bank, fetch } = newSandbox({ world });
  const spender = new Spender(exchange, testAddresses.exchange);
  const [five, two] = await spender.withdraw("5", "2");
  assert.ok(five && two);
  const merchant_payto_uri = "payto://x-taler-bank/bank.test/alice?receiver-name=Alice";
  await spender.pay(spender.deposit("home", [[five, "5"]], { merchant_payto_uri }));
  const iban = "payto://iban/DE75512108001245126199?receiver-name=Alice";
  await spender.pay(spender.deposit("abroad", [[two, "2"]], { merchant_payto_uri: iban }));
  await world.advance(3 * hour);
  const account = await (await fetch(new Request(`${testAddresses.bank}accounts/alice`))).json();
  assert.equal((account as { balance: { amount: string } }).balance.amount, "KUDOS:4.98");
  assert.equal(bank.desk.book.account(iban)?.received, "KUDOS:1.98");
});
