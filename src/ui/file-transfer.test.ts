import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Ask } from "../api/client.ts";
import { base64Of, bytesOfBase64, largestFile, pieceSize } from "../api/file-pieces.ts";
import { fetchedFile, handedOver, savedName } from "./file-transfer.ts";

describe("a saved wallet in a page", () => {
  it("is called by the day, and its ending says what it is", () => {
    assert.equal(savedName(Date.UTC(2026, 10, 21, 23)), "satchel-backup-2026-11-21.taler-backup");
  });

  it("is put together from its pieces", async () => {
    const ask = async (name: string, { index = 0 }: { readonly index?: number }) =>
      name === "beginSavingFile" ? { id: "X", pieces: 3 } : { piece: base64Of(Uint8Array.of(index, 7)) };
    const file = await fetchedFile(ask as never as Ask);
    assert.deepEqual([...new Uint8Array(await file.arrayBuffer())], [0, 7, 1, 7, 2, 7]);
  });

  it("is handed over in pieces under the name that the first one got", async () => {
    const bytes = new Uint8Array(pieceSize + 3).fill(9);
    const heard: { readonly id?: string; readonly index: number; readonly size: number }[] = [];
    const ask = async (_: string, sent: { readonly id?: string; readonly index: number; readonly piece: string }) => {
      const { piece, ...rest } = sent;
      heard.push({ ...rest, size: bytesOfBase64(piece).length });
      return { id: "NAME" };
    };
    assert.deepEqual(await handedOver(ask as never as Ask, new Blob([bytes])), { id: "NAME", pieces: 2 });
    assert.deepEqual(heard, [
      { index: 0, size: pieceSize },
      { id: "NAME", index: 1, size: 3 },
    ]);
  });

  it("that cannot be one is not even read", async () => {
    const nobody = (() => assert.fail("nothing is sent")) as never;
    const large = { size: largestFile + 1 } as Blob;
    await assert.rejects(handedOver(nobody, large), /backupTooLarge/);
    await assert.rejects(handedOver(nobody, new Blob([])), /notASavedFile/);
  });
});
