"""The words that all pages share, and how a page's own words join them. Portuguese is begun: what it lacks is said in
Spanish, then in English."""

from collections.abc import Mapping
from itertools import combinations

LANGUAGES: dict[str, str] = {"en": "English", "es": "Español", "pt": "Português"}

Words = Mapping[str, Mapping[str, str]]

SHARED: dict[str, dict[str, str]] = {
    "queue": {"en": "Queue", "es": "Cola", "pt": "Fila"},
    "inquiries": {"en": "Inquiries", "es": "Consultas", "pt": "Consultas"},
    "alerts": {"en": "Alerts", "es": "Alertas", "pt": "Alertas"},
    "answers": {"en": "Answers", "es": "Respuestas", "pt": "Respostas"},
    "overview": {"en": "Overview", "es": "Panorama", "pt": "Panorama"},
    "persons": {"en": "Persons", "es": "Personas", "pt": "Pessoas"},
    "worklist": {"en": "Worklist", "es": "Pendientes", "pt": "Pendências"},
    "names": {"en": "Names", "es": "Nombres", "pt": "Nomes"},
    "watchlists": {"en": "Watchlists", "es": "Listas de vigilancia", "pt": "Listas de vigilância"},
    "subscriptions": {"en": "Subscriptions", "es": "Suscripciones", "pt": "Assinaturas"},
    "notices": {"en": "Across borders", "es": "Entre países", "pt": "Entre países"},
    "ahead": {"en": "May still come", "es": "Puede llegar", "pt": "Pode chegar"},
    "protection": {"en": "Protection", "es": "Protección", "pt": "Proteção"},
    "record": {"en": "My record", "es": "Mi desempeño", "pt": "Meu desempenho"},
    "people": {"en": "Accounts", "es": "Cuentas", "pt": "Contas"},
    "attention": {"en": "Attention", "es": "Atención", "pt": "Atenção"},
    "agreements": {"en": "Agreements", "es": "Acuerdos", "pt": "Acordos"},
    "partners": {"en": "Partners", "es": "Socios", "pt": "Parceiros"},
    "repositories": {"en": "Repositories", "es": "Repositorios", "pt": "Repositórios"},
    "disclosures": {"en": "Disclosures", "es": "Revelaciones", "pt": "Revelações"},
    "recalls": {"en": "Recalls", "es": "Retiros", "pt": "Retiradas"},
    "retention": {"en": "Retention", "es": "Conservación", "pt": "Conservação"},
    "ledger": {"en": "Ledger", "es": "Registro", "pt": "Registro"},
    "simulation": {"en": "Simulation", "es": "Simulación", "pt": "Simulação"},
    "evidence": {"en": "Evidence", "es": "Evidencia", "pt": "Evidência"},
    "stations": {"en": "Stations", "es": "Puestos", "pt": "Postos"},
    "wing_work": {"en": "Work", "es": "Trabajo", "pt": "Trabalho"},
    "wing_people": {"en": "People", "es": "Identidades", "pt": "Identidades"},
    "wing_abroad": {"en": "Abroad", "es": "Exterior", "pt": "Exterior"},
    "wing_archive": {"en": "Archive", "es": "Archivo", "pt": "Arquivo"},
    "wing_administration": {"en": "Administration", "es": "Administración", "pt": "Administração"},
    "menu": {"en": "Rooms", "es": "Salas", "pt": "Salas"},
    "skip": {"en": "Skip to the content", "es": "Ir al contenido", "pt": "Ir para o conteúdo"},
    "account": {"en": "My account", "es": "Mi cuenta", "pt": "Minha conta"},
    "sign_out": {"en": "Sign out", "es": "Cerrar sesión", "pt": "Sair"},
    "keys": {"en": "Keys", "es": "Teclas", "pt": "Teclas"},
    "keys_of_page": {"en": "Keys of this page", "es": "Teclas de esta página", "pt": "Teclas desta página"},
    "key_help": {"en": "show the keys of this page", "es": "mostrar las teclas de esta página"},
    "key_next": {"en": "next line", "es": "línea siguiente"},
    "key_previous": {"en": "line before", "es": "línea anterior"},
    "key_open": {"en": "open the line", "es": "abrir la línea"},
    "close": {"en": "Close", "es": "Cerrar", "pt": "Fechar"},
    "back": {"en": "Back", "es": "Volver", "pt": "Voltar"},
    "first_page": {"en": "To my first page", "es": "A mi primera página"},
    "problem": {"en": "This cannot be done", "es": "Esto no se puede hacer", "pt": "Isto não pode ser feito"},
    "people_decide": {
        "en": "Decisions are made by people. A card never says that anybody is cleared.",
        "es": "Deciden las personas. Ninguna ficha dice que alguien esté libre de sospecha.",
    },
    "by_clause": {"en": "clause {clause}", "es": "cláusula {clause}"},
    "by_clause_of": {"en": "clause {clause} of {agreement}", "es": "cláusula {clause} de {agreement}"},
    "happened": {"en": "What happened", "es": "Qué ocurrió", "pt": "O que ocorreu"},
    "as_of": {"en": "as of {time}", "es": "al {time}", "pt": "em {time}"},
    "live_ended": {
        "en": "The node does not answer. What you see grows old; it is tried again. Since",
        "es": "El nodo no responde. Lo que ve envejece; se vuelve a intentar. Desde las",
    },
    "in_minutes": {"en": "in {n} min", "es": "en {n} min", "pt": "em {n} min"},
    "in_hours": {"en": "in {n} h", "es": "en {n} h", "pt": "em {n} h"},
    "in_days_one": {"en": "in 1 day", "es": "en 1 día", "pt": "em 1 dia"},
    "in_days": {"en": "in {n} days", "es": "en {n} días", "pt": "em {n} dias"},
    "late_minutes": {"en": "{n} min late", "es": "{n} min de atraso", "pt": "{n} min de atraso"},
    "late_hours": {"en": "{n} h late", "es": "{n} h de atraso", "pt": "{n} h de atraso"},
    "late_days_one": {"en": "1 day late", "es": "1 día de atraso", "pt": "1 dia de atraso"},
    "late_days": {"en": "{n} days late", "es": "{n} días de atraso", "pt": "{n} dias de atraso"},
    "ago_minutes": {"en": "{n} min ago", "es": "hace {n} min", "pt": "há {n} min"},
    "ago_hours": {"en": "{n} h ago", "es": "hace {n} h", "pt": "há {n} h"},
    "ago_days_one": {"en": "1 day ago", "es": "hace 1 día", "pt": "há 1 dia"},
    "ago_days": {"en": "{n} days ago", "es": "hace {n} días", "pt": "há {n} dias"},
    "role_station": {"en": "station", "es": "puesto", "pt": "posto"},
    "role_officer": {"en": "officer", "es": "funcionario", "pt": "oficial"},
    "role_examiner": {"en": "examiner", "es": "perito", "pt": "perito"},
    "role_watch_officer": {"en": "watch officer", "es": "oficial de guardia", "pt": "oficial de plantão"},
    "role_supervisor": {"en": "supervisor", "es": "supervisor", "pt": "supervisor"},
    "role_auditor": {"en": "auditor", "es": "auditor", "pt": "auditor"},
    "role_administrator": {"en": "administrator", "es": "administrador", "pt": "administrador"},
}


