"""Reads and writes the tables `border_watch`, `notice`, `route_leg` and `post_warning`."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from openbitmap.node.database import Row, Transaction, named_queries
from openbitmap.node.notices.model import (
    Kept,
    Leg,
    Notice,
    NoticeState,
    PostWarning,
    Side,
    Subject,
    Terms,
    Watch,
    WatchKind,
    WatchState,
)
from openbitmap.vocabulary import EncounterId, ExchangePurpose, PartnerId, PersonCategory, StationId

_SQL = named_queries(__package__)
MOST = 200


def lock_watches(tx: Transaction) -> None:
    tx.scalar(_SQL["lock_watches"])


def insert_watch(tx: Transaction, watch: Watch, *, reason: str = "", by: str = "", sent: bool = True) -> bool:
    """False where a watch of this name is here already. Of one that we give: who shared it, and whether it left."""
    row = {name: getattr(watch, name) for name in ("watch", "side", "partner", "kind", "state", "made_at")}
    told = asdict(watch.subject) | asdict(watch.terms)
    return bool(tx.run(_SQL["insert_watch"], reason=reason, by=by, sent=sent, **row, **told))


def watch_named(tx: Transaction, watch: str) -> Watch | None:
    return next(iter(_watches(tx, [watch])), None)


def hold_watch(tx: Transaction, watch: str) -> Watch | None:
    """The same; nobody else moves it before the caller's transaction ends."""
    return watch_named(tx, watch) if tx.scalar(_SQL["hold_watch"], watch=watch) else None


def watches_shown(tx: Transaction) -> list[Watch]:
    names = [row[0] for row in tx.all(_SQL["watches_shown"], most=MOST)]
    found = {w.watch: w for w in _watches(tx, names)}
    return [found[name] for name in names]


def active_on(tx: Transaction, encounters: Sequence[EncounterId], *, at: datetime) -> list[Watch]:
    return _named(tx, tx.all(_SQL["active_on"], encounters=list(encounters), at=at))


def watches_of_entry(tx: Transaction, entry: str) -> list[Watch]:
    return _named(tx, tx.all(_SQL["watches_of_entry"], entry=entry))


def watches_under(tx: Transaction, agreement: str) -> list[Watch]:
    return _named(tx, tx.all(_SQL["watches_under"], agreement=agreement))


def watches_over(tx: Transaction, *, at: datetime) -> list[Watch]:
    return _named(tx, tx.all(_SQL["watches_over"], at=at))


def known_to(tx: Transaction, watch: str) -> frozenset[EncounterId]:
    return frozenset(EncounterId(e) for e in tx.scalar(_SQL["known"], watch=watch) or ())


def learn(tx: Transaction, watch: str, known: frozenset[EncounterId]) -> None:
    tx.run(_SQL["learn"], watch=watch, known=sorted(known))


def move_watch(tx: Transaction, watch: Watch, state: WatchState, *, at: datetime, by: str | None = None) -> bool:
    """False if somebody else moved it first."""
    return bool(
        tx.run(
            _SQL["move_watch"], watch=watch.watch, before=watch.state, after=state, by=by, at=at, ending=watch.ending
        )
    )


def stand_on(tx: Transaction, watch: str, subject: Subject, *, known: frozenset[EncounterId]) -> None:
    tx.run(_SQL["stand_on"], watch=watch, encounter=subject.encounter, entry=subject.entry, known=sorted(known))


def watches_unsent(tx: Transaction, *, at: datetime) -> list[tuple[Watch, str]]:
    """What protection keeps from leaving, each with who shared it; held until the caller's transaction ends."""
    by = {row[0]: row[1] for row in tx.all(_SQL["watches_unsent"], at=at)}
    return [(watch, by[watch.watch]) for watch in _watches(tx, sorted(by))]


def note_sent(tx: Transaction, watch: str) -> None:
    tx.run(_SQL["note_sent"], watch=watch)


def was_sent(tx: Transaction, watch: str) -> bool:
    return bool(tx.scalar(_SQL["was_sent"], watch=watch))


def note_received(tx: Transaction, watch: str) -> bool:
    return bool(tx.run(_SQL["note_received"], watch=watch))


def insert_notice(tx: Transaction, notice: Notice, *, sealed: str = "") -> bool:
    row = asdict(notice)
    del row["outcome"]
    return bool(tx.run(_SQL["insert_notice"], sealed=sealed, **row))


def hold_notice(tx: Transaction, notice: str) -> Notice | None:
    return tx.one(_SQL["notice"], into=Notice, notice=notice)


def notice_named(tx: Transaction, notice: str) -> Notice | None:
    return tx.one(_SQL["notice_named"], into=Notice, notice=notice)


