"""The ledger's facts about an alert in sentences, and the words that only make sense together with them."""

from collections.abc import Callable

from openbitmap.node.ledger import Entry

Say = Callable[..., str]

SENTENCES: dict[str, dict[str, str]] = {
    "the_node": {"en": "the node", "es": "el nodo", "pt": "o nó"},
    "fact_AlertRaised": {"en": "raised the alert", "es": "emitió la alerta"},
    "fact_AlertConfirmed": {"en": "verified it by {case}", "es": "la verificó por {case}"},
    "fact_AlertWithdrawn": {"en": "withdrew it by {case}", "es": "la retiró por {case}"},
    "fact_AlertAcknowledged": {"en": "acknowledged it", "es": "la atendió"},
    "fact_AlertEscalated": {
        "en": "found it late and passed it on to: {rung}",
        "es": "la halló atrasada y la pasó a: {rung}",
    },
    "fact_AlertHandedOver": {"en": "handed it over", "es": "la entregó"},
    "fact_AlertOutcomeRecorded": {"en": "recorded the outcome: {outcome}", "es": "registró el resultado: {outcome}"},
    "fact_AlertClosed": {"en": "closed it: {outcome}", "es": "la cerró: {outcome}"},
    "fact_AlertReopened": {"en": "brought it back because of {because}", "es": "la hizo volver por {because}"},
    "fact_AlertGroundEnded": {
        "en": "noted that the entry is over: {change}",
        "es": "anotó que la entrada terminó: {change}",
    },
    "change_removed": {"en": "removed", "es": "retirada"},
    "change_expired": {"en": "expired", "es": "vencida"},
    "fact_AlertDispatched": {
        "en": "began to tell by {channel}: {occasion}",
        "es": "empezó a avisar por {channel}: {occasion}",
    },
    "fact_AlertDelivered": {"en": "was told by {channel}: {occasion}", "es": "fue avisado por {channel}: {occasion}"},
    "fact_AlertDelivered_node": {
        "en": "has the receipt of the {channel}: {occasion}",
        "es": "tiene el recibo del {channel}: {occasion}",
    },
    "fact_AlertDelivered_voice": {"en": "told whoever acts: {occasion}", "es": "avisó a quien actúa: {occasion}"},
    "fact_WorkDied": {"en": "gave up telling a machine", "es": "dejó de intentar un aviso"},
    "fact_SubscriptionMade": {"en": "subscribed until {expires}", "es": "se suscribió hasta el {expires}"},
    "fact_SubscriptionRenewed": {"en": "renewed until {expires}", "es": "renovó hasta el {expires}"},
    "fact_SubscriptionEnded": {"en": "ended it", "es": "la terminó"},
}


def told(fact: Entry, say: Say) -> tuple[str, str]:
    """Who did it, and what, of one entry of the ledger."""
    kind = type(fact.event).__name__
    body = {k: v for k, v in fact.event.body().items() if isinstance(v, str | int)}
    by_node = fact.actor.kind == "node"
    if kind == "AlertDelivered":
        kind += "_node" if by_node else "_voice" if body["channel"] == "voice" else ""
    for key in ("channel", "change", "occasion", "outcome", "rung"):
        if body.get(key) not in (None, ""):
            word = say(f"{key}_{body[key]}")
            body[key] = word[:1].lower() + word[1:]
    who = say("the_node") if by_node else fact.actor.name
    return who, say(f"fact_{kind}", **body)
