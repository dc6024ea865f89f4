"""Waiting for an answer by long polling."""

import httpx

from openbitmap.wire import Answer, Receipt, answer_from_json

LONG_POLL_SECONDS = 30


def await_answer(client: httpx.Client, receipt: Receipt) -> Answer:
    """The first answer to a submission; asks until there is one. Raises httpx.HTTPStatusError on a refusal."""
    address = f"/v1/submissions/{receipt.submission}/answer"
    while True:
        response = client.get(address, params={"wait": LONG_POLL_SECONDS}).raise_for_status()
        if response.status_code == httpx.codes.OK:
            return answer_from_json(response.content)
