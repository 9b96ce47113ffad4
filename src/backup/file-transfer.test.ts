import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { longestPiece, pieceSize } from "../api/file-pieces.ts";
import { WalletError } from "../api/problems.ts";
import { sameBytes } from "../taler/hash.ts";
import { minute, rich } from "../testing/customers.ts";
import { newTown } from "../testing/town.ts";
import { ownRoot, selfOf } from "../wallet/roots.ts";
import { openFile } from "./file.ts";
import { beginSaving, savedFile, savedPiece, takenFile, takePiece } from "./file-transfer.ts";

const notWhole = (error: unknown) => error instanceof WalletError && error.problem.code === "fileNotWhole";

/** So much of anything, in pieces. */
const piecesOf = (bytes: Uint8Array): readonly string[] =>
  Array.from({ length: Math.ceil(bytes.length / pieceSize) }, (_, index) =>
    Buffer.from(bytes.subarray(index * pieceSize, (index + 1) * pieceSize)).toString("base64"),
  );

describe("a file on its way to a page", () => {
  it("is saved once its last piece was fetched, and behind as soon as something changes", async () => {
    const town = await newTown("pieces");
    const env = await rich(town);
    assert.deepEqual(await savedFile(env), {});
    const { id, pieces } = await beginSaving(env);
    assert.deepEqual([pieces, await savedFile(env)], [1, {}]);
    const file = Uint8Array.from(Buffer.from(await savedPiece(env, id, 0), "base64"));
    assert.equal((await openFile(env, file, await ownRoot(env.db))).wallet, (await selfOf(env.db)).root);
    assert.deepEqual(await savedFile(env), { at: env.now(), isBehind: false });
    await rich(town, "KUDOS:2", { profile: env.profile });
    town.clock.windTo(town.clock.now() + minute);
    assert.equal((await savedFile(env)).isBehind, true);
    await assert.rejects(savedPiece(env, id, 0), notWhole, "it is handed out once");
  });

  it("is named as not whole after a restart of the background", async () => {
    const env = await rich(await newTown("restart"));
    const { id } = await beginSaving(env);
    await assert.rejects(savedPiece(await env.restart(), id, 0), notWhole);
  });
});

describe("a file on its way to the background", () => {
  it("comes together from pieces, however many tries a secret takes", async () => {
    const env = await (await newTown("sent")).wallet();
    const bytes = Uint8Array.from({ length: 2 * pieceSize + 5 }, (_, index) => index % 251);
    let id: string | undefined;
    for (const [index, piece] of piecesOf(bytes).entries()) {
      assert.ok(piece.length <= longestPiece);
      id = takePiece(env, { id, index, piece });
    }
    for (let round = 0; round < 2; round++) {
      assert.ok(sameBytes(takenFile(env, { id: id ?? "", pieces: 3 }), bytes));
    }
  });

  it("is refused when a piece is missing, of another file, or one too many", async () => {
    const env = await (await newTown("gaps")).wallet();
    const [first = ""] = piecesOf(env.random(10));
    const id = takePiece(env, { index: 0, piece: first });
    assert.throws(() => takePiece(env, { id, index: 2, piece: first }), notWhole);
    assert.throws(() => takePiece(env, { id: "other", index: 1, piece: first }), notWhole);
    for (const sent of [
      { id, pieces: 2 },
      { id: "other", pieces: 1 },
    ])
      assert.throws(() => takenFile(env, sent), notWhole);
    const next = takePiece(env, { index: 0, piece: first });
    assert.throws(() => takenFile(env, { id, pieces: 1 }), notWhole, "another file has taken its place");
    assert.equal(takenFile(env, { id: next, pieces: 1 }).length, 10);
  });

  it("is bounded", async () => {
    const env = await (await newTown("bounded")).wallet();
    const piece = Buffer.alloc(pieceSize).toString("base64");
    let id = takePiece(env, { index: 0, piece });
    assert.throws(
      () => {
        for (let index = 1; index < 100; index++) id = takePiece(env, { id, index, piece });
      },
      (error) => error instanceof WalletError && error.problem.code === "backupTooLarge",
    );
  });
});
