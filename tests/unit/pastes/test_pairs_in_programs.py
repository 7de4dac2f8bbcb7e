"""What a program takes of the answer to a refresh, and where it keeps it."""

import pytest

from grantlab.diagnosis.pastes.diagnosing import diagnose_paste

REFUSED = '\n400 {"error":"invalid_grant","error_description":"Incorrect or invalid refresh token"}'


def cause_of(text: str) -> str | None:
    verdict = diagnose_paste(text).verdict
    return verdict.id if verdict else None


@pytest.mark.parametrize(
    "program",
    [
        """const fresh = await client.refresh(opts.refreshToken);
        return { accessToken: fresh.access_token, refreshToken: opts.refreshToken };""",
        """answer = api.refresh_token(account.refresh_token)
        record = dict(
            refresh_token=account.refresh_token,
            access_token=answer["access_token"],
        )""",
        """$got = $provider->refresh($row->refresh_token);
        $pair = ['access_token' => $got->access_token, 'refresh_token' => $row->refresh_token];""",
        """var res = await http.RefreshTokenAsync(args);
        session.AccessToken = res.AccessToken;
        session.RefreshToken = args.RefreshToken;""",
    ],
)
def test_a_new_access_token_beside_the_old_refresh_token_was_not_kept(
    program: str,
) -> None:
    assert cause_of(program + REFUSED) == "not_persisted_after_refresh"


@pytest.mark.parametrize(
    "program",
    [
        # Both of the answer.
        """const fresh = await client.refresh(opts.refreshToken);
        return { accessToken: fresh.access_token, refreshToken: fresh.refresh_token };""",
        # The old one only where none came.
        """const fresh = await client.refresh(opts.refreshToken);
        return { accessToken: fresh.access_token, refreshToken: fresh.refresh_token ?? opts.refreshToken };""",
        """const fresh = await client.refresh(opts.refreshToken);
        return { accessToken: fresh.access_token, refreshToken: opts.refreshToken || fresh.refresh_token };""",
        # Both of one row, and no refresh between.
        """const row = await db.find(id);
        client.set({ accessToken: row.access_token, refreshToken: row.refresh_token });
        const fresh = await client.refresh(row.refresh_token);""",
    ],
)
def test_a_pair_of_one_answer_is_no_mixed_pair(program: str) -> None:
    assert cause_of(program + REFUSED) is None


@pytest.mark.parametrize(
    "program",
    [
        "process.env.QBO_REFRESH_TOKEN = next.refresh_token;",
        'process.env["QBO_REFRESH_TOKEN"] = next.refreshToken',
        'os.environ["QBO_REFRESH_TOKEN"] = answer["refresh_token"]',
        "ENV['QBO_REFRESH_TOKEN'] = answer.refresh_token",
        "putenv('QBO_REFRESH_TOKEN=' . $answer->getRefreshToken());",
        "$_ENV['QBO_REFRESH_TOKEN'] = $answer['refresh_token'];",
        'os.Setenv("QBO_REFRESH_TOKEN", tok.RefreshToken)',
        'Environment.SetEnvironmentVariable("QBO_REFRESH_TOKEN", res.RefreshToken);',
        'System.setProperty("qboRefreshToken", res.getRefreshToken());',
    ],
)
def test_what_is_written_into_the_environment_ends_with_the_process(
    program: str,
) -> None:
    assert cause_of(program + "\nredeployed" + REFUSED) == "not_persisted_after_refresh"


@pytest.mark.parametrize(
    "program",
    [
        "process.env.QBO_REFRESH_TOKEN = next.refresh_token;\nfs.writeFileSync('.env', dump())",
        'os.environ["QBO_REFRESH_TOKEN"] = fresh.refresh_token\nset_key(".env", "QBO_REFRESH_TOKEN", answer.refresh_token)',
        "process.env.QBO_REFRESH_TOKEN = next.refresh_token\nawait vault.put_secret(next)",
        "const rt = process.env.QBO_REFRESH_TOKEN\nawait client.refreshUsingToken(rt)",
    ],
)
def test_what_is_also_written_elsewhere_lasts(program: str) -> None:
    assert cause_of(program + REFUSED) is None


@pytest.mark.parametrize(
    "program",
    [
        """form.set("refresh_token", this.rt);
        const { data } = await axios.post(url, form);
        this.at = data.access_token;""",
        """body.add("refresh_token", rt)
        resp = post(url, body)
        return resp["access_token"]""",
        """request.AddParameter("refresh_token", settings.RefreshToken);
        var json = Parse(client.Execute(request).Content);
        return json["access_token"];""",
    ],
)
def test_an_answer_of_which_one_token_is_taken_loses_the_other(program: str) -> None:
    assert (
        cause_of(program + '\n{"error":"invalid_grant"}')
        == "not_persisted_after_refresh"
    )


@pytest.mark.parametrize(
    "program",
    [
        """form.set("refresh_token", this.rt);
        const { data } = await axios.post(url, form);
        this.at = data.access_token; this.rt = data.refresh_token;""",
        """form.set("refresh_token", this.rt);
        const { data } = await axios.post(url, form);
        await store.save(data);
        this.at = data.access_token;""",
        """form.set("refresh_token", this.rt);
        const answer = await axios.post(url, form);
        console.log(answer.data.access_token);
        return answer.data;""",
        'form.set("refresh_token", this.rt);',
    ],
)
def test_an_answer_that_is_kept_whole_loses_nothing(program: str) -> None:
    assert cause_of(program + '\n{"error":"invalid_grant"}') is None