def notices_shown(tx: Transaction) -> list[Notice]:
    return tx.all(_SQL["notices_shown"], into=Notice, most=MOST)


def notices_of_watch(tx: Transaction, watch: str) -> list[Notice]:
    return tx.all(_SQL["notices_of_watch"], into=Notice, watch=watch)


def notices_about(tx: Transaction, encounters: Sequence[EncounterId]) -> list[Notice]:
    """Who was told of these encounters, told or not: for jobs; a page asks `listing`."""
    return tx.all(_SQL["notices_about"], into=Notice, encounters=list(encounters))


def notices_due(tx: Transaction) -> list[str]:
    return [row[0] for row in tx.all(_SQL["notices_due"])]


def withheld(tx: Transaction) -> list[Notice]:
    """What protection withheld, held until the caller's transaction ends."""
    return tx.all(_SQL["withheld"], into=Notice)


def move_notice(tx: Transaction, notice: str, state: NoticeState, *, clause: str) -> None:
    tx.run(_SQL["move_notice"], notice=notice, state=state, clause=clause)


def note_copy(tx: Transaction, notice: str, copy: str) -> None:
    tx.run(_SQL["note_copy"], notice=notice, copy=copy)


def note_alert(tx: Transaction, notice: str, alert: str) -> None:
    tx.run(_SQL["note_alert"], notice=notice, alert=alert)


def note_outcome(tx: Transaction, notice: str, outcome: str) -> bool:
    return bool(tx.run(_SQL["note_outcome"], notice=notice, outcome=outcome))


def forget_kept(tx: Transaction, notice: str) -> None:
    tx.run(_SQL["forget_kept"], notice=notice)


def keep_back(tx: Transaction, notice: str, kept: Kept) -> bool:
    """False where it was kept back for the same before."""
    return bool(tx.run(_SQL["keep_back"], notice=notice, **asdict(kept)))


def outcome_kept(tx: Transaction, notice: str) -> Kept | None:
    return tx.one(_SQL["outcome_kept"], into=Kept, notice=notice)


def outcomes_kept(tx: Transaction) -> list[str]:
    return [row[0] for row in tx.all(_SQL["outcomes_kept"])]


def copy_of(tx: Transaction, notice: str) -> str:
    return str(tx.scalar(_SQL["copy_of_notice"], notice=notice) or "")


def sealed_of(tx: Transaction, notice: str) -> str:
    return str(tx.scalar(_SQL["sealed_of"], notice=notice) or "")


def legs(tx: Transaction) -> list[Leg]:
    return tx.all(_SQL["legs"], into=Leg)


def set_leg(tx: Transaction, leg: Leg) -> None:
    tx.run(_SQL["set_leg"], **asdict(leg))


def drop_leg(tx: Transaction, station: StationId, ahead: StationId) -> bool:
    return bool(tx.run(_SQL["drop_leg"], station=station, ahead=ahead))


def warn(tx: Transaction, warning: PostWarning) -> bool:
    """False where the post was warned before."""
    return bool(
        tx.run(
            _SQL["warn"],
            alert=warning.alert,
            station=warning.station,
            at=warning.warned_at,
            until=warning.expected_until,
        )
    )


def end_warnings(tx: Transaction, alert: str, *, at: datetime) -> int:
    return tx.run(_SQL["end_warnings"], alert=alert, at=at)


def warnings_at(tx: Transaction, station: StationId, *, at: datetime) -> list[PostWarning]:
    return tx.all(_SQL["warnings_at"], into=PostWarning, station=station, at=at)


def warnings_of(tx: Transaction, alert: str) -> list[PostWarning]:
    return tx.all(_SQL["warnings_of"], into=PostWarning, alert=alert)


def _named(tx: Transaction, rows: Sequence[Row]) -> list[Watch]:
    return _watches(tx, [row[0] for row in rows]) if rows else []


def _watches(tx: Transaction, names: Sequence[str]) -> list[Watch]:
    return [_watch(row) for row in tx.all(_SQL["watches"], watches=list(names))]


def _watch(row: Row) -> Watch:
    """Columns of the query `watches`: the watch, whom it is about, its terms, what became of it."""
    watch, side, partner, kind, state, *rest = row
    encounter, entry, reference, envelope, purpose, category, agreement, clause, until, *last = rest
    made_at, decided_by, ending = last
    return Watch(
        watch,
        Side(side),
        PartnerId(partner),
        kind=WatchKind(kind),
        state=WatchState(state),
        subject=Subject(EncounterId(encounter), entry, reference, envelope),
        terms=Terms(ExchangePurpose(purpose), PersonCategory(category), agreement, clause, until),
        made_at=made_at,
        decided_by=decided_by,
        ending=ending,
    )
