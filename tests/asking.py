"""How a post asks a node over HTTP, for the journeys: submit, wait, read the answer in each of its forms; and how an
examiner works a case there."""

import httpx

from openbitmap import itl
from openbitmap.wire import Answer, Receipt, answer_from_json, receipt_from_json

Headers = dict[str, str]
PATIENCE = 60
"""Seconds a journey waits for an answer: generous, because test machines are shared."""


def submit(client: httpx.Client, headers: Headers, data: bytes) -> Receipt:
    response = client.post("/v1/submissions", content=data, headers=headers)
    assert response.status_code == 202, response.text
    return receipt_from_json(response.content)


def answer_of(client: httpx.Client, headers: Headers, receipt: Receipt, *, after: int = 0) -> Answer:
    """The newest answer above a version, by one long poll."""
    address = f"/v1/submissions/{receipt.submission}/answer"
    response = client.get(address, params={"wait": PATIENCE, "after": after}, headers=headers, timeout=PATIENCE + 10)
    assert response.status_code == 200, (response.status_code, response.text)
    return answer_from_json(response.content)


def searched_answer(client: httpx.Client, headers: Headers, receipt: Receipt) -> Answer:
    """The first answer that is not a word of waiting: a busy machine may let the rapid clock of 10 s run out."""
    answer = answer_of(client, headers, receipt)
    while answer.verdict == "pending":
        answer = answer_of(client, headers, receipt, after=answer.version)
    return answer


def itl_answer(client: httpx.Client, headers: Headers, receipt: Receipt) -> itl.Transaction:
    """The newest answer as a transaction; its bytes must read and conform without one error."""
    address = f"/v1/submissions/{receipt.submission}/answer"
    response = client.get(address, params={"form": "itl"}, headers=headers)
    assert response.status_code == 200, response.text
    return conformant(response.content)


def conformant(data: bytes) -> itl.Transaction:
    """The transaction in these bytes, read and checked without a finding of error severity."""
    reading = itl.read(data)
    assert reading.transaction is not None, reading.findings
    findings = [*reading.findings, *itl.check(reading.transaction)]
    assert not [f for f in findings if f.severity is itl.Severity.ERROR], findings
    return reading.transaction


def judged(client: httpx.Client, headers: Headers, case: str, opinion: dict[str, object]) -> httpx.Response:
    """An examiner's whole work on a case over HTTP: claim, an analysis without marks, the opinion. The first refusal
    on the way is the answer."""
    steps = (
        ("claim", None),
        ("analysis", {"unmarked": "worked_elsewhere"}),
        ("opinions", opinion),
    )
    for step, body in steps:
        response = client.post(f"/v1/cases/{case}/{step}", json=body, headers=headers)
        if not response.is_success:
            break
    return response
