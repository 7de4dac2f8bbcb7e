"""A company's customers and invoices: created, changed, read and found."""

import json
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.support.provider import COMPANY, OTHER_COMPANY, Visitor

ADA = {"DisplayName": "Ada Example", "PrimaryEmailAddr": {"Address": "ada@example.com"}}


class Bookkeeper:
    """Somebody with an access token for a company."""

    def __init__(self, visitor: Visitor, company: str = COMPANY) -> None:
        visitor.company = company
        self._visitor = visitor
        self._base = f"/sandbox-quickbooks/v3/company/{company}"
        self._token = visitor.connect()["access_token"]

    def post(self, entity: str, body: object, **query: str) -> TestResponse:
        data = body if isinstance(body, bytes | str) else json.dumps(body)
        return self._open("POST", entity, query, data=data)

    def get(
        self, path: str, accept: str = "application/json", **query: str
    ) -> TestResponse:
        return self._open("GET", path, query, accept=accept)

    def query(self, statement: str) -> dict[str, Any]:
        answer = self.get("query", query=statement)
        assert answer.status_code == 200, answer.text
        return dict(answer.get_json()["QueryResponse"])

    def created(self, entity: str, body: object, **query: str) -> dict[str, Any]:
        answer = self.post(entity, body, **query)
        assert answer.status_code == 200, answer.text
        (kept,) = (
            member for name, member in answer.get_json().items() if name != "time"
        )
        return dict(kept)

    def _open(
        self,
        method: str,
        path: str,
        query: dict[str, str],
        *,
        data: str | bytes = b"",
        accept: str = "application/json",
    ) -> TestResponse:
        return self._visitor.browser.open(
            f"{self._base}/{path}",
            method=method,
            query_string={"minorversion": "75", **query},
            data=data,
            content_type="application/json",
            headers={"Authorization": f"Bearer {self._token}", "Accept": accept},
        )


@pytest.fixture
def keeper(visitor: Visitor) -> Bookkeeper:
    return Bookkeeper(visitor)


def invoice_for(customer: str, *amounts: float) -> dict[str, Any]:
    lines = [
        {"Amount": amount, "DetailType": "SalesItemLineDetail"} for amount in amounts
    ]
    return {"CustomerRef": {"value": customer}, "Line": lines}


def code_of(answer: TestResponse) -> tuple[int, str, str]:
    fault = answer.get_json()["Fault"]
    (error,) = fault["Error"]
    assert fault["type"] == "ValidationFault"
    return answer.status_code, error["code"], error["Detail"]


def test_a_customer_that_was_created_is_read_again(keeper: Bookkeeper) -> None:
    made = keeper.created("customer", ADA)

    assert made["DisplayName"] == made["FullyQualifiedName"] == "Ada Example"
    assert made["PrimaryEmailAddr"] == {"Address": "ada@example.com"}
    assert (made["SyncToken"], made["sparse"], made["domain"]) == ("0", False, "QBO")
    assert made["MetaData"]["CreateTime"] == "2026-03-09T04:00:00-08:00"
    assert keeper.get(f"customer/{made['Id']}").get_json()["Customer"] == made


@pytest.mark.parametrize("identifier", ["77", "9" * 18, "9" * 19, "x", "-1"])
def test_an_id_that_nothing_has_is_not_found(
    keeper: Bookkeeper, identifier: str
) -> None:
    assert code_of(keeper.get(f"customer/{identifier}"))[1] == "610"


def test_a_name_is_put_together_from_its_parts(keeper: Bookkeeper) -> None:
    made = keeper.created("customer", {"GivenName": "Ada", "FamilyName": "Example"})

    assert made["DisplayName"] == "Ada Example"


def test_an_invoice_has_a_total_and_names_its_customer(keeper: Bookkeeper) -> None:
    ada = keeper.created("customer", ADA)

    made = keeper.created("invoice", invoice_for(ada["Id"], 100.1, 0.2))

    assert made["CustomerRef"] == {"value": ada["Id"], "name": "Ada Example"}
    assert made["TotalAmt"] == made["Balance"] == 100.3
    assert [line["DetailType"] for line in made["Line"]] == [
        "SalesItemLineDetail",
        "SalesItemLineDetail",
        "SubTotalLineDetail",
    ]
    assert made["TxnDate"] == "2026-03-09"
    again = keeper.created("invoice", {**made, "PrivateNote": "x"})
    assert (again["TotalAmt"], again["SyncToken"]) == (100.3, "1")


