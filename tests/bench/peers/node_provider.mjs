// oidc-provider, in memory, as its documentation shows it: one client, rotation always.
// node node_provider.mjs PORT COUNT writes COUNT refresh tokens to tokens.json and serves.

import { writeFileSync } from "node:fs";
import Provider from "oidc-provider";

const [port, count] = process.argv.slice(2).map(Number);
// Without openid no ID token is signed, which ours does not do on a refresh either.
const SCOPE = "offline_access";
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [
    {
      client_id: "bench",
      client_secret: "invented",
      grant_types: ["authorization_code", "refresh_token"],
      redirect_uris: ["http://127.0.0.1/callback"],
      scope: SCOPE,
    },
  ],
  findAccount: (_ctx, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
  rotateRefreshToken: true,
});

const client = await provider.Client.find("bench");
const tokens = [];
for (let number = 0; number < count; number += 1) {
  const grant = new provider.Grant({ accountId: `user-${number}`, clientId: "bench" });
  grant.addOIDCScope(SCOPE);
  const token = new provider.RefreshToken({
    accountId: `user-${number}`,
    client,
    grantId: await grant.save(),
    gty: "authorization_code",
    scope: SCOPE,
  });
  tokens.push(await token.save());
}
provider.listen(port, "127.0.0.1", () => {
  writeFileSync("tokens.json", JSON.stringify(tokens));
});
