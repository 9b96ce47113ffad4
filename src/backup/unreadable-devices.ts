/** Devices of which a newer version told, or a damaged row: they use this wallet like any other, and can be retired. */
import { adopt } from "../store/adopt.ts";
import type { DeviceId } from "../store/clock.ts";
import type { Database } from "../store/db.ts";
import type { Deed } from "../store/deed.ts";
import { devices } from "../store/entities/device.ts";
import { keyIn } from "../store/overtaken.ts";
import type { Facts } from "../store/row.ts";
import { emptySet } from "../store/state.ts";
import { Step } from "../store/step.ts";
import { FormatError } from "../taler/codec.ts";

/** Such a device, with whatever could be read of it: nothing, where not even its row could. */
export interface UnreadableDevice {
  readonly key: DeviceId;
  readonly facts: Facts;
}

/** All of them but those of which this version could read a row at some time. */
export async function unreadableDevices(db: Database): Promise<readonly UnreadableDevice[]> {
  const rows = await db.foreign.where("[set+key]").between([devices.name, ""], [devices.name, []]).toArray();
  const spoilt = await db.setAside.where("[set+spelling]").between([devices.name, ""], [devices.name, []]).toArray();
  const found = new Map<DeviceId, Facts>(spoilt.map(({ raw }) => [keyIn(raw) ?? "", {}]));
  for (const { key, facts } of rows) found.set(key, facts);
  const known = new Set(
    await db
      .of(devices)
      .where("key")
      .anyOf([...found.keys()])
      .primaryKeys(),
  );
  return [...found].flatMap(([key, facts]) => (isDeviceId(key) && !known.has(key) ? [{ key, facts }] : []));
}

/** What else stands there belongs to nobody who could stand in a clock. */
function isDeviceId(key: string): boolean {
  try {
    return key !== "" && devices.key.parse(key) === key;
  } catch (error) {
    if (error instanceof FormatError) return false;
    throw error;
  }
}

/**
 * Says of it that nobody shall wait for it; false when there is none of this id. Where not even its row could be read,
 * this is all that its new row says: whoever can read the other one joins both.
 */
export async function retireUnreadable(db: Database, now: number, id: DeviceId): Promise<boolean> {
  const isThere = (await unreadableDevices(db)).some(({ key }) => key === id);
  if (!isThere) return false;
  return adopt(db, { now }, ({ state, self }) => {
    if (id === self.device) return { result: false };
    const { rows, tombstones } = state.sets.get(devices.name) ?? emptySet;
    const before = rows.get(id);
    const step = new Step(self);
    const deed: Deed = { verb: before ? "learn" : "insert", entity: devices, key: id, facts: { retired: "yes" } };
    const after = step.apply(before ?? tombstones.get(id), deed);
    if (!after || !("ins" in after) || after === before) return { result: true };
    const changes = { counts: step.after().counts, sets: new Map([[devices.name, { rows: [after] }]]) };
    return { changes, result: true };
  });
}
