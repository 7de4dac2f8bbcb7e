// A whole lifecycle with npm intuit-oauth.
async function lifecycle() {
  const { scopes } = OAuthClient;
  const address = oauthClient.authorizeUri({
    scope: [scopes.Accounting, scopes.OpenId, scopes.Email],
    state: 'to-be-compared',
  });
  const response = await ask({ browse: address });
  saw({ state: response.state });
  const first = (await oauthClient.createToken(response.redirect)).json;
  saw({
    realmId: oauthClient.getToken().realmId,
    lifetime: first.x_refresh_token_expires_in,
    idTokenIsGood: await oauthClient.validateIdToken(first.id_token),
    email: (await oauthClient.getUserInfo()).json.email,
  });

  const { realmId } = response;
  const path = `v3/company/${realmId}/companyinfo/${realmId}`;
  const info = await oauthClient.makeApiCall({ url: path });
  saw({ company: info.json.CompanyInfo.CompanyName });

  oauthClient.includeRefreshTokenHardExpiresIn = true;
  const second = (await oauthClient.refresh()).json;
  saw({
    rotated: second.refresh_token !== first.refresh_token,
    hardLimit: second.x_refresh_token_hard_expires_in,
  });

  await ask({ advance: '24h' });
  const late = await refused(oauthClient.makeApiCall({ url: path }));
  saw({ afterADay: [late.message, late.code] });
  const stale = await refused(oauthClient.refreshUsingToken(first.refresh_token));
  saw({ stale: [stale.error, stale.error_description, Boolean(stale.intuit_tid)] });

  const revoked = await oauthClient.revoke({ refresh_token: second.refresh_token });
  saw({ revoked: revoked.status() });
  const ended = await refused(oauthClient.refreshUsingToken(second.refresh_token));
  saw({ afterRevocation: ended.error });
}
