"""What people and validators tell of a store, a company and a missing value."""

import pytest

from grantlab.pastes.reading import read_paste
from grantlab.pastes.signs import Sign


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("nothing is stored after the call that brings a token", Sign.NOT_STORED),
        ("nobody writes the new token anywhere", Sign.NOT_STORED),
        ("tokens are only saved on the first login", Sign.NOT_STORED),
        ("our yaml file still contains the original refresh token", Sign.NOT_STORED),
        ("settings.json still shows the first token", Sign.NOT_STORED),
        ("the refresh_token in the database is still the same", Sign.NOT_STORED),
        ("token file not found, using refresh token from env", Sign.NOT_STORED),
        ("no cached refresh token, falling back to config", Sign.NOT_STORED),
        ("it starts from the seed refresh token again", Sign.NOT_STORED),
        ("the container was recreated this morning", Sign.RESTART_BREAKS),
        ("it was refreshing for three weeks until the redeploy", Sign.RESTART_BREAKS),
        ("the job still uses the old realm id", Sign.REALMS_DIFFER),
        ("realmId in our config is still the sandbox company", Sign.REALMS_DIFFER),
        ("this time they picked another company", Sign.REALMS_DIFFER),
        ("setRealmId($conf) // the old one", Sign.REALMS_DIFFER),
        ("the tenant id is that of another organisation", Sign.REALMS_DIFFER),
        ("a different company was selected", Sign.REALMS_DIFFER),
        ("Argument #1 ($refreshToken) must be a string, null given", Sign.TOKEN_MISSING),
        ("refresh_token may not be blank", Sign.TOKEN_MISSING),
        ("Value cannot be null. (Parameter 'refreshToken')", Sign.TOKEN_MISSING),
        ("'refresh_token' is an empty string", Sign.TOKEN_MISSING),
        ("refresh_token: expected string, received undefined", Sign.TOKEN_MISSING),
        ("refresh_token: length must be at least 1 character", Sign.TOKEN_MISSING),
        ("we sent an empty refresh_token", Sign.TOKEN_MISSING),
        ("then I pasted the same code into our app", Sign.CODE_DELIVERED_TWICE),
        ("it sends the refresh token that I copied months ago", Sign.OLD_VALUE_SENT),
        ("the second login overwrites that of the first company", Sign.REALMS_DIFFER),
        ("no healthy upstream", Sign.SERVICE_FAILED),
        ("on_token_refresh is not wired up", Sign.NOT_STORED),
        ("the session is made without a token_updater", Sign.NOT_STORED),
        ("after each docker compose up we log in again", Sign.RESTART_BREAKS),
        ("every kubectl rollout loses the login", Sign.RESTART_BREAKS),
        ("the importer and the mailer each sent the stored refresh token", Sign.TWO_AT_ONCE),
        ("one got a new pair, the other got invalid_grant", Sign.TWO_AT_ONCE),
        ("a mutex guards the refresh", Sign.ONE_AT_A_TIME),
        ("print(env.QB_REFRESH_TOKEN)  # None", Sign.TOKEN_MISSING),
        ("The token was issued to another app", Sign.OTHER_CLIENT),
        ("this token was not issued to the calling client", Sign.OTHER_CLIENT),
        ("the secret is from the Development tab", Sign.ENVIRONMENT_SWITCHED),
        ("they only use it during the audit", Sign.INACTIVITY),
        ("it worked in March last year", Sign.INACTIVITY),
        ("the wizard already had tokens for this code", Sign.CODE_DELIVERED_TWICE),
    ],
)  # fmt: skip
def test_a_meaning_is_read_however_it_is_told(text: str, sign: Sign) -> None:
    assert sign in read_paste(text).signs


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("nothing is stored wrong here, the token is whole", Sign.NOT_STORED),
        ("is nothing saved after the refresh token call?", Sign.NOT_STORED),
        ("the row still has the same token as the response returned", Sign.NOT_STORED),
        ("if the database still has the old refresh token", Sign.NOT_STORED),
        ("make sure the config holds no original refresh token", Sign.NOT_STORED),
        ("start from the default page, then refresh it", Sign.NOT_STORED),
        ("the server was restarted today, no change", Sign.RESTART_BREAKS),
        ("the pod was restarted today and it works", Sign.RESTART_BREAKS),
        ("is the realm id the wrong one?", Sign.REALMS_DIFFER),
        ("the realm id is not that of another company", Sign.REALMS_DIFFER),
        ("make sure you pick the right company", Sign.REALMS_DIFFER),
        ("each company has its own realm id", Sign.REALMS_DIFFER),
        ("if the user picks another company", Sign.REALMS_DIFFER),
        ("the refresh_token is not empty", Sign.TOKEN_MISSING),
        ("if (refreshToken === null) return", Sign.TOKEN_MISSING),
        ("refresh_token: str | None = None", Sign.TOKEN_MISSING),
        ("let refreshToken = null", Sign.TOKEN_MISSING),
        ("refresh_token VARCHAR(900) NOT NULL", Sign.TOKEN_MISSING),
        ("if the refresh token is empty you log in again", Sign.TOKEN_MISSING),
        ("I did not use the same code", Sign.CODE_DELIVERED_TWICE),
        ("token_updater is set and was called", Sign.NOT_STORED),
        ("the row has the same refresh token that came last", Sign.NOT_STORED),
        ("each time it sends the stored refresh token", Sign.TWO_AT_ONCE),
        ("each worker has its own and sent its own refresh token", Sign.TWO_AT_ONCE),
        ("we save both tokens, a lock guards the refresh", Sign.TWO_AT_ONCE),
        ("the token from the first login", Sign.TOKEN_OF_SOMEBODY_ELSE),
        ("the code is expired, or was issued to another client", Sign.OTHER_CLIENT),
        ("are the keys from the Development tab?", Sign.ENVIRONMENT_SWITCHED),
        ("docker compose up and it works", Sign.RESTART_BREAKS),
    ],
)
def test_what_is_denied_asked_or_advised_is_not(text: str, sign: Sign) -> None:
    assert sign not in read_paste(text).signs