class Spoken:
    """The words of one page in one language: `w.key` in a template; a key that is in no table is an error, and so is
    one that two tables say differently: the frame around a page would speak with the page's word."""

    def __init__(self, language: str, *tables: Words) -> None:
        hidden = [key for one, other in combinations(tables, 2) for key in one.keys() & other if one[key] != other[key]]
        if hidden:
            raise ValueError(f"said twice and differently: {', '.join(sorted(hidden))}")
        self._words = {key: said(both, language) for table in tables for key, both in table.items()}

    def __getitem__(self, key: str) -> str:
        return self._words[key]

    def say(self, key: str, **values: object) -> str:
        """Filled with values; of one thing (`n` is 1) by the words of `<key>_one`, where a table has them."""
        one = f"{key}_one" if values.get("n") == 1 else key
        return self._words[one if one in self._words else key].format(**values)


def cited(spoken: Spoken, clause: str, agreement: str) -> str:
    """A clause with its instrument: from "PILOT v1 cl. 2.1", or from a bare number and the instrument's name."""
    instrument, _, number = clause.rpartition(" cl. ")
    instrument = instrument or agreement
    return spoken.say("by_clause_of" if instrument else "by_clause", clause=number, agreement=instrument)


def said(word: Mapping[str, str], language: str) -> str:
    return word.get(language) or (word["es"] if language == "pt" else word["en"])
