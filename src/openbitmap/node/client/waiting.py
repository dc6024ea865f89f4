"""Waiting for an answer by long polling."""

import httpx

from openbitmap.vocabulary import Verdict
from openbitmap.wire import Answer, Receipt, answer_from_json

LONG_POLL_SECONDS = 30


def await_answer(client: httpx.Client, receipt: Receipt) -> Answer:
    """The first answer to a submission that says more than "wait"; asks until there is one.

    Raises httpx.HTTPStatusError on a refusal of the door.
    """
    address = f"/v1/submissions/{receipt.submission}/answer"
    version = 0
    while True:
        response = client.get(address, params={"wait": LONG_POLL_SECONDS, "after": version}).raise_for_status()
        if response.status_code == httpx.codes.OK:
            answer = answer_from_json(response.content)
            if answer.verdict is not Verdict.PENDING:
                return answer
            version = answer.version
