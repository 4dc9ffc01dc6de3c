// A real provider of OpenID Connect for the tests: npm's oidc-provider, with its own pages for logging in.
// Takes {port, redirects, keys} as JSON in its first argument. «GET /clock?shift=-7200000» turns its clock back.
import Provider from "oidc-provider";

const { port, redirects, keys } = JSON.parse(process.argv[2]);
const now = Date.now;
let shift = 0;
Date.now = () => now() + shift;

const common = { redirect_uris: redirects, grant_types: ["authorization_code"], response_types: ["code"] };
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [
    { ...common, client_id: "by-secret", client_secret: "a secret of the tests" },
    { ...common, client_id: "by-key", token_endpoint_auth_method: "private_key_jwt", jwks: { keys } },
  ],
  pkce: { required: () => true },
  acrValues: ["idporten-loa-low", "idporten-loa-substantial"],
  claims: { openid: ["sub"], email: ["email", "email_verified"] },
  conformIdTokenClaims: false,
  ttl: { IdToken: 600 },
  cookies: { keys: ["only for tests"] },
  findAccount: (_context, id) => ({
    accountId: id,
    claims: () => ({
      sub: id,
      email: id.replace("claims-to-be-", ""),
      email_verified: !id.startsWith("claims-to-be-"),
    }),
  }),
});
provider.use(async (context, next) => {
  if (context.path === "/clock") {
    shift = Number(context.query.shift);
    context.body = "ok";
  } else if (context.method === "POST" && /^\/interaction\/[^/]+$/.test(context.path)) {
    await answer(context);
  } else await next();
});

// Its own pages log in without a level, so we take their form.
async function answer(context) {
  let body = "";
  for await (const part of context.req) body += part;
  const fields = new URLSearchParams(body);
  const { prompt, params, session } = await provider.interactionDetails(context.req, context.res);
  let result;
  if (prompt.name === "login") {
    const accountId = fields.get("login");
    const level = accountId.startsWith("weak") ? "low" : "substantial";
    result = { login: { accountId, acr: `idporten-loa-${level}` } };
  } else {
    const grant = new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
    grant.addOIDCScope(params.scope);
    result = { consent: { grantId: await grant.save() } };
  }
  const address = await provider.interactionResult(context.req, context.res, result);
  context.redirect(address);
}

provider.listen(port, "127.0.0.1", () => console.log("ready"));