@pytest.mark.parametrize(
    ("entity", "body", "fault"),
    [
        pytest.param("customer", {}, ("2020", "DisplayName"), id="no name"),
        pytest.param("customer", {"DisplayName": " "}, ("2020", "DisplayName"), id="blank"),
        pytest.param("customer", {"DisplayName": 5}, ("2010", "DisplayName"), id="number"),
        pytest.param("customer", {**ADA, "Id": "77"}, ("610", "Object Not Found"), id="id"),
        pytest.param("customer", {**ADA, "Id": "9" * 19}, ("610", "Object Not Found"), id="long id"),
        pytest.param("customer", b"<Customer/>", ("2010", "Body"), id="XML"),
        pytest.param("customer", b'{"a": NaN}', ("2010", "Body"), id="no number"),
        pytest.param("customer", b'{"a": 1e999}', ("2010", "Body"), id="no end"),
        pytest.param("customer", b"[" * 9999, ("2010", "Body"), id="very deep"),
        pytest.param("invoice", {"CustomerRef": {"value": "1"}}, ("2020", "Line"), id="no line"),
        pytest.param("invoice", {**invoice_for("1"), "Line": "x"}, ("2010", "Line"), id="line"),
        pytest.param("invoice", {"Line": [{"Amount": 1}]}, ("2020", "Line.DetailType"), id="type"),
        pytest.param("invoice", {"Line": [{"DetailType": "x"}]}, ("2020", "Line.Amount"), id="amount"),
        pytest.param("invoice", {"Line": [{"DetailType": "x", "Amount": "1"}]}, ("2010", "Line.Amount"), id="text"),
        pytest.param("invoice", {"Line": [{"DetailType": "x", "Amount": 1}]}, ("2020", "CustomerRef"), id="customer"),
        pytest.param("invoice", invoice_for("77", 1), ("2500", "Invalid Reference Id"), id="other"),
    ],
)  # fmt: skip
def test_what_is_missing_or_wrong_is_a_fault_and_nothing_is_kept(
    keeper: Bookkeeper,
    visitor: Visitor,
    entity: str,
    body: object,
    fault: tuple[str, str],
) -> None:
    status, found, detail = code_of(keeper.post(entity, body))

    assert (status, found) == (400, fault[0])
    assert fault[1] in detail
    assert keeper.query("select * from Customer") == {}
    assert keeper.query("select * from Invoice") == {}
    assert visitor.reasons() == []


def test_a_name_can_be_had_once(keeper: Bookkeeper) -> None:
    ada = keeper.created("customer", ADA)

    assert code_of(keeper.post("customer", {"DisplayName": "ADA example"}))[1] == "6240"
    assert keeper.created("customer", {**ada, "Notes": "x"})["Notes"] == "x"


def test_an_object_that_was_changed_meanwhile_is_stale(keeper: Bookkeeper) -> None:
    ada = keeper.created("customer", ADA)
    change = {"Id": ada["Id"], "SyncToken": "0", "sparse": True, "Notes": "first"}
    changed = keeper.created("customer", change)

    assert (changed["SyncToken"], changed["Notes"]) == ("1", "first")
    assert changed["PrimaryEmailAddr"] == ADA["PrimaryEmailAddr"]
    assert code_of(keeper.post("customer", change))[1] == "5010"
    without = {name: value for name, value in change.items() if name != "SyncToken"}
    assert code_of(keeper.post("customer", without))[1:] == (
        "2020",
        "Required parameter SyncToken is missing in the request",
    )


def test_a_whole_change_forgets_what_it_does_not_say(keeper: Bookkeeper) -> None:
    ada = keeper.created("customer", ADA)

    body = {"Id": ada["Id"], "SyncToken": "0", "DisplayName": "Ada"}
    changed = keeper.created("customer", body)

    assert "PrimaryEmailAddr" not in changed
    assert changed["MetaData"]["CreateTime"] == ada["MetaData"]["CreateTime"]


def test_a_request_that_comes_again_is_answered_again_and_done_once(
    keeper: Bookkeeper,
) -> None:
    first = keeper.created("customer", ADA, requestid="r-1")
    again = keeper.created("customer", ADA, requestid="r-1")

    assert again == first
    assert keeper.query("select count(*) from Customer") == {"totalCount": 1}
    assert code_of(keeper.post("customer", ADA, requestid="r-2"))[1] == "6240"


@pytest.mark.parametrize(
    ("statement", "names"),
    [
        pytest.param("select * from Customer", ["A", "B's", "C"], id="all"),
        pytest.param("SELECT * FROM customer MAXRESULTS 2", ["A", "B's"], id="some"),
        pytest.param(
            "select * from Customer startposition 2 maxresults 1", ["B's"], id="a page"
        ),
        pytest.param(
            r"select * from Customer where DisplayName = 'B\'s'", ["B's"], id="a quote"
        ),
        pytest.param(
            "select * from Customer where Active = 'true'",
            ["A", "B's", "C"],
            id="a yes",
        ),
        pytest.param("select * from Customer where Id = '999'", [], id="nothing"),
    ],
)
def test_a_query_finds_what_it_asks_for(
    keeper: Bookkeeper, statement: str, names: list[str]
) -> None:
    for name in ("A", "B's", "C"):
        keeper.created("customer", {"DisplayName": name})

    found = keeper.query(statement)

    assert [one["DisplayName"] for one in found.get("Customer", [])] == names
    assert found.get("maxResults", 0) == len(names)


def test_xml_is_what_one_gets_who_does_not_ask_for_json(keeper: Bookkeeper) -> None:
    made = keeper.created("customer", {"DisplayName": "A & B", "a b": 1, "c": "\x01"})

    one = keeper.get(f"customer/{made['Id']}", accept="*/*").text
    many = keeper.get("query", accept="*/*", query="select * from Customer").text
    count = keeper.get(
        "query", accept="*/*", query="select count(*) from Customer"
    ).text

    assert '<Customer domain="QBO" sparse="false">' in one
    assert "<DisplayName>A &amp; B</DisplayName>" in one
    assert "<c>?</c>" in one
    assert "<Active>true</Active>" in one
    assert '<QueryResponse startPosition="1" maxResults="1"><Customer' in many
    assert '<QueryResponse totalCount="1"/>' in count


def test_each_company_has_books_of_its_own_and_a_new_world_empties_them(
    visitor: Visitor,
) -> None:
    here = Bookkeeper(visitor)
    made = here.created("customer", ADA, requestid="r-1")
    there = Bookkeeper(visitor, OTHER_COMPANY)

    assert code_of(there.get(f"customer/{made['Id']}"))[1] == "610"
    assert there.created("customer", ADA, requestid="r-1")["Id"] != made["Id"]

    visitor.provider.reset()
    assert Bookkeeper(visitor).query("select * from Customer") == {}
