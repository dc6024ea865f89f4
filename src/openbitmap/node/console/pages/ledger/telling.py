"""A fact of the ledger in one sentence."""

from collections.abc import Mapping

from openbitmap.node.console.pages.ledger.codes import said_code, said_matter
from openbitmap.node.console.pages.ledger.sentences import SENTENCES
from openbitmap.node.views import Fact
from openbitmap.vocabulary import nation_words

READ: Mapping[str, tuple[str, str]] = {
    "list": ("the list of", "la lista de"),
    "answers": ("answers", "respuestas"),
    "persons": ("persons", "personas"),
    "names": ("names", "nombres"),
    "name_leads": ("leads by name", "indicios por nombre"),
    "worklist": ("pending work", "pendientes"),
    "cases": ("cases", "casos"),
    "alerts": ("alerts", "alertas"),
    "subscriptions": ("subscriptions", "suscripciones"),
    "watchlists": ("watchlist entries", "entradas de vigilancia"),
    "inquiries": ("inquiries", "consultas"),
    "disclosures": ("disclosures", "revelaciones"),
    "recalls": ("recalls", "retiros"),
    "protection": ("protected people", "personas protegidas"),
    "notices": ("notices", "avisos"),
    "ahead": ("people who may still come", "personas que pueden llegar"),
    "changes": ("a change to be made", "un cambio por hacer"),
    "retention": ("what is to be forgotten", "lo que se ha de olvidar"),
    "marking": ("the protection", "la protección"),
    "protection_review": ("the question about a protected person", "la consulta sobre una persona protegida"),
    "retention_run": ("the plan of forgetting", "el plan de olvido"),
    "ledger": ("ledger entries", "asientos del libro de registro"),
    "answer": ("answer", "la respuesta"),
    "case": ("case", "el caso"),
    "report": ("report of", "el informe de"),
    "report_file": ("the file of report", "el archivo del informe"),
    "person": ("person", "la persona"),
    "pictures": ("pictures of", "imágenes de"),
    "change": ("change", "el cambio"),
    "alert": ("alert", "la alerta"),
    "subscription": ("subscription", "la suscripción"),
    "entry": ("watchlist entry", "la entrada de vigilancia"),
    "inquiry": ("inquiry", "la consulta"),
    "disclosure": ("disclosure", "la revelación"),
    "recall": ("recall", "el retiro"),
    "notice": ("notice", "el aviso"),
    "repository_notice": ("the repository's notice", "el aviso del repositorio"),
    "repository_notices": ("the notices of repository", "los avisos del repositorio"),
    "ledger_entry": ("ledger entry", "el asiento"),
}
"""What was shown, as `console/reads.py` and the machine doors name it."""

NATIONS = frozenset({"partner", "giver", "taker", "party", "nation", "owner", "third", "outstanding"})
"""Fields of facts that name a nation."""
LONG = 40
SHOWN = 16


def sentence(fact: Fact, language: str) -> str:
    """In Spanish or else English. A kind without a sentence is told by its fields, and so is a fact of an older version
    that lacks a field its sentence names."""
    known = SENTENCES.get(fact.kind)
    values = {name: _value(value, name, language) for name, value in fact.body.items()}
    values |= _cited(fact.body, language)
    if fact.kind == "ReadRecorded":
        values |= {part: _read(values.get(part, ""), language) for part in ("what", "thing")}
    if known is None:
        return _plain(fact.kind, values)
    try:
        return " ".join(_without_clause(known[language == "es"], values).format(**values).split())
    except KeyError:
        return _plain(fact.kind, values)


def _cited(body: Mapping[str, object], language: str) -> dict[str, str]:
    """A clause cited with its instrument: the number before it, or alone where the sentence names the instrument."""
    instrument, cited, number = str(body.get("clause", "")).rpartition(" cl. ")
    if not cited:
        return {}
    of = "" if body.get("agreement") else f" {'de' if language == 'es' else 'of'} {instrument}"
    return {"clause": f"{number}{of}"}


def _read(word: str, language: str) -> str:
    return READ[word][language == "es"] if word in READ else word


def _plain(kind: str, values: dict[str, str]) -> str:
    return f"{kind}: " + ", ".join(f"{name} {value}" for name, value in values.items() if value)


def _without_clause(text: str, values: Mapping[str, str]) -> str:
    """The sentence as it ends where no clause was needed."""
    return text if values.get("clause") else text.replace(", clause {clause}", "").replace(", cláusula {clause}", "")


def _value(value: object, name: str, language: str) -> str:
    if isinstance(value, list):
        return ", ".join(_value(v, name, language) for v in value)
    if name in NATIONS:
        return nation_words(str(value), language)
    text = said_code(name, str(int(value) if isinstance(value, bool) else value), language)
    if name == "alert" and ":" in text:
        return said_matter(text, language)
    return f"{text[:SHOWN]}…" if len(text) > LONG else text
