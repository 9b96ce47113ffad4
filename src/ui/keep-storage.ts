/** Having the browser promise that it does not throw away what is stored when disk space runs short. */

/** True when the browser promises; asked only where it has not before, since some ask their user. Never rejects. */
export async function keepStorage(storage: Pick<StorageManager, "persisted" | "persist">): Promise<boolean> {
  try {
    return (await storage.persisted()) || (await storage.persist());
  } catch {
    // A private window promises nothing, and some browsers say so by failing.
    return false;
  }
}
