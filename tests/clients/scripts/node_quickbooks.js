// node-quickbooks with tokens that somebody else has asked for: call, refresh, revoke.
const { promisify } = require('node:util');

async function lifecycle() {
  const company = connect(process.env.ACCESS_TOKEN, process.env.REALM_ID, process.env.REFRESH_TOKEN);
  const info = promisify(company.getCompanyInfo).bind(company);
  const refresh = promisify(company.refreshAccessToken).bind(company);
  const revoke = promisify(company.revokeAccess).bind(company);
  const user = promisify(company.getUserInfo).bind(company);

  saw({ company: (await info(process.env.REALM_ID)).CompanyName });
  saw({ email: (await user()).email });
  const second = await refresh();
  saw({ rotated: second.refresh_token !== process.env.REFRESH_TOKEN });

  await ask({ advance: '24h' });
  const late = await refused(info(process.env.REALM_ID));
  saw({ afterADay: String(late) });
  company.refreshToken = process.env.REFRESH_TOKEN;
  saw({ stale: (await refused(refresh())).response.data });

  company.refreshToken = second.refresh_token;
  await revoke(true);
  company.refreshToken = second.refresh_token;
  saw({ afterRevocation: (await refused(refresh())).response.data });
}
