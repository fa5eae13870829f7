/** Whose signature under a session counts, while keys come and go. */
import assert from "node:assert/strict";
import { base64url, SignJWT, UnsecuredJWT } from "jose";
import { createSessions } from "../../../services/identity/session.ts";
import type { SessionKey } from "../../../services/config_values.ts";
import { newId, realWorld } from "../../../services/world.ts";
import { createStore } from "../../../store/store.ts";

const key = (kid: string): SessionKey => ({ kid, secret: realWorld.random(32) });
const [first, second, third] = ["k20260101", "k20260201", "k20260301"].map(key);
const DAY_MS = 24 * 60 * 60 * 1000;

/** A person's library, with a session begun under `keys`. */
async function withSession(
  keys: SessionKey[],
  run: (parts: {
    token: string;
    userId: string;
    id: string;
    check: (token: string, keys: SessionKey[]) => Promise<boolean>;
    pass: (ms: number) => void;
  }) => Promise<void>,
): Promise<void> {
  const kv = await Deno.openKv(":memory:");
  try {
    const store = createStore(kv);
    let skew = 0;
    const world = { ...realWorld, now: () => Date.now() + skew };
    const userId = newId(world);
    const operation = store.begin();
    store.users.add(operation, { id: userId, email: "clara@example.org", createdAt: 0 });
    const { token, session } = await createSessions(store, keys, world).begin(operation, userId);
    await store.commit(operation);
    await run({
      token,
      userId,
      id: session.id,
      check: async (token, keys) => await createSessions(store, keys, world).check(token) !== null,
      pass: (ms) => void (skew += ms),
    });
  } finally {
    kv.close();
  }
}

Deno.test("a session goes on while its key is listed, whatever key signs by now, and ends with it", async () => {
  await withSession([first], async ({ token, check, pass }) => {
    assert.equal(await check(token, [first]), true);
    pass(20 * DAY_MS);
    assert.equal(await check(token, [second, first]), true);
    pass(20 * DAY_MS); // Two rotations within 90 days sign nobody out.
    assert.equal(await check(token, [third, second, first]), true);
    assert.equal(await check(token, [third, second]), false);
  });
});

Deno.test("a session ends after ninety days also where its token would go on [ASVS 5.0 7.3.2]", async () => {
  await withSession([first], async ({ userId, id, check, pass }) => {
    const longer = await new SignJWT().setSubject(userId).setJti(id).setExpirationTime("400d")
      .setProtectedHeader({ alg: "HS256", kid: first.kid }).sign(first.secret);
    for (let day = 0; day < 90; day += 15) {
      assert.equal(await check(longer, [first]), true, String(day));
      pass(15 * DAY_MS);
    }
    pass(1000);
    assert.equal(await check(longer, [first]), false);
  });
});

Deno.test("another key under the same name signs nobody in", async () => {
  await withSession([first], async ({ token, check }) => {
    assert.equal(await check(token, [key(first.kid)]), false);
  });
});

Deno.test("only HS256 by a key of ours counts: no alg none, no other alg, no kid that leads elsewhere [RFC 8725 3.1, ASVS 5.0 9.1]", async () => {
  await withSession([first], async ({ userId, id, check }) => {
    const claims = () => new SignJWT().setSubject(userId).setJti(id).setExpirationTime("1h");
    const signed = (header: Record<string, unknown>, secret = first.secret) =>
      claims().setProtectedHeader({ alg: "HS256", ...header }).sign(secret);
    assert.equal(await check(await signed({ kid: first.kid }), [first]), true);

    const forged = {
      "alg none": new UnsecuredJWT({ sub: userId, jti: id, exp: 9e9 }).encode(),
      "alg none with our kid": [
        base64url.encode(JSON.stringify({ alg: "none", kid: first.kid })),
        base64url.encode(JSON.stringify({ sub: userId, jti: id, exp: 9e9 })),
        "",
      ].join("."),
      "HS384": await claims().setProtectedHeader({ alg: "HS384", kid: first.kid })
        .sign(realWorld.random(48)),
      "HS512 by our secret": await claims().setProtectedHeader({ alg: "HS512", kid: first.kid })
        .sign(new Uint8Array([...first.secret, ...first.secret])),
      "no kid": await signed({}),
      "an empty secret's kid": await signed({ kid: "" }, new Uint8Array(32)),
      "a path": await signed({ kid: "../../../dev/null" }, new Uint8Array(32)),
      "a path to our key": await signed({ kid: `./${first.kid}` }),
      "a name of JavaScript's": await signed({ kid: "__proto__" }),
      "another one": await signed({ kid: "constructor" }),
      "a list": await signed({ kid: [first.kid] }),
      "another letter case": await signed({ kid: first.kid.toUpperCase() }),
      "a header that must be understood": await signed({ kid: first.kid, crit: ["exp"] })
        .catch(() => "x"),
      "a key that it brings along": await signed(
        { kid: "mine", jwk: { kty: "oct", k: base64url.encode(new Uint8Array(32)) } },
        new Uint8Array(32),
      ),
      "no token": "",
    };
    for (const [name, token] of Object.entries(forged)) {
      assert.equal(await check(token, [first]), false, name);
    }
  });
});

Deno.test("another alg by a key of ours that is long enough for it does not count either [RFC 8725 3.1]", async () => {
  const long: SessionKey = { kid: "long", secret: realWorld.random(64) };
  await withSession([long], async ({ userId, id, check }) => {
    for (const alg of ["HS256", "HS384", "HS512"]) {
      const token = await new SignJWT().setSubject(userId).setJti(id).setExpirationTime("1h")
        .setProtectedHeader({ alg, kid: long.kid }).sign(long.secret);
      assert.equal(await check(token, [long]), alg === "HS256", alg);
    }
  });
});

Deno.test("a token of ours without its row, or of somebody else's row, signs nobody in", async () => {
  await withSession([first], async ({ userId, id, check }) => {
    const token = (sub: string, jti: string) =>
      new SignJWT().setSubject(sub).setJti(jti).setExpirationTime("1h")
        .setProtectedHeader({ alg: "HS256", kid: first.kid }).sign(first.secret);
    assert.equal(await check(await token(userId, newId(realWorld)), [first]), false);
    assert.equal(await check(await token(newId(realWorld), id), [first]), false);
    assert.equal(await check(await token(`${userId}/${id}`, id), [first]), false);
  });
});
