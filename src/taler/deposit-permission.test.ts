import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { madeUpTerms } from "../testing/contracts.ts";
import { kudos } from "../testing/offers.ts";
import { readContract } from "./check-contract.ts";
import { bytesOf, textOf } from "./crockford.ts";
import { permissionBlock, permitDeposits } from "./deposit-permission.ts";
import { publicKeyOf, verify } from "./eddsa.ts";
import { depositPermission } from "./merchant-api.ts";

const contractOf = (more = {}) => {
  const checked = readContract(madeUpTerms(more));
  assert.ok("contract" in checked);
  return checked.contract;
};

const spends = Array.from({ length: 5 }, (_, index) => ({
  coinPriv: new Uint8Array(32).fill(index + 1),
  denominationHash: textOf(new Uint8Array(64).fill(index)),
  coinSignature: textOf(new Uint8Array(256).fill(7)),
  exchangeBaseUrl: "https://exchange.test/",
  contribution: kudos(`${index + 1}.01`),
  depositFee: kudos("0.01"),
}));

describe("deposit permissions", () => {
  it("are signed by each coin, in order", async () => {
    const contract = contractOf();
    const permissions = await permitDeposits(contract, spends);
    for (const [index, spend] of spends.entries()) {
      const permission = permissions[index];
      assert.ok(permission);
      assert.deepEqual(depositPermission.parse(permission), permission);
      assert.equal(permission.contribution, spend.contribution);
      const pub = publicKeyOf(spend.coinPriv);
      assert.equal(permission.coin_pub, textOf(pub));
      const signature = bytesOf(permission.coin_sig);
      assert.ok(await verify(pub, permissionBlock(contract, spend), signature));
      const more = { ...spend, contribution: kudos("9") };
      assert.equal(await verify(pub, permissionBlock(contract, more), signature), false);
    }
  });

  it("are the same bytes when they are made again", async () => {
    assert.deepEqual(await permitDeposits(contractOf(), spends), await permitDeposits(contractOf(), spends));
  });

  it("are for one contract only", async () => {
    const [spend] = spends;
    assert.ok(spend);
    const block = (more = {}) => textOf(permissionBlock(contractOf(more), spend));
    const variants = [{}, { summary: "Cake" }, { h_wire: textOf(new Uint8Array(64)) }, { refund_deadline: undefined }];
    assert.equal(new Set(variants.map(block)).size, variants.length);
  });
});
