"""What the libraries call the exchange."""

EXCHANGE_CALL = (
    r"(?:createtoken|get_bearer_token|getbearertoken(?:async)?|exchangeauthorizationcodefortoken"
    r"|retrievebearertokens|fetch_token|get_?token|get_access_tokens?|getaccesstoken|exchange_?code\w{0,20})"
)
