/**
 * What the identity provider remembers, shared by the providers before and after a key rotation:
 * the adapter interface of oidc-provider over one map.
 *
 * @module
 */

type Row = Record<string, unknown> & { uid?: string; grantId?: string };

/** The adapter that oidc-provider makes one of for each model. */
export interface Adapter {
  upsert(id: string, row: Row, expiresIn?: number): Promise<void>;
  find(id: string): Promise<Row | undefined>;
  findByUid(uid: string): Promise<Row | undefined>;
  findByUserCode(): Promise<undefined>;
  consume(id: string): Promise<void>;
  destroy(id: string): Promise<void>;
  revokeByGrantId(grantId: string): Promise<void>;
}

/**
 * A store, as the factory that oidc-provider asks for. `client` gives the registered client at
 * each look-up, because an app under test knows its address only once it runs.
 */
export function createStore(client: () => Row): (model: string) => Adapter {
  const rows = new Map<string, { row: Row; until: number }>();
  const fresh = (key: string) => {
    const kept = rows.get(key);
    return kept !== undefined && kept.until > Date.now() ? kept.row : undefined;
  };
  return (model) => ({
    upsert(id, row, expiresIn) {
      const until = expiresIn === undefined ? Infinity : Date.now() + expiresIn * 1000;
      rows.set(`${model}:${id}`, { row, until });
      return Promise.resolve();
    },
    find(id) {
      const known = client();
      if (model === "Client") return Promise.resolve(known.client_id === id ? known : undefined);
      return Promise.resolve(fresh(`${model}:${id}`));
    },
    findByUid(uid) {
      const own = [...rows].filter(([key]) => key.startsWith(`${model}:`));
      return Promise.resolve(own.find(([key, { row }]) => row.uid === uid && fresh(key))?.[1].row);
    },
    findByUserCode: () => Promise.resolve(undefined),
    consume(id) {
      const row = fresh(`${model}:${id}`);
      if (row) row.consumed = Math.floor(Date.now() / 1000);
      return Promise.resolve();
    },
    destroy: (id) => Promise.resolve(void rows.delete(`${model}:${id}`)),
    revokeByGrantId(grantId) {
      for (const [key, { row }] of rows) if (row.grantId === grantId) rows.delete(key);
      return Promise.resolve();
    },
  });
}
